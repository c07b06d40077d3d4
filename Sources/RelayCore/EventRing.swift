import Etiquette
import Wire

/// The last events of a log, each encoded once for everybody. (SPEC §5.3, §5.10, §11.4)
///
/// Bytes lie in blocks of 64 KiB. A block whose events are all gone is overwritten with zeros
/// before it is used again or given back, so that words do not outlive their place here.
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
        fileprivate let block: Int
        fileprivate let blind: Range<Int>
        fileprivate let body: Range<Int>

        func isVisible(to seat: Seat) -> Bool { audience?.contains(seat) ?? true }
    }

    private let eventsMax: Int
    private let bytesMax: Int
    private var entries: [Entry] = []
    private var head = 0
    private var blocks: [Block] = []
    /// The number of the first block in `blocks`, counted from the log's beginning.
    private var firstBlock = 0
    /// The number of the last event, 0 before the first.
    private(set) var last: UInt64 = 0

    init(eventsMax: Int, bytesMax: Int) {
        self.eventsMax = max(eventsMax, EventRing.eventsMin)
        self.bytesMax = bytesMax
    }

    /// The number of the oldest event that is still here; one more than `last` when none is.
    var first: UInt64 { head < entries.count ? entries[head].number : last + 1 }

    var count: Int { entries.count - head }

    /// Adds the next event and answers its number.
    mutating func append(_ body: RelayLine.Body, audience: [Seat]?) -> UInt64 {
        let line = RelayLine.bodyLine(body)
        let blind = body.blind?.text ?? []
        let block = room(for: line.count + blind.count)
        let start = blocks[block].used
        let middle = start + blind.count
        blocks[block].bytes.replaceSubrange(start..<middle, with: blind)
        blocks[block].bytes.replaceSubrange(middle..<middle + line.count, with: line)
        blocks[block].used = middle + line.count
        blocks[block].events += 1
        last += 1
        entries.append(
            Entry(
                number: last,
                audience: audience,
                block: firstBlock + block,
                blind: start..<middle,
                body: middle..<middle + line.count
            )
        )
        trim()
        return last
    }

    private mutating func room(for count: Int) -> Int {
        if let block = blocks.indices.last, blocks[block].used + count <= EventRing.blockBytes {
            return block
        }
        if blocks.count > 1, blocks[0].events == 0 {
            blocks.append(blocks.removeFirst())
            firstBlock += 1
        } else {
            blocks.append(Block())
        }
        return blocks.count - 1
    }

    /// Lets go of the oldest events beyond the bounds.
    private mutating func trim() {
        while count > eventsMax
            || (blocks.count * EventRing.blockBytes > bytesMax && count > EventRing.eventsMin
                && entries[head].block == firstBlock && blocks.count > 1)
        {
            let block = entries[head].block - firstBlock
            blocks[block].events -= 1
            head += 1
            guard blocks[block].events == 0, block < blocks.count - 1 else { continue }
            wipe(block)
            if blocks.count * EventRing.blockBytes > bytesMax {
                blocks.removeFirst()
                firstBlock += 1
            }
        }
        if head > 1_024 {
            entries.removeFirst(head)
            head = 0
        }
    }

    private mutating func wipe(_ block: Int) {
        for index in 0..<blocks[block].used { blocks[block].bytes[index] = 0 }
        blocks[block].used = 0
    }

    /// Overwrites everything; the log is over.
    mutating func wipeAll() {
        for block in blocks.indices { wipe(block) }
        blocks.removeAll()
        entries.removeAll()
        head = 0
        firstBlock = 0
        last = 0
    }

    /// The event with this number, if it is still here.
    func entry(_ number: UInt64) -> Entry? {
        guard number >= first, number <= last else { return nil }
        return entries[head + Int(number - first)]
    }

    /// Appends an event as a member gets it. (SPEC §5.4)
    func write(_ entry: Entry, previous: UInt64, to batch: inout [UInt8]) {
        let block = blocks[entry.block - firstBlock]
        let blind = entry.blind.isEmpty ? nil : Blind(text: Array(block.bytes[entry.blind]))
        batch += RelayLine.tags(number: entry.number, previous: previous, blind: blind)
        batch += block.bytes[entry.body]
    }
}
