import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§20.1 Pages")
struct PagesTests {
    private static func open(_ text: String) -> PagePayload? { PagePayload([UInt8](text.utf8)) }

    /// Sealed words of a class, as a relay sees them.
    private static func sealed(_ count: Int) -> PagePayload? {
        PagePayload([1] + [UInt8](repeating: 9, count: count - 1))
    }

    private func bring(_ number: UInt8, _ payload: PagePayload?) -> Request {
        Request(id: 3, .page(number, payload))
    }

    private func ask(_ number: UInt8) -> Request { Request(id: 4, .page(number, nil)) }

    @Test("§20.1 a facilitator brings a page; all learn of it, and whoever asks gets it")
    func brings() throws {
        var scene = Scene.ofThree("-")
        scene.forgetAll()
        let page = try #require(Self.open("Welcome.\nBe kind."))
        scene.says("Fay", bring(0, page))
        #expect(scene.isTold("Fay", .ok(.page, 0)))
        #expect(scene.events("Ana") == [.page(0, Seat(1))])
        scene.says("Ana", ask(0))
        #expect(
            scene.takeAll("Ana").suffix(2) == [.leaf(0, scene["Fay"].key, page), .ok(.page, 0)]
        )
        scene.arrives("Cy")
        #expect(scene.isTold("Cy", .page(0, Seat(1))), "it is part of the state")
    }

    @Test("§20.1 in a sealed circle a page has a payload's length and first byte") func sealed()
        throws
    {
        var scene = Scene.meeting("- share", words: "sealed")
        scene.arrives("Fay", .facilitator)
        scene.forgetAll()
        // Without b64: 105, 297, 1,065 and 4,137 bytes.
        for size in [105, 297, 1_065, 4_137] {
            scene.says("Fay", bring(1, Self.sealed(size)))
            #expect(scene.takeAll("Fay").contains(.ok(.page, 0)))
        }
        scene.says("Fay", bring(1, Self.sealed(200)))
        scene.says("Fay", bring(1, Self.open(String(repeating: "a", count: 105))))
        #expect(scene.refusals("Fay") == [.size, .size])
        scene.says("Fay", ask(1))
        let page = try #require(Self.sealed(4_137))
        #expect(scene.isTold("Fay", .leaf(1, scene["Fay"].key, page)))
    }

    @Test("§20.1 who may not, and what may not be") func refused() {
        var scene = Scene.ofThree("-")
        scene.forgetAll()
        scene.says("Ana", bring(0, Self.open("Mine.")))
        #expect(scene.refusals("Ana") == [.role])
        scene.says("Fay", bring(0, Self.open(String(repeating: "a", count: 4_001))))
        scene.says("Fay", bring(0, Self.open("\u{1B}[2J")))
        scene.says("Fay", ask(7))
        #expect(scene.refusals("Fay") == [.size, .text, .noSuchPage])
        scene.connects("Fay")
        scene.says("Fay", bring(0, Self.open("Not yet.")))
        #expect(scene.refusals("Fay") == [.notNow])
    }

    @Test("§20.1 a page can be asked for before SIT, and from the vestibule") func outside() throws
    {
        var scene = Scene.ofThree("door=knock")
        let page = try #require(Self.open("Be kind."))
        scene.says("Fay", bring(0, page))
        scene.people.append(Scene.Person(name: "Cy", role: .member, key: Scene.key(40)))
        scene.connects("Cy")
        scene.says("Cy", ask(0))
        #expect(scene.takeAll("Cy") == [.leaf(0, scene["Fay"].key, page), .ok(.page, 0)])
        scene.sits("Cy")
        #expect(scene.isTold("Cy", .page(0, Seat(1))))
        scene.says("Cy", ask(0))
        #expect(scene.isTold("Cy", .leaf(0, scene["Fay"].key, page)))
    }

    @Test("§20.1, §21.3 pages are wiped with the meeting, with the log and by a restart")
    func wiped() throws {
        var scene = Scene.ofThree("-")
        scene.says("Fay", bring(0, Self.open("Be kind.")))
        var ended = scene
        ended.does("Fay", .phase(.end(ended.phase, now: true)))
        ended.says("Fay", ask(0))
        #expect(ended.refusals("Fay") == [.noSuchPage])
        ended.says("Fay", bring(0, Self.open("Again.")))
        #expect(ended.refusals("Fay").last == .ended)
        var empty = scene
        for name in ["Fay", "Ana", "Bo"] { empty.says(name, Request(.leave)) }
        empty.wait(600_000)
        empty.connects("Fay")
        empty.says("Fay", ask(0))
        #expect(empty.refusals("Fay") == [.noSuchPage])
        scene.relayRestarts()
        scene.isBack("Fay")
        #expect(!scene["Fay"].heard.contains { $0.number == nil && $0.body == .page(0, Seat(1)) })
        scene.says("Fay", ask(0))
        #expect(scene.refusals("Fay") == [.noSuchPage])
    }
}
