import Etiquette
import Formats
import Foundation
import Testing
import Wire

@Suite("The formats that come with the programs")
struct ShippedTests {
    private static let names = ShippedFormat.all.map(\.name)
    private static let minutes: [String: UInt32] = [
        "check-in": 25, "companion": 60, "equal-time": 90, "grief-circle": 90, "open-sharing": 90,
        "quiet-circle": 60, "support-group": 90, "talking-circle": 75,
        "twelve-step-discussion": 60, "twelve-step-speaker": 60,
    ]

    /// Every text of a format, each with what it is.
    private func texts(of format: Format) -> [(String, [String])] {
        [
            ("title", [format.title]), ("about", format.about), ("agreements", format.agreements),
            ("orientation", format.orientation),
        ]
            + format.parts.map { part in
                (
                    part.card.title,
                    [part.card.title] + part.card.reading + part.card.prompts.map(\.text)
                )
            }
    }

    @Test(
        "the programs carry the files of Protocol/formats, byte for byte; else run Deploy/embed-formats"
    )
    func embedded() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Files.formats.path)
        #expect(
            names.filter { $0 != "README.md" }.sorted()
                == ShippedFormat.all.map { $0.name + ".toml" }
        )
        for shipped in ShippedFormat.all {
            #expect(try Files.bytes(of: shipped.name + ".toml") == [UInt8](shipped.toml.utf8))
        }
    }

    @Test(
        "each is read, bears the name of its file, and lasts as long as it says",
        arguments: names
    )
    func lengths(_ name: String) throws {
        let format = try Files.shipped(name)
        #expect(format.name == name)
        let minutes = try #require(Self.minutes[format.name])
        #expect(format.seconds == minutes * 60)
        #expect(format.about.contains { $0.contains("It takes \(minutes) minutes") })
        #expect(format.hasEnding)
        #expect(format.parts.allSatisfy { $0.phase.seconds > 0 })
    }

    @Test(
        "§15.1, §16.6 no reading stands where a facilitator has no words for it",
        arguments: names
    )
    func readings(_ name: String) throws {
        for part in try Files.shipped(name).parts where !part.card.reading.isEmpty {
            #expect(part.phase.kind != .few && part.phase.order != .shuffle, "\(part.card.title)")
        }
    }

    @Test(
        "§20.1 the pages of each fit, and are read as they were written",
        arguments: names
    )
    func pages(_ name: String) throws {
        let format = try Files.shipped(name)
        #expect(
            format.pages.map(\.subject.number) == (0..<UInt32(3 + format.parts.count)).map(\.self)
        )
        for page in format.pages {
            #expect(page.text.fits)
            #expect(PageText(reading: page.text.bytes) == page.text)
        }
        for part in format.parts { #expect(PageText.Card(part.card.page) == part.card) }
    }

    @Test("each text can be read after eight years of school", arguments: names)
    func plainWords(_ name: String) throws {
        let format = try Files.shipped(name)
        for (text, rows) in texts(of: format) where text != "title" {
            let grade = ReadingLevel.grade(of: rows.joined(separator: "\n"))
            #expect(grade <= 8, "\(text): \(grade)")
        }
    }

    @Test("the measure of reading tells plain words from others") func measure() {
        #expect(ReadingLevel.grade(of: "The cat sat on the mat. It was warm.") < 2)
        let hard = "Participants acknowledge responsibility regarding confidentiality obligations."
        #expect(ReadingLevel.grade(of: hard) > 15)
    }

    @Test(
        "no text names an organisation or somebody's faith, and all of it is plain ASCII",
        arguments: names
    )
    func ownWords(_ name: String) throws {
        let format = try Files.shipped(name)
        let groups = [
            "nami", "dbsa", "aa", "na", "coda", "anon", "anonymous", "alcoholics", "al-anon",
        ]
        let faith = ["god", "lord", "pray", "prayer", "amen", "church", "bless", "spirit", "holy"]
        for (_, rows) in texts(of: format) {
            let words = rows.joined(separator: " ").lowercased().split { !$0.isLetter && $0 != "-" }
            for word in words { #expect(!(groups + faith).contains(String(word)), "\(word)") }
        }
        let toml = ShippedFormat(named: name)?.toml ?? ""
        #expect(toml.utf8.allSatisfy { $0 == 10 || (32...126).contains($0) })
    }

    @Test("each tells how to get help, and how to pass", arguments: names)
    func help(_ name: String) throws {
        let format = try Files.shipped(name)
        #expect(
            format.agreements.contains {
                $0.contains("type: help me") || $0.contains("Type help me")
            }
        )
        #expect(
            format.agreements.contains {
                $0.lowercased().contains("you may") || $0.contains("fine not to")
            }
        )
    }

    @Test("§14.7 a meeting by voice has no words in any part") func companion() throws {
        let format = try Files.shipped("companion")
        #expect(format.parts.allSatisfy { !$0.phase.words })
    }

    @Test("silences in at least two formats lead through breathing") func breathing() throws {
        let guided = try ShippedFormat.all.filter { shipped in
            try shipped.format().parts.contains { part in
                part.card.prompts.contains { $0.text.contains("Breathe") }
            }
        }
        #expect(guided.count >= 2)
    }
}
