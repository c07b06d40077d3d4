import Etiquette
import RelayCore
import Wire

/// F2: any line in any state gets exactly one answer or closes its connection, and no trap.
/// (SPEC §6.2, §6.5)
///
/// The input is text. Its first line chooses the circle; of each other line the first byte says
/// what happens, and lines of digits `0` to `5` are what that guest sends. There `%` stands for the
/// guest's next act, `$` for the turn, `~` for the phase, `&` for the log, `#` for the last event
/// and `^` for the hash of the agreements.
enum Commands {
    private static let roles: [Role] = [
        .facilitator, .member, .greeter, .cofacilitator, .guardian, .listener,
    ]
    private static let linesMax = 200

    static func run(_ input: [UInt8]) {
        var choices = Choices(input)
        var options = Choices(choices.line())
        let first = options.digit()
        let rules = CircleRules(
            queue: QueueOrder.allCases[options.below(3)],
            passing: options.digit() & 1 == 0 ? .called : .auto,
            boundarySeconds: UInt64(options.below(3))
        )
        var world = RelayWorld(
            limits: first & 1 == 0 ? RelayWorld.generous : Limits(),
            rules: rules,
            plan: Plans.draw(&options),
            isSealed: first & 2 != 0,
            roles: roles
        )
        world.storeIsSlow = first & 4 != 0
        var count = 0
        while !choices.isEmpty, count < linesMax {
            count += 1
            step(choices.line(), in: &world)
        }
        world.settle()
        world.history.checkAll()
    }

    private static func step(_ line: [UInt8], in world: inout RelayWorld) {
        guard let first = line.first else { return }
        var rest = Choices(Array(line.dropFirst()))
        guard first > UInt8(ascii: "5") else {
            return send(rest.rest(), by: Int(first) % roles.count, in: &world)
        }
        let guest = rest.digit() % roles.count
        switch first & 31 {
        // A to O, as they are written in the seeds.
        case 1: world.connect(guest, isOld: rest.byte() == UInt8(ascii: "o"))
        case 2: world.connection(of: guest).map { world.cut($0) }
        case 3: world.wait(UInt64(guest) * 1_000 + UInt64(rest.byte()) * 50)
        case 4: world.wait(UInt64(guest + 1) * 70_000)
        case 5: world.stall(UInt64(guest + 1) * 900)
        case 6: world.answerErrand(refuses: guest == 1)
        case 7: world.storeIsSlow.toggle()
        case 8: world.connection(of: guest).map { world.connections[$0].isSlow.toggle() }
        case 9: world.connection(of: guest).map { world.sendOversize(from: $0) }
        case 10: world.closeCircle()
        case 11: world.sayFarewell()
        case 12: world.diskIsSlow.toggle()
        default: takeSeat(guest, in: &world)
        }
    }

    /// Connects and sits down as a client does.
    private static func takeSeat(_ guest: Int, in world: inout RelayWorld) {
        world.connect(guest)
        guard let index = world.connection(of: guest) else { return }
        world.send(
            Request(
                id: 9,
                .sit(
                    log: world.connections[index].log,
                    have: 0,
                    name: world.name(of: guest),
                    agreed: world.guests[guest].agreed
                )
            ).unended,
            from: index
        )
    }

    private static func send(_ line: [UInt8], by guest: Int, in world: inout RelayWorld) {
        guard let index = world.connection(of: guest) else { return }
        let known = world.guests[guest]
        let marks: [UInt8: String] = [
            UInt8(ascii: "%"): String(known.nextID),
            UInt8(ascii: "$"): String(known.turn),
            UInt8(ascii: "&"): String(world.connections[index].log),
            UInt8(ascii: "#"): String(known.have),
            UInt8(ascii: "~"): String(known.phase),
            UInt8(ascii: "^"): text(Base64URL.encode(known.agreed ?? [])),
        ]
        if line.contains(UInt8(ascii: "%")) { world.guests[guest].nextID &+= 1 }
        world.send(replacing(marks, in: line).filter { $0 != 13 }, from: index)
    }
}

extension Request {
    /// The line without its end, as the core is given it.
    var unended: [UInt8] { Array(line.dropLast(2)) }
}
