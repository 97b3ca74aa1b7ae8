/// The text of a statement. It can be written only as a literal, or put together from other such texts, so nothing
/// that a visitor sent ever becomes part of it: values go through placeholders.
public struct SQL: ExpressibleByStringInterpolation {
    public let text: String

    public init(stringLiteral text: String) { self.text = text }

    public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// For the few statements that take no placeholders, such as `PRAGMA user_version = 3`.
    init(trusted text: String) { self.text = text }

    public struct Interpolation: StringInterpolationProtocol {
        var text = ""

        /// (What is put in is mostly a list of columns. To grow copies.)
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 300 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ part: SQL) { text += part.text }

        /// A name of a table or column that the database itself has given, in quotes.
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
