// What facilitators do with the stick. (SPEC §8.11, §8.12, §9.5, §9.7)

extension Circle {
    mutating func facilitate(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .calledNext(let seat, let turn):
            guard facilitates(seat, on: turn, &effects), canCall(seat, &effects) else { return }
            callNext(by: seat, at: now, into: &effects)
        case .called(let other, let seat, let turn):
            guard facilitates(seat, on: turn, &effects), canCall(seat, &effects),
                canOffer(other, asked: seat, &effects)
            else { return }
            waiting = .seat(other, .called)
            tellIfWaiting(seat, at: now, into: &effects)
        case .askedHome(let seat, let turn):
            guard facilitates(seat, on: turn, &effects) else { return }
            askHome(at: now, into: &effects)
        case .broughtHome(let seat, let turn):
            guard facilitates(seat, on: turn, &effects) else { return }
            bringHome(at: now, into: &effects)
        case .extended(let seat, let turn):
            guard facilitates(seat, on: turn, &effects) else { return }
            guard let holder = stick.holder else {
                return effects.append(.refused(seat, .notHolding))
            }
            guard share.limit > 0 else { return }
            share.extend(by: rules.extensionMilliseconds, at: now)
            effects.append(
                .told(
                    .timekeepers(and: holder),
                    .extended(milliseconds: rules.extensionMilliseconds)
                )
            )
        case .setCrosstalk(let on, let seat, let turn):
            guard facilitates(seat, on: turn, &effects) else { return }
            setCrosstalk(on, by: seat, at: now, into: &effects)
        default: break
        }
    }

    private func facilitates(_ seat: Seat, on turn: UInt32, _ effects: inout [Effect]) -> Bool {
        guard acts(seat, on: turn, &effects) else { return false }
        guard record(of: seat)?.role.facilitates == true else {
            effects.append(.refused(seat, .role))
            return false
        }
        return true
    }

    private func canCall(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard space == nil else {
            effects.append(.refused(seat, .spaceHeld))
            return false
        }
        switch stick {
        case .home: return true
        case .open: effects.append(.refused(seat, .floorOpen))
        case .few: effects.append(.refused(seat, .notInPhase))
        case .offered, .held, .adrift: effects.append(.refused(seat, .stickOut))
        }
        return false
    }

    /// A stick that was given stays given: `CALL` means whoever is next.
    private mutating func callNext(by seat: Seat, at now: Moment, into effects: inout [Effect]) {
        switch candidate(resting: true) {
        case .nobody: return effects.append(.refused(seat, .noHands))
        case .firstHandsFirst: return effects.append(.refused(seat, .firstHands))
        case .seat: break
        }
        if case .seat(_, .given) = waiting {} else { waiting = .next }
        tellIfWaiting(seat, at: now, into: &effects)
    }

    /// A call within the boundary is carried out at its end. (SPEC §8.6)
    private func tellIfWaiting(_ seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard let boundaryEnds else { return }
        effects.append(.told(.seat(seat), .waiting(milliseconds: boundaryEnds.since(now))))
    }

    private mutating func askHome(at now: Moment, into effects: inout [Effect]) {
        switch stick {
        case .home, .open, .few: break
        case .offered: bringHome(at: now, into: &effects)
        case .held(let holder), .adrift(let holder):
            share.homeDue = (space?.began ?? now).after(rules.homeAskMilliseconds)
            effects.append(
                .told(.seat(holder), .homeAsked(milliseconds: rules.homeAskMilliseconds))
            )
        }
    }

    private mutating func bringHome(at now: Moment, into effects: inout [Effect]) {
        switch stick {
        case .home, .open, .few: break
        case .offered:
            changeFloor(to: .home, .withdrawn, newTurn: true, at: now, into: &effects)
        case .held, .adrift:
            changeFloor(to: .home, .home, newTurn: true, at: now, into: &effects)
        }
    }

    private mutating func setCrosstalk(
        _ on: Bool,
        by seat: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        switch stick {
        case .home:
            guard on else { return }
            changeFloor(to: .open, .open, newTurn: true, at: now, into: &effects)
        case .open:
            guard !on else { return }
            changeFloor(to: .home, .closed, newTurn: true, at: now, into: &effects)
        case .offered, .held, .adrift, .few:
            effects.append(.refused(seat, .stickOut))
        }
    }
}
