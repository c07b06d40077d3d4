package import Etiquette
import Wire

// Facts as records and back. A word of a vocabulary is kept as its place in it, so the
// vocabularies may only grow at their ends; a test holds them still.

extension JournalRecord {
    /// The record of a fact; the check of words and keys is added by who knows them.
    package init(_ fact: Fact) {
        switch fact {
        case .joined(let seat, let role): self.init(.joined, seat, role.code)
        case .left(let seat, let why): self.init(.left, seat, why.code)
        case .presence(let seat, let presence): self.init(.presence, seat, presence.code)
        case .listening(let seat, let listens): self.init(.listening, seat, listens ? 1 : 0)
        case .role(let seat, let role): self.init(.role, seat, role.code)
        case .hand(let seat, let move): self.init(.hand, seat, move.code)
        case .hands(let open): self.init(.hands, Seat(0), open ? 1 : 0)
        case .urgent(let seat): self.init(.urgent, seat)
        case .floor(let change):
            self.init(.floor, change.stick.seat ?? Seat(0), change.turn)
            id = change.space
            var bytes = [change.stick.code, UInt8(truncatingIfNeeded: change.reason.code)]
            bytes.appendBigEndian(change.limitMilliseconds)
            check = Check(bytes)
            sticks = change.sticks
        case .line(let seat, let turn): self.init(.line, seat, turn)
        case .whisper(let seat, .facilitators): self.init(.whisper, seat)
        case .whisper(let seat, .seat(let other)):
            self.init(.whisper, seat, UInt32(other.number))
        case .help(let seat): self.init(.help, seat)
        default: self.init(meeting: fact)
        }
    }

    init(_ kind: Kind, _ seat: Seat, _ turn: UInt32 = 0) {
        self.init(kind)
        self.seat = seat.number
        self.turn = turn
    }

    /// The fact of a record; nil for other records and for what no fact can be.
    package var fact: Fact? {
        let who = Seat(seat)
        switch kind {
        case .joined: return Role(code: turn).map { .joined(who, $0) }
        case .left: return Departure(code: turn).map { .left(who, $0) }
        case .presence: return Presence(code: turn).map { .presence(who, $0) }
        case .listening: return .listening(who, turn == 1)
        case .role: return Role(code: turn).map { .role(who, $0) }
        case .hand: return HandMove(code: turn).map { .hand(who, $0) }
        case .hands: return .hands(open: turn == 1)
        case .urgent: return .urgent(who)
        case .floor: return floorChange.map { .floor($0) }
        case .line: return .line(who, turn: turn)
        case .whisper: return .whisper(who, to: addressee)
        case .help: return .help(who)
        default: return meetingFact
        }
    }

    /// Whom a whisper is for.
    var addressee: Addressee {
        turn == 0 ? .facilitators : .seat(Seat(UInt16(truncatingIfNeeded: turn)))
    }

    /// What an act left behind that no event tells.
    var residue: Residue { Residue(rawValue: check.bytes.first ?? 0) }

    var floorChange: FloorChange? {
        var reader = ByteReader(check.bytes)
        guard let stick = Stick(code: reader.take(), seat: Seat(seat)),
            let reason = FloorReason(code: UInt32(reader.take() as UInt8))
        else { return nil }
        return FloorChange(
            turn: turn,
            stick: stick,
            space: id,
            reason: reason,
            limitMilliseconds: reader.take(),
            sticks: sticks
        )
    }
}

extension CaseIterable where Self: Equatable, AllCases.Index == Int {
    /// Its place in the vocabulary.
    var code: UInt32 { UInt32(Self.allCases.firstIndex(of: self) ?? 0) }

    /// The word at a place; nil beyond the end.
    init?(code: UInt32) {
        guard let index = Int(exactly: code), Self.allCases.indices.contains(index) else {
            return nil
        }
        self = Self.allCases[index]
    }
}

extension Stick {
    var code: UInt8 {
        switch self {
        case .home: 0
        case .offered: 1
        case .held: 2
        case .adrift: 3
        case .open: 4
        case .few: 5
        }
    }

    init?(code: UInt8, seat: Seat) {
        switch code {
        case 0: self = .home
        case 1: self = .offered(seat)
        case 2: self = .held(seat)
        case 3: self = .adrift(seat)
        case 4: self = .open
        case 5: self = .few
        default: return nil
        }
    }
}
