import EventLoop
import Sealing

/// An invitation in a file: some sentences for people, and the link.
enum InvitationFile {
    /// How the names of such files end.
    private static let ending = ".circle"
    private static let mark = [UInt8]("circle://".utf8)
    /// The largest file that is looked through, in bytes.
    private static let bytesMax = 16_384

    /// Writes the invitation; answers whether it is there now.
    static func write(_ link: String, terms: String, to path: String) -> Bool {
        var bytes = [UInt8](
            """
            This is an invitation to a circle: people who meet in text and listen to each other.
            To come in, get the program `circle`, and type: circle join FILE (the name of this file).
            It is \(terms) from when it was made.
            Whoever has it can come in, so keep it to yourself.

            \(link)

            """.utf8
        )
        defer { Cleansing.cleanse(&bytes) }
        return (try? PrivateFile.create(bytes, at: path)) == true
    }

    /// Whether an argument names a file and nothing else.
    static func isMeant(by argument: String) -> Bool {
        argument.hasSuffix(ending) || argument.contains("/")
    }

    /// The link in a file; nil when there is no such file.
    static func link(at path: String) throws(Trouble) -> String? {
        var bytes: [UInt8]
        do {
            guard let found = try PrivateFile.read(path, limit: bytesMax, followsLink: true) else {
                return nil
            }
            bytes = found
        } catch { throw Trouble("\(path) cannot be read.") }
        defer { Cleansing.cleanse(&bytes) }
        guard let start = bytes.firstRange(of: mark)?.lowerBound else {
            throw Trouble("There is no invitation in \(path). Ask whoever sent it to you.")
        }
        return String(decoding: bytes[start...].prefix { $0 > 0x20 }, as: UTF8.self)
    }
}
