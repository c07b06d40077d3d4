import Etiquette
import RelayCore
import Wire

/// F6: whole meetings, three bytes a step, against what must hold in all of them.
/// (SPEC §5.3, §6.2, §7.2, §8.1, §14 to §20)
///
/// The first four bytes choose the circle; a plan may take more. Of each step the first byte says
/// what happens (letters in the seeds), the second who does it, the third how.
enum Meetings {
    private static let roles: [Role] = [
        .facilitator, .member, .member, .cofacilitator, .guardian, .listener, .greeter,
        .timekeeper, .member,
    ]

    static func run(_ input: [UInt8]) {
        let history = history(of: input)
        history.checkAll()
        history.checkWords()
    }

    /// What was shown in the meeting that these bytes are.
    static func history(of input: [UInt8]) -> History {
        var choices = Choices(input)
        let first = choices.digit()
        var limits = first & 1 == 0 ? RelayWorld.generous : Limits()
        if first & 4 != 0 { limits.seatsMax = 4 }
        let rules = CircleRules(
            queue: QueueOrder.allCases[choices.below(3)],
            passing: first & 8 == 0 ? .called : .auto,
            boundarySeconds: UInt64(choices.below(3) * 4)
        )
        let meeting = RelayWorld(
            limits: limits,
            rules: rules,
            plan: Plans.draw(&choices),
            isSealed: first & 2 != 0,
            roles: roles
        )
        var guide = Guide(world: meeting)
        guide.play(&choices)
        guide.world.settle()
        return guide.world.history
    }

    /// Plays steps that are written down.
    static func play(_ steps: String, in world: inout RelayWorld) {
        var guide = Guide(world: world)
        var choices = Choices([UInt8](steps.utf8))
        guide.play(&choices)
        world = guide.world
    }
}

/// Does what the bytes say in somebody's name.
private struct Guide {
    var world: RelayWorld
    private var texts = 0
    private var lastAct: [Int: [UInt8]] = [:]

    init(world: RelayWorld) { self.world = world }

    private static let stepsMax = 400

    mutating func play(_ choices: inout Choices) {
        for _ in 0..<Self.stepsMax where !choices.isEmpty {
            let step = choices.byte() & 63
            let guest = choices.digit() % world.guests.count
            take(step, by: guest, choices.digit())
        }
    }

    private mutating func take(_ step: UInt8, by guest: Int, _ how: Int) {
        switch step {
        case 1...8: come(step, guest, how)
        case 9...14: happen(step, guest, how)
        case 33...58: meet(step, guest, how)
        // Here is room for the end of the relay and its return, which `RelayWorld` would have to do.
        default: act(step, guest, how)
        }
    }

    // MARK: Coming and going, A to H

    private mutating func come(_ step: UInt8, _ guest: Int, _ how: Int) {
        let index = world.connection(of: guest)
        switch step {
        case 2: world.connect(guest, isOld: how & 1 == 1)
        case 3: if let index { world.cut(index) }
        case 4: send(Request(.leave), guest)
        case 5: if let index { world.connections[index].isSlow.toggle() }
        case 6: send(Request(.ack(world.guests[guest].have)), guest)
        case 7: send(Request(.ping), guest)
        case 8: if how == 9, let index { world.sendOversize(from: index) }
        default: sit(guest, how)
        }
    }

    /// Connects unless there is a connection, and takes the seat, honestly or not.
    private mutating func sit(_ guest: Int, _ how: Int) {
        if world.connection(of: guest) == nil || how & 4 != 0 { world.connect(guest) }
        guard let index = world.connection(of: guest) else { return }
        let known = world.guests[guest]
        let log = world.connections[index].log
        var have = known.haveLog == log ? known.have : 0
        if how & 2 != 0 { have = have > 3 ? have - 3 : 0 }
        let name = world.name(of: guest)
        let agreed = how & 8 == 0 ? known.agreed : nil
        world.send(
            Request(id: 9, .sit(log: log, have: have, name: name, agreed: agreed)).unended,
            from: index
        )
    }

    // MARK: Time, store and disk, I to N

    private mutating func happen(_ step: UInt8, _ guest: Int, _ how: Int) {
        switch step {
        case 9: world.wait(UInt64(how) * 100)
        case 10: world.wait(UInt64(how) * 3_000)
        case 11: world.stall(UInt64(how) * 500)
        case 12: world.storeIsSlow.toggle()
        case 13: world.answerErrand(refuses: how == 1)
        default: if how == 9 { world.closeCircle() } else { world.diskIsSlow.toggle() }
        }
    }

    // MARK: Acts, O to Z and what follows

    private mutating func act(_ step: UInt8, _ guest: Int, _ how: Int) {
        let other = seat(how)
        let isEven = how & 1 == 0
        switch step {
        case 15: does(guest, .line(words(), blind: blind), late: how == 9)
        case 16: does(guest, pick(how, [.accept, .done, .pass, .give(other)]), late: how == 12)
        case 17: does(guest, pick(how, [.hand(.up), .hand(.down), .hand(.later), .urgent]))
        case 18: does(guest, pick(how, [.call(nil), .call(other), .home(now: true), .extend]))
        case 19: does(guest, .bell(.on(seconds: isEven ? nil : 15)))
        case 20: does(guest, .bell(isEven ? .off(space: space(guest)) : .ask))
        case 21: does(guest, .crosstalk(isEven))
        case 22: does(guest, pick(how, [.presence(.away), .presence(.here), .listen(true)]))
        case 23: does(guest, .hands(open: isEven))
        case 24: does(guest, .whisper(isEven ? .facilitators : .seat(other), words(), blind: blind))
        case 25: does(guest, .help)
        case 26: does(guest, .role(other, Role.allCases[how % 7]))
        case 27: if how == 9 { does(guest, .remove(other, meeting: false)) }
        case 28: if let line = lastAct[guest] { sendBytes(line, guest) }
        case 29: many(guest, how)
        case 30: administer(guest, how)
        default: does(guest, pick(how, [.listen(false), .home(now: false), .hand(.up)]))
        }
    }

    // MARK: Whole meetings, a to z

    private mutating func meet(_ step: UInt8, _ guest: Int, _ how: Int) {
        let other = seat(how)
        let isEven = how & 1 == 0
        let phase = max(1, world.guests[guest].phase) - (how == 9 ? 1 : 0)
        switch step {
        case 33: does(guest, .agree)
        case 34: does(guest, .buddy(other, isEven || how == 9))
        case 35: does(guest, pick(how, [.chair(nil), .chair(other)]))
        case 36: does(guest, .door(Door.allCases[how % 3]))
        case 37: does(guest, .phase(.end(world.guests[guest].phase, now: !isEven)))
        case 38: does(guest, .phase(.next(phase, now: !isEven)))
        case 39: send(Request(id: 78, .page(UInt8(how % 35), isEven ? page() : nil)), guest)
        case 40: does(guest, pick(how, [.admit(nil), .admit(other), .hold(other)]))
        case 41: does(guest, .side(other, how < 10))
        case 42: does(guest, .aside(other, how < 10))
        case 43: does(guest, .caution(words(), blind: blind), late: how == 9)
        case 44: send(Request(id: 79, pick(how, [.balance, .slip, .card(locale: "en")])), guest)
        case 45: does(guest, .mark(Mark.allCases[how & 3]))
        case 46: send(Request(id: 80, .name(world.name(of: how % 9))), guest)
        case 47: does(guest, .step(out: isEven))
        case 48: plan(guest, how)
        case 49: does(guest, .quiet(other, how < 10))
        case 50: does(guest, .response(isEven))
        case 51: does(guest, .signal)
        case 52: does(guest, .bell(.pause(seconds: UInt64(60 + how))))
        case 53: does(guest, .remove(other, meeting: true))
        case 54: does(guest, .buddy(other, false))
        case 55: world.wait(UInt64(how) * 30_000)
        case 56: world.wait(UInt64(how) * 300_000)
        default: does(guest, pick(how, [.hand(.up), .line(words(), blind: blind), .done]))
        }
    }

    private func seat(_ how: Int) -> Seat { Seat(UInt16(how % 9 + 1)) }

    /// A text of the plan, as long as the circle wants it.
    private mutating func page() -> PagePayload? {
        switch words() {
        case .plain(let text): PagePayload(text)
        case .sealed(let payload): Base64URL.decode(payload).flatMap(PagePayload.init)
        }
    }

    /// Another plan, for the next meeting.
    private mutating func plan(_ guest: Int, _ how: Int) {
        var choices = Choices([UInt8(truncatingIfNeeded: how), UInt8(how & 255), 7, 9, 1])
        send(Request(id: 81, .plan(Plans.draw(&choices))), guest)
    }

    private func pick(_ how: Int, _ asks: [Request.Ask]) -> Request.Ask { asks[how % asks.count] }

    private func space(_ guest: Int) -> UInt32 { max(1, world.guests[guest].space) }

    private var blind: Blind? {
        world.isSealed ? nil : Blind(bytes: [UInt8](repeating: 7, count: 16))
    }

    /// Words that nobody has said before.
    private mutating func words() -> Content {
        texts += 1
        guard world.isSealed else { return .plain([UInt8]("words \(texts)".utf8)) }
        let number = "AQ" + String(texts)
        return .sealed([UInt8]((number + String(repeating: "x", count: 140 - number.count)).utf8))
    }

    /// Enough events that some fall out of the ring.
    private mutating func many(_ guest: Int, _ how: Int) {
        for _ in 0..<how {
            does(guest, .presence(.away))
            does(guest, .presence(.here))
        }
    }

    private mutating func administer(_ guest: Int, _ how: Int) {
        let ticket = RelayWorld.key(99)
        let invite = Invite(ticket: ticket, role: .member, uses: 1, seconds: 60, box: [1])
        let rules = CircleRules(queue: QueueOrder.allCases[how % 3])
        let asks: [Request.Ask] = [
            .invites, .invite(invite), .uninvite(ticket, seats: false), .rules(rules),
        ]
        let ask = how == 9 ? .uninvite(ticket, seats: true) : pick(how, asks)
        send(Request(id: 77, ask), guest)
    }

    /// An act under the turn that this person knows, or under the one before.
    private mutating func does(_ guest: Int, _ ask: Request.Ask, late: Bool = false) {
        let known = world.guests[guest]
        let turn = late ? max(1, known.turn - 1) : known.turn
        let line = Request(id: known.nextID, turn: turn, ask).unended
        world.guests[guest].nextID &+= 1
        lastAct[guest] = line
        sendBytes(line, guest)
    }

    private mutating func send(_ request: Request, _ guest: Int) {
        sendBytes(request.unended, guest)
    }

    private mutating func sendBytes(_ line: [UInt8], _ guest: Int) {
        guard let index = world.connection(of: guest) else { return }
        world.send(line, from: index)
    }
}
