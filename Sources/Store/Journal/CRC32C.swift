/// The cyclic sum named CRC-32C: it sees every change of up to 32 bits in a row.
package enum CRC32C {
    /// The sum of `bytes`.
    package static func sum(of bytes: [UInt8]) -> UInt32 { finish(extend(start, by: bytes.span)) }

    /// What a sum is before its first byte.
    static let start: UInt32 = 0xffff_ffff

    /// Takes in some bytes; what comes out goes on, or is finished.
    static func extend(_ state: UInt32, by bytes: Span<UInt8>) -> UInt32 {
        let table = table
        var state = state
        for index in bytes.indices { state = step(state, bytes[index], table) }
        return state
    }

    /// Takes in a number, its highest byte first.
    static func extend(_ state: UInt32, by number: UInt32) -> UInt32 {
        let table = table
        var state = state
        for shift in stride(from: 24, through: 0, by: -8) {
            state = step(state, UInt8(truncatingIfNeeded: number >> shift), table)
        }
        return state
    }

    static func finish(_ state: UInt32) -> UInt32 { ~state }

    private static func step(_ state: UInt32, _ byte: UInt8, _ table: [UInt32]) -> UInt32 {
        table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8
    }

    /// What each byte does to the state; Castagnoli's polynomial with its bits reversed.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { state, _ in
            state & 1 == 0 ? state >> 1 : state >> 1 ^ 0x82f6_3b78
        }
    }
}
