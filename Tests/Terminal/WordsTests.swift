import Terminal
import Testing

private func command(_ line: String) -> Command? {
    guard case .command(let command) = read(line) else { return nil }
    return command
}

@Suite("What a typed line means")
struct WordsTests {
    private static let alone: [(String, Command)] = [
        ("hand", .hand), ("q+", .hand), ("+q", .hand), ("queue+", .hand), ("raise", .hand),
        ("raises hand", .hand), ("lower", .lower), ("q-", .lower), ("lowers hand", .lower),
        ("later", .later), ("q- later", .later), ("queue", .queue), ("q?", .queue),
        ("who's next", .queue), ("who\u{2019}s next", .queue), ("vq?", .queue),
        ("next", .callNext), ("ack next", .callNext), ("recognize", .callNext),
        ("done", .done), ("[done]", .done), (";;", .done), ("eof", .done), ("$done", .done),
        ("pass", .pass), ("I'll pass", .pass), ("bell", .bell(seconds: nil)),
        ("ring", .bell(seconds: nil)), ("hush", .bell(seconds: nil)),
        ("bell 90", .bell(seconds: 90)), ("bell off", .bellOff), ("time", .time),
        ("urgent", .urgent), ("burning desire", .urgent), ("help me", .helpMe), ("sos", .helpMe),
        ("help", .help(.member)), ("help facilitator", .help(.facilitator)),
        ("listen", .listen(true)), ("just listening", .listen(true)),
        ("listen off", .listen(false)),
        ("here", .here), ("present+", .here), ("back", .here), ("away", .away),
        ("close hands", .hands(open: false)), ("open hands", .hands(open: true)),
        ("home", .home(now: false)), ("home!", .home(now: true)),
        ("crosstalk on", .crosstalk(true)), ("crosstalk off", .crosstalk(false)),
        ("extend", .extend), ("who", .who), ("repeat", .again), ("rules", .rules),
        ("draft", .drafts), ("draft send", .sendDraft(all: false)),
        ("draft send all", .sendDraft(all: true)), ("draft drop", .dropDraft(all: false)),
        ("invite", .invite(role: nil)), ("invite guardian", .invite(role: "guardian")),
        ("leave", .leave), ("bye", .leave), ("quit", .leave), ("exit", .leave),
        ("over", .done), ("x", .lower), ("pause", .pause),
        ("hand to say thanks", .handTo("say thanks")), ("q+ to ask why", .handTo("ask why")),
        ("w I am afraid", .whisper("I am afraid")), ("whisper hello", .whisper("hello")),
        ("call Ana", .call(seat: 1)), ("ack Ana", .call(seat: 1)), ("Ana ga", .call(seat: 1)),
        ("> Ana", .call(seat: 1)), ("call 3", .call(seat: 3)), ("call ·3", .call(seat: 3)),
        ("call Mary Ann", .call(seat: 6)), ("Mary Ann ga", .call(seat: 6)),
        ("give Bo", .give(seat: 2)), ("pass to Bo", .give(seat: 2)), ("give @Bo", .give(seat: 2)),
        ("tspass Bo", .give(seat: 2)), ("remove Cy", .remove(seat: 3)),
        ("kick Cy", .remove(seat: 3)),
        ("role Cy guardian", .role(seat: 3, "guardian")),
    ]

    @Test(
        "every word means the same bare, after a slash, in any case and with spaces around it",
        arguments: alone
    )
    func forms(_ line: String, _ meaning: Command) {
        #expect(command(line) == meaning)
        #expect(command("/" + line) == meaning)
        #expect(command(line + "  ") == meaning)
        switch meaning {
        case .handTo, .whisper: break
        default:
            #expect(command(line.uppercased()) == meaning)
            if line.last?.isLetter == true { #expect(command(line + ".") == meaning) }
        }
    }

    @Test("signs that some groups raise their hands with", arguments: ["!", "*"])
    func signs(_ line: String) {
        #expect(command(line) == .hand)
    }

    @Test(
        "a word within a sentence is words",
        arguments: [
            "I am done with waiting", "done and dusted", "he had to leave", "I pass by his house",
            "the bell rang", "please help me", "hand in hand", "it is time to go",
            "home is far away",
            "who knows", "here I am", "give up hope is what they said",
            "call me when you are ready",
            "remove all of these things", "my hand", "...", "bell, book and candle", "next time",
            "well, he had to go ga", "I feel urgent about it", "later on", "ring the doctor first",
            "> as she wrote to me",
        ]
    )
    func sentences(_ line: String) {
        #expect(command(line) == .say(line))
    }

    @Test("a line that begins with a space or with `say ` is always words") func always() {
        #expect(command(" done") == .say("done"))
        #expect(command("say done") == .say("done"))
        #expect(command("/say leave") == .say("leave"))
        #expect(command(" /leave") == .say("/leave"))
        #expect(command("//leave") == .say("/leave"))
        #expect(command("  indented") == .say(" indented"))
        #expect(command("   ") == .nothing)
        #expect(command("") == .nothing)
    }

    @Test("a word after a slash that nobody knows is never said aloud") func slash() {
        #expect(read("/leaev") == .unclear(.unknown("leaev")))
        #expect(read("/call nobody at all here") == .unclear(.nobody("nobody at all here")))
    }

    @Test(
        "whoever has the stick is asked once before what cannot be taken back",
        arguments: [
            ("leave", Command.leave, Consequence.leaves), ("bye", .leave, .leaves),
            ("over", .done, .endsShare), ("X", .lower, .lowersHand),
            ("pause", .pause, .asksSilence),
        ]
    )
    func grave(_ line: String, _ meaning: Command, _ confirmation: Consequence) {
        var situation = Situation()
        situation.holdsStick = true
        var words = Words()
        let asked = Reading.confirm(word: line.lowercased(), confirmation)
        #expect(words.read(line, in: situation, knowing: Book()) == asked)
        #expect(words.read(line, in: situation, knowing: Book()) == .command(meaning))
        #expect(words.read(line, in: situation, knowing: Book()) == asked)
        #expect(words.read("no", in: situation, knowing: Book()) == .command(.say("no")))
        #expect(words.read(line, in: situation, knowing: Book()) == asked)
        #expect(words.read("/" + line, in: situation, knowing: Book()) == .command(meaning))
    }

    @Test("Enter and `here` take the stick when it is offered, and only then") func accept() {
        #expect(read("") { $0.isOffered = true } == .command(.accept))
        #expect(read("here") { $0.isOffered = true } == .command(.accept))
        #expect(read("here") == .command(.here))
    }

    @Test("`ga` calls from home, ends one's own share, and is asked about otherwise")
    func goAhead() {
        #expect(read("ga") { $0.holdsStick = true } == .command(.done))
        let atHome = read("go ahead") {
            $0.facilitates = true
            $0.isHome = true
        }
        #expect(atHome == .command(.callNext))
        #expect(read("ga") { $0.facilitates = true } == .unclear(.goAhead))
        #expect(read("ga") { $0.isHome = true } == .unclear(.goAhead))
        #expect(read("-q") { $0.holdsStick = true } == .command(.done))
        #expect(read("-q") == .command(.lower))
    }

    @Test("a name that two people have is asked about with their numbers") func ambiguous() {
        #expect(read("call Dee") == .unclear(.several("Dee", [4, 5])))
        #expect(command("call Dee·5") == .call(seat: 5))
        #expect(read("Dee ga") == .unclear(.several("Dee", [4, 5])))
        #expect(read("call Zoe") == .unclear(.nobody("Zoe")))
        #expect(read("give") == .unclear(.whom("give")))
    }

    @Test("a facilitator's whisper goes to one person only when it says so") func whispers() {
        let facilitator: (inout Situation) -> Void = { $0.facilitates = true }
        #expect(
            read("w @Ana are you well", facilitator)
                == .command(.whisperTo(seat: 1, "are you well"))
        )
        #expect(
            read("w Ana: are you well", facilitator)
                == .command(.whisperTo(seat: 1, "are you well"))
        )
        #expect(
            read("w 3: are you well", facilitator)
                == .command(.whisperTo(seat: 3, "are you well"))
        )
        #expect(
            read("w @Mary Ann are you well", facilitator)
                == .command(.whisperTo(seat: 6, "are you well"))
        )
        #expect(read("w Ana is very sad", facilitator) == .unclear(.whisperTo("Ana")))
        #expect(
            read("w chair: Ana is very sad", facilitator)
                == .command(.whisper("Ana is very sad"))
        )
        #expect(read("w note: all is well", facilitator) == .command(.whisper("note: all is well")))
        #expect(read("w @Zoe hello", facilitator) == .unclear(.nobody("Zoe")))
        #expect(read("w @Dee hello", facilitator) == .unclear(.several("Dee", [4, 5])))
        #expect(read("w @Ana hello") == .unclear(.whisperToMember))
        #expect(read("w Ana hurt me") == .command(.whisper("Ana hurt me")))
        #expect(read("w") == .unclear(.emptyWhisper))
    }

    @Test("a silence has 15 to 600 seconds") func bell() {
        #expect(read("bell 5") == .unclear(.bellSeconds))
        #expect(command("bell 600") == .bell(seconds: 600))
        #expect(command("bell 90s") == .bell(seconds: 90))
    }

    @Test("a page of help fits 24 rows of 80 columns", arguments: HelpPage.allCases)
    func help(_ page: HelpPage) {
        #expect(page.rows.count <= 22)
        #expect(page.rows.allSatisfy { $0.count <= 78 })
    }

    @Test("the facilitator's page fits 24 rows of 60 columns") func facilitatorsPage() {
        #expect(HelpPage.facilitator.rows.allSatisfy { $0.count <= 58 })
    }
}
