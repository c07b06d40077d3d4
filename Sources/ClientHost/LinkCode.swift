import CQREncode
import Glibc
import Terminal

/// A link as a QR code, for a person who sits beside the screen with a camera.
enum LinkCode {
    /// The picture of a text; nil when the library has no memory or the text is too long.
    static func picture(of text: String) -> CodePicture? {
        let bytes = [UInt8](text.utf8)
        guard let count = Int32(exactly: bytes.count) else { return nil }
        // A screen is never dirty or torn: the lowest correction makes the smallest code.
        guard let code = unsafe QRcode_encodeData(count, bytes, 0, QR_ECLEVEL_L) else { return nil }
        defer { unsafe QRcode_free(code) }
        guard let data = unsafe code.pointee.data else { return nil }
        let width = unsafe Int(code.pointee.width)
        let squares = unsafe UnsafeBufferPointer(start: data, count: width * width)
        // Of each byte the lowest bit is the colour.
        return CodePicture(width: width, isDark: unsafe squares.map { $0 & 1 == 1 })
    }

    /// Draws the code of a link below its text, if the window is wide enough.
    static func show(_ link: String) {
        guard let picture = picture(of: link) else {
            return Output.complain("The code could not be drawn; the link above is the same.")
        }
        if let columns = TerminalMode.columns, columns < picture.columns {
            return Output.complain(
                "This window is too narrow for the code, which has \(picture.columns) columns; the"
                    + " link above is the same."
            )
        }
        let terminal = SeatFolder.variable("TERM")
        let inColours = isatty(STDOUT_FILENO) == 1 && terminal != nil && terminal != "dumb"
        for row in picture.rows(inColours: inColours) { Output.say(row) }
    }
}
