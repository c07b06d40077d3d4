import Etiquette
import Testing
import Wire

@Suite("§20 Pages")
struct PageTextTests {
    private typealias Card = PageText.Card
    private typealias Prompt = PageText.Prompt

    private func page(_ text: String) -> PageText { PageText(reading: [UInt8](text.utf8)) }

    @Test("§20.1 every subject has its number, and every other number has none") func numbers() {
        for number in 0..<UInt32(3 + Plan.phasesMax) {
            #expect(PageText.Subject(number: number)?.number == number)
        }
        #expect(PageText.Subject(number: 34) == .phase(31))
        #expect(PageText.Subject(number: 35) == nil)
        #expect(PageText.Subject(number: .max) == nil)
        #expect(PageText.Subject.phase(.max).number == 34)
        #expect(PageText.Subject.phase(.min).number == 3)
    }

    @Test("§20.3 a card has a title, prompts and a reading") func card() {
        let card = Card(
            page("Quiet time\n\n@30 Breathe in.\nLet us be quiet.\n\nThank you.\n\n@5 Sit.\n")
        )
        #expect(card.title == "Quiet time")
        #expect(
            card.prompts == [
                Prompt(second: 5, text: "Sit."), Prompt(second: 30, text: "Breathe in."),
            ]
        )
        #expect(card.reading == ["Let us be quiet.", "", "Thank you."])
    }

    @Test("§20.3 a card is read again as it was written") func again() {
        let card = Card(
            title: "@5 is a title too",
            prompts: [Prompt(second: 0, text: "@ once"), Prompt(second: 61, text: "Breathe.")],
            reading: ["One.", "", "Two."]
        )
        #expect(Card(PageText(reading: card.page.bytes)) == card)
        #expect(Card(PageText(reading: [])) == Card(title: ""))
    }

    @Test(
        "§20.3 what only looks like a prompt is part of the reading",
        arguments: [
            "@", "@5", "@5 ", "@ 5 x", "@05 x", "@-5 x", "@5x y", "@4294967296 x", "@99999999999 x",
            " @5 x", "@\u{661} x",
        ]
    )
    func noPrompt(_ row: String) {
        let card = Card(page("Title\n" + row))
        #expect(card.prompts.isEmpty)
        #expect(card.reading == [row])
    }

    @Test("§12.3 what others sent is shown with marks for what may harm, and cut at its length")
    func hostile() {
        #expect(page("a\u{1b}[2Jb\r\nc\u{202e}").rows == ["a<U+001B>[2Jb<U+000D>", "c<U+202E>"])
        #expect(PageText(reading: [0xff, 0x0a, 0x41]).rows == ["\u{fffd}", "A"])
        let long = PageText(reading: [UInt8](repeating: 0x61, count: 5_000))
        #expect(long.rows.map(\.count) == [PageText.bytesMax])
        let rows = PageText(reading: [UInt8](repeating: 0x0a, count: 5_000))
        #expect(rows.rows.count == PageText.bytesMax + 1)
        #expect(Card(rows) == Card(title: ""))
    }

    @Test("§20.1 a page fits up to 4,000 bytes without what no text may hold") func fits() {
        #expect(PageText(rows: ["a", "", "b"]).fits)
        #expect(PageText(rows: [String(repeating: "é", count: 2_000)]).fits)
        #expect(!PageText(rows: [String(repeating: "é", count: 2_000), ""]).fits)
        #expect(!PageText(rows: ["a\tb"]).fits)
    }

    @Test("§20.3 20,000 pages of any bytes stop nothing, and what was read is read again")
    func noise() {
        var numbers = SeededNumbers(state: 2_003)
        let bytes: [UInt8] = [0x40, 0x0a, 0x20, 0x31, 0x39, 0x61, 0xc3, 0xa9, 0xff, 0x00, 0xe2]
        for _ in 0..<20_000 {
            let noise = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                bytes.randomElement(using: &numbers) ?? 0
            }
            let card = Card(PageText(reading: noise))
            #expect(Card(PageText(reading: card.page.bytes)) == card)
        }
    }
}
