/// Addresses as people read them, which `request.url` has: characters instead of escapes, but for those that would mean
/// something else (Werkzeug's `uri_to_iri`).
public enum IRI {
    /// A decoded path.
    @export(interface) public static func path(_ path: String) -> String {
        var text: [UInt8] = []
        for byte in path.utf8 {
            if isAlwaysEscaped(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
                PercentEncoding.append(escape: byte, to: &text)
            } else {
                text.append(byte)
            }
        }
        return String(utf8: text)
    }

    /// A query as it was sent.
    @export(interface) public static func query(_ query: String) -> String {
        let bytes = Array(query.utf8)
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let run = escapedRun(bytes, from: &index)
            if run.isEmpty {
                text.append(bytes[index])
                index += 1
            } else {
                append(run, to: &text)
            }
        }
        return String(utf8: text)
    }

    /// The bytes of the escapes that stand next.
    private static func escapedRun(_ bytes: [UInt8], from index: inout Int) -> [UInt8] {
        var run: [UInt8] = []
        while index + 2 < bytes.count, bytes[index] == UInt8(ascii: "%"), let high = Hex.value(of: bytes[index + 1]),
            let low = Hex.value(of: bytes[index + 2])
        {
            run.append(high << 4 | low)
            index += 3
        }
        return run
    }

    /// Bytes that were escaped: as they are where they are text without a meaning of its own.
    private static func append(_ run: [UInt8], to text: inout [UInt8]) {
        let isText = String(validating: run, as: UTF8.self) != nil
        for byte in run {
            if isAlwaysEscaped(byte) || "&=+#%".utf8.contains(byte) || !isText && byte >= 0x80 {
                PercentEncoding.append(escape: byte, to: &text)
            } else {
                text.append(byte)
            }
        }
    }

    private static func isAlwaysEscaped(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }
}
