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

    /// `IN (\(PostStatus.pending, PostStatus.hidden))`: the numbers, with commas.
    public mutating func appendInterpolation<Number: StoredNumber>(_ values: Number...) {
        for (index, value) in values.enumerated() {
            if index > 0 { appendLiteral(", ") }
            append(value.rawValue)
        }
    }
}
