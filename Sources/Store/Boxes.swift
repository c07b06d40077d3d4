/// A box as it lies in the file: its length, its bytes, and zeros up to a fixed size.
///
/// The size fills a page of the file, so that each page of the table holds one box, always in the
/// same place. SQLite overwrites a row that it deletes, but not the place a row was moved from
/// when pages are balanced; rows that fill a page are never moved within one.
enum BoxPage {
    /// Bytes of a page's row; the schema checks it.
    static let bytes = 4_000

    static func fill(with box: [UInt8]) -> [UInt8] {
        let count = UInt16(box.count)
        var page = [UInt8(count >> 8), UInt8(count & 0xff)]
        page += box
        page += [UInt8](repeating: 0, count: bytes - page.count)
        return page
    }

    static func box(in page: [UInt8]) throws(StoreFailure) -> [UInt8] {
        guard page.count == bytes else { throw .damaged }
        let count = Int(page[0]) << 8 | Int(page[1])
        guard 1...StoreLimits.boxBytesMax ~= count else { throw .damaged }
        return [UInt8](page[2..<(2 + count)])
    }
}

extension DurableStore {
    /// Deletes the boxes of expired invitations, and whatever the log of the file still holds of
    /// deleted ones. (SPEC §9.2)
    ///
    /// Called now and then, it also makes good an erasure that the disk refused before.
    ///
    /// - Parameter now: seconds of the wall clock.
    /// - Returns: how many boxes went.
    /// - Throws: when the disk refuses; boxes may be deleted already, their traces are not.
    @discardableResult
    public func sweep(now: UInt64) throws(StoreFailure) -> Int {
        let boxes = try connection.run(.dropBoxesExpired, [.integer(Int64(clamping: now))])
        try connection.truncateLog()
        return boxes
    }

    /// Cuts the log of the file if boxes were deleted.
    ///
    /// The deletion is committed and must take effect, so a disk that refuses here is not the
    /// caller's failure: the next sweep, or the next opening, tries again and says so.
    func eraseLog(after boxes: Int) {
        guard boxes > 0 else { return }
        _ = try? connection.truncateLog()
    }

    func box(of ticket: [UInt8]?, in circle: CircleID) throws(StoreFailure) -> [UInt8]? {
        guard let ticket,
            let row = try connection.row(.box, [.bytes(circle.bytes), .bytes(ticket)])
        else { return nil }
        return try BoxPage.box(in: try row.bytes(0))
    }
}
