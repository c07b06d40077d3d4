import EventLoop
import Glibc

/// Lines over the admin socket, with a short patience.
enum AdminTalk {
    private static let answerBytesMax = 1_048_576

    /// One line without its end; nil when it does not come in time.
    static func readLine(_ descriptor: borrowing Descriptor, until deadline: UInt64) -> String? {
        readAll(descriptor, until: deadline, limit: AdminRequest.bytesMax, firstLine: true)
            .map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
    }

    /// All lines until the other end closes.
    static func readLines(
        _ descriptor: borrowing Descriptor,
        until deadline: UInt64
    ) -> [String]? {
        readAll(descriptor, until: deadline, limit: answerBytesMax, firstLine: false)
            .map { bytes in
                bytes.split(separator: UInt8(ascii: "\n"))
                    .map { String(decoding: $0, as: UTF8.self) }
            }
    }

    /// Writes lines, as far as the other end takes them.
    static func write(_ lines: [String], to descriptor: borrowing Descriptor) {
        let bytes = [UInt8]((lines.joined(separator: "\n") + "\n").utf8)
        var sent = 0
        let deadline = BootClock.now() + 1_000
        while sent < bytes.count, BootClock.now() < deadline {
            switch Socket.send(descriptor.raw, bytes.span.extracting(sent...)) {
            case .bytes(let count): sent += count
            case .wouldBlock: wait(descriptor, for: Int16(POLLOUT), until: deadline)
            case .ended, .failed: return
            }
        }
    }

    private static func readAll(
        _ descriptor: borrowing Descriptor,
        until deadline: UInt64,
        limit: Int,
        firstLine: Bool
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < limit {
            var outcome = Transfer.ended
            bytes.append(addingCapacity: 4_096) { space in
                outcome = Socket.receive(descriptor.raw, into: &space)
            }
            switch outcome {
            case .bytes:
                if firstLine, bytes.contains(UInt8(ascii: "\n")) { return bytes }
            case .wouldBlock:
                guard BootClock.now() < deadline else { return nil }
                wait(descriptor, for: Int16(POLLIN), until: deadline)
            case .ended: return bytes
            case .failed: return nil
            }
        }
        return nil
    }

    private static func wait(
        _ descriptor: borrowing Descriptor,
        for events: Int16,
        until deadline: UInt64
    ) {
        let now = BootClock.now()
        guard deadline > now else { return }
        var entry = pollfd(fd: descriptor.raw, events: events, revents: 0)
        _ = unsafe poll(&entry, 1, Int32(clamping: deadline - now))
    }
}
