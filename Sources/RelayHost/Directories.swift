import EventLoop
import Glibc
import Sealing
import Wire

/// Where a relay keeps what must survive, and what must not.
struct Directories {
    /// The store and the identity key.
    let data: String
    /// The admin socket; one subfolder per data directory.
    let runtime: String
    /// What the operator should know about the choice, if anything.
    let warning: String?

    /// A directory that cannot be had, and what to do.
    struct Failure: Error {
        let advice: String
    }

    /// Finds or makes both.
    ///
    /// The data directory is as given, else `STATE_DIRECTORY`, else below the home directory.
    init(data given: String?) throws(Failure) {
        let home = Self.environment("HOME") ?? "/root"
        let chosen =
            given ?? Self.environment("STATE_DIRECTORY").map(Self.firstPath)
            ?? home + "/.local/state/circle-relay"
        let data = Self.absolute(chosen)
        try Self.make(data)
        self.data = data
        let name = Self.shortName(of: data)
        for parent in Self.runtimeParents() {
            if (try? Self.make(parent)) != nil, Self.isPrivate(parent),
                (try? Self.make(parent + "/" + name)) != nil
            {
                runtime = parent + "/" + name
                warning = nil
                return
            }
        }
        runtime = data + "/run"
        try Self.make(runtime)
        warning = "no memory-backed directory was found; using \(runtime)"
    }

    /// Where the admin socket is.
    var adminSocket: String { runtime + "/admin.sock" }

    /// Makes a folder of this name in the data directory.
    func onDisk(_ name: String) throws(Failure) -> String {
        let path = data + "/" + name
        try Self.make(path)
        return path
    }

    private static func runtimeParents() -> [String] {
        var parents: [String] = []
        if let given = environment("RUNTIME_DIRECTORY") { parents.append(firstPath(given)) }
        if let given = environment("XDG_RUNTIME_DIR") { parents.append(given + "/circle-relay") }
        parents.append("/dev/shm/circle-relay-\(getuid())")
        return parents
    }

    /// systemd gives several paths joined by colons.
    private static func firstPath(_ paths: String) -> String {
        paths.split(separator: ":").first.map(String.init) ?? paths
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let here = unsafe getcwd(nil, 0) else { return path }
        defer { unsafe free(here) }
        return unsafe String(cString: here) + "/" + path
    }

    /// A short name for a long path, the same at each start.
    private static func shortName(of path: String) -> String {
        let digest = Digest.sha256([UInt8](path.utf8))
        return String(decoding: Base64URL.encode(Array(digest.prefix(9))), as: UTF8.self)
    }

    /// Makes a directory of mode 0700 with all above it.
    private static func make(_ path: String) throws(Failure) {
        var built = ""
        for part in path.split(separator: "/") {
            built += "/" + part
            guard unsafe mkdir(built, 0o700) != 0, errno != EEXIST else { continue }
            if errno == EACCES || errno == EROFS || errno == EPERM, unsafe access(built, F_OK) == 0
            {
                continue
            }
            throw Failure(
                advice: "Cannot make the directory \(path). Give another with --data DIR."
            )
        }
        guard unsafe access(path, W_OK | X_OK) == 0 else {
            throw Failure(
                advice: "Cannot write to the directory \(path). Give another with --data DIR."
            )
        }
    }

    /// Nobody else may own or enter it: it may lie in a place that all can write to.
    private static func isPrivate(_ path: String) -> Bool {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { return false }
        return facts.st_uid == getuid() && facts.st_mode & S_IFMT == S_IFDIR
            && facts.st_mode & 0o022 == 0
    }
}
