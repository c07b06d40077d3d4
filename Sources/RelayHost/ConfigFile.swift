import CToml
import EventLoop

/// The operator's configuration file: TOML, with the names of the command line and of `--set`.
package struct ConfigFile {
    /// One value and where it stands.
    struct Entry {
        let key: String
        /// The value as it would stand on the command line; nil when it is neither text nor number.
        let value: String?
        let line: Int
        let column: Int
    }

    /// A file that cannot be used, and what to do.
    package struct Failure: Error, Equatable {
        package let advice: String
    }

    /// Keys that are options of `serve`, beside those of `Settings`.
    static let options = ["data", "listen", "public", "shards", "tls.certificate", "tls.key"]
    private static let bytesMax = 1_048_576

    /// The file's name, for messages.
    let path: String
    private(set) var entries: [Entry] = []

    /// Reads and checks the form of a file.
    init(path: String) throws(Failure) {
        self.path = path
        let bytes: [UInt8]?
        do throws(SyscallError) {
            bytes = try PrivateFile.read(path, limit: Self.bytesMax, followsLink: true)
        } catch {
            throw Failure(advice: "Cannot read \(path). Check its permissions.")
        }
        guard let bytes else { throw Failure(advice: "There is no file \(path).") }
        try read(bytes)
    }

    /// A file that has been read already.
    package init(path: String, bytes: [UInt8]) throws(Failure) {
        self.path = path
        try read(bytes)
    }

    private mutating func read(_ bytes: [UInt8]) throws(Failure) {
        let document = unsafe bytes.withUnsafeBytes { buffer in
            unsafe circle_toml_read(
                buffer.bindMemory(to: CChar.self).baseAddress,
                buffer.count
            )
        }
        guard let document = unsafe document else {
            throw Failure(advice: "There is no memory to read \(path).")
        }
        defer { unsafe circle_toml_free(document) }
        var line: UInt32 = 0
        var column: UInt32 = 0
        if let error = unsafe circle_toml_error(document, &line, &column) {
            throw Failure(
                advice:
                    "\(path):\(max(1, line)):\(max(1, column)): \(unsafe String(cString: error))"
            )
        }
        var names = [""]
        for index in 1..<max(1, unsafe circle_toml_count(document)) {
            let found = unsafe circle_toml_at(document, index)
            let above = unsafe found.parent == 0 ? "" : names[found.parent] + "."
            names.append(above + (unsafe String(cString: found.key)))
            guard unsafe found.kind != CIRCLE_TOML_TABLE else { continue }
            let value: String? =
                switch unsafe found.kind {
                case CIRCLE_TOML_STRING: unsafe String(cString: found.string)
                case CIRCLE_TOML_INTEGER: unsafe String(found.integer)
                default: nil
                }
            entries.append(
                Entry(
                    key: names[index],
                    value: value,
                    line: Int(unsafe found.line),
                    column: Int(unsafe found.column)
                )
            )
        }
    }

    /// The value of an option, if the file has it.
    package func option(_ key: String) -> String? {
        entries.first { $0.key == key }?.value
    }

    /// Takes over everything that is not an option; an unknown key is an error that names the
    /// nearest known one.
    package func apply(to settings: inout Settings) throws(Failure) {
        for entry in entries {
            guard let value = entry.value else {
                throw failure(entry, "\(entry.key) takes a text or a whole number.")
            }
            guard !Self.options.contains(entry.key) else { continue }
            do throws(Settings.Failure) {
                try settings.set("\(entry.key)=\(value)", alsoKnown: Self.options)
            } catch { throw failure(entry, error.advice) }
        }
    }

    private func failure(_ entry: Entry, _ advice: String) -> Failure {
        Failure(advice: "\(path):\(entry.line):\(entry.column): \(advice)")
    }
}
