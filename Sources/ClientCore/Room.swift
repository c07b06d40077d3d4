public import Etiquette
public import Wire

/// The circle as this member sees it: who sits where, who has the stick, who waits.
///
/// It is built from the state and from events, which carry absolute values. (SPEC §5.6)
public struct Room: Hashable, Sendable {
    /// One seat.
    public struct Record: Hashable, Sendable {
        /// Its number.
        public let seat: Seat
        /// The key that owns it; fixed for the log. (SPEC §5.9)
        public let key: PublicKey
        /// What it may do.
        public internal(set) var role: Role
        /// Whether somebody is there.
        public internal(set) var presence: Presence
        /// Whether it only listens.
        public internal(set) var isListening = false
        /// Shares in this meeting.
        public internal(set) var shares: UInt32 = 0
        /// Whether it is out of the circle for now. (SPEC §19.1)
        public internal(set) var isOut = false
        /// Where it is while it is out, as far as that is told. (SPEC §19.1)
        public internal(set) var apart = Apart.within
        /// Its name, fit to be shown; nil when it could not be read.
        public internal(set) var name: String?
        /// Whether the name keeps the rules. (SPEC §2.7)
        var hasSoundName = false
        /// The name as it is compared.
        var folded = ""
        /// The last id seen of this seat in this log. (SPEC §7.5)
        var lastID: UInt32 = 0

        fileprivate mutating func take(_ read: Name?) {
            name = read?.text
            hasSoundName = read?.isSound ?? false
            folded = read?.folded ?? ""
        }
    }

    /// A name that was read.
    struct Name: Hashable, Sendable {
        var text: String
        /// Whether it keeps the rules. (SPEC §2.7)
        var isSound: Bool
        /// The name as it is compared.
        var folded: String
    }

    /// The last name read of each key in this session: a restart makes the relay forget them.
    /// (SPEC §5.14)
    private var names: [PublicKey: Name] = [:]
    /// The seats, by number; those that ended stay for their keys.
    public private(set) var records: [Record] = []
    /// The floor; nil before it was told.
    public internal(set) var floor: RelayLine.FloorLine?
    /// The floor beneath a space; otherwise the floor itself.
    public internal(set) var beneath: FloorState?
    /// Whether hands may go up.
    public internal(set) var handsAreOpen = true
    /// What the circle agreed on; nil before it was told.
    public internal(set) var rules: CircleRules?
    /// The reader's own seat.
    public internal(set) var me: Seat?
    /// What is known of the meeting beyond people and floor.
    public internal(set) var meeting = MeetingView()

    /// The seat's record.
    public func record(of seat: Seat) -> Record? {
        let index = index(of: seat)
        guard index < records.count, records[index].seat == seat else { return nil }
        return records[index]
    }

    /// Takes a seat with its key; false when the number belongs to another key, or when there are
    /// more seats than any circle has. (SPEC §5.9)
    mutating func claim(_ seat: Seat, key: PublicKey, role: Role) -> Bool {
        let index = index(of: seat)
        if index < records.count, records[index].seat == seat {
            return records[index].key == key
        }
        guard records.count < ClientLimits.seatsMax else { return false }
        records.insert(Record(seat: seat, key: key, role: role, presence: .gone), at: index)
        if let known = names[key] { records[index].take(known) }
        return true
    }

    /// Names a seat; without a name it is spoken of by its number.
    mutating func name(_ seat: Seat, _ shown: (name: String, isSound: Bool)?) {
        let name = shown.map {
            Name(text: $0.name, isSound: $0.isSound, folded: NameRules.folded($0.name))
        }
        update(seat) { $0.take(name) }
        guard let name, let key = record(of: seat)?.key else { return }
        guard names[key] != nil || names.count < ClientLimits.seatsMax else { return }
        names[key] = name
    }

    /// The room of a new log: nothing is known of it but what its people are called.
    func emptied() -> Room {
        var room = Room()
        room.names = names
        return room
    }

    /// Changes a seat's record, if there is one.
    mutating func update(_ seat: Seat, _ body: (inout Record) -> Void) {
        let index = index(of: seat)
        guard index < records.count, records[index].seat == seat else { return }
        body(&records[index])
    }

    /// This member's link is there; who said they are away still is. (SPEC §10.9)
    mutating func isBack(_ seat: Seat) {
        update(seat) { if $0.presence != .away { $0.presence = .here } }
    }

    /// Before a new state: nobody is here until the state says so; keys stay fixed.
    mutating func forgetPresence() {
        for index in records.indices {
            records[index].presence = .gone
            records[index].isListening = false
            records[index].isOut = false
            records[index].apart = .within
        }
    }

    private func index(of seat: Seat) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].seat < seat { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Room {
    /// The reader's own record.
    public var mine: Record? { me.flatMap { record(of: $0) } }

    /// The reader's place among the hands, from 1; nil without a hand.
    public var myPlace: Int? {
        guard let me, let place = floor?.order.firstIndex(of: me) else { return nil }
        return place + 1
    }

    /// Whether the stick is with the reader, a silence or a lost link notwithstanding.
    public var holdsStick: Bool {
        if myStick != nil { return true }
        guard let me, floor?.seat == me else { return false }
        return beneath == .held || beneath == .adrift
    }

    /// Whether the stick is offered to the reader.
    public var isOffered: Bool {
        guard let me, floor?.seat == me else { return false }
        return beneath == .offered
    }

    /// Whether somebody has the stick, or is offered it.
    public var isStickOut: Bool {
        switch beneath {
        case .held, .adrift, .offered: true
        case .few: !sticks.isEmpty
        case .home, .open, .space, nil: false
        }
    }

    /// Somebody as they are spoken of.
    public func person(_ seat: Seat) -> Person {
        guard let record = record(of: seat) else {
            return Person(seat: seat, name: nil, needsNumber: true, isMe: seat == me)
        }
        let isAlike = records.contains { other in
            other.seat != seat && other.presence != .gone && other.folded == record.folded
        }
        return Person(
            seat: seat,
            name: record.name,
            needsNumber: record.name == nil || !record.hasSoundName || isAlike,
            isMe: seat == me
        )
    }

    /// Everybody who is seated.
    public var attendance: [Attendance] {
        records.filter { $0.presence != .gone }.map { record in
            Attendance(
                person: person(record.seat),
                role: record.role,
                presence: record.presence,
                isListening: record.isListening || record.role == .listener,
                shares: record.shares,
                isOut: record.isOut,
                hasChair: record.seat == meeting.chair
            )
        }
    }

    /// Everybody who waits at the door, as far as the reader is told. (SPEC §18.3)
    var waiting: [WaitingShown] {
        meeting.waiting.map { seat in
            WaitingShown(
                person: person(seat),
                isHeldBack: meeting.heldBack[seat] != nil,
                isSetAside: record(of: seat)?.apart == .aside
            )
        }
    }

    /// The seats that somebody may mean by these words: a number, a name, or both with a dot.
    public func seats(called words: String) -> [Seat] {
        Self.seats(called: words, among: records.filter { $0.presence != .gone })
    }

    /// The same among those who wait at the door. (SPEC §18.3)
    public func waiting(called words: String) -> [Seat] {
        Self.seats(called: words, among: meeting.waiting.compactMap { record(of: $0) })
    }

    private static func seats(called words: String, among seated: [Record]) -> [Seat] {
        var wanted = Substring(words)
        if let dot = wanted.lastIndex(of: "·") {
            guard let number = UInt16(wanted[wanted.index(after: dot)...]) else { return [] }
            let name = wanted[..<dot]
            return seated.filter { record in
                record.seat.number == number
                    && (name.isEmpty || record.folded == NameRules.folded(String(name)))
            }.map(\.seat)
        }
        if wanted.first == "#" { wanted = wanted.dropFirst() }
        let number = UInt16(wanted)
        let folded = NameRules.folded(String(wanted))
        return seated.filter { record in
            record.seat.number == number || (!folded.isEmpty && record.folded == folded)
        }.map(\.seat)
    }
}
