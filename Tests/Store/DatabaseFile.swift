import CSQLite

/// The file of a store as SQLite sees it, beside the store's own ways.
@safe
final class DatabaseFile {
    private let database: OpaquePointer

    struct Failure: Error {
        let code: Int32
    }

    init(_ path: String) throws {
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open(path, &opened)
        guard code == SQLITE_OK, let database = unsafe opened else {
            unsafe sqlite3_close(opened)
            throw Failure(code: code)
        }
        unsafe self.database = database
    }

    deinit { unsafe sqlite3_close(database) }

    func run(_ script: String) throws {
        let code = unsafe sqlite3_exec(database, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }

    /// The rows that a query finds, each as one text.
    func rows(_ query: String) throws -> [String] {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(database, query, -1, &statement, nil)
        defer { unsafe sqlite3_finalize(statement) }
        guard code == SQLITE_OK else { throw Failure(code: code) }
        var rows: [String] = []
        while unsafe sqlite3_step(statement) == SQLITE_ROW {
            let columns = unsafe (0..<sqlite3_column_count(statement)).map { column in
                guard let text = unsafe sqlite3_column_text(statement, column) else { return "-" }
                return unsafe String(cString: text)
            }
            rows.append(columns.joined(separator: " "))
        }
        return rows
    }
}
