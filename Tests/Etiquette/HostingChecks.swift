import Etiquette

// What must be true of every step about chair, door and who is out. (SPEC §17 to §19)

/// What members, or some of them, can see of how a meeting is hosted.
struct HostingView: Hashable {
    let chair: Seat?
    let isKept: Bool
    let door: Door
    let entryIsOver: Bool
    let buddies: [BuddyPair]
    let seats: [SeatView]

    struct SeatView: Hashable {
        let isOut: Bool
        let apart: Apart
        let vestibule: VestibuleReason?
        let isBarred: Bool
    }

    init(_ circle: Circle) {
        chair = circle.hosting.chair
        isKept = circle.hosting.isKept
        door = circle.hosting.door
        entryIsOver = circle.hosting.entryIsOver
        buddies = circle.hosting.buddies
        seats = circle.seats.map {
            SeatView(
                isOut: $0.isOut,
                apart: $0.apart,
                vestibule: $0.vestibule,
                isBarred: $0.isBarred
            )
        }
    }
}

extension Step {
    /// The first of these rules that this step breaks, if any.
    var brokenByHosting: String? {
        brokenByRights ?? brokenByRoles ?? brokenByChair ?? brokenByDoor ?? brokenByOutside
    }

    /// §17.2, §18.1, §19.2, §19.4: what a role may not do changes nothing.
    private var brokenByRights: String? {
        guard let needed = event.needs, let seat = event.seat else { return nil }
        let record = before.record(of: seat)
        guard record?.isSeated != true || !needed(record?.role ?? .listener) else { return nil }
        guard effects.refusals.count == 1 else { return "not refused, without the right" }
        let back = Step(before, .returned(seat), at: now)
        return after == back.after ? nil : "refused for want of a right, yet changed"
    }

    /// §17.1: nobody has another role but by who may give it, that is, by these two events.
    private var brokenByRoles: String? {
        for record in after.seats {
            guard let old = before.record(of: record.seat)?.role, old != record.role else {
                continue
            }
            switch event {
            case .joined(record.seat, record.role), .changedRole(record.seat, record.role): break
            default: return "§17.1 \(record.seat) became \(record.role) by \(event)"
            }
        }
        return nil
    }

    /// §17.2, §17.4, §17.5: facilitators have the chair, or it is kept, or nobody came yet.
    private var brokenByChair: String? {
        for fact in effects.facts {
            guard case .chair(let seat, let why) = fact else { continue }
            guard before.rules.plan != nil else { return "§14.1 a chair without a plan" }
            guard let seat else {
                if why != .kept { return "§17.5 nobody has the chair, and it is not kept" }
                continue
            }
            let role = after.record(of: seat)?.role ?? before.record(of: seat)?.role
            guard role == .facilitator || role == .cofacilitator else {
                return "§17.4 the chair went to somebody who does not facilitate"
            }
        }
        return nil
    }

    /// §18.1, §18.2, §17.5: whom the door lets in.
    private var brokenByDoor: String? {
        for fact in effects.facts {
            guard case .joined(let seat, let role) = fact else { continue }
            let old = before.record(of: seat)
            if old?.isBarred == true { return "§19.4 somebody who was removed came in" }
            guard before.rules.plan != nil, role < .cofacilitator else { continue }
            // Who went without a farewell is no newcomer; nor is who had passed the door.
            if old != nil, old?.isWaiting == false { continue }
            if after.hosting.isKept { return "§17.5 let in in kept mode" }
            guard before.hosting.door != .open, old?.vestibule != .boundary else { continue }
            switch event {
            case .admitted(seat, _), .admittedAll, .setDoor(.open, _): break
            // Kept mode ended while the door stood open.
            default: return "§18.1 came in by a door that was \(before.hosting.door)"
            }
        }
        return nil
    }

    /// §19.1, §18.2: who is out or waits has no words, no offer, and raises no hand.
    private var brokenByOutside: String? {
        for fact in effects.facts {
            switch fact {
            case .line(let seat, _), .hand(let seat, .up), .urgent(let seat):
                guard let record = before.record(of: seat), record.isSeated else {
                    return "§18.2 \(seat) acts who is not seated"
                }
                if case .hand = fact, case .timePassed = event { continue }
                if record.isOut { return "§19.1 \(seat) acts who is out" }
            case .floor(let change):
                guard case .offered(let seat) = change.stick, change.turn > before.turn else {
                    continue
                }
                let record = after.record(of: seat)
                if record?.isOut == true { return "§19.1 offered to who is out" }
                if record?.isSeated != true { return "§18.2 offered to who is not seated" }
            default: break
            }
        }
        let waiting = after.seats.filter { $0.isWaiting || $0.isBarred }.map(\.seat)
        let isClean = waiting.allSatisfy { !after.queue.contains($0) && after.stick.seat != $0 }
        return isClean ? nil : "§18.2 who waits at the door waits for the stick too"
    }
}

extension Event {
    /// Which roles may do this; nil when it does not hang on the role.
    fileprivate var needs: ((Role) -> Bool)? {
        switch self {
        case .tookChair, .gaveChair, .setDoor, .setAside, .openedSideRoom, .sentAway, .calledNext,
            .called, .askedHome, .broughtHome, .extended, .setCrosstalk, .setHands:
            { $0 == .facilitator || $0 == .cofacilitator }
        case .admitted, .admittedAll, .heldBack:
            { $0 == .facilitator || $0 == .cofacilitator || $0 == .greeter }
        default: nil
        }
    }
}
