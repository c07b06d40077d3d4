internal import COpenSSL

/// The one name for what is spoken inside. (SPEC §1.1)
///
/// Both checks are exact: a connection meant for something else, which an attacker bent to us,
/// must not come through.
enum ApplicationProtocol {
    static let name = [UInt8]("circle/1".utf8)

    /// Whether both ends of the session agreed on exactly our name.
    static func isAgreed(by ssl: OpaquePointer) -> Bool {
        var selected: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        unsafe SSL_get0_alpn_selected(ssl, &selected, &count)
        let agreed = unsafe UnsafeBufferPointer(start: selected, count: Int(count))
        return unsafe agreed.elementsEqual(name)
    }

    /// Makes a server refuse every client that does not offer our name.
    static func require(in context: OpaquePointer) {
        unsafe SSL_CTX_set_client_hello_cb(context, refuseWithoutOffer, nil)
        unsafe SSL_CTX_set_alpn_select_cb(context, selectOurs, nil)
    }

    /// Makes a client offer `names` (our name alone, but for tests); false when refused.
    static func offer(_ names: [[UInt8]], in context: OpaquePointer) -> Bool {
        let list = names.flatMap { [UInt8(truncatingIfNeeded: $0.count)] + $0 }
        guard !list.isEmpty else { return true }
        return unsafe SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) == 0
    }
}

/// Refuses a client without any offer at once: it would never reach `selectOurs`.
private func refuseWithoutOffer(
    _ ssl: OpaquePointer?,
    _ alert: UnsafeMutablePointer<Int32>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    var offer: UnsafePointer<UInt8>?
    var count = 0
    let kind = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
    if unsafe SSL_client_hello_get0_ext(ssl, kind, &offer, &count) == 1 {
        return SSL_CLIENT_HELLO_SUCCESS
    }
    unsafe alert?.pointee = TLS1_AD_NO_APPLICATION_PROTOCOL
    return SSL_CLIENT_HELLO_ERROR
}

/// Walks the client's list of names, each behind its length, and stops at ours.
private func selectOurs(
    _ ssl: OpaquePointer?,
    _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ selectedCount: UnsafeMutablePointer<UInt8>?,
    _ offer: UnsafePointer<UInt8>?,
    _ offerCount: UInt32,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let names = unsafe UnsafeBufferPointer(start: offer, count: Int(offerCount))
    var place = 0
    while place < names.count {
        let start = place + 1
        let end = unsafe start + Int(names[place])
        guard end <= names.count else { break }
        if unsafe names[start..<end].elementsEqual(ApplicationProtocol.name) {
            unsafe selected?.pointee = offer.map { unsafe $0 + start }
            unsafe selectedCount?.pointee = UInt8(end - start)
            return SSL_TLSEXT_ERR_OK
        }
        place = end
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
