import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§14.4 What a part asks of people, by voice and of listeners too")
struct PhaseMannersTests {
    @Test(
        "§14.7 a part by voice says what people do in it, and asks nobody to write",
        arguments: [
            ("gather", "Coming together. People come in."),
            ("open", "Open talk. Everybody may speak."),
            (
                "round",
                "Go-round. Each in turn, 3 minutes each; `pass` and `later` are always all right."
            ),
            ("share", "Sharing. `hand` raises your hand when you want to share."),
            ("silence", "Silence. Nobody needs to speak."),
            ("fellowship", "Fellowship. The stick is put away, and everybody may speak."),
        ]
    )
    func byVoice(_ kind: String, _ words: String) {
        var scene = SealedScene()
        scene.meet(plan: "PLAN - - read,\(kind);words=no", phase: "PHASE 1 1 read 0 start")
        scene.event("PHASE 2 2 \(kind) 0 next")
        let voice = " It is held by voice or in a room; nothing is written."
        #expect(scene.sentences == ["circle: Part 2 of 2: " + words + voice])
    }

    @Test("§14.7 by voice an offer is taken by Enter, also in the answers to a share")
    func offersByVoice() {
        var scene = SealedScene()
        scene.meet(
            plan: "PLAN - - share;response=always;words=no",
            phase: "PHASE 1 1 share 0 start"
        )
        scene.event("FLOOR 2 offered 2 called - 300 0")
        #expect(
            scene.sentences == [
                "circle: The stick is offered to you. Press Enter to take it. `pass` and `later` are"
                    + " always all right."
            ]
        )
        scene.relay("NOTE nudge")
        #expect(scene.sentences.first?.contains("for you. Press Enter to take it;") == true)
        scene.event("FLOOR 3 home 2 passed - 0 0")
        scene.event("PHASE 2 0 response 0 response")
        #expect(scene.sentences.first?.contains("held by voice") == true)
        scene.type("an answer")
        #expect(scene.acts.isEmpty)
        scene.event("FLOOR 4 offered 2 response - 120 0")
        #expect(
            scene.sentences.first
                == "circle: You may answer the share now. Press Enter to begin. `pass` is always all"
                + " right."
        )
    }

    @Test(
        "§10.1 whoever is there to listen is told of no part to write or to raise a hand",
        arguments: PhaseKind.allCases.filter { $0 != .ended }
    )
    func listeners(_ kind: PhaseKind) {
        var scene = SealedScene()
        scene.meet(role: .listener, plan: "PLAN - - read,share", phase: "PHASE 1 1 read 0 start")
        scene.event("PHASE 2 0 \(kind.rawValue) 0 next")
        let line = scene.sentences.first ?? ""
        #expect(!line.isEmpty)
        for word in ["everybody may", "`hand`", "`pass`", "`later`"] {
            #expect(!line.contains(word), "\(line)")
        }
    }

    @Test(
        "§10.1 words of whoever is there to listen stay a draft, and say what does reach somebody",
        arguments: ["1 open 0 start - 0 0", "1 home 0 start - 0 0", "2 held 3 accepted - 300 0"]
    )
    func listenersWords(_ floor: String) {
        var scene = SealedScene()
        scene.meet(role: .listener, floor: floor)
        scene.type("hello")
        #expect(scene.acts.isEmpty)
        #expect(
            scene.sentences == [
                "circle: You only listen in this circle. `w …` reaches the facilitators. Kept as a"
                    + " draft: \u{201c}hello\u{201d}"
            ]
        )
        scene.event("LISTEN 2 off")
        scene.event("FLOOR 3 few 0 done - 120 0 -")
        #expect(scene.sentences.first == "circle: All sticks are free.")
    }

    @Test("§14.2 `rules` are those of the part that is on") func rulesOfAPart() {
        var scene = SealedScene()
        let customs = "queue=strict;passing=auto;limit=240;boundary=60"
        scene.meet(plan: "PLAN - - share;\(customs),round", phase: "PHASE 1 1 share 0 start")
        scene.wish(.rules)
        #expect(
            scene.sentences == [
                "circle: Second shares wait until everybody here has spoken or passed. The stick goes"
                    + " on by itself. A share has 4 minutes. After each comes a silence of 1 minute."
            ]
        )
        scene.event("PHASE 2 2 round 0 next")
        scene.wish(.rules)
        #expect(scene.sentences.first?.contains("Each in turn") == true)
    }

    @Test("§14.4 the last part is known as such only where the plan is") func lastPart() {
        let plan = "PLAN - - gather,share"
        for (phase, isLast) in [
            ("PHASE 1 1 gather 0 start", false), ("PHASE 2 2 share 0 next", true),
            ("PHASE 3 9 share 0 next", false), ("PHASE 3 0 response 0 response", true),
        ] {
            var scene = SealedScene()
            scene.meet(plan: plan, phase: phase)
            #expect(scene.member.room.mayBeInLastPart == isLast, "\(phase)")
        }
        var scene = SealedScene()
        scene.sitDown()
        #expect(!scene.member.room.mayBeInLastPart)
        scene.event("PHASE 1 0 response 0 response")
        #expect(!scene.member.room.mayBeInLastPart)
    }

    @Test("§8.5 who has finished has shared, also without a line; who was lost has not")
    func sharesWithoutLines() {
        for (reason, shares) in [("done", UInt32(1)), ("given", 1), ("passed", 0), ("grace", 0)] {
            var scene = SealedScene()
            scene.meet(phase: "PHASE 5 5 share 0 next", floor: "2 held 3 start - 300 0")
            if reason == "grace" { scene.event(scene.line(cy, id: 1, turn: 2, "I")) }
            scene.event("FLOOR 3 home 0 \(reason) - 0 0")
            #expect(scene.member.room.record(of: cy)?.shares == shares, "\(reason)")
        }
    }

    @Test("§8.5 a visit of a go-round is no share") func visits() {
        var scene = SealedScene()
        scene.meet(floor: "2 held 3 start - 180 0")
        scene.event(scene.line(cy, id: 1, turn: 2, "I am well"))
        scene.event("FLOOR 3 home 0 done - 0 0")
        #expect(scene.member.room.record(of: cy)?.shares == 0)
    }

    @Test("§15.2 the closing round may be put off as well as passed") func closingRound() {
        var scene = SealedScene()
        scene.meet(plan: "PLAN - - read,closing", phase: "PHASE 1 1 read 0 start")
        scene.event("PHASE 2 2 closing 0 next")
        let line =
            "Part 2 of 2: Closing round. Each once more, 1 minute each; `pass` and `later` are"
        #expect(scene.sentences.first?.hasPrefix("circle: \(line) always all right.") == true)
    }

    @Test("§21.4 as the closing round begins its line says once how to get a slip") func slips() {
        var scene = SealedScene()
        scene.meet(plan: "PLAN - - share,closing,closing", phase: "PHASE 1 1 share 0 start")
        let words = " `slip` gives you a slip of attendance, if you need one."
        scene.event("PHASE 2 2 closing 0 next")
        #expect(scene.sentences.first?.hasSuffix(words) == true)
        scene.wish(.phase)
        #expect(scene.sentences.count == 1 && !scene.sentences[0].contains("slip"))
        scene.event("PHASE 3 3 closing 0 next")
        #expect(scene.sentences.count == 1 && !scene.sentences[0].contains("slip"))
    }
}
