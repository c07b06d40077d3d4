import Etiquette
import Wire

/// The last events of a log, each encoded once for everybody. (SPEC §5.3, §5.10, §11.4)
///
/// Bytes lie in blocks of 64 KiB. A block whose events are all gone is overwritten with zeros
/// before it is used again or given back, so that words do not outlive their place here. Words
/// that a restart took leave a hole, which is filled or given up later. (SPEC §5.15, §5.16)
struct EventRing: Sendable {
    private static let blockBytes = 65_536
    /// Events that are kept whatever their size.
    private static let eventsMin = 128

    private struct Block {
        var bytes = [UInt8](repeating: 0, count: EventRing.blockBytes)
        var used = 0
        var events = 0
    }

    /// One event: who may see it and where its bytes lie.
    struct Entry {
        let number: UInt64
        /// The seats that may see it; nil for all.
        let audience: [Seat]?
        /// The line of hands that it tells.
        let order: [Seat]
        /// What the journal keeps of it.
        fileprivate(set) var record: JournalRecord
        /// Its words are asked for: it cannot be given yet. (SPEC §5.15)
        fileprivate(set) var isMissing = false
        fileprivate var block: Int
        fileprivate var blind: Range<Int>
        fileprivate var body: Range<Int>
    }

    private let eventsMax: Int
    private let bytesMax: Int
    private var entries: [Entry] = []
    private var head = 0
    /// Blocks in use, and places of blocks that were given back.
    private var blocks: [Block?] = []
    /// The block that is written to; -1 before the first.
    private var current = -1
    private var blockCount = 0
    /// The number of the last event, 0 before the first.
    private(set) var last: UInt64

    /// A ring whose first event will have the number after `last`.
    init(eventsMax: Int, bytesMax: Int, after last: UInt64 = 0) {
        self.eventsMax = max(eventsMax, EventRing.eventsMin)
        self.bytesMax = bytesMax
        self.last = last
    }

    /// The number of the oldest event that is still here; one more than `last` when none is.
    var first: UInt64 { head < entries.count ? entries[head].number : last + 1 }

    var count: Int { entries.count - head }

    /// Adds the next event and answers its number.
    mutating func append(
        _ body: RelayLine.Body,
        audience: [Seat]?,
        record: JournalRecord,
        isMissing: Bool = false
    ) -> UInt64 {
        let place = put(body)
        last += 1
        entries.append(
            Entry(
                number: last,
                audience: audience,
                order: body.order,
                record: record,
                isMissing: isMissing,
                block: place.block,
                blind: place.blind,
                body: place.body
            )
        )
        trim()
        return last
    }

    /// Puts the words that were missing where they belong.
    mutating func fill(_ number: UInt64, with body: RelayLine.Body) {
        guard let index = index(of: number), entries[index].isMissing else { return }
        let before = entries[index].block
        let place = put(body)
        entries[index].block = place.block
        entries[index].blind = place.blind
        entries[index].body = place.body
        entries[index].isMissing = false
        release(before)
    }

    /// Nobody has the words: the event is given without them. (SPEC §5.16)
    mutating func giveUp(_ number: UInt64) {
        guard let index = index(of: number) else { return }
        entries[index].isMissing = false
        entries[index].record.flags.insert(.isLost)
    }

    /// Lays a body's bytes down.
    private mutating func put(
        _ body: RelayLine.Body
    ) -> (block: Int, blind: Range<Int>, body: Range<Int>) {
        let line = RelayLine.bodyLine(body)
        let blind = body.blind?.text ?? []
        let count = line.count + blind.count
        if current < 0 || (blocks[current]?.used ?? .max) + count > EventRing.blockBytes {
            takeBlock()
        }
        let start = blocks[current]?.used ?? 0
        let middle = start + blind.count
        blocks[current]?.bytes.replaceSubrange(start..<middle, with: blind)
        blocks[current]?.bytes.replaceSubrange(middle..<start + count, with: line)
        blocks[current]?.used = start + count
        blocks[current]?.events += 1
        return (current, start..<middle, middle..<start + count)
    }

    private mutating func takeBlock() {
        let before = current
        blockCount += 1
        if let place = blocks.firstIndex(where: { $0 == nil }) {
            blocks[place] = Block()
            current = place
        } else {
            blocks.append(Block())
            current = blocks.count - 1
        }
        if before >= 0, blocks[before]?.events == 0 { giveBack(before) }
    }

    /// Lets go of the oldest events beyond the bounds.
    private mutating func trim() {
        while count > eventsMax
            || (blockCount * EventRing.blockBytes > bytesMax && count > EventRing.eventsMin)
        {
            let block = entries[head].block
            head += 1
            release(block)
        }
        if head > 1_024 {
            entries.removeFirst(head)
            head = 0
        }
    }

    /// One event less lies in this block.
    private mutating func release(_ block: Int) {
        blocks[block]?.events -= 1
        if blocks[block]?.events == 0, block != current { giveBack(block) }
    }

    private mutating func giveBack(_ block: Int) {
        wipe(block)
        blocks[block] = nil
        blockCount -= 1
    }

    private mutating func wipe(_ block: Int) {
        let used = blocks[block]?.used ?? 0
        for index in 0..<used { blocks[block]?.bytes[index] = 0 }
        blocks[block]?.used = 0
    }

    /// Overwrites all events and goes on counting: the meeting is over. (SPEC §21.3)
    mutating func wipeWords() {
        for block in blocks.indices { wipe(block) }
        self = EventRing(eventsMax: eventsMax, bytesMax: bytesMax, after: last)
    }

    /// Overwrites everything; the log is over.
    mutating func wipeAll() {
        for block in blocks.indices { wipe(block) }
        self = EventRing(eventsMax: eventsMax, bytesMax: bytesMax)
    }

    private func index(of number: UInt64) -> Int? {
        guard number >= first, number <= last else { return nil }
        return head + Int(number - first)
    }

    /// The event with this number, if it is still here.
    func entry(_ number: UInt64) -> Entry? { index(of: number).map { entries[$0] } }

    /// Whether an event with words is among these.
    func hasWords(from first: UInt64, through last: UInt64) -> Bool {
        guard first <= last else { return false }
        return (max(first, self.first)...max(last, self.first)).contains { number in
            entry(number)?.record.hasWords ?? false
        }
    }

    /// Appends an event as a member gets it. (SPEC §5.4)
    func write(_ entry: Entry, previous: UInt64, to batch: inout [UInt8]) {
        guard let block = blocks[entry.block] else { return }
        let blind = entry.blind.isEmpty ? nil : Blind(text: Array(block.bytes[entry.blind]))
        batch += RelayLine.tags(number: entry.number, previous: previous, blind: blind)
        batch += block.bytes[entry.body]
    }
}

extension RelayLine.Body {
    /// The line of hands that an event tells.
    fileprivate var order: [Seat] {
        switch self {
        case .hand(_, _, let order): order
        case .floor(let floor): floor.order
        default: []
        }
    }
}
