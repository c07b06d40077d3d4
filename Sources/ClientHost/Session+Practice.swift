import ClientCore
import Etiquette
import EventLoop
import Practice
import Sealing
import Wire

// A session whose relay is a practice circle in this process: no socket, no file, no key that stays.

extension Session {
    /// A session in a practice circle, with a key that ends with the process.
    init(practisingAs name: String, isPlain: Bool, isJSON: Bool) throws(Trouble) {
        let seat = try Self.practiceSeat(name)
        guard let key = seat.publicKey else { throw .sealing }
        try self.init(seat: seat, folder: nil, isPlain: isPlain, isJSON: isJSON)
        let now = Self.now
        var circle = PracticeCircle(person: key, name: name, cipher: member.cipher, at: now)
        circle.connect(at: now)
        practice = circle
    }

    private static func practiceSeat(_ name: String) throws(Trouble) -> SeatRecord {
        guard let circle = CircleID(bytes: [UInt8](repeating: 0, count: 8)) else { throw .sealing }
        do {
            var seat = SeatRecord(
                circle: circle,
                host: "",
                port: 0,
                pins: [],
                key: try .fresh(),
                name: name
            )
            seat.isSealed = true
            seat.chain = try .fresh()
            return seat
        } catch { throw .sealing }
    }

    /// Takes in all that the practice circle has for the person, and what follows from it.
    mutating func takePractice() {
        guard practice != nil else { return }
        if let due = practice?.deadline, due <= Self.now { practice?.timePassed(at: Self.now) }
        while farewell == nil {
            practice?.hasDrafts(member.drafts.all.count, at: Self.now)
            let outputs = practice?.collect() ?? []
            guard !outputs.isEmpty else { return }
            for output in outputs where farewell == nil { take(output) }
        }
    }

    private mutating func take(_ output: PracticeCircle<CircleCipher>.Output) {
        switch output {
        case .welcome(let welcome): apply(.welcomed(welcome))
        case .line(let line): apply(.received(line))
        case .ended: drop()
        case .told(let sentence): console.say(sentence)
        case .rows(let rows): console.show(rows)
        }
    }

    /// Tells what happened; in a practice nothing is told that would be untrue there.
    mutating func show(_ shown: Shown) {
        guard practice != nil,
            let sentence = PracticeCircle<CircleCipher>.sentence(insteadOf: shown)
        else { return console.show(shown) }
        // Programs are told both.
        if console.mode == .json { console.show(shown) }
        console.say(sentence)
    }
}
