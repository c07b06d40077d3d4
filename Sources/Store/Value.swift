import CSQLite

/// What a column of the store can hold.
enum Value: Equatable {
    case null
    case integer(Int64)
    case bytes([UInt8])
    case text(String)

    static func optional(_ bytes: [UInt8]?) -> Value {
        guard let bytes else { return .null }
        return .bytes(bytes)
    }
}

/// One row, copied out of SQLite, so that no pointer into it outlives the step.
///
/// A column of another type than the schema says is damage, not a trap.
struct Row {
    private let values: [Value]

    /// Copies the row on which `statement` stands.
    @unsafe
    init(copying statement: OpaquePointer) {
        values = unsafe (0..<sqlite3_column_count(statement)).map { column in
            unsafe Self.value(of: column, in: statement)
        }
    }

    func integer(_ column: Int) throws(StoreFailure) -> Int64 {
        guard case .integer(let value) = values[column] else { throw .damaged }
        return value
    }

    func byte(_ column: Int) throws(StoreFailure) -> UInt8 {
        guard let value = UInt8(exactly: try integer(column)) else { throw .damaged }
        return value
    }

    func unsigned(_ column: Int) throws(StoreFailure) -> UInt64 {
        guard let value = UInt64(exactly: try integer(column)) else { throw .damaged }
        return value
    }

    func flag(_ column: Int) throws(StoreFailure) -> Bool { try integer(column) != 0 }

    func bytes(_ column: Int) throws(StoreFailure) -> [UInt8] {
        guard case .bytes(let value) = values[column] else { throw .damaged }
        return value
    }

    func optionalBytes(_ column: Int) throws(StoreFailure) -> [UInt8]? {
        values[column] == .null ? nil : try bytes(column)
    }

    func text(_ column: Int) throws(StoreFailure) -> String {
        guard case .text(let value) = values[column] else { throw .damaged }
        return value
    }

    @unsafe
    private static func value(of column: Int32, in statement: OpaquePointer) -> Value {
        switch unsafe sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER:
            return unsafe .integer(sqlite3_column_int64(statement, column))
        case SQLITE_BLOB:
            return unsafe .bytes(copy(sqlite3_column_blob(statement, column), column, statement))
        case SQLITE_TEXT:
            let text = unsafe UnsafeRawPointer(sqlite3_column_text(statement, column))
            return unsafe .text(String(decoding: copy(text, column, statement), as: UTF8.self))
        default:
            return .null
        }
    }

    /// SQLite wants the pointer taken before the count, and both before the next step.
    @unsafe
    private static func copy(
        _ start: UnsafeRawPointer?,
        _ column: Int32,
        _ statement: OpaquePointer
    ) -> [UInt8] {
        let count = unsafe Int(sqlite3_column_bytes(statement, column))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
