import Etiquette
import Testing
import Wire

@Suite("§14 to §21 Lines of whole meetings")
struct MeetingLineTests {
    private func floor(_ line: String) -> RelayLine.FloorLine? {
        guard case .floor(let floor)? = hear(line)?.body else { return nil }
        return floor
    }

    @Test("§16.6 the sticks are told in few, and only there") func sticks() {
        #expect(floor("FLOOR 9 few 0 stick - 120 0 -")?.sticks == [])
        #expect(
            floor("FLOOR 9 few 0 stick 5 120 0 3.8,4.9")?.sticks
                == [HeldStick(seat: Seat(3), turn: 8), HeldStick(seat: Seat(4), turn: 9)]
        )
        #expect(floor("FLOOR 9 held 3 called - 0 0 3.8")?.sticks == [])
        #expect(floor("FLOOR 9 space 0 bell - 60 1 nonsense")?.sticks == [])
    }

    @Test(
        "§16.6 sticks that cannot be are refused",
        arguments: [
            "", " 3", " 3.", " .8", " 0.8", " 3.0", " 3.8,", " 3.8,,4.9", " 3.8.1", " 65536.1",
            " 3.4294967296", " 03.8", " 1.1,2.2,3.3,4.4,5.5",
        ]
    )
    func badSticks(_ sticks: String) {
        #expect(hear("FLOOR 9 few 0 stick - 120 0\(sticks)") == nil)
    }

    @Test("§20.2 the hash of the agreements is b64 of 20 bytes, wherever it stands") func agreed() {
        let hash = String(decoding: Base64URL.encode(Samples.hash), as: UTF8.self)
        let sit = Request.Ask.sit(log: 1, have: 0, name: Samples.text, agreed: Samples.hash)
        #expect(read("@id=2;agreed=\(hash) SIT 1 0 :hello: all ") == .success(Request(id: 2, sit)))
        for bad in ["", "A", hash + "A", String(hash.dropLast()), hash.dropLast() + "x"] {
            #expect(refusal("@id=2;agreed=\(bad) SIT 1 0 :Ana") == .form)
            #expect(hear("@agreements=\(bad) WELCOME member open 1 0 0") == nil)
        }
        #expect(refusal("@id=2;agreed=x HELP") == nil)
    }

    @Test("§20.1 a page is at most the longest words, and is checked before it is kept")
    func pages() {
        #expect(PagePayload([]) == nil)
        #expect(PagePayload([UInt8](repeating: 1, count: 4_138)) == nil)
        for count in 1...4_137 where count % 7 == 0 || [105, 297, 1_065, 4_137].contains(count) {
            let page = Samples.pagePayload([UInt8](repeating: 1, count: count))
            let isWhole = [105, 297, 1_065, 4_137].contains(count)
            #expect(page.fault(isSealed: true) == (isWhole ? nil : .size), "\(count)")
        }
        let newer = Samples.pagePayload([2] + [UInt8](repeating: 1, count: 104))
        #expect(newer.fault(isSealed: true) == .size)
    }

    @Test("§20.1 in an open circle a page is text in rows, at most 4,000 bytes") func openPages() {
        let good = ["Welcome", "one\n\ntwo", "\n", "Zoë\n李雷"]
        for text in good {
            let page = Samples.pagePayload([UInt8](text.utf8))
            #expect(page.fault(isSealed: false) == nil)
        }
        for text in ["a\tb", "a\r\nb", "\u{2066}a\nb\u{2069}", "a\u{202e}b", "a\0"] {
            let page = Samples.pagePayload([UInt8](text.utf8))
            #expect(page.fault(isSealed: false) == .text)
        }
        let long = Samples.pagePayload([UInt8](repeating: 97, count: 4_001))
        #expect(long.fault(isSealed: false) == .size)
        let longest = Samples.pagePayload([UInt8](repeating: 97, count: 4_000))
        #expect(longest.fault(isSealed: false) == nil)
    }

    @Test("§19.6 a locale is letters, digits and hyphens") func locales() {
        for locale in ["en", "pt-BR", "zh-Hant-TW", "1", String(repeating: "a", count: 35)] {
            #expect(Card.isLocale(locale))
        }
        for locale in ["", "en_GB", "en.", "é", "e n", String(repeating: "a", count: 36)] {
            #expect(!Card.isLocale(locale))
            #expect(Card(locale: locale, text: nil) == nil)
        }
        #expect(Card(locale: "en", text: []) == nil)
        #expect(Card(locale: "en", text: [UInt8](repeating: 1, count: 4_001)) == nil)
    }

    @Test("§21.4 a slip has a short text, a key and a signature") func slips() {
        #expect(Slip(text: [], key: key(1), signature: Samples.signature) == nil)
        let long = [UInt8](repeating: 1, count: 129)
        #expect(Slip(text: long, key: key(1), signature: Samples.signature) == nil)
        #expect(Slip(text: [1], key: key(1), signature: [1]) == nil)
        let line = String(
            decoding: withoutEnd(RelayLine(.slip(Samples.slip([1]))).line),
            as: UTF8.self
        )
        #expect(line.count { $0 == "." } == 1)
        #expect(hear(line.replacing(".", with: "")) == nil)
        #expect(hear(line.replacing(".", with: "..")) == nil)
        #expect(hear(line + ".AA") == nil)
    }

    @Test("§16.4 marks are counted, and a count is no higher than the seats there can be")
    func marks() {
        #expect(hear("@n=4 MARKS 2 0 1 2 65535") != nil)
        #expect(hear("@n=4 MARKS 2 0 1 2 65536") == nil)
        #expect(hear("@n=4 MARKS 2 0 1 2") == nil)
    }

    @Test("§14.3 a phase has its place in the plan, or 0") func phases() {
        #expect(hear("@n=4 PHASE 1 32 share 0 start") != nil)
        #expect(hear("@n=4 PHASE 1 33 share 0 start") == nil)
        #expect(hear("@n=4 PHASE 0 1 share 0 start") == nil)
        #expect(hear("@n=4 PHASE 9 0 ended 0 end") != nil)
    }
}
