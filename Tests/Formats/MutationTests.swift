import Etiquette
import Formats
import Testing
import Wire

/// The same files in every run: shipped ones, broken at random.
@Suite("Formats that somebody broke")
struct MutationTests {
    private static let pieces = [
        "\"", "\"\"\"", "[", "]", "{", "}", "=", "\n", "\\", "#", ".", "\0", "\t", "é", "@5 x\n",
        "-1", "0",
        "99999999999999999999", "true", "\"none\"", "\"90s\"", "[[phase]]\n", "kind = \"share\"\n",
        "minutes = 5\n", "limit = \"3m\"\n", "words = false\n", "length = \"1m\"\n",
        "split = true\n",
    ].map { [UInt8]($0.utf8) }

    private func brokenBytes(_ file: [UInt8], by numbers: inout SeededNumbers) -> [UInt8] {
        var file = file
        for _ in 0...Int.random(in: 0...2, using: &numbers) {
            let place = Int.random(in: 0...file.count, using: &numbers)
            let end = min(file.count, place + Int.random(in: 0...12, using: &numbers))
            switch Int.random(in: 0...4, using: &numbers) {
            case 0: file.removeSubrange(place..<end)
            case 1: file.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
            case 2 where place < file.count:
                file[place] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
            case 3: file.insert(contentsOf: file[place..<end], at: place)
            default:
                file.insert(contentsOf: Self.pieces.randomElement(using: &numbers) ?? [], at: place)
            }
        }
        return file
    }

    /// Whole lines that go, come or change places, so that more files stay readable.
    private func brokenLines(_ file: [UInt8], by numbers: inout SeededNumbers) -> [UInt8] {
        var lines = file.split(separator: 10, omittingEmptySubsequences: false).map { [UInt8]($0) }
        for _ in 0...Int.random(in: 0...2, using: &numbers) {
            let place = Int.random(in: 0..<lines.count, using: &numbers)
            let other = Int.random(in: 0..<lines.count, using: &numbers)
            switch Int.random(in: 0...2, using: &numbers) {
            case 0: lines.insert(lines[other], at: place)
            case 1: lines.swapAt(place, other)
            default: if lines.count > 1 { lines.remove(at: place) }
            }
        }
        return [UInt8](lines.joined(separator: [10]))
    }

    /// What holds of every format that was read.
    private func check(_ format: Format) {
        #expect((1...Plan.phasesMax).contains(format.parts.count))
        for page in format.pages {
            #expect(page.text.fits)
            #expect(PageText.Subject(number: page.subject.number) == page.subject)
            #expect(PageText(reading: page.text.bytes) == page.text)
        }
        for part in format.parts {
            #expect(PageText.Card(part.card.page) == part.card)
            #expect(part.phase.kind.isPlanned && part.phase.seconds <= Phase.secondsMax)
            #expect(part.card.reading.allSatisfy { !$0.hasPrefix("@") })
        }
        #expect(FormatSheet(format).rows.allSatisfy { $0.count <= FormatSheet.columnsMax })
    }

    @Test("4,000 broken files stop nothing, and what is read holds what it must") func broken()
        throws
    {
        var numbers = SeededNumbers(state: 140)
        let files = ShippedFormat.all.map { [UInt8]($0.toml.utf8) }
        var read = 0
        for round in 0..<4_000 {
            let file = files[round % files.count]
            let broken =
                round % 2 == 0
                ? brokenBytes(file, by: &numbers) : brokenLines(file, by: &numbers)
            do throws(FormatFailure) {
                check(try Format(toml: broken, file: "f"))
                read += 1
            } catch {
                #expect((1...FormatFailure.faultsMax).contains(error.faults.count))
                #expect(error.faults.allSatisfy { $0.line > 0 && $0.column > 0 })
            }
        }
        #expect((400...3_600).contains(read), "\(read)")
    }
}
