import CSQLite

/// Why the store could not do what it was asked, with a sentence for the operator.
///
/// It carries numbers of the system at most: never a key, a handle or anything a peer sent.
public enum StoreFailure: Error, Equatable, Sendable {
    /// Another process, or another store of this one, has the directory.
    case inUse
    /// The store was written by a newer relay.
    case newerSchema
    /// The directory or the file cannot be made or opened; the number is the system's `errno`.
    case cannotOpen(errno: Int32)
    /// The file is not a store, or its contents contradict themselves.
    case damaged
    /// No room is left on the disk.
    case diskFull
    /// The disk failed to read or write; the number is SQLite's extended result code.
    case unavailable(code: Int32)
    /// The circle is unknown, or not in the state that the operation needs.
    case noSuchCircle
    /// The program broke a rule of the schema; the number is SQLite's extended result code.
    case broken(code: Int32)

    /// What a person can do about it, in plain words.
    public var advice: String {
        switch self {
        case .inUse:
            "The data directory is in use by another relay. Stop that one, or choose another"
                + " directory."
        case .newerSchema:
            "The store was written by a newer relay. Install that version again, or restore a"
                + " backup made before the upgrade."
        case .cannotOpen(let errno):
            "The data directory cannot be opened for writing (system error \(errno)). Check that"
                + " it is a directory and belongs to the relay's user."
        case .damaged:
            "The store is damaged. Stop the relay, keep a copy of the data directory, and restore"
                + " the newest backup."
        case .diskFull:
            "The disk is full. Nothing was changed; make room and try again."
        case .unavailable(let code):
            "The disk could not be read or written (code \(code)). Nothing was changed; check the"
                + " disk."
        case .noSuchCircle:
            "There is no such circle, or it is not open."
        case .broken(let code):
            "The relay tried to store something that its own rules forbid (code \(code)). Nothing"
                + " was changed; please report this fault."
        }
    }

    /// The failure that an SQLite result code stands for.
    init(code: Int32) {
        switch code & 0xff {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: self = .damaged
        case SQLITE_FULL: self = .diskFull
        case SQLITE_BUSY, SQLITE_LOCKED: self = .inUse
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_NOMEM:
            self = .unavailable(code: code)
        default: self = .broken(code: code)
        }
    }
}
