import EventLoop
import Glibc
import Wire

/// What the operator of this relay would have somebody in a crisis read, by language. (SPEC §19.6)
///
/// The relay itself ships no such words and no telephone numbers: they differ from place to place
/// and change, so they are files which the operator writes and looks after.
package struct CrisisCards: Sendable {
    /// The longest card, in bytes. (SPEC §19.6)
    package static let bytesMax = 4_000
    /// The longest name of a language that is looked for, in bytes.
    private static let localeBytesMax = 35
    private static let defaultName = "default"
    private static let ending = ".txt"

    private var texts: [String: String] = [:]

    /// Cards that cannot be used, and what to do.
    package struct Failure: Error, Equatable {
        package let advice: String
    }

    /// No cards: every client shows its own.
    package init() {}

    /// Reads the directory that the operator chose, or `crisis` of the data directory if it is there.
    package init(chosen: String?, data: String) throws(Failure) {
        let directory = chosen ?? data + "/crisis"
        guard let names = try Self.names(in: directory) else {
            guard let chosen else { return }
            throw Failure(
                advice: "There is no directory \(chosen) for crisis-cards. Make it, or leave the "
                    + "setting out."
            )
        }
        for name in names where name.hasSuffix(Self.ending) && !name.hasPrefix(".") {
            try read(directory + "/" + name, named: String(name.dropLast(Self.ending.count)))
        }
    }

    /// The languages there are cards for, in order.
    package var locales: [String] { texts.keys.sorted() }

    /// The card of a locale such as `de-AT`: its own, else that of its language, else the default.
    package func card(for locale: String) -> String? {
        var name = locale.utf8.count <= Self.localeBytesMax ? Self.normal(locale) : ""
        while texts[name] == nil, let end = name.lastIndex(of: "-") { name = String(name[..<end]) }
        return texts[name] ?? texts[Self.defaultName]
    }

    private mutating func read(_ path: String, named name: String) throws(Failure) {
        let locale = Self.normal(name)
        guard locale == Self.defaultName || Self.isLocale(locale) else {
            throw Failure(
                advice: "\(path): The name of a card is that of a language, such as de.txt or "
                    + "de-AT.txt, or default.txt."
            )
        }
        guard texts[locale] == nil else {
            throw Failure(advice: "\(path): There is another card for \(locale). Keep one of them.")
        }
        var bytes: [UInt8]?
        do throws(SyscallError) {
            bytes = try PrivateFile.read(path, limit: Self.bytesMax * 4, followsLink: true)
        } catch {}
        guard let bytes else {
            throw Failure(advice: "Cannot read \(path). Check its permissions.")
        }
        texts[locale] = try CrisisCardText(reading: bytes, from: path).text
    }

    /// Language tags mean the same in capitals, and some systems write them with `_`.
    private static func normal(_ locale: String) -> String {
        String(locale.lowercased().map { $0 == "_" ? "-" : $0 })
    }

    /// A language of two or three letters, then what narrows it down.
    private static func isLocale(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let language = parts.first, text.utf8.count <= localeBytesMax else { return false }
        return (2...3).contains(language.count) && language.allSatisfy { ("a"..."z").contains($0) }
            && parts.allSatisfy { part in
                (1...8).contains(part.count)
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }

    /// All names in a directory, in order; nil when there is no such directory.
    private static func names(in path: String) throws(Failure) -> [String]? {
        guard let stream = unsafe opendir(path) else {
            guard errno != ENOENT else { return nil }
            throw Failure(
                advice: "Cannot read the directory \(path) with the crisis cards. Check that it is "
                    + "one, and its permissions."
            )
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            names.append(
                unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                    unsafe String(
                        cString: UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
                    )
                }
            )
        }
        return names.sorted()
    }
}
