internal import Glibc

/// How one transfer of bytes ended.
public enum Transfer: Equatable, Sendable {
    /// So many bytes were taken or given, at least one.
    case bytes(Int)
    /// Nothing can be moved now; wait until the poller says so.
    case wouldBlock
    /// The peer sends no more, in whatever way it stopped.
    case ended
    /// The connection is broken; the code is `errno`.
    case failed(Int32)
}

/// The thin calls on a connected socket.
public enum Socket {
    /// Receives into the free space of `space`, which must not be empty.
    public static func receive(_ raw: Int32, into space: inout OutputSpan<UInt8>) -> Transfer {
        precondition(space.freeCapacity > 0)
        return unsafe space.withUnsafeMutableBufferPointer { buffer, initialized in
            guard let base = buffer.baseAddress else { return .wouldBlock }
            while true {
                let count = unsafe recv(raw, base + initialized, buffer.count - initialized, 0)
                if count > 0 {
                    initialized += count
                    return .bytes(count)
                }
                if count == 0 { return .ended }
                if errno != EINTR { return failure() }
            }
        }
    }

    /// Sends from the front of `bytes`, which must not be empty; a broken pipe is no signal.
    public static func send(_ raw: Int32, _ bytes: Span<UInt8>) -> Transfer {
        precondition(!bytes.isEmpty)
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            while true {
                let count = unsafe Glibc.send(
                    raw,
                    buffer.baseAddress,
                    buffer.count,
                    Int32(MSG_NOSIGNAL)
                )
                if count >= 0 { return .bytes(count) }
                if errno != EINTR { return failure() }
            }
        }
    }

    /// Tells the peer that nothing more will come; what it still sends can be received.
    ///
    /// Closing with unread input would destroy the last bytes on their way.
    public static func finishSending(_ raw: Int32) {
        _ = shutdown(raw, Int32(SHUT_WR))
    }

    private static func failure() -> Transfer {
        errno == EAGAIN || errno == EWOULDBLOCK ? .wouldBlock : .failed(errno)
    }
}
