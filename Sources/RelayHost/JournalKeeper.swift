import RelayCore
import Store

/// A shard's journal, kept for as long as the machine allows. (SPEC §5.11, §5.18)
struct JournalKeeper: ~Copyable, Sendable {
    /// Time between two attempts to begin a journal that was given up, in milliseconds.
    private static let retryMilliseconds: UInt64 = 30_000

    private var journal: ShardJournal?
    /// Whether records must survive the machine and not only the process.
    private let syncs: Bool
    /// Whether what was committed is in the journal.
    private(set) var isKeeping: Bool
    private var retryAt: UInt64 = .max

    /// Nothing is kept without a journal.
    init(_ journal: consuming ShardJournal?, syncs: Bool) {
        isKeeping = journal != nil
        self.journal = journal
        self.syncs = syncs
    }

    /// Writes the records of one round of the loop, with one write and at most one sync: whatever
    /// arrives meanwhile is the next round's.
    ///
    /// A journal that is full or refuses is replaced by a new one that begins with `snapshot`; a
    /// sync that failed is never tried again on the same file. If that fails too the journal is
    /// given up and taken away, for the next run must not mistake it for all that happened.
    /// `beginsAnew` says that a meeting is over: nothing of it stays behind. (SPEC §12.4)
    mutating func write(
        _ records: [UInt8],
        beginsAnew: Bool,
        at now: UInt64,
        snapshot: () -> [UInt8]
    ) {
        guard isKeeping, !records.isEmpty else { return }
        if beginsAnew, (try? journal?.renew(snapshot: snapshot())) != nil { return }
        do throws(JournalFailure) {
            try journal?.append(records)
            if syncs { try journal?.sync() }
        } catch {
            renew(at: now, snapshot: snapshot)
        }
    }

    /// Tries again, now and then, to keep what was given up.
    mutating func retry(at now: UInt64, snapshot: () -> [UInt8]) {
        guard !isKeeping, now >= retryAt else { return }
        renew(at: now, snapshot: snapshot)
    }

    private mutating func renew(at now: UInt64, snapshot: () -> [UInt8]) {
        do throws(JournalFailure) {
            try journal?.renew(snapshot: snapshot())
            isKeeping = journal != nil
        } catch {
            journal?.abandon()
            isKeeping = false
            retryAt = now + Self.retryMilliseconds
        }
    }
}
