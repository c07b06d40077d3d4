import Etiquette

/// One text of a plan as it travels in a page: rows parted by LF. (SPEC §20.1)
///
/// What others sent may be anything, so reading never fails: it is cut at its longest length, and each
/// row is as it may be shown. (SPEC §12.3)
public struct PageText: Hashable, Sendable {
    /// Its rows, without their ends.
    public var rows: [String]

    /// The longest text in UTF-8.
    public static let bytesMax = 4_000

    /// The text with these rows.
    public init(rows: [String]) { self.rows = rows }

    /// What stands in a page that somebody sent.
    public init(reading bytes: [UInt8]) {
        rows = bytes.prefix(Self.bytesMax)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { TextRules.shown([UInt8]($0)) }
    }

    /// As it travels.
    public var bytes: [UInt8] { [UInt8](rows.joined(separator: "\n").utf8) }

    /// Whether a page may hold it.
    public var fits: Bool {
        bytes.count <= Self.bytesMax && rows.allSatisfy { TextRules.allows([UInt8]($0.utf8)) }
    }
}

extension PageText {
    /// What a page is about, which is its number. (SPEC §20.1)
    public enum Subject: Hashable, Sendable {
        /// What everybody agrees to before they sit down.
        case agreements
        /// What a newcomer should know.
        case orientation
        /// The title of the meeting in the first row, then what it is.
        case meeting
        /// The card of a phase by its place in the plan, counted from 0.
        case phase(Int)

        /// The subject of the page with this number; nil if there is no such page.
        public init?(number: UInt32) {
            switch number {
            case 0: self = .agreements
            case 1: self = .orientation
            case 2: self = .meeting
            case 3..<UInt32(3 + Plan.phasesMax): self = .phase(Int(number) - 3)
            default: return nil
            }
        }

        /// The number of the page; a phase that no plan can have is given the last one.
        public var number: UInt32 {
            switch self {
            case .agreements: 0
            case .orientation: 1
            case .meeting: 2
            case .phase(let place): 3 + UInt32(min(max(place, 0), Plan.phasesMax - 1))
            }
        }
    }

    /// A row that a client shows by itself at its time. (SPEC §20.3)
    public struct Prompt: Hashable, Sendable {
        /// How long after the phase began.
        public let second: UInt32
        /// One row.
        public let text: String

        /// The prompt with this text at this second.
        public init(second: UInt32, text: String) {
            self.second = second
            self.text = text
        }

        /// Reads `@SECONDS TEXT`; nil for any other row.
        init?(row: String) {
            let row = row.utf8
            guard row.first == UInt8(ascii: "@"), let space = row.firstIndex(of: UInt8(ascii: " "))
            else { return nil }
            let digits = String(decoding: row[..<space].dropFirst(), as: UTF8.self)
            let text = String(decoding: row[space...].dropFirst(), as: UTF8.self)
            guard let second = try? Fields.number(digits, in: 0...UInt64(UInt32.max)), !text.isEmpty
            else { return nil }
            self.init(second: UInt32(second), text: text)
        }

        var row: String { "@\(second) \(text)" }
    }

    /// What belongs to one phase. (SPEC §20.3)
    public struct Card: Hashable, Sendable {
        /// The name of the phase.
        public var title: String
        /// In the order of their times.
        public var prompts: [Prompt]
        /// The rows that a facilitator's client says as lines when asked to.
        public var reading: [String]

        /// A card of these parts.
        public init(title: String, prompts: [Prompt] = [], reading: [String] = []) {
            self.title = title
            self.prompts = prompts
            self.reading = reading
        }

        /// The card that stands in a page, whatever stands there.
        public init(_ page: PageText) {
            title = page.rows.first ?? ""
            prompts = []
            reading = []
            for row in page.rows.dropFirst() {
                if let prompt = Prompt(row: row) {
                    prompts.append(prompt)
                } else {
                    reading.append(row)
                }
            }
            prompts.sort { $0.second < $1.second }
            reading = reading.withoutEmptyEnds
        }

        /// The page it stands in.
        public var page: PageText {
            PageText(rows: [title] + prompts.map(\.row) + reading.withoutEmptyEnds)
        }
    }
}

extension [String] {
    /// Rows without the empty ones before the first and after the last that is not.
    public var withoutEmptyEnds: [String] {
        guard let first = firstIndex(where: { !$0.isEmpty }),
            let last = lastIndex(where: { !$0.isEmpty })
        else { return [] }
        return [String](self[first...last])
    }
}
