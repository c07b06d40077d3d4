import ClientCore
import Etiquette
import RelayCore
import Wire

// What the script sees of the circle, and what it does there.

extension PracticeCircle {
    /// The person's seat, as Ana sees it.
    private var seat: Seat? {
        guests.first?.member.room.records.first { $0.key == person }?.seat
    }

    private func seat(of neighbour: Neighbour) -> Seat? {
        guests.first { $0.neighbour == neighbour }?.member.room.me
    }

    /// The circle through Ana's eyes.
    private var scene: Scene {
        var scene = Scene()
        scene.draftCount = draftCount
        guard let room = guests.first?.member.room, let floor = room.floor, let seat,
            let record = room.record(of: seat)
        else { return scene }
        scene.isPersonHere = record.presence != .gone
        scene.floor = floor.state
        scene.isHandUp = floor.order.contains(seat)
        scene.isListening = record.isListening
        for guest in guests {
            guard let other = guest.member.room.me else { continue }
            if floor.order.contains(other) { scene.raised.append(guest.neighbour) }
            if floor.seat == other { scene.holder = .neighbour(guest.neighbour) }
        }
        if floor.seat == seat { scene.holder = .person }
        return scene
    }

    /// Ana is about to read this; what the person has done is noted.
    mutating func watch(_ body: RelayLine.Body, at now: Moment) {
        guard let seat, let deed = deed(in: body, of: seat) else { return }
        script.note(deed, at: now)
    }

    private func deed(in body: RelayLine.Body, of seat: Seat) -> Deed? {
        switch body {
        case .hand(seat, .up, _): .raisedHand
        case .hand(seat, .down, _): .loweredHand
        case .hand(seat, .later, _): .putOff
        case .help(seat): .calledForHelp
        case .note(.pauseAsked(seat)): .askedForSilence
        case .whisper(seat, _, .facilitators, _, _): .whispered
        case .floor(let floor) where guests.first?.member.room.floor?.seat == seat:
            switch floor.reason {
            case .done, .given: .shared
            case .passed: .passed
            case .later: .putOff
            default: nil
            }
        default: nil
        }
    }

    /// Lets the script go on; true when it has done something.
    mutating func play(at now: Moment) -> Bool {
        var moves: [Script.Move] = []
        script.follow(scene, at: now, into: &moves)
        for move in moves { carryOut(move, at: now) }
        return !moves.isEmpty
    }

    private mutating func carryOut(_ move: Script.Move, at now: Moment) {
        switch move {
        case .tells(let text): pending.append(.told(text))
        case .shows(let rows): pending.append(.rows(rows))
        case .wishes(let neighbour, let wish): tell(neighbour.index, .wished(wish), at: now)
        case .whispers(let text):
            guard let seat else { return }
            tell(Neighbour.ana.index, .wished(.whisper(.seat(seat), text)), at: now)
        case .callsPerson: call(seat, at: now)
        case .calls(let neighbour): call(seat(of: neighbour), at: now)
        }
    }

    private mutating func call(_ seat: Seat?, at now: Moment) {
        guard let seat else { return }
        tell(Neighbour.ana.index, .wished(.act(.call(seat))), at: now)
    }
}
