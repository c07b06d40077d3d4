internal import COpenSSL

/// The library's way to its bytes: reads take what is lent, writes append, no descriptor anywhere.
enum ExchangeBIO {
    /// One for the process and for good; the library only reads it after it is made.
    private nonisolated(unsafe) static let method: OpaquePointer? = unsafe makeMethod()

    /// A new way that leads nowhere until `point` is called; nil when memory is lacking.
    static func make() -> OpaquePointer? {
        guard let method = unsafe method, let bio = unsafe BIO_new(method) else { return nil }
        unsafe BIO_set_init(bio, 1)
        return unsafe bio
    }

    /// Leads to `exchange` for the next operation, or nowhere.
    static func point(_ bio: OpaquePointer, at exchange: UnsafeMutablePointer<Exchange>?) {
        unsafe BIO_set_data(bio, exchange)
    }

    private static func makeMethod() -> OpaquePointer? {
        let kind = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
        guard kind > 0, let method = unsafe BIO_meth_new(kind, "circle") else { return nil }
        unsafe BIO_meth_set_read(method, takeInput)
        unsafe BIO_meth_set_write(method, appendOutput)
        unsafe BIO_meth_set_ctrl(method, control)
        return unsafe method
    }
}

private func exchange(of bio: OpaquePointer?) -> UnsafeMutablePointer<Exchange>? {
    unsafe BIO_get_data(bio)?.assumingMemoryBound(to: Exchange.self)
}

/// Runs out when the lent bytes do, and says that trying again later makes sense.
private func takeInput(
    _ bio: OpaquePointer?,
    _ target: UnsafeMutablePointer<CChar>?,
    _ count: Int32
) -> Int32 {
    unsafe circle_BIO_clear_retry_flags(bio)
    guard let exchange = unsafe exchange(of: bio), let target = unsafe target, count > 0 else {
        return -1
    }
    let taken = unsafe exchange.pointee.take(Int(count), into: target)
    guard taken > 0 else {
        unsafe circle_BIO_set_retry_read(bio)
        return -1
    }
    return Int32(taken)
}

/// Takes everything, so that the library never waits for a peer that does not read.
private func appendOutput(
    _ bio: OpaquePointer?,
    _ source: UnsafePointer<CChar>?,
    _ count: Int32
) -> Int32 {
    unsafe circle_BIO_clear_retry_flags(bio)
    guard let exchange = unsafe exchange(of: bio), let source = unsafe source, count > 0 else {
        return -1
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: source, count: Int(count))
    unsafe exchange.pointee.output.append(contentsOf: bytes)
    return count
}

private func control(
    _ bio: OpaquePointer?,
    _ command: Int32,
    _ number: Int,
    _ pointer: UnsafeMutableRawPointer?
) -> Int {
    command == BIO_CTRL_FLUSH ? 1 : 0
}
