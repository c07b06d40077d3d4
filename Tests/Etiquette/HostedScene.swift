import Etiquette

// More people of these stories.
let dee = Seat(7)  // facilitates with Fay
let gil = Seat(8)  // greets at the door
let tom = Seat(9)  // keeps the time
let nia = Seat(20)  // comes late
let ned = Seat(21)  // comes late too

extension Scene {
    static let hosts: [(Seat, Role)] = [
        (fay, .facilitator), (dee, .cofacilitator), (ana, .member), (bo, .member), (cy, .member),
        (gus, .guardian), (gil, .greeter), (tom, .timekeeper), (lin, .listener),
    ]

    /// A meeting that is one share, with a chair and a door; Fay lets everybody in.
    static func hosted(
        people: [(Seat, Role)] = hosts,
        door: Door = .open,
        _ adjust: (inout MeetingOptions) -> Void = { _ in }
    ) -> Scene {
        var options = MeetingOptions()
        options.door = door
        options.raid = 0
        adjust(&options)
        var scene = Scene(people: people) { $0.plan = Plan([Phase(.share)], options: options) }
        if door != .open { scene.after(.admittedAll(by: fay)) }
        return scene
    }

    /// A meeting in which nobody facilitates any more, with no more waiting for it.
    static func kept(door: Door = .open) -> Scene {
        var scene = hosted(door: door)
        scene.after(.left(dee))
        scene.after(.left(fay))
        return scene
    }

    var hosting: Hosting { circle.hosting }
    func vestibule(of seat: Seat) -> VestibuleReason? { circle.record(of: seat)?.vestibule }
    func isSeated(_ seat: Seat) -> Bool { circle.record(of: seat)?.isSeated == true }
    func isOut(_ seat: Seat) -> Bool { circle.record(of: seat)?.isOut == true }
    func apart(of seat: Seat) -> Apart? { circle.record(of: seat)?.apart }

    /// The relay ends and begins again: no link is left.
    mutating func loseRelay() {
        circle = Circle(rules: circle.rules, image: circle.image, at: now)
        for record in circle.seats where record.isSeated || record.isWaiting { drop(record.seat) }
    }
}

extension Scene {
    /// What takes a seat out of the circle in that way.
    func going(_ seat: Seat, _ apart: Apart) -> Event {
        switch apart {
        case .within: .stepped(seat, out: false)
        case .step: .stepped(seat, out: true)
        case .aside: .setAside(seat, true, by: fay)
        case .side(let host): .openedSideRoom(seat, true, by: host)
        }
    }

    mutating func go(_ seat: Seat, _ apart: Apart) { after(going(seat, apart)) }
}
