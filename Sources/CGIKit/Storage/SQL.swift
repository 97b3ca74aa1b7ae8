/// The text of a statement. It can only be written as a literal or put together from other such texts, so no input ever
/// becomes part of it: values go through placeholders.
public struct SQL: ExpressibleByStringInterpolation {
    /// The text as SQLite gets it.
    public let text: String

    public init(stringLiteral text: String) { self.text = text }

    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// For the few statements that take no placeholders, such as `PRAGMA user_version = 3`.
    init(trusted text: String) { self.text = text }

    /// What can be put into a literal: other SQL and quoted names, but no strings.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        /// (What is put in is mostly a list of columns. To grow copies.)
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 300 * interpolationCount)
        }

        @export(interface) public mutating func appendLiteral(_ literal: String) { text += literal }

        /// `\(columns)`: another text as it is.
        @export(interface) public mutating func appendInterpolation(_ part: SQL) { text += part.text }

        @export(interface) mutating func append(_ number: Int64) { text += String(number) }

        /// `\(identifier: name)`: the quoted name of a table or column, which must come from the database itself.
        @export(interface) public mutating func appendInterpolation(identifier name: String) {
            var quoted: [UInt8] = [UInt8(ascii: "\"")]
            for byte in name.utf8 {
                if byte == UInt8(ascii: "\"") { quoted.append(byte) }
                quoted.append(byte)
            }
            text += String(decoding: quoted + [UInt8(ascii: "\"")], as: UTF8.self)
        }
    }
}
