import Etiquette
import EventLoop
import RelayCore
import Store
import Wire

/// How a run of the relay takes over from the one before. (SPEC §5.12, §5.13, §5.17)
///
/// Before the first connection is taken the journals of the run before are read, every circle that
/// was open goes on, and the journals of this run are begun, which commits its epoch.
///
/// A class, though it has one owner: as a noncopyable value it was released twice by the optimiser
/// of Swift 6.3.
final class Succession {
    /// Circles that go on.
    private(set) var circleCount = 0
    /// Whether the journal of the run before was lost or damaged.
    private(set) var isAnew = false
    /// Whether this run has journals.
    private(set) var isKept = true
    /// The core of each shard until it is handed over.
    private var cores: [ShardCore?] = []
    private let wallSeconds = WallClock.seconds()
    /// The journal of each shard until it is handed over.
    private var journals: [Int: JournalBox] = [:]

    /// A journal on its way to its shard.
    final class JournalBox: Sendable {
        private let content: Guarded<ShardJournal?>

        init(_ journal: consuming ShardJournal) { content = Guarded(journal) }

        func take() -> ShardJournal? { content.withLock { $0.take() } }
    }

    /// Reads what was left in `directory` and begins this run.
    init(
        in directory: JournalDirectory,
        store: borrowing DurableStore,
        shared: SharedParts,
        limits: Limits
    ) {
        let found = try? directory.load()
        let epoch = found?.nextEpoch(wallSeconds: wallSeconds) ?? max(1, wallSeconds)
        for _ in shared.shards {
            let seed = UInt64.random(in: .min ... .max)
            cores.append(ShardCore(limits: limits, checker: .sha256, epoch: epoch, seed: seed))
        }
        isAnew = found.map { $0.verdict == .damaged } ?? true
        let now = Moment(BootClock.now())
        restore(found, store, shared, at: now)
        if isAnew {
            for index in cores.indices { cores[index]?.beginsAnew(at: now) }
        }
        begin(in: directory, after: found)
    }

    private func restore(
        _ found: Journals?,
        _ store: borrowing DurableStore,
        _ shared: SharedParts,
        at now: Moment
    ) {
        // What one shard lost is not the others' loss.
        for shard in found?.shards ?? [] {
            guard let contents = shard, contents.verdict != .damaged else { continue }
            guard let circles = CircleRecords.all(in: contents.bodies) else {
                isAnew = true
                continue
            }
            for records in circles {
                guard let facts = Self.facts(of: records, store) else { continue }
                var outputs = Outputs()
                let home = shared.shard(of: records.circle)
                if cores[home]?.restore(records, facts, at: now, &outputs) == true {
                    circleCount += 1
                } else {
                    isAnew = true
                }
                cores[home]?.committed(upTo: outputs.recordCount, &outputs)
            }
        }
    }

    /// What the store knows of a circle; nil when its log is not the open one any more.
    private static func facts(
        of records: CircleRecords,
        _ store: borrowing DurableStore
    ) -> CircleFacts? {
        let id = Store.CircleID(bits: records.circle.number)
        guard let record = (try? store.circle(id: id)) ?? nil, record.state == .founded,
            record.log == records.log, let members = try? store.members(of: id)
        else { return nil }
        return CircleFacts(
            isSealed: record.mode == .sealed,
            rules: CircleRules(record.settings),
            plan: CirclePlan(stored: record.plan),
            keys: members.compactMap { member in
                PublicKey(member.seatKey).map { ($0, member.role.map { Role($0) }) }
            }
        )
    }

    /// Begins this run's journals, or goes on without; what is there must not be found again then.
    private func begin(in directory: JournalDirectory, after found: Journals?) {
        var handed: [JournalBox] = []
        do throws(JournalFailure) {
            guard let found else { throw .spent }
            _ = try directory.begin(
                after: found,
                wallSeconds: wallSeconds,
                snapshots: cores.compactMap { $0?.snapshot }
            ) { handed.append(JournalBox($0)) }
            for (shard, box) in handed.enumerated() { journals[shard] = box }
        } catch {
            isKept = false
            try? directory.abandon()
        }
    }

    /// Hands over the core and the journal of one shard, once.
    ///
    /// Nothing of them stays here: who was in a circle is nobody's business when it is over.
    func start(of shard: Int) -> (core: ShardCore, journal: JournalBox?) {
        guard var core = cores[shard].take() else { preconditionFailure("a shard starts once") }
        var outputs = Outputs()
        if !isKept { core.keep(false, &outputs) }
        return (core, journals.removeValue(forKey: shard))
    }
}
