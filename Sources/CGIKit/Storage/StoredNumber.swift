/// A value that is stored as a number: a status, a role. Statements have it by its name:
/// `"SELECT … WHERE status = \(PostStatus.published)"`.
public protocol StoredNumber {
    /// The number.
    var rawValue: Int64 { get }
}

extension SQL.Interpolation {
    /// `\(PostStatus.published)`: the number.
    public mutating func appendInterpolation<Number: StoredNumber>(_ value: Number) {
        append(value.rawValue)
    }

    /// `IN (\(PostStatus.pending, PostStatus.hidden))`: the numbers, with a comma.
    public mutating func appendInterpolation<Number: StoredNumber>(_ first: Number, _ second: Number) {
        append(first.rawValue)
        appendLiteral(", ")
        append(second.rawValue)
    }
}
