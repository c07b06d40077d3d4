import ClientCore
import Etiquette
import Wire

/// A member of a circle whose relay says whatever the fuzzer likes.
struct MemberWorld {
    private(set) var member: Member<ThinCipher>
    private(set) var now = Moment(1_000_000)
    /// The id of the last request that had one.
    private(set) var lastID: UInt32 = 1
    let me = Seat(2)

    init(isSealed: Bool) {
        member = Member(
            key: RelayWorld.key(2),
            name: [UInt8]("Bo".utf8),
            cipher: ThinCipher(isSealed: isSealed),
            seed: 7
        )
    }

    /// What follows from one thing that happens.
    mutating func take(_ input: ClientInput) -> [ClientEffect] {
        var effects: [ClientEffect] = []
        trace("< \(input)")
        defer { for effect in effects { trace("> \(effect)") } }
        member.apply(input, at: now, into: &effects)
        for case .send(let bytes) in effects {
            check(bytes.count <= LineReader.lineBytesMax, "a line of \(bytes.count) bytes")
            check(
                bytes.suffix(2) == [13, 10] && bytes.count { $0 == 10 } == 1,
                "not one line: \(text(bytes))"
            )
            let line = Array(bytes.dropLast(2))
            let request = try? Request(reading: line.span)
            check(request != nil, "the member sent \(text(bytes))")
            if let id = request?.id { lastID = id }
        }
        return effects
    }

    mutating func wait(_ milliseconds: UInt64) { now = now.after(milliseconds) }

    /// What the relay lets it in with.
    func welcome(log: UInt64, role: Role = .member) -> ClientInput {
        .welcomed(
            Welcome(
                role: role,
                isSealed: member.cipher.isSealed,
                log: log,
                seat: nil,
                lastID: 0,
                box: nil,
                limits: .init()
            )
        )
    }

    /// A name or words as they travel here.
    func content(_ words: [UInt8]) -> String {
        member.cipher.isSealed ? text(Base64URL.encode(words)) : ":" + text(words)
    }

    /// Sits down among four, the stick at home, in the first phase of a plan if there is one.
    mutating func sitDown(
        role: Role = .member,
        plan: CirclePlan = CirclePlan()
    ) -> [ClientEffect] {
        var effects = take(welcome(log: 3, role: role))
        let seats = [("Ana", Role.facilitator), ("Bo", role), ("Cy", .member), ("Dee", .listener)]
        var lines = ["@id=\(lastID) OK SIT \(me.number)", "STATE 10", "RULES fair called 5 300"]
        if plan.plan != nil { lines.append("PLAN \(text(plan.text))") }
        for (index, (name, role)) in seats.enumerated() {
            let key = text(Base64URL.encode(RelayWorld.key(UInt8(index + 1)).bytes))
            let name = content([UInt8](name.utf8))
            lines.append("SEAT \(index + 1) \(key) \(role.rawValue) here 0 \(name)")
        }
        lines += ["FLOOR 1 home 0 start - 0 0", "HANDS open"]
        if let first = plan.plan?.phases.first {
            lines.append("PHASE 1 1 \(first.kind.rawValue) \(first.seconds) start")
            lines += ["PAGE 1 1", "PAGE 3 1", "CHAIR 1 came"]
        }
        lines += ["READY", "PONG 10"]
        for line in lines { effects += take(.received([UInt8](line.utf8))) }
        return effects
    }
}

/// Seals nothing: words travel as b64 where they would be sealed, and open anywhere.
struct ThinCipher: PayloadCipher {
    let isSealed: Bool

    mutating func enter(log: UInt64) -> Bool { log < 1_000 }

    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content? {
        guard isSealed else { return .plain(text) }
        // What is too long to be sealed fails.
        return text.count > Content.textBytesMax ? nil : .sealed(Base64URL.encode(text))
    }

    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]? {
        switch content {
        case .plain(let text): text.count <= Content.textBytesMax ? text : nil
        case .sealed(let payload): Base64URL.decode(payload)
        }
    }

    func agreementsHash(of text: [UInt8]) -> [UInt8] {
        Array((text + [UInt8](repeating: 0, count: 20)).prefix(20))
    }

    mutating func blind() -> Blind? {
        isSealed ? nil : Blind(bytes: [UInt8](repeating: 7, count: 16))
    }
}
