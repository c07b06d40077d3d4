extension DurableStore {
    /// Takes the next log number of an open, founded circle. (SPEC §3.2)
    ///
    /// It is on the disk before it is returned and never comes again; the first is 1.
    ///
    /// - Throws: `.noSuchCircle` if the circle is unknown, not founded yet, or closed.
    public func openLog(of circle: CircleID) throws(StoreFailure) -> UInt64 {
        guard let row = try connection.row(.takeLog, [.bytes(circle.bytes)]) else {
            throw .noSuchCircle
        }
        return try row.unsigned(0)
    }

    /// The number that the next `openLog` will take, as a newcomer is told it.
    public func nextLog(of circle: CircleID) throws(StoreFailure) -> UInt64 {
        guard let record = try self.circle(id: circle) else { throw .noSuchCircle }
        return record.log + 1
    }
}
