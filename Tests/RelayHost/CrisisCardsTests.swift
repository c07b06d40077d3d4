import Foundation
import RelayHost
import Testing

@Suite("§19.6 The operator's crisis cards")
struct CrisisCardsTests {
    private let place = CardPlace()

    private func cards() throws(CrisisCards.Failure) -> CrisisCards {
        try CrisisCards(chosen: nil, data: place.data)
    }

    @Test("§19.6 without a directory there are none, and no words of the relay's own")
    func none() throws {
        #expect(try cards().card(for: "de-AT") == nil)
        #expect(CrisisCards().card(for: "default") == nil)
        try place.make()
        #expect(try cards().locales.isEmpty)
    }

    @Test(
        "§19.6 the nearest card is given",
        arguments: [
            ("de-AT", "at"), ("de_at", "at"), ("de-AT-1996", "at"), ("de-CH", "de"), ("de", "de"),
            ("DE", "de"), ("fr", "any"), ("fr-CA", "any"), ("d", "any"), ("default", "any"),
            ("-", "any"), ("de.UTF-8", "any"),
            ("de-" + String(repeating: "x-", count: 4_000), "any"),
        ]
    )
    func nearest(_ locale: String, _ text: String) throws {
        try place.write("at", to: "de-AT.txt")
        try place.write("de", to: "de.txt")
        try place.write("any", to: "default.txt")
        #expect(try cards().card(for: locale) == text)
        #expect(try cards().locales == ["de", "de-at", "default"])
    }

    @Test("§19.6 without a default a stranger's language has no card") func noDefault() throws {
        try place.write("Hallo", to: "de.txt")
        #expect(try cards().card(for: "fr") == nil)
    }

    @Test("§19.6 rows are kept as written; an editor's marks are not") func rows() throws {
        try place.write("\u{feff}\r\nCall 112.\r\n\r\nStay.\r\n\r\n", to: "en.txt")
        #expect(try cards().card(for: "en") == "Call 112.\n\nStay.")
    }

    @Test("§19.6 what is not named as a card, or is hidden, is passed over") func others() throws {
        try place.write("x\ty", to: "README")
        try place.write("x\ty", to: ".de.txt")
        try place.write("x\ty", to: "de.txt~")
        #expect(try cards().locales.isEmpty)
    }

    @Test("§19.6 a card has at most 4,000 bytes") func size() throws {
        let longest = String(repeating: "ü", count: 2_000)
        try place.write(longest + "\n", to: "de.txt")
        #expect(try cards().card(for: "de") == longest)
        try place.write(longest + "x\n", to: "de.txt")
        try refused("de.txt: The card is longer than 4000 bytes")
        try place.write(String(repeating: "x\n", count: 100_000), to: "de.txt")
        try refused("de.txt: The card is longer than 4000 bytes")
    }

    @Test(
        "§19.6, §2.6 a bad file is named with its line and what to do",
        arguments: [
            ("de.txt", "a\nb\tc\n", "de.txt:2: This row holds something"),
            ("de.txt", "a\n\nb\u{202e}c", "de.txt:3: This row holds something"),
            ("de.txt", "a\u{1b}[31m", "de.txt:1: This row holds something"),
            ("de.txt", "\n \n", "de.txt: The card is empty"),
            ("de.txt", "", "de.txt: The card is empty"),
            ("de.txt", "\n\n", "de.txt: The card is empty"),
            ("german.txt", "a", "german.txt: The name of a card is that of a language"),
            ("de-.txt", "a", "de-.txt: The name"), (" .txt", "a", " .txt: The name"),
            ("de AT.txt", "a", "de AT.txt: The name"),
        ]
    )
    func bad(_ name: String, _ text: String, _ advice: String) throws {
        try place.write(text, to: name)
        try refused(advice)
    }

    @Test("§2.6 bytes that are no UTF-8 are named with their line") func notUTF8() throws {
        try place.write([0x61, 0x0a, 0xe4, 0x0a], to: "de.txt")
        try refused("de.txt:2: This row is not UTF-8. Save the file as UTF-8.")
    }

    @Test("§19.6 two cards for one language are one too many") func twice() throws {
        try place.write("a", to: "de-AT.txt")
        try place.write("b", to: "de_at.txt")
        try refused("There is another card for de-at.")
    }

    @Test("§19.6 a directory that was chosen must be there; a file is none") func chosen() throws {
        #expect(throws: CrisisCards.Failure.self) {
            _ = try CrisisCards(chosen: place.data + "/nowhere", data: place.data)
        }
        try place.write("a", to: "de.txt")
        #expect(throws: CrisisCards.Failure.self) {
            _ = try CrisisCards(chosen: place.cards + "/de.txt", data: place.data)
        }
        let chosen = try CrisisCards(chosen: place.cards, data: "/nowhere")
        #expect(chosen.card(for: "de") == "a")
        var settings = Settings()
        try settings.set("crisis-cards=\(place.cards)")
        #expect(settings.crisisCards == place.cards)
        let file = try ConfigFile(
            path: "relay.toml",
            bytes: [UInt8]("crisis-cards = \"/etc/cards\"\n".utf8)
        )
        try file.apply(to: &settings)
        #expect(settings.crisisCards == "/etc/cards")
    }

    private func refused(_ advice: String) throws {
        do throws(CrisisCards.Failure) {
            _ = try cards()
            Issue.record("the cards were taken; expected: \(advice)")
        } catch { #expect(error.advice.contains(advice), "\(error.advice)") }
    }
}

/// A data directory of its own, gone with the test.
private final class CardPlace {
    let data = FileManager.default.temporaryDirectory.path + "/cards-\(UUID().uuidString)"
    var cards: String { data + "/crisis" }

    deinit { try? FileManager.default.removeItem(atPath: data) }

    func make() throws {
        try FileManager.default.createDirectory(
            atPath: cards,
            withIntermediateDirectories: true
        )
    }

    func write(_ text: String, to name: String) throws { try write([UInt8](text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        try make()
        try Data(bytes).write(to: URL(fileURLWithPath: cards + "/" + name))
    }
}
