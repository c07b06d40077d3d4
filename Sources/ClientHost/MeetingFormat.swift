import ClientCore
import Formats
import Sealing
import Wire

/// A format in one circle: what the relay is told of it, and what only members may read.
struct MeetingFormat {
    /// What the relay keeps. (SPEC §14.1)
    let plan: CirclePlan
    /// The texts that members read. (SPEC §20.1)
    let brought: [BroughtPage]
    private let format: Format

    init(_ format: Format, in circle: CircleID) {
        self.format = format
        brought = format.pages.map { BroughtPage(subject: $0.subject, text: $0.text) }
        let agreements = brought.first { $0.subject == .agreements }?.text.bytes
        plan = CirclePlan(
            agreements: agreements.flatMap { AgreementsHash.of($0, in: circle.bytes) },
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
