import Terminal
import Testing

private func facilitator(_ situation: inout Situation) {
    situation.facilitates = true
    situation.keepsBell = true
    situation.keepsTime = true
    situation.keepsDoor = true
}

private func holder(_ situation: inout Situation) {
    situation.holdsStick = true
    situation.hasWords = true
}

@Suite("The words of whole meetings")
struct MeetingWordsTests {
    @Test(
        "§14 the parts of a meeting, for everybody",
        arguments: [
            ("phase", Command.phase), ("what phase", .phase), ("plan", .plan), ("agenda", .plan),
            ("phase next", .phaseNext(now: false)), ("next phase", .phaseNext(now: false)),
            ("phase next!", .phaseNext(now: true)), ("phase next now", .phaseNext(now: true)),
            ("agreements", .agreements), ("orientation", .orientation), ("slip", .slip),
            ("card", .card), ("crisis", .card), ("step out", .step(out: true)),
            ("step in", .step(out: false)), ("help meeting", .help(.meeting)),
            ("help safety", .help(.safety)), ("help hosting", .help(.hosting)),
            ("buddy Ana", .buddy(seat: 1, true)), ("buddy off Ana", .buddy(seat: 1, false)),
            ("name Mary Ann", .name("Mary Ann")),
        ]
    )
    func everybody(_ line: String, _ meaning: Command) {
        #expect(read(line) == .command(meaning))
        #expect(read("/" + line.uppercased().prefix(1) + line.dropFirst()) == .command(meaning))
    }

    @Test(
        "what facilitators say is words from anybody else",
        arguments: [
            ("read", Command.read), ("balance", .balance), ("signal", .signal),
            ("chair", .chair(seat: nil)), ("chair Bo", .chair(seat: 2)), ("lock", .door("locked")),
            ("unlock", .unlock), ("knock", .door("knock")), ("door open", .door("open")),
            ("door", .atDoor),
            ("admit all", .admit(seat: nil)), ("admit Eve", .admit(seat: 7)),
            ("hold 7", .hold(seat: 7)), ("quiet Bo", .quiet(seat: 2, true)),
            ("unquiet Bo", .quiet(seat: 2, false)), ("set aside Bo", .aside(seat: 2, true)),
            ("take back @Bo", .aside(seat: 2, false)), ("side Bo", .side(seat: 2, true)),
            ("side off Bo", .side(seat: 2, false)), ("nudge Bo", .nudge(seat: 2)),
            ("home Bo", .homeOf(seat: 2, now: false)), ("home! Bo", .homeOf(seat: 2, now: true)),
            ("break 5m", .takeBreak(seconds: 300)), ("break 5", .takeBreak(seconds: 300)),
            ("break 90s", .takeBreak(seconds: 90)),
            ("break 10 minutes", .takeBreak(seconds: 600)),
        ]
    )
    func facilitators(_ line: String, _ meaning: Command) {
        #expect(read(line, facilitator) == .command(meaning))
        #expect(read(line) == .command(.say(line)))
        #expect(read("/" + line) == .command(meaning))
    }

    @Test("§20.3 stop is a wish while a reading is said, and a word at any other time")
    func stop() {
        #expect(read("stop") { $0.isReading = true } == .command(.stopReading))
        #expect(read("stop", facilitator) == .command(.say("stop")))
    }

    @Test("§14.4 after the last part comes the end, so `phase next` is asked about as the end is")
    func afterTheLastPart() {
        func last(_ situation: inout Situation) {
            facilitator(&situation)
            situation.isInLastPart = true
        }
        let asked = Reading.confirm(word: "phase next", .endsMeeting)
        #expect(read("phase next", last) == asked)
        #expect(read("/phase next", last) == asked)
        var situation = Situation()
        last(&situation)
        var words = Words()
        #expect(words.read("phase next", in: situation, knowing: Book()) == asked)
        // It goes out as what it is, so that hands that are up are not forgotten.
        let next = Reading.command(.phaseNext(now: false))
        #expect(words.read("phase next", in: situation, knowing: Book()) == next)
        situation.isStickOut = true
        let late = Reading.confirm(word: "phase next!", .endsMeetingAfterShare)
        #expect(words.read("phase next!", in: situation, knowing: Book()) == late)
        #expect(
            words.read("phase next!", in: situation, knowing: Book())
                == .command(.phaseNext(now: true))
        )
    }

    @Test("§19.3 in a side room that its facilitator left nothing is whispered by chance")
    func emptySideRoom() {
        #expect(read("w hello") { $0.isAloneInSideRoom = true } == .unclear(.emptySideRoom))
        #expect(
            read("w chair: hello") { $0.isAloneInSideRoom = true } == .command(.whisper("hello"))
        )
    }

    @Test("§18.1 words about the door are never said aloud by whoever keeps it") func doorWords() {
        for (line, command) in [
            ("lock", Command.door("locked")), ("unlock", .unlock), ("knock", .door("knock")),
            ("door open", .door("open")),
        ] {
            #expect(read(line) { $0.keepsDoor = true } == .command(command))
        }
    }

    @Test("§17.1 a timekeeper signals, a greeter sees the door") func roles() {
        #expect(read("signal") { $0.keepsTime = true } == .command(.signal))
        #expect(read("door") { $0.keepsDoor = true } == .command(.atDoor))
        #expect(read("hold on") { $0.keepsDoor = true } == .command(.say("hold on")))
    }

    @Test(
        "§16.4 a mark is a mark for whoever has no words, and words for whoever has",
        arguments: [
            ("heard", "heard"), ("with you", "with-you"), ("thank you", "thank-you"),
            ("thanks", "thank-you"), ("Hug.", "hug"),
        ]
    )
    func marks(_ line: String, _ mark: String) {
        #expect(read(line) == .command(.mark(mark)))
        #expect(read(line) { $0.hasWords = true } == .command(.say(line)))
        #expect(read("/" + line) { $0.hasWords = true } == .command(.mark(mark)))
        #expect(read(line + " so much") == .command(.say(line + " so much")))
    }

    @Test("§16.1 `welcome` and `no more` are wishes only when they can be") func responses() {
        #expect(read("welcome") == .command(.say("welcome")))
        #expect(read("welcome") { $0.mayWelcome = true } == .command(.responses(true)))
        #expect(read("feedback welcome") { $0.mayWelcome = true } == .command(.responses(true)))
        #expect(read("no more") == .command(.say("no more")))
        #expect(read("no more") { $0.mayEndResponses = true } == .command(.responses(false)))
        #expect(read("agree") == .command(.say("agree")))
        #expect(read("I agree") { $0.isAgreeing = true } == .command(.agree))
    }

    @Test("§16.5 a content note is for whoever has the stick, and no sentence is one")
    func cautions() {
        #expect(read("note grief", holder) == .command(.caution("grief")))
        #expect(read("CW loss of a child", holder) == .command(.caution("loss of a child")))
        #expect(read("tw: loss", holder) == .command(.caution("loss")))
        #expect(read("note grief") { $0.isOffered = true } == .command(.caution("grief")))
        #expect(
            read("note that I am not a doctor", holder)
                == .command(.say("note that I am not a doctor"))
        )
        #expect(read("note grief") == .command(.say("note grief")))
    }

    @Test("§14.6 a break has 1 to 60 minutes") func breaks() {
        for line in ["break", "break 0", "break 30s", "break 61", "break 2 h"] {
            #expect(read(line, facilitator) == .unclear(.breakSeconds), "\(line)")
        }
        for line in ["break it down", "break 99999999999999999999", "break 5 hearts"] {
            #expect(read(line, facilitator) == .command(.say(line)), "\(line)")
        }
    }

    @Test("ending the meeting and banning somebody are asked about once, always") func asked() {
        for (line, command, consequence) in [
            ("end meeting", Command.endMeeting(now: false), Consequence.endsMeeting),
            ("end meeting!", .endMeeting(now: true), .endsMeeting),
            ("ban Bo", .ban(seat: 2), .bans),
        ] {
            var situation = Situation()
            facilitator(&situation)
            var words = Words()
            let asked = Reading.confirm(word: line.lowercased(), consequence)
            #expect(words.read(line, in: situation, knowing: Book()) == asked)
            #expect(words.read(line, in: situation, knowing: Book()) == .command(command))
            #expect(words.read("/" + line, in: situation, knowing: Book()) == asked)
            #expect(words.read("hello", in: situation, knowing: Book()) == .command(.say("hello")))
            #expect(words.read(line, in: situation, knowing: Book()) == asked)
            #expect(read(line) == .command(.say(line)))
        }
    }

    @Test("§21.2 the end is asked about once, and a share that is on gets its minute")
    func ending() {
        var situation = Situation()
        facilitator(&situation)
        situation.isStickOut = true
        var words = Words()
        let later = Reading.confirm(word: "end meeting", .endsMeetingAfterShare)
        let now = Reading.command(.endMeeting(now: true))
        #expect(words.read("end meeting", in: situation, knowing: Book()) == later)
        #expect(words.read("End meeting.", in: situation, knowing: Book()) == now)
        // Whoever took the stick after the question is asked about with the next one.
        situation.isStickOut = false
        let plain = Reading.confirm(word: "end meeting", .endsMeeting)
        #expect(words.read("end meeting", in: situation, knowing: Book()) == plain)
        situation.isStickOut = true
        #expect(words.read("end meeting", in: situation, knowing: Book()) == later)
        // A share that ended after the question is not asked about again.
        situation.isStickOut = false
        #expect(
            words.read("end meeting", in: situation, knowing: Book())
                == .command(.endMeeting(now: false))
        )
        let sentence = Replies.sentence(for: .endsMeetingAfterShare, word: "end meeting")
        #expect(sentence.contains("after a minute at the latest. Type `end meeting` again"))
    }

    @Test(
        "§8.10 over somebody who searches for words the bell is asked about once",
        arguments: [("bell", nil), ("Ring.", nil), ("bell 90", UInt64(90))]
    )
    func searching(_ line: String, _ seconds: UInt64?) {
        var situation = Situation()
        situation.searcher = "Cy"
        var words = Words()
        guard
            case .confirm(let word, let asked) = words.read(line, in: situation, knowing: Book())
        else {
            Issue.record("\(line) was not asked about")
            return
        }
        #expect(
            Replies.sentence(for: asked, word: word)
                == "Cy has the stick and may be searching for words. Type `\(word)` again to ring."
        )
        let bell = Reading.command(.bell(seconds: seconds))
        #expect(words.read(line, in: situation, knowing: Book()) == bell)
        #expect(words.read("/" + line, in: situation, knowing: Book()) == bell)
        #expect(words.read("bell off", in: situation, knowing: Book()) == .command(.bellOff))
        situation.searcher = nil
        #expect(words.read(line, in: situation, knowing: Book()) == bell)
    }

    @Test("`remove` is for this meeting, `ban` for ever") func removing() {
        #expect(read("remove Bo") == .command(.remove(seat: 2)))
        #expect(read("kick Bo") == .command(.remove(seat: 2)))
        #expect(read("ban", facilitator) == .unclear(.whom("ban")))
    }

    @Test("§21.5 in a share `name …` is asked about, and a long one is words") func name() {
        var situation = Situation()
        holder(&situation)
        var words = Words()
        let line = "name it kindly"
        #expect(
            words.read(line, in: situation, knowing: Book()) == .confirm(word: line, .renames)
        )
        #expect(words.read(line, in: situation, knowing: Book()) == .command(.name("it kindly")))
        let sentence = "name the thing that you are afraid of"
        #expect(read(sentence, holder) == .command(.say(sentence)))
    }

    @Test("§19.3 in a side room whispers stay in it, unless they say otherwise") func sideRoom() {
        let inside: (inout Situation) -> Void = { $0.sideHost = 1 }
        #expect(read("w I am scared", inside) == .command(.whisperTo(seat: 1, "I am scared")))
        #expect(read("w @Ana yes", inside) == .command(.whisperTo(seat: 1, "yes")))
        #expect(read("w chair: please come", inside) == .command(.whisper("please come")))
        #expect(read("msg chair please come", inside) == .command(.whisper("please come")))
        #expect(read("side off", inside) == .command(.step(out: false)))
        let hosting: (inout Situation) -> Void = {
            $0.facilitates = true
            $0.sideGuests = [2]
        }
        #expect(read("side off", hosting) == .command(.side(seat: 2, false)))
        #expect(
            read("side off") {
                $0.facilitates = true
                $0.sideGuests = [2, 3]
            } == .unclear(.whom("side off"))
        )
        #expect(read("side off", facilitator) == .unclear(.noSideRoom))
    }

    @Test("§19.5 buddies whisper to each other; members to nobody else") func buddies() {
        let friends: (inout Situation) -> Void = { $0.buddies = [1] }
        #expect(read("w @Ana hello", friends) == .command(.whisperTo(seat: 1, "hello")))
        #expect(read("w Ana: hello", friends) == .command(.whisperTo(seat: 1, "hello")))
        #expect(read("w Ana is sad", friends) == .unclear(.whisperTo("Ana")))
        #expect(read("w @Bo hello", friends) == .unclear(.whisperToMember))
        #expect(read("buddy off", friends) == .command(.buddy(seat: 1, false)))
        #expect(read("buddy off") == .unclear(.noBuddy))
        #expect(read("buddy") == .unclear(.whom("buddy")))
    }

    @Test("a flag names somebody, how many lines, and why, in that order") func flags() {
        #expect(read("flag") == .command(.flag(seat: nil, lines: nil, reason: "")))
        #expect(read("flag Cy") == .command(.flag(seat: 3, lines: nil, reason: "")))
        #expect(
            read("flag Mary Ann 1 unkind words")
                == .command(.flag(seat: 6, lines: 1, reason: "unkind words"))
        )
        #expect(
            read("flag @Cy: he sells something")
                == .command(.flag(seat: 3, lines: nil, reason: "he sells something"))
        )
        #expect(read("flag Cy 0") == .command(.flag(seat: 3, lines: 0, reason: "")))
        #expect(read("flag Cy 12 a") == .command(.flag(seat: 3, lines: nil, reason: "12 a")))
        #expect(read("flag Dee") == .unclear(.several("Dee", [4, 5])))
        #expect(read("flag Zoe") == .unclear(.nobody("Zoe")))
        let sentence = "flag poles are tall"
        #expect(read(sentence, holder) == .command(.say(sentence)))
    }

    @Test("`stop` ends a reading, and is words when nothing is read") func stopping() {
        #expect(read("stop") { $0.isReading = true } == .command(.stopReading))
        #expect(read("stop") == .command(.say("stop")))
    }

    @Test("`y` is a yes only to a question") func answers() {
        #expect(read("y") == .command(.say("y")))
        #expect(read("y") { $0.isAsked = true } == .command(.yes))
        #expect(read("No") { $0.isAsked = true } == .command(.no))
    }

    @Test("whatever is asked back says what to do", arguments: unclear) func replies(_ line: String)
    {
        guard case .unclear(let unclear) = read(line, facilitator) else {
            Issue.record("\(line) was not asked about")
            return
        }
        let sentence = Replies.sentence(for: unclear)
        #expect(sentence.hasSuffix(".") && sentence.contains("`"))
    }

    private static let unclear = [
        "break", "side off", "buddy off", "admit Zoe", "quiet", "set aside", "nudge", "flag Zoe",
    ]

    @Test("what is asked about once says what it would do and how to say it as words")
    func consequences() {
        for consequence in [Consequence.endsMeeting, .bans, .renames] {
            let sentence = Replies.sentence(for: consequence, word: "ban bo")
            #expect(sentence.hasPrefix("That would "))
            #expect(sentence.contains("Type `ban bo` again"))
        }
    }
}
