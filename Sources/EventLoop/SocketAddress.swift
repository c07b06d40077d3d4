internal import Glibc

/// An address as the kernel takes it.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length: socklen_t

    /// A copy of one address of a resolver's answer, or nil when it does not fit.
    private init?(_ answer: UnsafePointer<addrinfo>) {
        length = unsafe answer.pointee.ai_addrlen
        guard let address = unsafe answer.pointee.ai_addr,
            Int(length) <= MemoryLayout<sockaddr_storage>.size
        else { return nil }
        let count = Int(length)
        unsafe withUnsafeMutableBytes(of: &storage) { target in
            unsafe target.copyMemory(from: UnsafeRawBufferPointer(start: address, count: count))
        }
    }

    /// A name in the file system, or nil when it is too long or empty.
    init?(path: String) {
        let bytes = Array(path.utf8)
        let offset = MemoryLayout<sa_family_t>.size
        guard !bytes.isEmpty, !bytes.contains(0),
            offset + bytes.count < MemoryLayout<sockaddr_un>.size
        else { return nil }
        storage.ss_family = sa_family_t(AF_UNIX)
        length = socklen_t(offset + bytes.count + 1)
        unsafe withUnsafeMutableBytes(of: &storage) { target in
            for index in bytes.indices { unsafe target[offset + index] = bytes[index] }
        }
    }

    var family: Int32 { Int32(storage.ss_family) }

    /// Whether this is `::`, which may stand for every address of both families.
    var isUnspecifiedIPv6: Bool {
        family == AF_INET6 && PeerAddress(storage) == PeerAddress(high: 0, low: 0)
    }

    /// Lends the address in the form of the socket calls.
    func withPointer<R>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe body(address, length)
            }
        }
    }

    /// Every stream address of `host`, a name or a number, with or without brackets.
    ///
    /// Asks the resolver and waits for it. An unknown name throws EADDRNOTAVAIL.
    static func resolve(
        _ host: String,
        port: UInt16,
        passive: Bool
    ) throws(SyscallError) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)
        var answers: UnsafeMutablePointer<addrinfo>?
        let bare =
            host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        let code = unsafe getaddrinfo(bare, String(port), &hints, &answers)
        guard code == 0 else {
            throw SyscallError("getaddrinfo", code: code == EAI_SYSTEM ? errno : EADDRNOTAVAIL)
        }
        defer { unsafe freeaddrinfo(answers) }
        var found: [SocketAddress] = []
        var next = unsafe answers
        while let answer = unsafe next {
            if let address = unsafe SocketAddress(answer) { found.append(address) }
            unsafe next = unsafe answer.pointee.ai_next
        }
        guard !found.isEmpty else { throw SyscallError("getaddrinfo", code: EADDRNOTAVAIL) }
        return found
    }
}
