import EventLoop

/// A file that a command is to make: it takes the place of no other.
enum NewFile {
    /// Whether there is nothing at this path yet that would be lost.
    static func check(_ path: String) throws(Trouble) {
        guard (try? PrivateFile.read(path, limit: 1, followsLink: true)) == .some(nil) else {
            throw taken(path)
        }
    }

    /// There is something already.
    static func taken(_ path: String) -> Trouble {
        Trouble(
            "\(path) is there already, or cannot be looked at. Choose another name for the file."
        )
    }
}
