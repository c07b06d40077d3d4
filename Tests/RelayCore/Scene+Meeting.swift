import Etiquette
import RelayCore
import Wire

// Stories about whole meetings.

extension Scene {
    /// A circle that meets by `OPTIONS PHASES`, with nobody in it.
    static func meeting(
        _ plan: String,
        words: String = "open",
        limits: Limits = Scene.generous
    ) -> Scene {
        var scene = Scene(words: words, limits: limits)
        guard let read = CirclePlan(text: [UInt8]("- \(plan)".utf8)) else {
            preconditionFailure("a plan of the right form")
        }
        scene.plan = read
        return scene
    }

    /// Fay, who facilitates, with Ana and Bo, in a meeting of one share.
    static func ofThree(_ options: String) -> Scene {
        var scene = Scene.meeting("\(options) share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        return scene
    }

    /// Whispers in an open circle.
    mutating func whispers(_ name: String, _ text: String, to addressee: Addressee) {
        let blind = Blind(bytes: Array(repeating: 7, count: 16))
        does(name, .whisper(addressee, .plain([UInt8](text.utf8)), blind: blind))
    }

    /// Says a line under the turn that is on.
    mutating func speaks(_ name: String, _ text: String) {
        speaks(name, text, turn: turn)
    }

    /// Nothing happens for so long, but that everybody's client pings.
    mutating func pause(minutes: Int) {
        for _ in 0..<minutes * 2 {
            wait(30_000)
            for person in people where person.session != nil { says(person.name, Request(.ping)) }
        }
    }

    /// Whether this text is anywhere in the relay's memory.
    func relayHolds(_ text: String) -> Bool { Self.holds([UInt8](text.utf8), in: core) }

    private static func holds(_ text: [UInt8], in value: Any) -> Bool {
        if let bytes = value as? [UInt8] { return bytes.contains(text) }
        return Mirror(reflecting: value).children.contains { holds(text, in: $0.value) }
    }

    /// The turn of the floor.
    var turn: UInt32 { core.circle(circle)?.turn ?? 0 }

    /// The number of the phase that is on.
    var phase: UInt32 { core.circle(circle)?.meeting.phase?.number ?? 0 }

    /// Somebody is heard, with the stick.
    mutating func shares(_ name: String, _ text: String) {
        does("Fay", .call(self[name].seat ?? Seat(0)), turn: turn)
        speaks(name, text)
    }

    /// Whether this person was told this.
    func isTold(_ name: String, _ body: RelayLine.Body) -> Bool {
        self[name].heard.contains { $0.body == body }
    }

    /// The texts of the whispers this person was given, and forgets what was heard.
    mutating func whispers(heardBy name: String) -> [String] {
        takeAll(name).compactMap { body in
            guard case .whisper(_, _, _, let content?, _) = body else { return nil }
            return String(decoding: content.bytes, as: UTF8.self)
        }
    }

    /// The refusals this person got, in order.
    func refusals(_ name: String) -> [RefusalCode] {
        self[name].heard.compactMap { line in
            if case .fail(_, let code, _) = line.body { code } else { nil }
        }
    }

    /// The seats in the states this person was given.
    func seats(toldTo name: String) -> [UInt16] {
        self[name].heard.compactMap { line in
            if case .seat(let seat) = line.body { seat.seat.number } else { nil }
        }
    }

    /// From where the states this person was given began.
    func bases(_ name: String) -> [UInt64] {
        self[name].heard.compactMap { line in
            if case .state(let base) = line.body { base } else { nil }
        }
    }

    /// The events this person was given.
    func events(_ name: String) -> [RelayLine.Body] {
        self[name].heard.filter { $0.number != nil }.map(\.body)
    }

    /// Whether somebody was told of missed events.
    func wasToldOfGap(_ name: String) -> Bool {
        self[name].heard.contains { if case .gap = $0.body { true } else { false } }
    }
}
