import CSQLite
import Glibc

/// One open database file, its prepared statements, and the lock that makes it ours.
///
/// Safe because the pointer is private, lives exactly as long as this value, and every row is
/// copied out before the statement moves on.
@safe
struct Connection: ~Copyable {
    private let database: OpaquePointer
    private let statements: Statements
    /// Given back only after the database is closed.
    private let lock: DirectoryLock

    /// Opens `path`, and makes it with mode 0600 if it does not exist.
    init(path: String, lock: consuming DirectoryLock) throws(StoreFailure) {
        try Self.makePrivateFile(path)
        let database = unsafe try Self.open(path)
        unsafe self.database = database
        self.statements = Statements()
        self.lock = lock
    }

    deinit {
        statements.finalize()
        // Nothing is left to finalize, so the close cannot be refused.
        unsafe sqlite3_close(database)
    }

    /// The log beside the file takes its mode from the file, so it must be right from the start.
    private static func makePrivateFile(_ path: String) throws(StoreFailure) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = unsafe Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(errno: errno) }
        defer { _ = close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw .cannotOpen(errno: errno) }
    }

    private static func open(_ path: String) throws(StoreFailure) -> OpaquePointer {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let database = unsafe opened else {
            unsafe sqlite3_close(opened)
            throw StoreFailure(code: code)
        }
        // Both only set a field of the handle.
        unsafe sqlite3_extended_result_codes(database, 1)
        unsafe sqlite3_busy_timeout(database, StoreLimits.busyMilliseconds)
        return unsafe database
    }

    /// Runs `query` to its end and answers with its rows.
    func rows(_ query: Query, _ values: [Value] = []) throws(StoreFailure) -> [Row] {
        let statement = unsafe try prepared(query)
        defer {
            // The reset repeats the code of the last step, which was looked at already.
            unsafe sqlite3_reset(statement)
            unsafe sqlite3_clear_bindings(statement)
        }
        for (index, value) in values.enumerated() {
            try check(unsafe Self.bind(value, at: Int32(index + 1), of: statement))
        }
        var rows: [Row] = []
        while true {
            let code = unsafe sqlite3_step(statement)
            guard code != SQLITE_DONE else { return rows }
            guard code == SQLITE_ROW else { throw StoreFailure(code: code) }
            rows.append(unsafe Row(copying: statement))
        }
    }

    /// Runs `query` to its end and answers with its first row, if it has any.
    func row(_ query: Query, _ values: [Value] = []) throws(StoreFailure) -> Row? {
        try rows(query, values).first
    }

    /// Runs `query` and answers with the number of rows it changed.
    @discardableResult
    func run(_ query: Query, _ values: [Value] = []) throws(StoreFailure) -> Int {
        _ = try rows(query, values)
        return Int(unsafe sqlite3_changes(database))
    }

    /// Runs statements of our own that take no values.
    func run(script: String) throws(StoreFailure) {
        try check(unsafe sqlite3_exec(database, script, nil, nil, nil))
    }

    /// Makes `body` happen as a whole, and durably, or not at all.
    func transaction<Answer>(
        _ body: () throws(StoreFailure) -> Answer
    ) throws(StoreFailure) -> Answer {
        try run(.begin)
        do throws(StoreFailure) {
            let answer = try body()
            try run(.commit)
            return answer
        } catch {
            // Some failures have rolled back already; of the others the first is the one to tell.
            if unsafe sqlite3_get_autocommit(database) == 0 { _ = try? run(.rollback) }
            throw error
        }
    }

    /// Moves the write-ahead log into the file and cuts it to nothing, so that it keeps no past.
    func truncateLog() throws(StoreFailure) {
        try check(
            unsafe sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        )
    }

    private func prepared(_ query: Query) throws(StoreFailure) -> OpaquePointer {
        if let known = unsafe statements[query] { return unsafe known }
        var made: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        try check(unsafe sqlite3_prepare_v3(database, query.rawValue, -1, flags, &made, nil))
        guard let statement = unsafe made else { throw .broken(code: SQLITE_MISUSE) }
        unsafe statements[query] = statement
        return unsafe statement
    }

    @unsafe
    private static func bind(
        _ value: Value,
        at index: Int32,
        of statement: OpaquePointer
    ) -> Int32 {
        switch value {
        case .null:
            unsafe sqlite3_bind_null(statement, index)
        case .integer(let number):
            unsafe sqlite3_bind_int64(statement, index, number)
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe csqlite_bind_blob_copy(
                    statement,
                    index,
                    bytes.baseAddress,
                    Int32(clamping: bytes.count)
                )
            }
        case .text(let text):
            unsafe csqlite_bind_text_copy(
                statement,
                index,
                text,
                Int32(clamping: text.utf8.count)
            )
        }
    }

    private func check(_ code: Int32) throws(StoreFailure) {
        guard code == SQLITE_OK else { throw StoreFailure(code: code) }
    }
}

/// The statements that were prepared so far; each is finalized once, before the database closes.
@safe
private final class Statements {
    private var prepared: [Query: OpaquePointer] = unsafe [:]

    subscript(query: Query) -> OpaquePointer? {
        get { unsafe prepared[query] }
        set { unsafe prepared[query] = newValue }
    }

    func finalize() {
        while let entry = unsafe prepared.popFirst() { unsafe sqlite3_finalize(entry.value) }
    }
}
