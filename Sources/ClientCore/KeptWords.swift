import Etiquette
import Wire

/// The words of lines and whispers as they travelled, kept until everybody is known to have seen
/// them: after a restart of the relay this member may be the only one who has them.
/// (SPEC §5.7, §5.15)
struct KeptWords: Hashable, Sendable {
    /// The words of one event.
    struct Entry: Hashable, Sendable {
        let seat: Seat
        let id: UInt32
        /// nil as long as the relay has not told it, which happens to the member's own words only.
        var number: UInt64?
        let content: Content
        let blind: Blind?
        let isWhisper: Bool
        /// What the member typed; nil for words of others.
        var own: Own?
        /// Whether the person knows that not everybody has them; own words are a draft then.
        var isGivenUp = false

        fileprivate var bytes: Int { content.bytes.count + (own?.text.utf8.count ?? 0) + 64 }
    }

    /// The member's own words, as they can become a draft again.
    struct Own: Hashable, Sendable {
        let serial: UInt64
        let text: String
        let manner: Manner
    }

    /// By number, rising.
    private var numbered: [Entry] = []
    /// The member's own, accepted, whose number is not known.
    private var loose: [Entry] = []
    private var stable: UInt64 = 0
    /// About the memory they take.
    private(set) var bytes = 0

    var count: Int { numbered.count + loose.count }

    /// Lines of the member's own that not everybody may have seen and that are no drafts.
    var ownLines: [String] {
        (numbered + loose).filter { !$0.isWhisper && !$0.isGivenUp }
            .compactMap(\.own)
            .sorted { $0.serial < $1.serial }
            .map(\.text)
    }

    /// Keeps words; those of an act that is kept without a number get their number.
    mutating func keep(_ entry: Entry) {
        var entry = entry
        if entry.own != nil, let index = loose.firstIndex(where: { $0.id == entry.id }) {
            let known = takeLoose(at: index)
            if let own = known.own { entry.own = own }
        }
        guard let number = entry.number else {
            loose.append(entry)
            return count(entry)
        }
        guard number > stable else { return }
        let place = index(of: number)
        if place < numbered.count, numbered[place].number == number {
            let known = numbered[place]
            guard known.seat != entry.seat || known.id != entry.id else { return }
            bytes -= numbered.remove(at: place).bytes
        }
        numbered.insert(entry, at: place)
        count(entry)
    }

    /// What was just kept counts; the oldest go when it is too much.
    private mutating func count(_ entry: Entry) {
        bytes += entry.bytes
        while count > ClientLimits.keptMax || bytes > ClientLimits.keptBytesMax {
            if numbered.isEmpty {
                _ = takeLoose(at: 0)
            } else {
                bytes -= numbered.removeFirst().bytes
            }
        }
    }

    private mutating func takeLoose(at index: Int) -> Entry {
        let entry = loose.remove(at: index)
        bytes -= entry.bytes
        return entry
    }

    /// Everybody has shown everything up to `number`. (SPEC §5.7)
    mutating func settle(upTo number: UInt64) {
        stable = max(stable, number)
        let end = index(of: number == .max ? number : number + 1)
        for entry in numbered[..<end] { bytes -= entry.bytes }
        numbered.removeFirst(end)
    }

    /// The words of this event.
    func words(of number: UInt64) -> Entry? {
        let place = index(of: number)
        guard place < numbered.count, numbered[place].number == number else { return nil }
        return numbered[place]
    }

    /// The member's own words by their act, as long as their number is not known.
    func loose(id: UInt32) -> Entry? { loose.first { $0.id == id } }

    /// The member's own words by their act.
    func own(id: UInt32) -> Entry? {
        loose(id: id) ?? numbered.last { $0.own != nil && $0.id == id }
    }

    /// The words of this event did not reach everybody: gives them once; nil when they are not here.
    mutating func giveUp(_ number: UInt64) -> Entry? {
        let place = index(of: number)
        guard place < numbered.count, numbered[place].number == number,
            !numbered[place].isGivenUp
        else { return nil }
        numbered[place].isGivenUp = true
        return numbered[place]
    }

    /// The first place whose number is not below this one.
    private func index(of number: UInt64) -> Int {
        var low = 0
        var high = numbered.count
        while low < high {
            let middle = (low + high) / 2
            if numbered[middle].number ?? 0 < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
