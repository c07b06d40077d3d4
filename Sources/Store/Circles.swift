/// What became of the wish for a new circle.
public enum CircleMaking: Sendable {
    case made
    /// Not 1 to 40 of a-z, 0-9 and `-`.
    case badHandle
    case handleTaken
    case idTaken
    /// The founding ticket is not a key of 32 bytes.
    case badTicket
}

extension DurableStore {
    /// Makes a circle that waits for its founder. (SPEC §9.1)
    ///
    /// - Parameters:
    ///   - id: eight fresh random bytes.
    ///   - handle: the operator's label; a closed circle keeps its own.
    ///   - mode: fixed for the circle's life.
    ///   - foundingTicket: the public half of the founding link's ticket, 32 bytes.
    /// - Returns: whether it was made, or why not.
    /// - Throws: when the disk refuses; then nothing has changed.
    public func makeCircle(
        id: CircleID,
        handle: String,
        mode: Mode,
        foundingTicket: [UInt8]
    ) throws(StoreFailure) -> CircleMaking {
        guard CircleRecord.isHandle(handle) else { return .badHandle }
        guard foundingTicket.count == StoreLimits.keyBytes else { return .badTicket }
        return try connection.transaction { () throws(StoreFailure) in
            guard try circle(handle: handle) == nil else { return .handleTaken }
            guard try circle(id: id) == nil else { return .idTaken }
            try connection.run(
                .makeCircle,
                CircleSettings().values + [
                    .bytes(id.bytes), .text(handle), .integer(Int64(mode.rawValue)),
                    .bytes(foundingTicket),
                ]
            )
            return .made
        }
    }

    /// All circles, by handle.
    public func circles() throws(StoreFailure) -> [CircleRecord] {
        var records: [CircleRecord] = []
        for row in try connection.rows(.circles) { records.append(try CircleRecord(row)) }
        return records
    }

    public func circle(handle: String) throws(StoreFailure) -> CircleRecord? {
        guard let row = try connection.row(.circleByHandle, [.text(handle)]) else { return nil }
        return try CircleRecord(row)
    }

    public func circle(id: CircleID) throws(StoreFailure) -> CircleRecord? {
        guard let row = try connection.row(.circleByID, [.bytes(id.bytes)]) else { return nil }
        return try CircleRecord(row)
    }

    /// Whether any circle was ever founded here, open or closed since.
    ///
    /// While there is none, the relay renews the founding link of its first circle at each start.
    public var anyFounded: Bool {
        get throws(StoreFailure) { try connection.row(.anyFounded)?.flag(0) ?? false }
    }

    /// Closes a circle for ever: its invitations end, its boxes are deleted. (SPEC §9.2)
    ///
    /// Admitted keys stay listed, so that they, and nobody else, are told `closed`.
    ///
    /// - Returns: whether there is such a circle.
    public func closeCircle(handle: String) throws(StoreFailure) -> Bool {
        let closing = try connection.transaction {
            () throws(StoreFailure) -> (found: Bool, boxes: Int) in
            guard let circle = try circle(handle: handle) else { return (false, 0) }
            let id = Value.bytes(circle.id.bytes)
            try connection.run(.closeCircle, [id])
            try connection.run(.revokeAll, [id])
            return (true, try connection.run(.dropBoxesOfCircle, [id]))
        }
        eraseLog(after: closing.boxes)
        return closing.found
    }

    /// Forgets a circle that nobody founded.
    ///
    /// - Returns: whether there was such a circle, unfounded and not closed.
    public func dropUnfounded(handle: String) throws(StoreFailure) -> Bool {
        try connection.run(.dropUnfounded, [.text(handle)]) > 0
    }

    /// Puts a new founding ticket in the place of one that was not used; the old one is void.
    ///
    /// - Returns: whether there is such a circle, unfounded and not closed.
    public func renewFounding(handle: String, ticket: [UInt8]) throws(StoreFailure) -> Bool {
        try connection.run(.renewFounding, [.text(handle), .bytes(ticket)]) > 0
    }

    /// The manners that hold in a circle.
    public func settings(of circle: CircleID) throws(StoreFailure) -> CircleSettings {
        guard let record = try self.circle(id: circle) else { throw .noSuchCircle }
        return record.settings
    }

    /// Keeps the manners that the circle's facilitator chose.
    public func setSettings(
        _ settings: CircleSettings,
        of circle: CircleID
    ) throws(StoreFailure) {
        let changed = try connection.run(.setSettings, settings.values + [.bytes(circle.bytes)])
        guard changed > 0 else { throw .noSuchCircle }
    }

    /// Keeps the plan that the circle's facilitator made, before it is answered. (SPEC §14.1)
    ///
    /// - Parameters:
    ///   - plan: "AGREEMENTS OPTIONS PHASES" as it travels, at most 6,000 bytes; empty for none.
    ///     The store does not look into it.
    ///   - circle: whose plan it is.
    /// - Returns: whether it is kept; a longer one is not, and the former plan stays.
    /// - Throws: `.noSuchCircle`, or when the disk refuses; then nothing has changed.
    public func setPlan(_ plan: String, of circle: CircleID) throws(StoreFailure) -> Bool {
        guard plan.utf8.count <= StoreLimits.planBytesMax else { return false }
        let changed = try connection.run(.setPlan, [.text(plan), .bytes(circle.bytes)])
        guard changed > 0 else { throw .noSuchCircle }
        return true
    }
}
