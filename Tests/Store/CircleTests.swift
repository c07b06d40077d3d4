import Foundation
import Store
import Testing

@Suite("§12.4 Circles")
struct CircleTests {
    private let place = Place()

    @Test(
        "§12.4 a handle is 1 to 40 of a-z, 0-9 and -",
        arguments: [
            ("hearth", true), ("a", true), ("tuesday-2", true),
            (String(repeating: "x", count: 40), true), (String(repeating: "x", count: 41), false),
            ("", false), ("Hearth", false), ("a b", false), ("käse", false), ("a/b", false),
            ("a\0", false),
        ]
    )
    func handles(_ handle: String, _ isGood: Bool) throws {
        let store = try place.open()
        let made = try store.makeCircle(
            id: hearth,
            handle: handle,
            mode: .sealed,
            foundingTicket: foundingTicket
        )
        #expect(made == (isGood ? .made : .badHandle))
        #expect(try store.circle(handle: handle)?.handle == (isGood ? handle : nil))
    }

    @Test("§12.4 handles and ids are taken once, also by a closed circle")
    func unique() throws {
        let store = try place.open()
        try store.makeHearth()
        _ = try store.closeCircle(handle: "hearth")
        let other = CircleID(bits: 7)
        let sameHandle = try store.makeCircle(
            id: other,
            handle: "hearth",
            mode: .open,
            foundingTicket: foundingTicket
        )
        let sameID = try store.makeCircle(
            id: hearth,
            handle: "porch",
            mode: .open,
            foundingTicket: foundingTicket
        )
        let shortTicket = try store.makeCircle(
            id: other,
            handle: "porch",
            mode: .open,
            foundingTicket: [1]
        )
        #expect(sameHandle == .handleTaken)
        #expect(sameID == .idTaken)
        #expect(shortTicket == .badTicket)
    }

    @Test("§12.4 circles are listed by handle, with where they stand")
    func listing() throws {
        let store = try place.open()
        _ = try store.makeCircle(
            id: CircleID(bits: 7),
            handle: "porch",
            mode: .open,
            foundingTicket: foundingTicket
        )
        #expect(try store.anyFounded == false)
        try store.makeHearth()
        #expect(try store.anyFounded)
        _ = try store.openLog(of: hearth)
        let circles = try store.circles()
        #expect(circles.map(\.handle) == ["hearth", "porch"])
        #expect(circles.map(\.state) == [.founded, .unfounded])
        #expect(circles.map(\.mode) == [.sealed, .open])
        #expect(circles.map(\.log) == [1, 0])
        #expect(circles.first?.id == hearth)
        _ = try store.closeCircle(handle: "hearth")
        #expect(try store.circle(handle: "hearth")?.state == .closed)
        #expect(try store.anyFounded)
        #expect(try store.closeCircle(handle: "nowhere") == false)
    }

    @Test("§9.1 a renewed founding link makes the old one void, until Ana has founded")
    func renewing() throws {
        let store = try place.open()
        _ = try store.makeCircle(
            id: hearth,
            handle: "hearth",
            mode: .sealed,
            foundingTicket: foundingTicket
        )
        #expect(try store.renewFounding(handle: "hearth", ticket: key(0xf1)))
        #expect(try store.found(ana) == .refused(.notAdmitted))
        #expect(try store.found(ana, with: key(0xf1)).admission?.role == .facilitator)
        #expect(try store.renewFounding(handle: "hearth", ticket: key(0xf2)) == false)
        #expect(try store.dropUnfounded(handle: "hearth") == false)
    }

    @Test("§9.1 an unfounded circle can be forgotten, and its handle used again")
    func dropping() throws {
        let store = try place.open()
        _ = try store.makeCircle(
            id: hearth,
            handle: "hearth",
            mode: .sealed,
            foundingTicket: foundingTicket
        )
        #expect(try store.dropUnfounded(handle: "hearth"))
        #expect(try store.circles().isEmpty)
        try store.makeHearth()
        #expect(try store.circles().count == 1)
    }

    @Test("§12.4 settings are kept, and told to those who come")
    func settings() throws {
        let chosen = CircleSettings(
            queue: .strict,
            passing: .auto,
            boundaryMilliseconds: 0,
            shareLimitMilliseconds: .max
        )
        do {
            let store = try place.open()
            try store.makeHearth()
            #expect(try store.settings(of: hearth) == CircleSettings())
            try store.setSettings(chosen, of: hearth)
        }
        let store = try place.open()
        #expect(try store.settings(of: hearth) == chosen)
        #expect(try store.comeBack(ana).admission?.settings == chosen)
        #expect(throws: StoreFailure.noSuchCircle) {
            try store.setSettings(chosen, of: CircleID(bits: 1))
        }
    }

    @Test("§14.1 a plan is kept before it is answered, and told to those who come")
    func plans() throws {
        let plan = "- late=at-once;entry=600 gather;for=600,round;limit=60,closing"
        let place = Place()
        let copy = Place()
        let store = try place.open()
        try store.makeHearth()
        #expect(try store.circle(id: hearth)?.plan == "")
        #expect(try store.setPlan(plan, of: hearth))
        try FileManager.default.copyItem(atPath: place.path, toPath: copy.path)
        let next = try copy.open()
        #expect(try next.circle(id: hearth)?.plan == plan)
        #expect(try next.comeBack(ana).admission?.plan == plan)
        #expect(try next.setPlan("", of: hearth))
        #expect(try next.circle(handle: "hearth")?.plan == "")
        #expect(throws: StoreFailure.noSuchCircle) {
            try store.setPlan(plan, of: CircleID(bits: 1))
        }
    }

    @Test("§14.1 a plan of 6,000 bytes is kept; of a longer one nothing")
    func longPlans() throws {
        let store = try place.open()
        try store.makeHearth()
        let longest = String(repeating: "ü", count: 3_000)
        #expect(try store.setPlan(longest, of: hearth))
        #expect(try store.setPlan(longest + "x", of: hearth) == false)
        #expect(try store.circle(id: hearth)?.plan == longest)
    }

    @Test("§3.2 a circle's id is its eight bytes, the first one highest")
    func ids() {
        #expect(hearth.bytes == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(CircleID(bytes: hearth.bytes) == hearth)
        #expect(CircleID(bytes: [1, 2, 3]) == nil)
    }
}
