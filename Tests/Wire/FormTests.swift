import Etiquette
import Testing
import Wire

@Suite("§2.3 to §2.5 The form of a line")
struct FormTests {
    @Test("§2.3 sixteen tags are a line and seventeen are not") func tagCount() {
        let tags = { (count: Int) in (1..<count).map { "t\($0)=;" }.joined() }
        #expect(refusal("@\(tags(16))id=60 HELP") == nil)
        #expect(refusal("@\(tags(17))id=60 HELP") == .form)
    }

    @Test("§2.4 a tag given twice breaks the form, a known one as an unknown one") func twice() {
        #expect(refusal("@id=60;id=60 HELP") == .form)
        #expect(refusal("@a=1;id=60;a=1 HELP") == .form)
        #expect(hear("@n=4;n=4 HELP 2") == nil)
        #expect(refusal("@a=1;id=60;aa=1 HELP") == nil)
    }

    @Test("§2.4 tags that this version does not know are ignored both ways") func unknownTags() {
        #expect(read("@mood=calm;id=60 HELP") == .success(Request(id: 60, .help)))
        #expect(hear("@mood=calm PONG 9") == RelayLine(.pong(9)))
    }

    @Test("§2.3 no byte but its own may stand in a key, a value, a verb or a parameter")
    func everyByte() {
        for byte in UInt8.min...UInt8.max {
            let isLower = (97...122).contains(byte)
            let isUpper = (65...90).contains(byte)
            let isDigit = (48...57).contains(byte)
            let isKey = isLower || isDigit || byte == 45
            #expect(understands("@k", byte, "=1 PING") == isKey, "key \(byte)")
            let isValue = isLower || isUpper || isDigit || [95, 45, 46, 44, 47].contains(byte)
            // A semicolon ends the value, and no tag follows it; a space ends the tags.
            #expect(understands("@k=v", byte, "v PING") == isValue, "value \(byte)")
            let malformed = Malformed.Reason(read([80, 73, byte, 71]))
            #expect(
                (malformed == .unknownVerb) == (isUpper && byte != 78 || byte == 32),
                "verb \(byte)"
            )
            let isParameter = (0x21...0x7e).contains(byte) && byte != 58
            let wrongWord = Malformed.Reason(read([UInt8]("@id=8 HAND u".utf8) + [byte, 112]))
            #expect((wrongWord == .knownVerb) == (isParameter || byte == 32), "parameter \(byte)")
        }
    }

    private func understands(_ before: String, _ byte: UInt8, _ after: String) -> Bool {
        if case .success = read([UInt8](before.utf8) + [byte] + [UInt8](after.utf8)) {
            true
        } else {
            false
        }
    }

    @Test("§2.3 text may hold every byte, a colon and spaces too; only its end is the line's")
    func textBytes() {
        let all = [UInt8]((UInt8.min...UInt8.max).filter { $0 != 10 })
        let line = Request(id: 1, turn: 1, .line(.plain(all), blind: someBlind))
        #expect(read(withoutEnd(line.line)) == .success(line))
    }

    @Test("§2.3 text with a line feed cannot begin a second line", arguments: ["a\nPING", "\n"])
    func noSecondLine(_ text: String) {
        let words = Content.plain([UInt8](text.utf8))
        let sent = Request(id: 1, turn: 1, .line(words, blind: someBlind)).line
        #expect(sent.count { $0 == 10 } == 1)
        #expect(lines(in: [sent]).0.count == 1)
    }

    @Test(
        "§2.5 a number has no sign, no leading zero and stays in its range",
        arguments: [
            ("0", false), ("1", true), ("65535", true), ("65536", false), ("01", false),
            ("+1", false), ("-1", false), ("1 ", false), ("1.", false), ("１", false),
            ("4294967296", false), ("18446744073709551616", false), ("1e1", false), ("_1", false),
            ("00000000000000000001", false),
        ]
    )
    func numbers(_ text: String, _ isSeat: Bool) {
        #expect((refusal("@id=1 REMOVE \(text)") == nil) == isSeat)
    }

    @Test(
        "§2.5 the ends of ranges are in them",
        arguments: [
            ("@id=4294967295 HELP", true), ("@id=4294967296 HELP", false), ("@id=0 HELP", false),
            ("@id=1 SIT 18446744073709551615 0 :A", true),
            ("@id=1 SIT 18446744073709551616 0 :A", false), ("@id=1 SIT 0 0 :A", false),
            ("@id=1 BELL on 15", true), ("@id=1 BELL on 14", false), ("@id=1 BELL on 600", true),
            ("@id=1 BELL on 601", false), ("@id=1 RULES fair auto 120 60", true),
            ("@id=1 RULES fair auto 121 60", false), ("@id=1 RULES fair auto 0 59", false),
            ("@id=1 RULES fair auto 0 1800", true), ("@id=1 RULES fair auto 0 1801", false),
        ]
    )
    func ends(_ line: String, _ isUnderstood: Bool) {
        #expect((refusal(line) == nil) == isUnderstood)
    }
}

extension Malformed {
    /// What stopped a line: its form, its verb, or what follows a verb that is known.
    enum Reason {
        case form, unknownVerb, knownVerb

        init?(_ result: Result<Request, Malformed>) {
            guard case .failure(let malformed) = result else { return nil }
            if malformed.code == .unknownVerb {
                self = .unknownVerb
            } else {
                self = malformed.verb == nil ? .form : .knownVerb
            }
        }
    }
}
