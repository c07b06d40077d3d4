import Etiquette
import RelayCore
import Wire

/// Journals that nobody's disk makes: real ones in which fields have other values. (SPEC §5.17)
///
/// They go on or they are refused; nothing that is done afterwards stops the relay.
enum HandMade {
    private static let editsMax = 12
    /// Where the fields of a record are, and how many bytes they have.
    private static let fields: [(offset: Int, count: Int)] = [
        (0, 1), (1, 1), (2, 2), (8, 8), (16, 4), (20, 4), (24, 1), (25, 1), (24, 8), (26, 8),
        (26, 4), (30, 8), (32, 8), (34, 8), (40, 2), (24, 2),
    ]
    private static let values: [UInt64] = [
        0, 1, 2, .max, .max - 1, 1 << 63, 1 << 31, UInt64(UInt32.max) >> 1, 1 << 16, 0xffff, 200,
    ]

    static func run(_ choices: inout Choices) {
        let place = choices.below(7)
        let run = place == 0 ? NextRun.plain : NextRun.hosted[place - 1]
        let isSnapshot = choices.byte() & 1 == 0
        var bodies = JournalText.bodies(in: isSnapshot ? run.snapshot : run.journal)
        let edits = choices.below(editsMax)
        for _ in 0..<edits where !bodies.isEmpty { edit(&bodies, &choices) }
        let steps = choices.rest()
        for records in CircleRecords.all(in: Array(bodies.joined())) ?? [] {
            let snapshot = run.goOn(with: records, then: steps)
            trace(snapshot == nil ? "refused" : "goes on")
            if edits == 0 { check(snapshot != nil, "a journal that was not changed is refused") }
            // What goes on can be gone on from again.
            for records in snapshot.flatMap({ CircleRecords.all(in: $0) }) ?? [] {
                let next = run.goOn(with: records)
                check(next != nil, "a snapshot that makes no sense")
            }
        }
    }

    private static func edit(_ bodies: inout [[UInt8]], _ choices: inout Choices) {
        let kind = choices.byte()
        let place = (choices.below(256) << 8 + choices.below(256)) % bodies.count
        trace("edit \(kind & 15) of record \(place): \(bodies[place])")
        switch kind & 15 {
        case 0: bodies.remove(at: place)
        case 1: bodies.insert(bodies[place], at: (place + choices.below(8)) % bodies.count)
        case 2: bodies.swapAt(place, (place + choices.below(8)) % bodies.count)
        default:
            let field = fields[choices.below(fields.count)]
            let choice = choices.below(256)
            let value = values.indices.contains(choice) ? values[choice] : UInt64(choice)
            let bytes = JournalText.number(value, field.count)
            bodies[place].replaceSubrange(field.offset..<field.offset + field.count, with: bytes)
        }
    }
}
