import Formats
import Sealing
import Wire

/// A format in one circle: what the relay is told of it, and what only members may read.
struct MeetingFormat {
    /// What the relay keeps. (SPEC §14.1)
    let plan: CirclePlan
    /// The texts, by the numbers of their pages. (SPEC §20.1)
    let pages: [(number: UInt8, text: [UInt8])]
    private let format: Format

    init(_ format: Format, in circle: CircleID) {
        self.format = format
        pages = format.pages.compactMap { page in
            UInt8(exactly: page.subject.number).map { ($0, page.text.bytes) }
        }
        let agreements = pages.first { $0.number == 0 }?.text
        plan = CirclePlan(
            agreements: agreements.flatMap { Agreements.hash(of: $0, in: circle.bytes) },
            plan: format.plan
        )
    }

    /// What it is, in a sentence.
    var sentence: String {
        let count = format.parts.count == 1 ? "1 part" : "\(format.parts.count) parts"
        return "\(format.title): \(format.seconds / 60) minutes, \(count)."
    }

    /// The format on one page.
    var sheet: [String] { FormatSheet(format).rows }
}
