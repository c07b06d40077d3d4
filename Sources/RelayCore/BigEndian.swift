extension [UInt8] {
    mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// Takes numbers from the front of some bytes; zeros beyond their end.
struct ByteReader {
    private var bytes: [UInt8]
    private var next = 0

    init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

    mutating func take<Number: FixedWidthInteger>() -> Number {
        var number: Number = 0
        for _ in 0..<Number.bitWidth / 8 {
            let byte = next < bytes.count ? bytes[next] : 0
            number =
                Number.bitWidth == 8 ? Number(truncatingIfNeeded: byte) : number << 8 | Number(byte)
            next += 1
        }
        return number
    }

    /// What has not been taken.
    var rest: [UInt8] { Array(bytes.dropFirst(next)) }
}
