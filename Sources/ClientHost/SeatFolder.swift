import EventLoop
import Glibc
import Sealing
import Wire

/// Where this account keeps its seats: one small file each, for its eyes only.
struct SeatFolder {
    let path: String

    /// The folder that the environment names, made if need be.
    init() throws(Trouble) {
        guard let path = Self.place else {
            throw Trouble("No home directory is known. Set CIRCLE_HOME to a directory of yours.")
        }
        self.path = path
        try make()
    }

    private static var place: String? {
        if let home = variable("CIRCLE_HOME") { return home }
        if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/circle" }
        return variable("HOME").map { $0 + "/.local/share/circle" }
    }

    static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    private func make() throws(Trouble) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            _ = unsafe mkdir(made, 0o700)
        }
        // Others must not even see how many circles there are.
        guard unsafe chmod(path, 0o700) == 0 else {
            throw Trouble("\(path) cannot be used: it must be a directory of yours.")
        }
    }

    /// All seats, in the order of their circles and names.
    func seats() throws(Trouble) -> [SeatRecord] {
        var seats: [SeatRecord] = []
        for file in try fileNames() where file.hasSuffix(".seat") {
            guard let text = try? PrivateFile.read(path + "/" + file) else { continue }
            guard let seat = SeatRecord(text: text) else {
                throw Trouble(
                    "The file \(path)/\(file) is damaged, or a newer version wrote it. Put it aside"
                        + " to go on without that seat."
                )
            }
            seats.append(seat)
        }
        return seats.sorted { ($0.circle.number, $0.name) < ($1.circle.number, $1.name) }
    }

    private func fileNames() throws(Trouble) -> [String] {
        guard let directory = unsafe opendir(path) else {
            throw Trouble("\(path) cannot be read.")
        }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }

    /// Keeps a seat as it is now.
    func save(_ seat: SeatRecord) throws(Trouble) {
        var text = seat.text
        defer { Cleansing.cleanse(&text) }
        do { try PrivateFile.write(text, to: path + "/" + seat.fileName + ".seat") } catch {
            throw Trouble(
                "Your seat could not be saved in \(path). Check that there is room on the disk."
            )
        }
    }

    /// Takes a seat for this process alone.
    func lock(_ seat: SeatRecord) throws(Trouble) -> SeatLock {
        do {
            if let lock = try SeatLock(path: path + "/" + seat.fileName + ".lock") { return lock }
        } catch { throw Trouble("\(path) cannot be used: \(error.operation) failed.") }
        throw Trouble(
            "This seat is in use by another `circle` on this machine. Leave there first, or use"
                + " another seat with --name."
        )
    }

    /// Remembers an invitation that was made here, by its public half.
    func remember(ticket: PublicKey, role: String, of seat: SeatRecord) throws(Trouble) {
        let key = String(decoding: Base64URL.encode(ticket.bytes), as: UTF8.self)
        do {
            try PrivateFile.append("\(key) \(role)", to: path + "/" + seat.fileName + ".tickets")
        } catch { throw Trouble("The invitation could not be noted in \(path).") }
    }

    /// The invitations of this seat that were made here.
    func tickets(of seat: SeatRecord) -> [String] {
        let file = path + "/" + seat.fileName + ".tickets"
        guard let bytes = (try? PrivateFile.read(file, limit: 1 << 20)).flatMap({ $0 }) else {
            return []
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.split(separator: " ").first.map(String.init)
        }
    }
}
