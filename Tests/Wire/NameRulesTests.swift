import Foundation
import Testing
import Wire

@Suite("§2.7 Names")
struct NameRulesTests {
    @Test(
        "§2.7 people may be called as they are called",
        arguments: [
            "Ana", "Zoë", "Zoe\u{308}", "José", "Müller", "李雷", "Νίκη", "Анна", "ไทย", "น้ำผึ้ง",
            "محمد", "नेहा", "लक्ष्मी", "O'Brien", "Jean-Luc", "St. John", "علی‌رضا", "क्‍षमा", "김민수",
            "さくら", "Nguyễn Văn", "Nguye\u{302}\u{303}n", "Hovhannés", "Հովհաննես", "ᏣᎳᎩ", "שרה",
            "Ana 2", "5", "Łukasz", "İbrahim", "Straße", "a", "M.", "'t Hooft", "Ó Súilleabháin",
            "ʻOkina", "Ａｎａ", "দেবী", "தமிழ்", "አበበ", "Ђорђе", "Ñ",
        ]
    )
    func good(_ name: String) { #expect(NameRules.allows([UInt8](name.utf8))) }

    @Test(
        "§2.7 nobody may be called what cannot be told apart or read out",
        arguments: [
            "", " ", " Ana", "Ana ", "An  a", "Ana\t", "A\u{0}", "Ana\n", "An\u{a0}a", "Ana!",
            "A:b",
            "a,b", "<b>", "Ana·3", "@ana", "A_b", "😀", "👩‍🦰", "Ana\u{200b}", "\u{ad}Ana", "\u{3164}",
            "A\u{115f}", "\u{301}Ana", "A\u{301}\u{301}\u{301}", "A \u{301}b", "A-\u{301}",
            "5\u{301}",
            "'\u{301}", "A\u{20dd}", "A\u{fe0f}", "\u{200d}A", "A\u{200d}", "A\u{200d}\u{200d}b",
            "A\u{200d}b\u{200d}c", "A\u{200c}-b", "A\u{200d}\u{301}b", "A\u{202e}b",
            "\u{2066}A\u{2069}",
            "\u{e000}", "\u{378}", "Ⅷ", "½", "²",
        ]
    )
    func bad(_ name: String) { #expect(!NameRules.allows([UInt8](name.utf8))) }

    @Test(
        "§2.7 letters of two look-alike scripts do not mix",
        arguments: [
            "Аna", "Anа", "Αna", "Vладимир", "Νikη", "Աna", "Ꭺna", "Аɡ", "АΑ",
            "ᴀн",
            "ａа", "ªа", "ﬁн",
        ]
    )
    func mixed(_ name: String) { #expect(!NameRules.allows([UInt8](name.utf8))) }

    @Test("§2.7 other scripts mix with Latin, as people's names do", arguments: ["李Ana", "ไทย T"])
    func mixes(_ name: String) { #expect(NameRules.allows([UInt8](name.utf8))) }

    @Test("§2.7 a name has 24 letters and 60 bytes at most") func lengths() {
        let ascii = String(repeating: "a", count: 24)
        #expect(NameRules.allows([UInt8](ascii.utf8)))
        #expect(!NameRules.allows([UInt8]((ascii + "a").utf8)))
        #expect(NameRules.allows([UInt8](String(repeating: "李", count: 20).utf8)))
        #expect(!NameRules.allows([UInt8](String(repeating: "李", count: 21).utf8)))
        // A letter with its marks is one letter.
        #expect(NameRules.allows([UInt8](String(repeating: "n\u{303}", count: 20).utf8)))
        #expect(!NameRules.allows([0xc0, 0xaf]))
        #expect(!NameRules.allows([0xed, 0xa0, 0x80]))
        #expect(!NameRules.allows([65, 0xff]))
    }

    @Test(
        "§2.7 nobody may be called what the house is called, nor look like it",
        arguments: [
            "relay", "Relay", "SYSTEM", "server", "Facilitator", "hOsT", "moderator", "H0st",
            "5erver",
            "FACl1ITATOR", "rnoderator", "ｓｙｓｔｅｍ", "hóst", "re\u{200d}lay",
        ]
    )
    func reserved(_ name: String) { #expect(!NameRules.allows([UInt8](name.utf8))) }

    @Test(
        "§2.7 what only contains such a word is a name",
        arguments: ["Hosta", "Relaya", "My host"]
    )
    func notReserved(_ name: String) { #expect(NameRules.allows([UInt8](name.utf8))) }

    @Test(
        "§2.7 names that look alike fold alike",
        arguments: [
            ("Ana", "ana"), ("Zoe", "Zoë"), ("Zoë", "Zoe\u{308}"), ("l1", "II"), ("Rn", "m"),
            ("Arnold", "Amold"), ("B0b5", "bobs"), ("Ａｎａ", "ana"), ("Ａ０１", "Aol"), ("José", "JOSE"),
            ("Łukasz", "lukasz"), ("Øre", "ore"), ("İbo", "ibo"), ("Νίκη", "ΝΙΚΗ"),
            ("Νίκος", "ΝΙΚΟΣ"),
            ("Андрей", "Андреи\u{306}"), ("АНДРЕЙ", "андрей"), ("Алёна", "Алена"),
            ("が", "か\u{3099}"),
            ("김", "\u{1100}\u{1175}\u{11b7}"), ("क़", "\u{915}\u{93c}"), ("علی‌رضا", "علیرضا"),
            ("\u{f900}", "\u{8c48}"), ("Nguyễn", "Nguyen"), ("r\u{301}n", "M"), ("ｒｎ", "m"),
        ]
    )
    func alike(_ one: String, _ other: String) {
        #expect(NameRules.folded(one) == NameRules.folded(other))
    }

    @Test(
        "§2.7 names that do not look alike stay apart",
        arguments: [
            ("Ana", "Anna"), ("Bo", "Bob"), ("Mia", "Nia"), ("Ana", "Ana 2"), ("Анна", "Инна"),
            ("李雷", "李蕾"), ("محمد", "محمود"), ("김", "김민"), ("Νίκη", "Νίκος"), ("さくら", "さら"),
            ("Jean-Luc", "Jean Luc"), ("น้ำ", "นา"), ("Ana 2", "Ana 3"), ("Ana ２", "Ana ３"),
        ]
    )
    func apart(_ one: String, _ other: String) {
        #expect(NameRules.folded(one) != NameRules.folded(other))
    }

    @Test("§2.7 every letter folds alike composed, decomposed, small and capital")
    func everyLetter() {
        var strays: [String] = []
        for value in UInt32(0)...0x2ffff {
            guard let scalar = Unicode.Scalar(value), NameRules.allows([UInt8](String(scalar).utf8))
            else { continue }
            let composed = String(scalar)
            let folded = NameRules.folded(composed)
            let others = [
                composed.decomposedStringWithCanonicalMapping, composed.lowercased(),
                composed.precomposedStringWithCanonicalMapping,
            ]
            if others.contains(where: { NameRules.folded($0) != folded }) || folded.isEmpty {
                strays.append("\(composed) U+\(String(value, radix: 16))")
            }
        }
        #expect(strays.isEmpty)
    }
}
