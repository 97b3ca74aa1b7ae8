/// Percent-encoding (RFC 3986, section 2.1) and its form variant, where `+` is a space (WHATWG URL, section 5.1).
public enum PercentEncoding {
    /// A part of an address that text is put into, by what may stand in it.
    public enum Place: Sendable {
        /// A path with its slashes.
        case path
        /// What stands between two slashes.
        case pathSegment
        /// A name or value of a query, where a space is a `+`.
        case query
        /// What stands after a `#`; escapes that are there already stay.
        case fragment
        /// A cookie's `Path`; escapes that are there already stay (Werkzeug's `dump_cookie`).
        case cookiePath
    }

    /// Appends text so that it means itself at its place of an address; the same bytes as from Flask's `url_for`.
    @export(interface) public static func encode(_ text: String, allowing place: Place, into url: inout [UInt8]) {
        text.withBytes { bytes in
            var start = 0
            for index in bytes.indices where !isAllowed(bytes[index], in: place) {
                url.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
                if bytes[index] == UInt8(ascii: " "), place == .query {
                    url.append(UInt8(ascii: "+"))
                } else {
                    append(escape: bytes[index], to: &url)
                }
                start = index + 1
            }
            url.append(UnsafeBufferPointer(rebasing: bytes[start...]))
        }
    }

    /// Decodes one name or value of a query string or form.
    ///
    /// - Parameter what: names the text in the error's message: `the query string`.
    static func decodeFormComponent(_ bytes: ArraySlice<UInt8>, of what: String) throws(Failure) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard index + 2 < bytes.endIndex, let high = Hex.value(of: bytes[index + 1]),
                    let low = Hex.value(of: bytes[index + 2])
                else {
                    throw .badRequest("Bad percent-encoding in \(what), byte \(index + 1).")
                }
                decoded.append(high << 4 | low)
                index += 2
            case let byte:
                decoded.append(byte)
            }
            index += 1
        }
        return try text(decoded, of: what)
    }

    /// Decodes what is encoded, and leaves what is not (Python's `urllib.parse.unquote_to_bytes`).
    static func decodingLeniently(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let high = Hex.value(of: bytes[index + 1]),
                let low = Hex.value(of: bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    /// Bytes that a client sent as text: UTF-8, and no NUL byte, which no form field holds and which C cuts strings at.
    static func text(_ bytes: [UInt8], of what: String) throws(Failure) -> String {
        guard !bytes.contains(0) else { throw .badRequest("NUL byte in \(what).") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .badRequest("Bad UTF-8 in \(what).")
        }
        return text
    }

    /// Encodes every byte that may not stand in a URI (RFC 3986, section 2), and leaves what is encoded already.
    @export(interface) public static func encodeURI(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isURIByte) else { return text }
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isURIByte(byte) { encoded.append(byte) } else { append(escape: byte, to: &encoded) }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    static func append(escape byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 15] {
            output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }

    /// RFC 3986, section 2: unreserved, reserved, and the `%` of what is encoded already.
    private static func isURIByte(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || ":/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: byte.isASCIIAlphanumeric
        }
    }

    @inline(__always)
    private static func isAllowed(_ byte: UInt8, in place: Place) -> Bool {
        switch byte {
        case UInt8(ascii: "%"): place == .fragment || place == .cookiePath
        case UInt8(ascii: "#"): place == .fragment
        case UInt8(ascii: ";"): place != .cookiePath
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "*"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "@"):
            true
        case UInt8(ascii: "/"): place != .pathSegment
        case UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "="): place != .query
        case UInt8(ascii: "?"): place == .query || place == .fragment
        default: isUnreserved(byte)
        }
    }
}
