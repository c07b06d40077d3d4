/// Every sentence of the practice circle and of the orientation.
///
/// Nobody is praised, hurried or asked for a reason. No line may leave it open whether the
/// neighbours are people.
public enum PracticeEnglish {
    /// What a newcomer may want to know, one thought a row.
    public static let orientation = [
        "A circle is a few people who meet in text to listen to each other.",
        "The stick: one person has the talking stick. Only that person is heard, and nobody can talk"
            + " over them.",
        "Your hand: when you would like to speak, you raise your hand. Hands wait in a fair order. A"
            + " facilitator offers you the stick when it is your turn.",
        "Passing: you can always say `pass`. It is always all right, and nobody asks why.",
        "Listening: you can just listen, for one evening or for all of them.",
        "Silence: nobody has to fill it. A bell can open a silence, and then no words go out.",
        "Help: `help me` calls the facilitators at any moment. Only they see it. A circle is no"
            + " emergency service: in danger, call the emergency number where you are.",
        "What is sealed: in a sealed circle only the people in it can read the words. The relay that"
            + " carries them cannot. It does see who speaks when. In an open circle the relay can"
            + " read the words too. You are told which it is when you come in.",
        "What remains: the relay writes no words down. People remember what they read, and they can"
            + " copy what is on their screen. So each circle agrees on what stays in it.",
        "Leaving: type `leave` when you go. If your link is lost instead, your seat waits for 10"
            + " minutes.",
    ]

    /// The first words, before anybody else speaks.
    static let notice =
        "This is practice, on this machine alone. Ana, Bo and Cy are not people: a script plays them."
        + " Nothing you type leaves this machine, and nothing is kept. `skip` goes on to the next"
        + " part, `leave` ends the practice."

    /// The last words.
    public static let end = "The practice is over. Nothing you typed was sent or kept."

    /// What stands in place of the promise that somebody was called.
    static let nobodyAlerted =
        "This is practice: nobody was alerted. In a real circle the facilitators see it at once, and"
        + " only they. If you or somebody near you is in danger, call the emergency number where"
        + " you are."

    /// What stands in place of the sentence about who has read the call for help.
    static let nobodySaw = "Nobody has seen that you asked for help: nobody facilitates here."

    /// What stands in place of the sentence about the relay.
    static func seated(_ name: String) -> String {
        "You are \(name). Your words stay on this machine. Type `help` for the words to use."
    }

    static func heading(_ number: Int, of count: Int, _ title: String) -> String {
        "Practice, part \(number) of \(count): \(title)."
    }

    /// What stands in place of an invitation, which would lead nowhere.
    public static let invitesNobody =
        "Nobody can be invited into a practice. In a real circle its facilitators invite people."

    static let lastPart = "That was the last part. `leave` ends the practice."

    /// What a part is about.
    static func title(of lesson: Lesson) -> String? {
        switch lesson {
        case .welcome: "what a circle is"
        case .words: "the words to use"
        case .hand: "your hand"
        case .stick: "the stick"
        case .pass: "passing"
        case .later: "later"
        case .lower: "a hand that comes down"
        case .interruption: "writing without the stick"
        case .draft: nil
        case .silence: "a silence"
        case .help: "help"
        case .farewell: "leaving"
        }
    }

    // MARK: What Ana says between the parts

    static let bringsHome = "I bring the stick home now, so that we can go on."
    static let callsYou = "I see your hand, so I offer you the stick."
    static let youListen =
        "You only listen now, so I do not offer you the stick. That is fine. `hand` ends it."
    static let whisperHeard =
        "Your whisper reached me and nobody else. I am a script, so I cannot read it."

    // MARK: Welcome, words, hand

    static func welcome(_ name: String) -> String {
        "Welcome, \(name). I am Ana. I facilitate here, and I am a script, like Bo and Cy."
    }
    static let readOn = "Above is what a circle is. Read it in your own time, then press Enter."
    static let readOnHint = "Take the time you need. Enter goes on."

    static let words =
        "A word alone on a line is a wish, such as `hand` or `pass`. Everything else is words. Type"
        + " `help` to see the wishes there are."
    static let wordsHint = "`help` shows the words to use. `skip` goes on without."
    static let wordsThanks = "You can look at that list at any time, in a real circle too."
    static let wordsInstead = "The list is there whenever you want it: `help`."

    static let hand =
        "When you would like to speak, raise your hand: type `hand` and press Enter."
    static let handHint =
        "Type `hand` if you would like to try it. You can also just watch: I go on after a while."
    static let handThanks =
        "I see your hand. Hands wait in a fair order: who has spoken less goes first."
    static let handInstead = "That is all right. You can raise your hand at any time."

    // MARK: Stick, pass, later

    static let stick =
        "I offer you the stick now. Enter takes it. Write a line or two about anything, then type"
        + " `done`."
    static let stickHint = "You have the stick. Write if you like. `done` ends your share."
    static let stickThanks =
        "Thank you. In a circle everybody would have read that, and nobody could talk over you."
    static let stickInstead = "That is all right. The stick comes round again."

    static let pass =
        "I offer you the stick again. This time type `pass`. Passing is always all right, and nobody"
        + " asks why."
    static let passHint = "`pass` gives the stick back."
    static let passThanks = "You passed. You can do that every time."
    static let passInstead = "`pass` is there whenever the stick is offered to you."
    static let passKnown = "You have passed already. That is always all right, and nobody asks why."

    static let later =
        "Cy's hand is up too. When you want to speak but not yet, type `later`: others go first. I"
        + " offer you the stick, so you can try it."
    static let laterHint = "`later` lets others go first. `done` ends your share."
    static let laterThanks = "Cy goes first then, and you stay in line."
    static let laterInstead =
        "`later` is there whenever you are not ready yet. Now it is Cy's turn."
    static let cy = "I am Cy, a script. I have nothing to tell, so my share is short."

    static let lower =
        "Your hand is still up. If you change your mind, type `lower` and it comes down."
    static let lowerAnew =
        "You can change your mind. Raise your hand with `hand`, then take it down with `lower`."
    static let lowerHint = "`lower` takes your hand down. `skip` goes on without."
    static let lowerThanks = "Your hand is down. Nobody asks about that."
    static let lowerInstead = "`lower` takes a hand down at any time."

    // MARK: Interruption and draft

    static let interruption = "Bo takes the stick now, so that you can try something."
    static let bo = "I am Bo, a script. I hold the stick for a while."
    static let interrupt =
        "Bo has the stick. Type a few words now, any words, and press Enter. See what becomes of"
        + " them."
    static let interruptHint = "Type any words while Bo has the stick. Nobody gets them."
    static let interruptThanks =
        "Nobody got your line, and Bo was not disturbed. It is kept for you as a draft."
    static let interruptInstead =
        "What you type without the stick reaches nobody. It is kept for you as a draft."
    static let boEnds = "That was all."

    static let draft =
        "Your draft waits until you have the stick. I offer it to you. `draft send` says your draft,"
        + " `draft drop` throws it away. Then type `done`, or `pass`."
    static let draftHint = "`draft send` says your draft, `draft drop` throws it away. Then `done`."
    static let draftEnd = "A draft goes out only when you say so. `draft` shows what you have."

    // MARK: Silence, help, farewell

    static let silence =
        "Sometimes a silence helps. Anybody can ask for one. Type `pause` to try it."
    static let silenceHint = "`pause` asks for a silence. `skip` goes on without."
    static let silenceThanks =
        "I ring the bell for 15 seconds. No words go out, and nobody needs to do anything."
    static let silenceInstead =
        "I show you one. I ring the bell for 15 seconds, and nobody needs to do anything."
    static let silenceOver =
        "The silence is over. Whoever had the stick before it would still have it now."

    static let help =
        "If it gets too much, type `help me`. In a real circle the facilitators see it at once,"
        + " whoever has the stick. Here nobody is alerted. You can try it now."
    static let helpHint = "`help me` is safe to try here. `skip` goes on without."
    static let helpThanks =
        "In a real circle a facilitator could answer you now in a whisper like this one. Only you"
        + " would read it."
    static let helpInstead = "In a real circle `help me` works at any moment."

    static let farewell =
        "That was everything. Stay as long as you like: when your hand is up, I offer you the stick."
    static let farewellHint =
        "I am still here. `hand` gets you the stick, `leave` ends the practice."
    static let leave =
        "To go, type `leave`. In a real circle the others then see that you left, and do not worry"
        + " about your link."
}
