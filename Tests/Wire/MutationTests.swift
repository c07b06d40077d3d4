import Testing
import Wire

/// The same 100,000 lines in every run: samples, broken at random.
@Suite("§2.3 Lines that somebody broke")
struct MutationTests {
    private static let pieces = [
        " ", ":", ";", "=", "@", "0", "1", "-", ",", "*", "\r", "\0", "99999999999999999999",
        "@id=1", ";turn=2", " :", "HELP", "LINE", "-1", "4294967296", "\u{e9}", "prev=3;", "n=0;",
        "share", ";for=60", ";limit=0", "door=knock", "-", "on", "all", "12.7", "agreed=",
    ].map { [UInt8]($0.utf8) }

    private static let parts = Samples.requests.map { withoutEnd($0.line) }
    private static let relayParts = Samples.relayLines.map { withoutEnd($0.line) }

    private func broken(_ line: [UInt8], by numbers: inout SeededNumbers) -> [UInt8] {
        var line = line
        for _ in 0...Int.random(in: 0...3, using: &numbers) {
            let place = Int.random(in: 0...line.count, using: &numbers)
            let end = min(line.count, place + Int.random(in: 0...4, using: &numbers))
            switch Int.random(in: 0...4, using: &numbers) {
            case 0: line.removeSubrange(place..<end)
            case 1: line.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
            case 2 where place < line.count:
                line[place] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
            case 3: line.insert(contentsOf: line[place..<end], at: place)
            default:
                line.insert(contentsOf: Self.pieces.randomElement(using: &numbers) ?? [], at: place)
            }
        }
        return line
    }

    @Test("§2.3 100,000 broken requests stop nothing, and what is understood is understood again")
    func requests() {
        var numbers = SeededNumbers(state: 2_303)
        var understood = 0
        for _ in 0..<100_000 {
            let line = broken(Self.parts.randomElement(using: &numbers) ?? [], by: &numbers)
            guard case .success(let request) = read(line) else { continue }
            understood += 1
            let again = withoutEnd(request.line)
            // A feed within text is the reader's business and is not written again.
            guard !line.contains(10) else { continue }
            if read(again) != .success(request) { Issue.record("\(line)") }
        }
        #expect(understood > 5_000)
    }

    @Test(
        "§2.3 100,000 broken relay lines stop nothing, and what is understood is understood again"
    )
    func relayLines() {
        var numbers = SeededNumbers(state: 2_304)
        var understood = 0
        for _ in 0..<100_000 {
            let line = broken(Self.relayParts.randomElement(using: &numbers) ?? [], by: &numbers)
            guard let heard = RelayLine(reading: line.span) else { continue }
            understood += 1
            guard !line.contains(10) else { continue }
            if RelayLine(reading: withoutEnd(heard.line).span) != heard { Issue.record("\(line)") }
        }
        #expect(understood > 5_000)
    }

    @Test("§14.1 40,000 broken plans stop nothing, and what is understood is understood again")
    func plans() {
        var numbers = SeededNumbers(state: 1_401)
        let given = [UInt8](
            "- door=knock;raid=0 gather;for=600,round;limit=90;order=shuffle,few;sticks=3".utf8
        )
        var understood = 0
        for _ in 0..<40_000 {
            let text = broken(given, by: &numbers)
            guard let plan = CirclePlan(text: text) else { continue }
            understood += 1
            if CirclePlan(text: plan.text) != plan { Issue.record("\(text)") }
        }
        #expect(understood > 1_000)
    }

    @Test("§2.3 20,000 lines of any bytes stop nothing") func noise() {
        var numbers = SeededNumbers(state: 2_305)
        for _ in 0..<20_000 {
            let line = (0..<Int.random(in: 0...200, using: &numbers)).map { _ in
                UInt8.random(in: 0...255, using: &numbers)
            }
            _ = read(line)
            _ = RelayLine(reading: line.span)
            _ = CirclePlan(text: line)
            _ = NameRules.allows(line)
            _ = Content.isPayload(line)
        }
    }
}
