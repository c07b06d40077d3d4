import Glibc

/// Why the journal could not do what it was asked.
///
/// It carries numbers of the system at most: no path, no key, nothing a peer sent.
public enum JournalFailure: Error, Equatable, Sendable {
    /// The file has no room for these records; nothing was written. A new generation has room.
    case full
    /// No room is left on the disk or in the memory that holds the directory.
    case diskFull
    /// The journal would be, or is, larger than any of ours.
    case tooLarge
    /// A file or the directory cannot be made or opened; the number is the system's `errno`.
    case cannotOpen(errno: Int32)
    /// A write, a sync or a read failed; the number is the system's `errno`.
    case unavailable(errno: Int32)
    /// A write or a sync of this file failed before: what it holds is unknown from there on.
    case spent

    /// The failure of a call on a file that is open.
    init(errno code: Int32) {
        switch code {
        case ENOSPC, EDQUOT: self = .diskFull
        case EFBIG: self = .tooLarge
        default: self = .unavailable(errno: code)
        }
    }

    /// The failure of a call that makes or opens a file.
    init(opening code: Int32) {
        switch code {
        case ENOSPC, EDQUOT: self = .diskFull
        default: self = .cannotOpen(errno: code)
        }
    }
}
