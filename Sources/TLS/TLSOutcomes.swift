/// How far a handshake has come.
public enum TLSProgress: Equatable, Sendable {
    /// The channel stands.
    case done
    /// The input is used up; send the output and come again with more.
    case wantsInput
    /// It is over; send the output, which may tell the peer why, and close.
    case failed(TLSFailure)
}

/// What one read found; it looks at one record at most.
public enum TLSRead: Equatable, Sendable {
    /// So many bytes were appended; there may be more.
    case bytes(Int)
    /// The input is used up; come again with more.
    case wantsInput
    /// A record without application data was dealt with; there may be more. Output may have come.
    case nonData
    /// The peer said with `close_notify` that it sends no more.
    case closedCleanly
    /// It is over; send the output, which may tell the peer why, and close.
    case failed(TLSFailure)
}

/// How a write ended.
public enum TLSWrite: Equatable, Sendable {
    /// All of it is in the output.
    case written
    /// It is over; close.
    case failed(TLSFailure)
}

/// What it means when the network says that the peer's stream has ended.
public enum TLSEnding: Equatable, Sendable {
    /// The peer had said that it would.
    case announced
    /// Nobody said so: the line broke or was cut. (SPEC §1.3)
    case cut
}
