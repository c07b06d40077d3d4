import Etiquette
import Formats
import RelayCore

/// The keys an operator may set, with `--set KEY=VALUE`, and what each does.
package struct Settings: Sendable {
    /// Bounds of each shard.
    package var shard = ShardSettings()
    /// Bounds of the gate. (SPEC §11.3)
    package var gate = AddressBook.Bounds()
    /// The directory with the crisis cards; nil for the one in the data directory. (SPEC §19.6)
    package private(set) var crisisCards: String?

    /// A setting that cannot be taken, and what to do.
    package struct Failure: Error, Equatable {
        package let advice: String
    }

    private struct Key: Sendable {
        let name: String
        let range: ClosedRange<UInt64>
        let set: @Sendable (inout Settings, UInt64) -> Void
    }

    private static let crisisCardsName = "crisis-cards"

    private static let keys: [Key] = [
        Key(name: "lines.burst", range: 1...1_000_000) { $0.shard.limits.lines.burst = $1 },
        Key(name: "lines.interval-ms", range: 1...60_000) {
            $0.shard.limits.lines.microsecondsPerToken = $1 * 1_000
        },
        Key(name: "bytes.burst", range: 8_192...1_000_000_000) {
            $0.shard.limits.lineBytes.burst = $1
        },
        Key(name: "bytes.per-second", range: 100...1_000_000) {
            $0.shard.limits.lineBytes.microsecondsPerToken = max(1, 1_000_000 / $1)
        },
        Key(name: "acts.burst", range: 1...1_000_000) { $0.shard.limits.acts.burst = $1 },
        Key(name: "acts.interval-ms", range: 1...60_000) {
            $0.shard.limits.acts.microsecondsPerToken = $1 * 1_000
        },
        Key(name: "interruptions.burst", range: 1...1_000_000) {
            $0.shard.limits.interruptions.burst = $1
        },
        Key(name: "seats.max", range: 2...200) { $0.shard.limits.seatsMax = Int($1) },
        Key(name: "ring.events", range: 128...65_536) {
            $0.shard.limits.ringEventsMax = Int($1)
        },
        Key(name: "ring.bytes", range: 65_536...67_108_864) {
            $0.shard.limits.ringBytesMax = Int($1)
        },
        Key(name: "idle.seconds", range: 10...3_600) {
            $0.shard.limits.idleMilliseconds = $1 * 1_000
        },
        Key(name: "empty.seconds", range: 1...3_600) {
            $0.shard.limits.emptyMilliseconds = $1 * 1_000
        },
        Key(name: "journal.on-disk", range: 0...1) { $0.shard.syncsJournal = $1 == 1 },
        Key(name: "journal.bytes", range: 4_800...67_108_864) { $0.shard.journalBytes = Int($1) },
        Key(name: "connections.max", range: 16...1_000_000) {
            $0.shard.connectionsMax = Int($1)
        },
        Key(name: "gate.max", range: 4...65_536) { $0.gate.gateMax = Int($1) },
        Key(name: "gate.per-address", range: 1...65_536) { $0.gate.gatePerAddressMax = Int($1) },
        Key(name: "gate.failures", range: 1...1_000_000) { $0.gate.failuresMax = Int($1) },
    ]

    /// The defaults of the specification.
    package init() {}

    /// All names, for the help.
    package static var names: [String] { keys.map(\.name) + [crisisCardsName] }

    /// Takes one `KEY=VALUE`.
    ///
    /// `alsoKnown` are names that may be meant by a wrong one.
    package mutating func set(_ text: String, alsoKnown: [String] = []) throws(Failure) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Failure(advice: "Write a setting as KEY=VALUE, for example lines.burst=5.")
        }
        guard parts[0] != Settings.crisisCardsName else { return crisisCards = parts[1] }
        guard let key = Settings.keys.first(where: { $0.name == parts[0] }) else {
            let nearest = Spelling.nearest(to: parts[0], among: Settings.names + alsoKnown)
            throw Failure(advice: "There is no setting of that name. Did you mean \(nearest)?")
        }
        guard let value = UInt64(parts[1]), key.range.contains(value) else {
            throw Failure(
                advice: "\(key.name) takes a whole number from \(key.range.lowerBound) to "
                    + "\(key.range.upperBound)."
            )
        }
        key.set(&self, value)
    }
}
