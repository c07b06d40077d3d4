import ClientCore
import Etiquette
import Glibc
import Terminal
import Wire

/// F4: whatever a relay and its members send, a terminal gets printable text, line ends and the
/// screen's own two sequences, and nothing that looks like another's line. (SPEC §12.3)
///
/// The first byte chooses the width and the words; then each step is one byte and a chunk.
enum Rendering {
    private static let widths: [Int?] = [nil, 80, 40, 20, 12, 7]
    private static let stepsMax = 60

    static func run(_ input: [UInt8]) {
        var choices = Choices(input)
        let first = choices.digit()
        var world = MemberWorld(isSealed: first & 1 == 0)
        var page = Page(columns: widths[(first >> 1) % widths.count])
        page.confirmsOwnWords(first & 64 != 0)
        var plan = choices
        page.show(
            world.sitDown(
                role: first & 128 != 0 ? .facilitator : .member,
                plan: Plans.draw(&plan)
            )
        )
        var count = 0
        while !choices.isEmpty, count < stepsMax {
            count += 1
            step(&choices, &world, &page)
        }
    }

    private static func step(
        _ choices: inout Choices,
        _ world: inout MemberWorld,
        _ page: inout Page
    ) {
        let kind = choices.byte() & 31
        let seat = choices.digit() % 9 + 1
        let chunk = choices.chunk()
        let words = world.content(chunk.filter { world.member.cipher.isSealed || $0 != 10 })
        let id = world.member.have + 1
        let next = "@n=\(id);blind=AAAAAAAAAAAAAAAAAAAAAA"
        let key = text(Base64URL.encode(RelayWorld.key(UInt8(seat)).bytes))
        let line: String
        switch kind {
        case 0: line = "\(next) JOIN \(seat) \(key) member \(words)"
        case 1: line = "\(next) NAME \(seat) \(words)"
        case 2: line = "\(next) WHISPER \(seat) \(id) \(world.me.number) \(words)"
        case 3: line = "\(next) FLOOR \(world.member.have) held \(seat) accepted 1,\(seat) 300 0"
        case 4: line = "FAIL LINE \(text(chunk.filter { $0 > 32 && $0 < 127 && $0 != 58 })) :x"
        case 5: line = "@id=\(world.lastID) FAIL LINE slow-down \(text(chunk)) :x"
        case 6: line = "\(next) \(text(chunk))"
        case 7: line = text(chunk)
        case 8: return page.type(chunk, &world)
        case 9: return page.show(world.take(.wished(.say(String(decoding: chunk, as: UTF8.self)))))
        case 10: return page.show(world.take(.wished([.who, .queue, .time, .drafts][seat % 4])))
        case 11: return page.reply(to: String(decoding: chunk, as: UTF8.self))
        case 16...23: line = "\(next) \(event(kind, seat, id, chunk, words, key))"
        case 24...26: return answer(kind, seat, chunk, key, &world, &page)
        case 27...31: return page.show(world.take(.wished(wish(kind, seat, chunk))))
        default: line = "\(next) LINE \(seat) \(id) 1 \(words)"
        }
        // A line has no line feed, whatever is in it.
        let bytes = [UInt8](line.utf8).filter { $0 != 10 }.prefix(LineReader.lineBytesMax - 2)
        page.show(world.take(.received(Array(bytes))))
        comeBack(&world, &page)
    }

    /// An event of a whole meeting.
    private static func event(
        _ kind: UInt8,
        _ seat: Int,
        _ id: UInt64,
        _ chunk: [UInt8],
        _ words: String,
        _ key: String
    ) -> String {
        let other = (chunk.first ?? 2) & 7
        switch kind {
        case 16: return "CAUTION \(seat) \(id) 1 \(words)"
        case 17: return "KNOCK \(seat) \(key) \(["member", "greeter"][seat & 1]) \(words)"
        case 18: return "MARKED \(seat) \(Mark.allCases[Int(other) & 3].rawValue)"
        case 19: return "MARKS \(seat) 65535 \(other) 0 1"
        case 20: return "PHASE \(id) \(other) \(PhaseKind.allCases[seat].rawValue) 60 next"
        case 21: return "OUT \(seat) \(["on", "off"][Int(other) & 1])"
        case 22: return ["CHAIR \(seat) took", "DOOR knock raid 0", "BUDDY \(seat) 2 on"][seat % 3]
        default: return "FLOOR \(id) few 0 stick - 60 0 \(seat).\(id),9.4294967295"
        }
    }

    /// What was asked for: a text, a card, how much time everybody had.
    private static func answer(
        _ kind: UInt8,
        _ seat: Int,
        _ chunk: [UInt8],
        _ key: String,
        _ world: inout MemberWorld,
        _ page: inout Page
    ) {
        let payload = chunk.isEmpty ? "-" : text(Base64URL.encode(chunk))
        let wishes: [Wish] = [.text(seat & 1 == 0 ? .orientation : .phase(0)), .card, .balance]
        page.show(world.take(.wished(wishes[Int(kind - 24)])))
        let author = text(Base64URL.encode(RelayWorld.key(1).bytes))
        let lines = [
            "LEAF \(seat & 1 == 0 ? 1 : 3) \(author) \(payload)", "CARD en \(payload)",
            "BALANCE \(seat) 4294967295 4294967295",
        ]
        let verb = ["PAGE", "CARD", "BALANCE"][Int(kind - 24)]
        for line in [lines[Int(kind - 24)], "@id=\(world.lastID) OK \(verb) 0"] {
            page.show(world.take(.received([UInt8](line.utf8))))
        }
    }

    private static func wish(_ kind: UInt8, _ seat: Int, _ chunk: [UInt8]) -> Wish {
        let words = String(decoding: chunk, as: UTF8.self)
        switch kind {
        case 27: return .caution(words)
        case 28: return .name(words)
        case 29: return .flag(Seat(UInt16(seat)), lines: chunk.count, reason: words)
        case 30: return [.phase, .plan, .door, .read, .yes][seat % 5]
        default: return [.text(.agreements), .slip, .no, .nudge(Seat(1)), .stopReading][seat % 5]
        }
    }

    /// A member that broke off is let in again.
    private static func comeBack(_ world: inout MemberWorld, _ page: inout Page) {
        guard !world.member.isReady else { return }
        page.show(world.take(world.welcome(log: world.member.log)))
        page.show(world.take(.received([UInt8]("@id=\(world.lastID) OK SIT 2".utf8))))
    }
}

/// The terminal's side: what would be written to it, looked at byte by byte.
private struct Page {
    private let screen: Screen
    private var english = English()
    private var editor: Editor
    private var words = Words()

    init(columns: Int?) {
        screen = Screen(columns: columns)
        editor = Editor(columns: columns ?? 80)
        _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
    }

    mutating func confirmsOwnWords(_ confirms: Bool) { english.confirmsOwnWords = confirms }

    func show(_ effects: [ClientEffect]) {
        for case .show(let shown) in effects {
            if !isOwn(shown.what) { checkPlain(JSONLine.line(for: shown), "JSON") }
            guard let line = english.line(for: shown) else { continue }
            trace(line.debugDescription)
            checkBeginning(line, of: shown.what)
            write(line)
        }
    }

    /// Whether it holds what the person typed, which JSON gives to programs as it is.
    private func isOwn(_ what: Shown.What) -> Bool {
        switch what {
        case .draftKept, .draftOffered, .drafts, .unsure: true
        default: false
        }
    }

    /// Only the client's mark or the speaker's own name and number begin a line.
    private func checkBeginning(_ line: String, of what: Shown.What) {
        let author: Person
        let isWhisper: Bool
        switch what {
        case .said(let person, _): (author, isWhisper) = (person, false)
        case .whispered(let person, _, _): (author, isWhisper) = (person, true)
        // Rows of texts, content notes and calls for help have beginnings of their own.
        case .meeting(.row(let mark, _)):
            return check(begins(line, "\(mark.rawValue): "), "whose row is this: \(line)")
        case .meeting(.prompt): return check(begins(line, "reading: "), "no prompt: \(line)")
        case .meeting(.cautioned(let person, _)):
            let beginning = "content note of \(english.tag(person))"
            return check(begins(line, beginning), "whose note is this: \(line)")
        case .safety(.help): return check(begins(line, "HELP! HELP! "), "no call: \(line)")
        default: return check(begins(line, "circle: "), "who says this: \(line)")
        }
        if english.confirmsOwnWords, author.isMe, !isWhisper {
            return check(line == "circle: heard.", "not a confirmation: \(line)")
        }
        let scalars = Array(line.unicodeScalars)
        let number = Array("·\(author.seat.number)".unicodeScalars)
        guard let dot = scalars.firstIndex(of: "·"), let colon = scalars.firstIndex(of: ":") else {
            fatalError("nobody says this: \(line)")
        }
        let after = scalars[dot...]
        check(dot < colon && after.starts(with: number), "who says this: \(line)")
        let follows = after.dropFirst(number.count)
        let wanted = isWhisper ? " whispers to " : ": "
        check(follows.starts(with: wanted.unicodeScalars), "who says this: \(line)")
        check(!begins(line, "circle:"), "a name looks like the client: \(line)")
    }

    /// By scalars, since a mark would join what stands before it.
    private func begins(_ line: String, _ beginning: String) -> Bool {
        line.unicodeScalars.starts(with: beginning.unicodeScalars)
    }

    private func write(_ line: String) {
        let rows = screen.rows(line)
        guard let columns = screen.columns else {
            check(rows.count == 1, "\(rows.count) rows without a width")
            return checkPlain(rows[0], "a row")
        }
        for (index, row) in rows.enumerated() {
            checkPlain(row, "a row")
            check(index == 0 || begins(row, "|") || begins(row, "  | "), "forged: \(row)")
            // What does not fit goes on at the beginning of the terminal's next row.
            check(cells(row) <= columns, "\(cells(row)) cells of \(columns): \(row)")
        }
    }

    /// The columns that a terminal of this system gives a text.
    private func cells(_ row: String) -> Int {
        row.unicodeScalars.reduce(0) { sum, scalar in
            let width = systemWidth(wchar_t(bitPattern: scalar.value))
            return sum + (width < 0 ? 1 : Int(width))
        }
    }

    private func checkPlain(_ text: String, _ what: String) {
        for scalar in text.unicodeScalars {
            check(
                !moves(scalar),
                "\(what) holds U+\(String(scalar.value, radix: 16)): \(text.debugDescription)"
            )
        }
    }

    /// Noncharacters are left to the room of text: no terminal moves for them.
    private func moves(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isNoncharacterCodePoint && Names.movesCursor(scalar)
    }

    // MARK: The person's own side

    /// Keys or a paste, with what the editor draws for them.
    mutating func type(_ bytes: [UInt8], _ world: inout MemberWorld) {
        var outcomes: [Editor.Outcome] = []
        var drawn = ""
        editor.take(bytes, into: &outcomes, drawing: &drawn)
        for own in ["\r\u{1b}[K", "\u{8} \u{8}"] { drawn = drawn.replacing(own, with: "") }
        checkPlain(drawn, "the typed line")
        checkPlain(editor.drawing, "the typed line")
        for case .line(let line) in outcomes { show(world.take(.wished(.say(line)))) }
    }

    /// What the client itself says about a typed line.
    mutating func reply(to line: String) {
        var situation = Situation()
        situation.facilitates = line.utf8.count & 1 == 0
        situation.keepsDoor = line.utf8.count & 2 == 0
        situation.isAsked = line.utf8.count & 4 == 0
        situation.buddies = [3]
        switch words.read(line, in: situation, knowing: EverybodyBook()) {
        case .unclear(let unclear): write(English.mark + Replies.sentence(for: unclear))
        case .confirm(let word, let consequence):
            write(English.mark + Replies.sentence(for: consequence, word: word))
        case .command: break
        }
    }
}

/// People of whom two are called alike and the others nothing.
private struct EverybodyBook: NameBook {
    func seats(called words: String) -> [UInt16] { words.hasPrefix("A") ? [1, 3] : [] }

    func waiting(called words: String) -> [UInt16] { words.hasPrefix("B") ? [4] : [] }
}

/// The columns of a character by the system's own table, negative for none that is printable.
@_silgen_name("wcwidth")
private func systemWidth(_ character: wchar_t) -> Int32
