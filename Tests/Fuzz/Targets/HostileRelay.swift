import ClientCore
import Etiquette
import Wire

/// F7: a relay that says anything, and a person who wants anything. (SPEC §5.5, §7.5)
///
/// The input is text. Of each line the first byte says what happens: `<` is a line of the relay, in
/// which `%` stands for the next number of the view and `&` for the id of the last request.
enum HostileRelay {
    private static let linesMax = 300
    private static let effectsMax = 64
    private static let memoryBytesMax = 1_048_576
    private static let memoryBytesPerByte = 256

    static func run(_ input: [UInt8]) {
        let before = allocatedBytes()
        var choices = Choices(input)
        var options = Choices(choices.line())
        let first = options.digit()
        var watch = Watch(world: MemberWorld(isSealed: first & 1 == 1))
        if first & 2 == 0 {
            let role = Role.allCases[options.below(7)]
            _ = watch.world.sitDown(role: role, plan: Plans.draw(&options))
        }
        var count = 0
        while !choices.isEmpty, count < linesMax {
            count += 1
            let line = choices.line()
            let wishes = watch.wishes
            let effects = step(line, &watch)
            // What one was told to keep comes back at once when a meeting ends, and a text is told
            // row by row.
            let most = effectsMax + wishes + PageText.bytesMax
            check(effects <= most, "\(effects) effects of \(text(line))")
        }
        let used = Int(allocatedBytes()) - Int(before)
        let allowed = memoryBytesMax + input.count * memoryBytesPerByte
        check(used <= allowed, "\(used) bytes of memory for \(input.count) of input")
    }

    private static let wishes: [Wish] = [
        .who, .queue, .time, .rules, .drafts, .pause, .endPause, .leave, .phase, .plan,
        .phaseNext(now: false), .phaseNext(now: true), .endMeeting(now: false),
        .endMeeting(now: true), .read, .stopReading, .text(.agreements), .text(.orientation),
        .text(.meeting), .text(.phase(0)), .text(.phase(.max)), .home(Seat(1), now: true),
        .home(Seat(3), now: false), .door, .unlock, .balance, .slip, .card,
        .flag(nil, lines: nil, reason: "why"), .nudge(Seat(3)), .yes, .no, .nudge(Seat(0)),
    ]

    /// Texts that a facilitator brings: the first byte of each row says what it is about.
    private static func pages(_ bytes: [UInt8]) -> [BroughtPage] {
        bytes.split(separator: UInt8(ascii: "|")).compactMap { row in
            guard let number = row.first,
                let subject = PageText.Subject(number: UInt32(number & 63))
            else { return nil }
            let rows = row.dropFirst().split(separator: UInt8(ascii: "/")).map { text($0) }
            return BroughtPage(subject: subject, text: PageText(rows: rows))
        }
    }

    private static func step(_ line: [UInt8], _ watch: inout Watch) -> Int {
        guard let first = line.first else { return 0 }
        let rest = Array(line.dropFirst())
        switch first {
        case UInt8(ascii: "<"): return watch.take(.received(watch.filled(rest)))
        case UInt8(ascii: "s"): return watch.wish(.say(text(rest)))
        case UInt8(ascii: "w"): return watch.wish(.whisper(.facilitators, text(rest)))
        case UInt8(ascii: "W"): return watch.wish(.whisper(.seat(Seat(3)), text(rest)))
        case UInt8(ascii: "a"), UInt8(ascii: "q"):
            guard let request = try? Request(reading: watch.filled(rest).span) else { return 0 }
            if first == UInt8(ascii: "q") { return watch.take(.asked(request.ask)) }
            return request.verb.kind == .act ? watch.wish(.act(request.ask)) : 0
        case UInt8(ascii: "d"): return watch.wish(.sendDraft(all: rest.isEmpty))
        case UInt8(ascii: "D"): return watch.wish(.dropDraft(all: rest.isEmpty))
        case UInt8(ascii: "i"): return watch.wish(wishes[Int((rest.first ?? 0) &- 48) & 31])
        case UInt8(ascii: "c"): return watch.wish(.caution(text(rest)))
        case UInt8(ascii: "n"): return watch.wish(.name(text(rest)))
        case UInt8(ascii: "f"):
            let lines = rest.first.map { Int($0 & 31) }
            return watch.wish(.flag(Seat(3), lines: lines, reason: text(rest.dropFirst())))
        case UInt8(ascii: "p"): return watch.take(.brought(pages(rest)))
        case UInt8(ascii: "g"):
            return watch.take(.agreed(watch.world.member.cipher.agreementsHash(of: rest)))
        case UInt8(ascii: "b"): return watch.take(.setBack(seconds: UInt64(rest.first ?? 90)))
        case UInt8(ascii: "t"):
            watch.world.wait(UInt64(rest.first ?? 0) * 100 + UInt64(rest.dropFirst().count) * 5_000)
            return watch.take(.timePassed)
        case UInt8(ascii: "l"): return watch.take(.lost)
        case UInt8(ascii: "+"): return watch.comeIn(rest)
        default: return watch.take(.received(watch.filled(line)))
        }
    }
}

/// A member, and what must hold of what they are shown.
private struct Watch {
    var world: MemberWorld
    private(set) var wishes = 0
    private var log: UInt64 = 0
    private var shown: UInt64 = 0

    init(world: MemberWorld) { self.world = world }

    func filled(_ line: [UInt8]) -> [UInt8] {
        replacing(
            [
                UInt8(ascii: "%"): String(world.member.have + 1),
                UInt8(ascii: "&"): String(world.lastID),
            ],
            in: line
        )
    }

    mutating func wish(_ wish: Wish) -> Int {
        wishes += 1
        return take(.wished(wish))
    }

    /// How many effects there were; the numbers that are shown rise. (SPEC §5.5)
    mutating func take(_ input: ClientInput) -> Int {
        let effects = world.take(input)
        if world.member.log != log {
            log = world.member.log
            shown = 0
        }
        for case .show(let one) in effects {
            guard let number = one.number else { continue }
            check(number > shown, "\(number) was shown after \(shown)")
            shown = number
        }
        check(shown <= world.member.have || log == 0, "shown is more than what is there")
        return effects.count
    }

    /// A new connection, with the welcome of the line if it is one, and the seat.
    mutating func comeIn(_ line: [UInt8]) -> Int {
        var count = 0
        let read = RelayLine(reading: filled(line).span)
        if case .welcome(let welcome)? = read?.body {
            count += take(.welcomed(welcome))
        } else {
            count += take(world.welcome(log: max(3, world.member.log)))
        }
        return count + take(.received([UInt8]("@id=\(world.lastID) OK SIT 2".utf8)))
    }
}

/// What the address sanitizer's allocator has given out and not got back.
@_silgen_name("__sanitizer_get_current_allocated_bytes")
private func allocatedBytes() -> UInt
