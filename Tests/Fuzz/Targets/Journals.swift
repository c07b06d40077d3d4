import Etiquette
import RelayCore
import Store
import Wire

/// F5: whatever a disk did to a journal, reading it finds the longest prefix that is valid, and
/// what was found can be gone on from or is refused. (SPEC §5.13, §5.17)
///
/// The first bytes choose a valid journal; the others are edits, since sums stop random ones. In
/// a hand-made journal the fields of records are edited instead, and the sums fit.
enum Journals {
    private static let editsMax = 40
    private static let bytesMax = 100_000

    static func run(_ input: [UInt8]) {
        var choices = Choices(input)
        let options = choices.byte()
        guard options & 2 == 0 else { return HandMade.run(&choices) }
        let isReal = options & 1 == 1
        let counts = (snapshot: choices.below(9), appended: choices.below(17))
        let records = isReal ? meeting : made(counts.snapshot + counts.appended, &choices)
        let snapshot = isReal ? [] : Array(records.prefix(counts.snapshot))
        let appended = Array(records.dropFirst(snapshot.count))
        let original = JournalText.file(
            epoch: UInt64(options),
            generation: 7,
            snapshot: snapshot,
            appended: appended,
            roomBytes: choices.below(5) * 48 + Int(options >> 6)
        )
        var file = original
        var isMended = false
        for _ in 0..<editsMax where !choices.isEmpty {
            isMended = edit(&file, &choices) || isMended
        }
        let found = check(file)
        if !isMended, let found {
            let bodies = (snapshot + appended).joined()
            fuzz.check(bodies.starts(with: found.bodies), "records that nobody wrote")
        }
        if let found { goOn(from: found.bodies, isMended: isMended) }
    }

    private static func check(_ file: [UInt8]) -> JournalContents? {
        let found = JournalReader.read(file)
        let wanted = JournalText.read(file)
        fuzz.check((found == nil) == (wanted == nil), "\(String(describing: wanted)) is wanted")
        guard let found, let wanted else { return nil }
        fuzz.check(found.bodies == wanted.bodies, "not the longest prefix")
        fuzz.check(found.snapshotCount == wanted.snapshotCount, "another snapshot")
        let ending: JournalText.Ending =
            switch found.verdict {
            case .whole: .whole
            case .torn: .torn
            case .damaged: .damaged
            }
        fuzz.check(ending == wanted.ending, "\(ending), not \(wanted.ending)")
        return found
    }

    // MARK: Journals

    /// Records out of the fuzzer's bytes.
    private static func made(_ count: Int, _ choices: inout Choices) -> [[UInt8]] {
        (0..<count).map { _ in
            let kind = 16 + choices.byte() % 240
            let flags = choices.byte()
            let filler = choices.byte()
            return [kind, flags] + (0..<42).map { filler &* UInt8($0) }
        }
    }

    /// The records of a real meeting, of which the last ends a group.
    private static let meeting = JournalText.bodies(in: NextRun.plain.journal)

    // MARK: What a disk does

    /// Changes the file; true when the sums were made to fit again.
    private static func edit(_ file: inout [UInt8], _ choices: inout Choices) -> Bool {
        let kind = choices.byte() & 7
        let place = file.isEmpty ? 0 : (choices.below(256) << 8 + choices.below(256)) % file.count
        let value = choices.byte()
        let record = min(file.count, place + JournalText.recordBytes)
        switch kind {
        case 0 where !file.isEmpty: file[place] ^= 1 << (value & 7)
        case 1 where !file.isEmpty: file[place] = value
        case 2: file.removeLast(file.count - place)
        case 3: for index in place..<min(file.count, place + Int(value)) { file[index] = 0 }
        case 4 where file.count < bytesMax: file += [UInt8](repeating: value, count: Int(value))
        case 5 where file.count < bytesMax: file.insert(contentsOf: file[place..<record], at: place)
        case 6: file.removeSubrange(place..<record)
        case 7: return mend(&file)
        default: break
        }
        return false
    }

    private static func mend(_ file: inout [UInt8]) -> Bool {
        let whole = file.count / JournalText.recordBytes * JournalText.recordBytes
        let bodies = stride(from: 0, to: whole, by: JournalText.recordBytes).map {
            Array(file[$0..<$0 + JournalText.bodyBytes])
        }
        // Behind the records lies room, which stays as it is.
        let used = bodies.prefix { $0.contains { $0 != 0 } }
        let framed = JournalText.framed(Array(used))
        file.replaceSubrange(0..<framed.count, with: framed)
        return true
    }

    // MARK: The next run

    private static func goOn(from bodies: [UInt8], isMended: Bool) {
        for records in CircleRecords.all(in: bodies) ?? [] {
            guard let snapshot = NextRun.plain.goOn(with: records) else { continue }
            // What goes on can be gone on from again.
            for records in CircleRecords.all(in: snapshot) ?? [] where !isMended {
                let goesOn = NextRun.plain.goOn(with: records) != nil
                fuzz.check(goesOn, "a snapshot that makes no sense")
            }
        }
    }
}
