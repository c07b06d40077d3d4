import EventLoop
import Formats
import Glibc
import Wire

// What is kept beside a seat for its meetings: the format, and the operator's crisis card.

extension SeatFolder {
    /// Keeps the format of a circle, so that its texts can be brought to every meeting.
    func keep(_ choice: FormatChoice, for seat: SeatRecord) throws(Trouble) {
        try write(choice.toml, to: formatPath(of: seat))
    }

    /// The format that was kept; nil when there is none.
    func format(of seat: SeatRecord) throws(Trouble) -> MeetingFormat? {
        let path = formatPath(of: seat)
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, limit: Format.fileBytesMax + 1)
        } catch { throw Trouble("\(path) cannot be read. Check its permissions.") }
        guard let bytes else { return nil }
        do throws(FormatFailure) {
            return MeetingFormat(try Format(toml: bytes, file: path), in: seat.circle)
        } catch {
            throw Trouble(
                "Your copy of this circle's format is damaged, so its texts are not brought. Set it"
                    + " again with `circle plan \(seat.label) FORMAT` before the next meeting."
            )
        }
    }

    /// Forgets the format of a circle that meets without one.
    func forgetFormat(of seat: SeatRecord) throws(Trouble) {
        try remove(formatPath(of: seat))
    }

    /// Keeps the operator's card for the circle, or forgets the one that was kept. (SPEC §19.6)
    func keep(_ card: Card, for seat: SeatRecord) throws(Trouble) {
        guard let text = card.text, !text.isEmpty else { return try remove(cardPath(of: seat)) }
        try write([UInt8](card.locale.utf8) + [Self.lineFeed] + text, to: cardPath(of: seat))
    }

    /// The operator's card as it was last given; nil when none was.
    func card(of seat: SeatRecord) -> Card? {
        let limit = Card.textBytesMax + Self.localeBytesMax + 1
        guard let bytes = (try? PrivateFile.read(cardPath(of: seat), limit: limit)).flatMap(\.self),
            let end = bytes.firstIndex(of: Self.lineFeed)
        else { return nil }
        let locale = String(decoding: bytes[..<end], as: UTF8.self)
        return Card(locale: locale, text: [UInt8](bytes[end...].dropFirst()))
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let localeBytesMax = 35

    private func formatPath(of seat: SeatRecord) -> String {
        path + "/" + seat.fileName + ".format"
    }

    private func cardPath(of seat: SeatRecord) -> String { path + "/" + seat.fileName + ".card" }

    private func write(_ bytes: [UInt8], to file: String) throws(Trouble) {
        do { try PrivateFile.write(bytes, to: file) } catch {
            throw Trouble("\(file) could not be written. Check that there is room on the disk.")
        }
    }

    private func remove(_ file: String) throws(Trouble) {
        guard unsafe unlink(file) == 0 || errno == ENOENT else {
            throw Trouble("\(file) could not be removed. Check its permissions.")
        }
    }
}
