import CSQLite
import CSystem

/// What a row of a query is read into. Its initializer is also the list of its columns: it asks for each by what stands in
/// the `SELECT`, and `"SELECT \(columns: Post.self) FROM …"` puts in what it asks for.
///
///     init(from row: inout RowDecoder) throws(DatabaseError) {
///         id = try row.requiredInteger("post.id")
///         authorName = row.text("author.name")
///     }
///
/// It always asks for the same columns in the same order. The values of a list (``RowDecoder/isList``) mean nothing, and are
/// not judged.
public protocol RowDecodable {
    /// Reads the next columns of a row.
    ///
    /// - Throws: A ``DatabaseError`` if a required value is missing, or the values make no sense.
    init(from row: inout RowDecoder) throws(DatabaseError)
}

/// Gives the values of a row's columns, one after the other; or, before there is a statement, lists what it is asked for, and
/// answers with zeros and nil.
public struct RowDecoder: ~Copyable {
    /// A column of a list.
    struct Column {
        enum Kind {
            case integer
            case requiredInteger
            case text
        }

        let sql: SQL
        let kind: Kind
    }

    /// Nil for a list.
    private let statement: OpaquePointer?
    /// The number of the next column of a row.
    private var next: Int32 = 0
    private var list: [Column] = []

    private init() { statement = nil }

    /// Reads the row on which a statement stands, from its first column on.
    ///
    /// - Parameter statement: It stays on its row for as long as this is used.
    @export(interface) public init(_ statement: borrowing Statement) { self.statement = statement.handle }

    /// What is asked for when something is read.
    @export(interface) static func columns(
        _ read: (inout RowDecoder) throws(DatabaseError) -> Void
    ) -> [Column] {
        var row = RowDecoder()
        row.list.reserveCapacity(24)
        do { try read(&row) } catch { preconditionFailure("the values of a list were judged") }
        return row.list
    }

    /// Whether this is only a list, whose values mean nothing: what costs much need not be made of them.
    public var isList: Bool { statement == nil }

    /// Whether all columns of the row were asked for.
    var isAtEnd: Bool { next == sqlite3_column_count(statement) }

    /// What the row's other columns are read into; nil if the first of them is NULL, as all are of what an outer join has not
    /// found.
    ///
    /// - Throws: What `read` throws.
    public mutating func found<Value>(
        _ read: (inout RowDecoder) throws(DatabaseError) -> Value
    ) throws(DatabaseError) -> Value? {
        if isRestNull() { return nil }
        return try read(&self)
    }

    @export(interface) mutating func isRestNull() -> Bool {
        guard let statement, sqlite3_column_type(statement, next) == SQLITE_NULL else { return false }
        ignoreRest()
        return true
    }

    /// Asks for no more columns of this row, because an earlier row had the same values. Not so in a list.
    @export(interface) public mutating func ignoreRest() { next = sqlite3_column_count(statement) }

    /// An integer; nil is NULL or something that is no integer (``Statement/integer(_:)``).
    @export(interface) public mutating func integer(_ sql: @autoclosure () -> SQL) -> Int64? {
        guard let statement else {
            list.append(Column(sql: sql(), kind: .integer))
            return nil
        }
        let column = next
        next += 1
        guard sqlite3_column_type(statement, column) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(statement, column)
    }

    /// An integer in a column that the schema always fills.
    ///
    /// - Throws: A ``DatabaseError`` with ``ResultCode/mismatch`` if the column holds anything else.
    @export(interface) public mutating func requiredInteger(
        _ sql: @autoclosure () -> SQL
    ) throws(DatabaseError) -> Int64 {
        guard let statement else {
            list.append(Column(sql: sql(), kind: .requiredInteger))
            return 0
        }
        let column = next
        next += 1
        guard sqlite3_column_type(statement, column) == SQLITE_INTEGER else {
            throw Statement.noInteger(statement, column)
        }
        return sqlite3_column_int64(statement, column)
    }

    /// Text; nil is NULL (``Statement/text(_:)``).
    @export(interface) public mutating func text(_ sql: @autoclosure () -> SQL) -> String? {
        guard let statement else {
            list.append(Column(sql: sql(), kind: .text))
            return nil
        }
        let column = next
        next += 1
        guard let bytes = sqlite3_column_text(statement, column) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(utf8: UnsafeBufferPointer(start: bytes, count: count))
    }
}

extension SQL {
    @export(interface) init(columns read: (inout RowDecoder) throws(DatabaseError) -> Void) {
        let columns = RowDecoder.columns(read)
        var count = 0
        for column in columns { count += column.sql.text.utf8.count + 2 }
        // (To append each to a text would take ten times as long, on every page.)
        let text = String(unsafeUninitializedCapacity: max(count, 2)) { bytes in
            var end = 0
            for column in columns {
                var name = column.sql.text
                name.withUTF8 { name in
                    if let start = name.baseAddress { memcpy(bytes.baseAddress! + end, start, name.count) }
                    end += name.count
                }
                bytes[end] = UInt8(ascii: ",")
                bytes[end + 1] = UInt8(ascii: " ")
                end += 2
            }
            return max(end - 2, 0)
        }
        self.init(trusted: text)
    }
}

extension SQL.Interpolation {
    /// The columns that a type is read from, in its order.
    public mutating func appendInterpolation<Row: RowDecodable>(columns type: Row.Type) {
        appendInterpolation(columns: { (row) throws(DatabaseError) in try Row(from: &row) })
    }

    /// The columns that `read` asks for.
    public mutating func appendInterpolation<Value>(
        columns read: (inout RowDecoder) throws(DatabaseError) -> Value
    ) {
        appendInterpolation(SQL { (row) throws(DatabaseError) in _ = try read(&row) })
    }
}
