/// What must survive a restart: circles, invitations, admitted keys, log counters. (SPEC §12.4)
///
/// Never words, never names of people. It lives on the thread that opened it; each call that
/// changes something has reached the disk when it returns, or has changed nothing and throws.
public struct DurableStore: ~Copyable {
    let connection: Connection

    /// Opens the store in `directory`, which is made with mode 0700 if it does not exist.
    ///
    /// The directory is locked until the store is gone. A store marked as restored from a backup
    /// skips 10,000 log numbers of every circle first, because its counters may be behind those
    /// that members have seen. (SPEC §3.2)
    ///
    /// - Throws: `.inUse`, `.newerSchema`, `.cannotOpen`, `.damaged`, or what the disk says.
    public init(directory: String) throws(StoreFailure) {
        let lock = try DirectoryLock(directory: directory)
        let connection = try Connection(path: directory + "/store.sqlite", lock: lock)
        let version = try Self.version(of: connection)
        try connection.run(script: Schema.settings)
        guard try connection.row(.useWriteAheadLog)?.text(0) == "wal" else { throw .damaged }
        guard try connection.row(.quickCheck)?.text(0) == "ok" else { throw .damaged }
        try Self.migrate(connection, from: version)
        try Self.honourRestoredMark(in: connection)
        // A relay that was killed between a deletion and its checkpoint left the bytes in the log.
        try connection.truncateLog()
        self.connection = connection
    }

    /// Marks the store as a copy that will be restored, for the next opening to honour.
    package func markRestored() throws(StoreFailure) { try connection.run(.markRestored) }

    /// Looked at before anything is changed: a newer or foreign file stays as it is.
    private static func version(of connection: borrowing Connection) throws(StoreFailure) -> Int {
        guard let version = try connection.row(.schemaVersion)?.integer(0), version >= 0,
            let mark = try connection.row(.applicationID)?.integer(0)
        else { throw .damaged }
        guard version > 0 else {
            guard try connection.row(.tableCount)?.integer(0) == 0 else { throw .damaged }
            return 0
        }
        guard mark == Schema.applicationID else { throw .damaged }
        guard version <= Schema.version else { throw .newerSchema }
        return Int(version)
    }

    private static func migrate(
        _ connection: borrowing Connection,
        from version: Int
    ) throws(StoreFailure) {
        guard version < Schema.migrations.count else { return }
        try connection.run(.begin)
        for script in Schema.migrations[version...] { try connection.run(script: script) }
        try connection.run(script: "PRAGMA application_id = \(Schema.applicationID)")
        try connection.run(script: "PRAGMA user_version = \(Schema.version)")
        try connection.run(.commit)
    }

    private static func honourRestoredMark(
        in connection: borrowing Connection
    ) throws(StoreFailure) {
        try connection.run(.begin)
        if try connection.run(.clearRestored) > 0 {
            try connection.run(.skipLogs, [.integer(Int64(StoreLimits.restoredLogsSkipped))])
        }
        try connection.run(.commit)
    }
}
