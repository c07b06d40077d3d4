/// The words that mean something when they stand alone on a line, as people know them from
/// meetings elsewhere.
enum Vocabulary {
    /// Words that always mean the same.
    static let commands: [(words: [String], command: Command)] = [
        (["hand", "!", "*", "q+", "+q", "queue+", "raise", "raise hand", "raises hand"], .hand),
        (["lower", "q-", "-q", "queue-", "lower hand", "lowers hand"], .lower),
        (["later", "q- later"], .later),
        (["queue", "q?", "vq?", "who's next", "whos next", "who is next"], .queue),
        (["next", "ack next", "recognize", "call next", "call"], .callNext),
        (["done", "[done]", ";;", "eof", "$done"], .done),
        (["pass", "i'll pass"], .pass),
        (["accept", "take"], .accept),
        (["urgent", "burning desire"], .urgent),
        (["bell", "ring", "hush"], .bell(seconds: nil)),
        (["bell off", "ring off", "hush off"], .bellOff),
        (["time"], .time),
        (["extend"], .extend),
        (["help me", "help-me", "helpme", "sos"], .helpMe),
        (["help", "?"], .help(.member)),
        (["help facilitator", "help facilitators"], .help(.facilitator)),
        (["help meeting", "help meetings"], .help(.meeting)),
        (["help safety"], .help(.safety)),
        (["help hosting"], .help(.hosting)),
        (["listen", "just listening", "listen on"], .listen(true)),
        (["listen off"], .listen(false)),
        (["back", "present+"], .here),
        (["away"], .away),
        (["close hands", "hands close", "hands closed"], .hands(open: false)),
        (["open hands", "hands open"], .hands(open: true)),
        (["home", "home ask"], .home(now: false)),
        (["home!", "home now"], .home(now: true)),
        (["crosstalk on", "cross-talk on"], .crosstalk(true)),
        (["crosstalk off", "cross-talk off"], .crosstalk(false)),
        (["who"], .who),
        (["rules"], .rules),
        (["repeat", "again"], .again),
        (["draft", "drafts"], .drafts),
        (["draft send"], .sendDraft(all: false)),
        (["draft send all"], .sendDraft(all: true)),
        (["draft drop"], .dropDraft(all: false)),
        (["draft drop all"], .dropDraft(all: true)),
        (["invite"], .invite(role: nil)),
        (["phase", "what phase", "phase?"], .phase),
        (["phase next", "next phase"], .phaseNext(now: false)),
        (["phase next!", "phase next now", "next phase!"], .phaseNext(now: true)),
        (["plan", "agenda"], .plan),
        (["agreements"], .agreements),
        (["orientation"], .orientation),
        (["step out"], .step(out: true)),
        (["step in"], .step(out: false)),
        (["slip"], .slip),
        (["card", "crisis"], .card),
        (["flag"], .flag(seat: nil, lines: nil, reason: "")),
    ]

    /// Words that mean something at their time, and are words at any other.
    static let timely: [(words: [String], command: Command, occasion: Occasion)] = [
        (["y", "yes"], .yes, .asked),
        (["n", "no"], .no, .asked),
        (["y", "yes"], .agree, .comingIn),
        (["heard"], .mark("heard"), .withoutWords),
        (["with you"], .mark("with-you"), .withoutWords),
        (["thank you", "thanks"], .mark("thank-you"), .withoutWords),
        (["hug"], .mark("hug"), .withoutWords),
        (["agree", "i agree"], .agree, .agreeing),
        (["welcome", "feedback welcome"], .responses(true), .welcoming),
        (["no more"], .responses(false), .endingResponses),
        (["read"], .read, .facilitating),
        (["stop", "stop reading"], .stopReading, .reading),
        (["balance"], .balance, .facilitating),
        (["signal"], .signal, .keepingTime),
        (["chair"], .chair(seat: nil), .facilitating),
        (["lock"], .door("locked"), .keepingDoor),
        (["unlock"], .unlock, .keepingDoor),
        (["knock"], .door("knock"), .keepingDoor),
        (["door open", "open door"], .door("open"), .keepingDoor),
        (["door"], .atDoor, .keepingDoor),
        (["admit all"], .admit(seat: nil), .keepingDoor),
    ]

    /// Words that end the meeting for everybody: a facilitator is always asked.
    static let endings: [(words: [String], command: Command)] = [
        (["end meeting"], .endMeeting(now: false)),
        (["end meeting!", "end meeting now"], .endMeeting(now: true)),
    ]

    /// Words that cannot be taken back: whoever has the stick is asked once.
    static let grave: [(words: [String], command: Command, Consequence)] = [
        (["leave", "bye", "quit", "exit"], .leave, .leaves),
        (["over"], .done, .endsShare),
        (["x"], .lower, .lowersHand),
        (["pause"], .pause, .opensSilence),
    ]

    /// Words that mean both "you speak now" and "I have finished".
    static let goAhead = ["ga", "go ahead"]

    /// Words that a person's name follows.
    static let calls = ["call ", "ack ", "> "]
    static let gifts = ["give ", "pass to ", "tspass "]
    static let removals = ["remove ", "kick "]
    /// The same without anybody.
    static let needNames = ["give", "pass to", "remove", "kick", "ack", "buddy"]
    /// The same for facilitators only.
    static let hostsNeedNames = [
        "quiet", "unquiet", "side", "set aside", "take back", "ban", "nudge",
    ]

    /// The word's meaning, if it has one that depends on nothing.
    static func command(_ word: String) -> Command? {
        commands.first { $0.words.contains(word) }?.command
    }
}
