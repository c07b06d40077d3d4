/// Where in a stream of TLS records we are, told from the clear headers alone.
///
/// Lends the library one record at a time, so that no call of it can be kept busy by a peer that
/// sends many records at once. (SPEC §1.2)
struct RecordFraming {
    private static let headerBytes = 5
    /// The place of the two bytes of the length within the header.
    private static let lengthPlace = 3..<5

    /// Bytes of the current record that have been taken.
    private var position = 0
    /// The length of its body, as far as the header is known.
    private var bodyLength = 0

    /// How many of `bytes` belong to the current record.
    func extent(of bytes: Span<UInt8>) -> Int {
        var framing = self
        let header = min(bytes.count, max(RecordFraming.headerBytes - position, 0))
        for index in 0..<header { framing.take(bytes[index]) }
        guard framing.position >= RecordFraming.headerBytes else { return header }
        let rest = framing.bodyLength + RecordFraming.headerBytes - framing.position
        return header + min(rest, bytes.count - header)
    }

    /// Goes on over bytes that were taken, not more than `extent`; answers whether a record ended.
    mutating func advance(over bytes: Span<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        let header = min(bytes.count, max(RecordFraming.headerBytes - position, 0))
        for index in 0..<header { take(bytes[index]) }
        position += bytes.count - header
        guard position >= RecordFraming.headerBytes + bodyLength else { return false }
        self = RecordFraming()
        return true
    }

    private mutating func take(_ byte: UInt8) {
        if RecordFraming.lengthPlace.contains(position) { bodyLength = bodyLength << 8 | Int(byte) }
        position += 1
    }
}
