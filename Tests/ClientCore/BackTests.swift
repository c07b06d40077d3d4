import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§11.8 A key that is set back")
struct SetBackTests {
    private let held = "2 held 2 accepted - 300 0"

    @Test("§11.8 a key that is set back: what was not answered is a draft, and Bo waits")
    func setBack() {
        var scene = SealedScene()
        scene.sitDown(floor: held, epoch: 5)
        scene.type("stops the relay")
        let words = scene.ownWords
        scene.wish(.act(.hand(.up)))
        _ = scene.step(.lost)
        scene.wait(1_000)
        _ = scene.step(.setBack(seconds: 90))
        #expect(
            scene.sentences == [
                "circle: Something sent from here stopped the relay, so it asks for a pause. What was"
                    + " not answered is a draft now; trying again in 1 minute 30 seconds.",
                "circle: It was not answered before the relay stopped. Kept as a draft:"
                    + " \u{201c}stops the relay\u{201d}",
            ]
        )
        #expect(scene.json.first == #"{"event":"set-back","seconds":90}"#)
        #expect(scene.pauses.count == 1)
        #expect(scene.pauses.allSatisfy { (90_000...91_000).contains($0) })
        scene.wait(90_000)
        #expect(scene.shown.isEmpty)
        scene.comeBack(lastID: 1, epoch: 7)
        #expect(scene.acts.map(\.verb) == [.sit])
        #expect(scene.member.drafts.all.map(\.text) == ["stops the relay"])
        // It had been accepted: others may need it, and nobody has to say it again.
        scene.relay("NEED 11 2 1")
        #expect(scene.supplied == ["SUPPLY 11 \(words)"])
        scene.event("LINE 2 1 2 \(words)")
        #expect(scene.sentences == ["Bo·2: stops the relay"])
        #expect(scene.member.drafts.isEmpty)
    }

    @Test("§11.8 the pause is bounded", arguments: [0, 1, 90, 600, .max] as [UInt64])
    func setBackBounds(_ seconds: UInt64) {
        var scene = SealedScene()
        scene.sitDown()
        _ = scene.step(.setBack(seconds: seconds))
        let milliseconds = min(max(seconds, 1), 600) * 1_000
        #expect(scene.pauses.allSatisfy { (milliseconds...milliseconds + 1_000).contains($0) })
        #expect(scene.pauses.count == 1)
    }

    @Test("§11.8 a set-back at the door is said with its time") func setBackAtTheDoor() {
        let refused = Refused(verb: .auth, code: .setBack, details: ["90"])
        #expect(
            Refusals.sentence(for: refused)
                == "Something sent from here stopped the relay, so it asks for a pause. Try again in"
                + " 1 minute 30 seconds."
        )
    }
}

@Suite("§5.13 The line that says what became of one's place")
struct BackTests {
    private static let nothing = Back(seconds: 41)

    @Test(
        "§5.13 §5.16 one line says it all",
        arguments: [
            ("", Self.nothing.with { _ in }),
            ("; the relay was restarted", Self.nothing.with { $0.wasRestarted = true }),
        ]
    )
    func restart(_ restart: String, _ back: Back) {
        #expect(back.sentence == "Back after 41 seconds\(restart). Nothing was missed.")
    }

    @Test("§5.8 the stick and the place: kept, changed, gone") func place() {
        let cases: [(String, Back)] = [
            (
                "You still have the stick",
                Self.nothing.with { ($0.heldStick, $0.holdsStick) = (true, true) }
            ),
            ("You no longer have the stick", Self.nothing.with { $0.heldStick = true }),
            (
                "You kept your place (2nd)",
                Self.nothing.with { ($0.placeBefore, $0.place) = (2, 2) }
            ),
            ("You are 1st in line now", Self.nothing.with { ($0.placeBefore, $0.place) = (3, 1) }),
            ("You are no longer in line", Self.nothing.with { $0.placeBefore = 3 }),
        ]
        for (part, back) in cases {
            #expect(back.sentence == "Back after 41 seconds. \(part); nothing was missed.")
        }
    }

    @Test("§5.10 §5.16 what came, what was lost and what is gone") func words() {
        #expect(
            Self.nothing.with { ($0.caughtUp, $0.lost, $0.missed) = (5, 2, 3) }.sentence
                == "Back after 41 seconds. The 5 lines said meanwhile are above; 2 lines were lost;"
                + " 3 things were missed."
        )
        #expect(
            Self.nothing.with { ($0.caughtUp, $0.lost) = (1, 1) }.sentence
                == "Back after 41 seconds. The line said meanwhile is above; 1 line was lost."
        )
        #expect(
            Self.nothing.with { $0.isNewMeeting = true }.sentence
                == "Back after 41 seconds; it is a new meeting."
        )
    }

    @Test("§5.8 who is offered the stick on coming back is not told to be out of line")
    func offered() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 1 accepted 2 300 0", epoch: 5)
        _ = scene.step(.lost)
        scene.wait(1_000)
        scene.comeBack(epoch: 6)
        scene.event("FLOOR 3 offered 2 called - 300 0")
        scene.relay("PONG 11")
        #expect(
            scene.sentences == [
                "circle: Back after 1 second; the relay was restarted. Nothing was missed."
            ]
        )
    }

    @Test("§5.16 lines that are lost when Bo comes back are counted in the line") func counted() {
        var scene = SealedScene()
        scene.sitDown(epoch: 5)
        _ = scene.step(.lost)
        scene.wait(1_000)
        scene.comeBack(epoch: 6)
        scene.relay("PONG 12")
        // The relay looks for the words first: that is not a lost link.
        scene.wait(20_000)
        #expect(scene.shown.isEmpty)
        scene.event("LINE 1 1 1 *")
        scene.event(scene.line(cy, id: 1, turn: 1, "here"))
        #expect(
            scene.sentences.last
                == "circle: Back after 1 second; the relay was restarted. The line said meanwhile is"
                + " above; 1 line was lost."
        )
    }
}

extension Back {
    fileprivate func with(_ change: (inout Back) -> Void) -> Back {
        var back = self
        change(&back)
        return back
    }

    fileprivate var sentence: String? {
        English().line(for: Shown(.back(self)))?.replacing("circle: ", with: "")
    }
}

extension Scene {
    /// The pauses after which the last effects come back.
    var pauses: [UInt64] {
        effects.compactMap { effect in
            guard case .reconnect(let pause) = effect else { return nil }
            return pause
        }
    }
}
