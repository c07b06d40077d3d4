import ClientCore
import Etiquette
import Testing
import Wire

@Suite("Whole meetings, for programs")
struct MeetingJSONTests {
    private static let other = #""seat":3,"name":"Cy""#

    @Test(
        "every event of a meeting is one object that names it",
        arguments: [
            (
                "PHASE 4 4 silence 120 over",
                #""event":"phase","phase":4,"place":4,"of":6,"kind":"silence","seconds":120,"#
                    + #""why":"over","new":true"#
            ),
            ("PHASE 9 0 ended 0 end", #""event":"meeting-ended","stays":true"#),
            ("AGREE 3", #""event":"agreed",\#(other)"#),
            ("MARKED 3 hug", #""event":"mark",\#(other),"mark":"hug""#),
            (
                "MARKS 3 1 0 0 2",
                #""event":"marks",\#(other),"heard":1,"with-you":0,"thank-you":0,"hug":2"#
            ),
            ("QUIET 3 on", #""event":"quiet",\#(other),"on":true"#),
            ("CHAIR 3 took", #""event":"chair",\#(other),"why":"took""#),
            ("CHAIR 0 kept", #""event":"chair","why":"kept""#),
            ("DOOR knock raid 0", #""event":"door","door":"knock","why":"raid""#),
            (
                "KNOCK 4 \(keyText(Seat(4))) member *",
                #""event":"knock","seat":4,"role":"member""#
            ),
            ("OUT 3 on", #""event":"out",\#(other),"on":true"#),
            ("APART 3 side 1", #""event":"apart",\#(other),"apart":"side","host":1"#),
            ("BUDDY 3 2 asked", #""event":"buddy",\#(other),"asked-by-me":false,"buddy":"asked""#),
            ("HELP 3", #""event":"help",\#(other)"#),
            (
                "FLOOR 5 few 0 stick - 120 0 3.5",
                #""event":"floor","state":"few","turn":5,"why":"stick","limit":120,"holders":[3]"#
            ),
        ]
    )
    func events(_ line: String, _ members: String) {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.event(line)
        #expect(scene.objects == [#"{"n":11,\#(members)}"#])
    }

    @Test("what somebody asks for is told in objects too") func asked() {
        var scene = SealedScene()
        scene.meet(pages: [1])
        scene.wish(.text(.orientation))
        scene.bringPage("Welcome.")
        #expect(scene.objects == [#"{"event":"text","of":"orientation","text":"Welcome."}"#])
        scene.wish(.plan)
        #expect(scene.objects.count == 6)
        #expect(
            scene.objects[3]
                == #"{"event":"plan","place":4,"kind":"silence","seconds":120,"now":false}"#
        )
        scene.wish(.flag(cy, lines: 0, reason: "why"))
        #expect(
            scene.objects == [
                #"{"event":"text","of":"flag","text":"About Cy·3. Why: why"}"#,
                #"{"event":"flag-asked",\#(Self.other),"facilitates":false}"#,
            ]
        )
        scene.wish(.no)
        #expect(scene.objects == [#"{"event":"nothing-sent"}"#])
        #expect(JSONLine.ended(.ended) == #"{"event":"ended","why":"meeting-ended"}"#)
    }
}

extension Scene {
    /// What was told by the last effects, as objects.
    fileprivate var objects: [String] {
        effects.compactMap { effect in
            if case .show(let shown) = effect { JSONLine.line(for: shown) } else { nil }
        }
    }
}
