import CSQLite

/// A value for a placeholder of a statement. (It wraps an enum, because Embedded Swift has neither existentials nor
/// parameter packs for a list of values of several types.)
public struct DatabaseValue {
    private enum Kind {
        case null
        case integer(Int64)
        case real(Double)
        case text(String)
        case blob([UInt8])
    }

    private let kind: Kind

    /// `NULL`.
    public static var null: DatabaseValue { DatabaseValue(kind: .null) }

    /// An `INTEGER`; nil is `NULL`.
    @export(interface) public static func integer(_ value: Int64?) -> DatabaseValue {
        DatabaseValue(kind: value.map { .integer($0) } ?? .null)
    }

    /// A `REAL`; nil is `NULL`.
    @export(interface) public static func real(_ value: Double?) -> DatabaseValue {
        DatabaseValue(kind: value.map { .real($0) } ?? .null)
    }

    /// A `TEXT`; nil is `NULL`.
    @export(interface) public static func text(_ value: String?) -> DatabaseValue {
        DatabaseValue(kind: value.map { .text($0) } ?? .null)
    }

    /// A `BLOB`; nil is `NULL`.
    @export(interface) public static func blob(_ value: [UInt8]?) -> DatabaseValue {
        DatabaseValue(kind: value.map { .blob($0) } ?? .null)
    }

    /// - Parameter index: the placeholder's number, from 1.
    /// - Returns: SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch kind {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let value): sqlite3_bind_int64(statement, index, value)
        case .real(let value): sqlite3_bind_double(statement, index, value)
        case .text(let value): DatabaseValue.bind(value, to: statement, at: index)
        case .blob(let value): DatabaseValue.bind(value, to: statement, at: index)
        }
    }

    private static func bind(_ value: String, to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = value
        return text.withUTF8 { bytes in
            // A null pointer would bind NULL, not an empty text.
            guard let start = bytes.baseAddress else { return csqlite_bind_text(statement, index, "", 0) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                csqlite_bind_text(statement, index, $0, UInt64(bytes.count))
            }
        }
    }

    private static func bind(_ value: [UInt8], to statement: OpaquePointer, at index: Int32) -> Int32 {
        guard !value.isEmpty else { return sqlite3_bind_zeroblob(statement, index, 0) }
        return value.withUnsafeBytes { csqlite_bind_blob(statement, index, $0.baseAddress, UInt64($0.count)) }
    }
}
