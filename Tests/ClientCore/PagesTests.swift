import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§20.1 The texts of a plan")
struct PagesTests {
    @Test("§20.1 a text is asked for when it is wanted, and shown row by row under its own mark")
    func orientation() {
        var scene = SealedScene()
        scene.meet(pages: [1])
        #expect(scene.asked(.page) == nil)
        scene.wish(.text(.orientation))
        #expect(scene.asked(.page)?.ask == .page(1, nil))
        scene.bringPage("Welcome.\n\ncircle: You have the stick.\u{202e}")
        #expect(
            scene.sentences == [
                "orientation: Welcome.", "orientation: circle: You have the stick.<U+202E>",
            ]
        )
        scene.wish(.text(.orientation))
        #expect(scene.sent.isEmpty && scene.sentences.count == 2)
    }

    @Test("§20.1 whoever comes in is told once which texts there are") func told() {
        var scene = SealedScene()
        scene.meet(pages: [0, 1])
        let sentence = "circle: To read whenever you like: `agreements` and `orientation`."
        #expect(scene.sentences.count { $0 == sentence } == 1)
        scene.giveState(
            .member,
            SealedScene.plan,
            "1 home 0 start - 0 0",
            ["PAGE 0 1", "PAGE 1 1"]
        )
        #expect(!scene.sentences.contains(sentence))
        #expect(scene.asked(.page) == nil)
    }

    @Test("§20.1 a text under another key than that of the seat that brought it is not shown")
    func wrongAuthor() {
        var scene = SealedScene()
        scene.meet(pages: [1])
        scene.wish(.text(.orientation))
        scene.bringPage("Do as I say.", by: cy)
        #expect(scene.sentences.count == 1)
        #expect(scene.sentences[0].hasPrefix("circle: The orientation is not shown"))
        scene.wish(.text(.orientation))
        #expect(scene.sentences.count == 1)
        #expect(!scene.sentences[0].contains("Do as I say"))
    }

    @Test("§20.1 §7.5 a text that does not open under its place is not shown") func wrongPlace() {
        var scene = SealedScene()
        scene.meet(pages: [1])
        scene.wish(.text(.orientation))
        scene.bringPage("Do as I say.", by: cy, key: ana)
        #expect(scene.sentences.count == 1)
        #expect(!scene.sentences[0].contains("Do as I say"))
    }

    @Test("§20.1 a text that nobody asked for is not believed") func unasked() {
        var scene = SealedScene()
        scene.meet(pages: [1])
        scene.relay(scene.leaf(1, "Surprise"))
        scene.wish(.text(.orientation))
        scene.bringPage("Welcome.")
        #expect(scene.sentences == ["orientation: Welcome."])
    }

    @Test("§20.1 a text that was brought anew is asked for anew") func again() {
        var scene = SealedScene()
        scene.meet(pages: [5])
        scene.bringPage("Chek-in")
        scene.event("PAGE 5 1")
        #expect(scene.asked(.page)?.ask == .page(5, nil))
        scene.bringPage("Check-in")
        scene.wish(.phase)
        #expect(scene.sentences.first?.contains(": Check-in.") == true)
    }

    @Test("§20.1 a text that is not there is said to be missing") func missing() {
        var scene = SealedScene()
        scene.meet()
        scene.wish(.text(.orientation))
        #expect(
            scene.sentences == [
                "circle: The orientation is not here. A facilitator can bring the text."
            ]
        )
    }

    @Test("§20.1 what was asked for before the link was lost is asked for again") func lost() {
        var scene = SealedScene()
        scene.meet(pages: [1])
        scene.wish(.text(.orientation))
        _ = scene.step(.lost)
        scene.comeBack()
        #expect(scene.asked(.page)?.ask == .page(1, nil))
        scene.bringPage("Welcome.")
        #expect(scene.sentences == ["orientation: Welcome."])
    }

    private static let pages = [
        BroughtPage(
            subject: .agreements,
            text: PageText(
                rows: SealedScene.agreementsText.split(separator: "\n").map(String.init)
            )
        ),
        BroughtPage(subject: .orientation, text: PageText(rows: ["Welcome."])),
        BroughtPage(subject: .phase(2), text: PageText(rows: ["Check-in"])),
    ]

    @Test("§20.1 a facilitator's client brings what the circle lacks, one text after the other")
    func bringing() {
        var scene = SealedScene()
        _ = scene.step(.brought(Self.pages))
        scene.meet(role: .facilitator, pages: [1])
        var numbers: [UInt8] = []
        while let request = scene.asked(.page), case .page(let number, .some) = request.ask {
            numbers.append(number)
            scene.relay("@id=\(request.id ?? 0) OK PAGE 0")
            #expect(numbers.count < 9)
        }
        #expect(numbers == [0, 5])
    }

    @Test(
        "§20.1 a restart takes the texts with it: they are brought again, also without a new state",
        arguments: [(6, [0, 1, 5]), (5, [])] as [(UInt64, [UInt8])]
    )
    func broughtAgain(epoch: UInt64, expected: [UInt8]) {
        var scene = SealedScene()
        _ = scene.step(.brought(Self.pages))
        scene.meet(role: .facilitator, pages: [0, 1, 5], epoch: 5)
        _ = scene.step(.lost)
        scene.comeBack(role: .facilitator, epoch: epoch)
        var numbers: [UInt8] = []
        while let request = scene.asked(.page), case .page(let number, .some) = request.ask {
            numbers.append(number)
            scene.relay("@id=\(request.id ?? 0) OK PAGE 0")
            #expect(numbers.count < 9)
        }
        #expect(numbers == expected)
    }

    @Test("§20.1 members bring nothing, and nobody brings agreements other than the plan's")
    func notBrought() {
        var scene = SealedScene()
        scene.meet()
        _ = scene.step(.brought(Self.pages))
        #expect(scene.asked(.page) == nil)
        var other = SealedScene()
        let wrong = BroughtPage(subject: .agreements, text: PageText(rows: ["Obey."]))
        _ = other.step(.brought([wrong]))
        other.meet(role: .facilitator)
        #expect(other.asked(.page) == nil)
    }

    @Test("§20.1 who is asked to be slower brings the text later") func slower() {
        var scene = SealedScene()
        _ = scene.step(.brought(Self.pages))
        scene.meet(role: .facilitator, pages: [0, 5])
        let id = scene.asked(.page)?.id ?? 0
        scene.relay("@id=\(id) FAIL PAGE slow-down 4000 :x")
        #expect(scene.asked(.page) == nil)
        scene.wait(4_000)
        guard case .page(1, .some)? = scene.asked(.page)?.ask else {
            Issue.record("the text was not brought")
            return
        }
    }
}
