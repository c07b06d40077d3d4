internal import Glibc

/// Where a connection comes from, for counting and limiting only.
///
/// Always the 16 bytes of IPv6; an IPv4 address is mapped (`::ffff:a.b.c.d`). It has no text form,
/// so that it cannot end in a log.
public struct PeerAddress: Hashable, Sendable {
    /// The first eight bytes of the address, as a number.
    public let high: UInt64
    /// The last eight bytes of the address, as a number.
    public let low: UInt64

    /// The address with these halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The mapped form of an IPv4 address.
    public init(ipv4 address: UInt32) {
        self.init(high: 0, low: 0xffff << 32 | UInt64(address))
    }

    /// The address in a socket address; one of another family counts as all zeros.
    init(_ storage: sockaddr_storage) {
        self = unsafe withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_INET:
                // Family and port stand before the address.
                let address = unsafe bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
                return PeerAddress(ipv4: UInt32(bigEndian: address))
            case AF_INET6:
                // Family, port and flow label stand before the address.
                let high = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                let low = unsafe bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                return PeerAddress(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
            default:
                return PeerAddress(high: 0, low: 0)
            }
        }
    }

    /// Whether this is a mapped IPv4 address.
    public var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

    /// What one household or host has: the IPv4 address, or the first 64 bits of IPv6.
    public var prefix64: PeerAddress { isIPv4 ? self : PeerAddress(high: high, low: 0) }

    /// What one site has: the IPv4 address, or the first 48 bits of IPv6.
    public var prefix48: PeerAddress { isIPv4 ? self : PeerAddress(high: high & ~0xffff, low: 0) }
}
