/// A field value with parameters, as of `Content-Type` and `Content-Disposition`: `form-data; name="email"`
/// (RFC 9110, section 5.6.6), read as Werkzeug's `parse_options_header` reads it. What is no parameter is passed over; of
/// two with one name the last counts. Parameters may have a character set and go on in others (RFC 2231):
/// `filename*=UTF-8''%C3%A9.txt`, `name*0=a; name*1=b`.
struct HeaderParameters {
    /// What stands before the first `;`, in lowercase.
    let value: String
    private var parameters: [Parameter] = []

    /// Each parameter is held against those before it. Nobody sends more; they are not read.
    private static var most: Int { 32 }

    private struct Parameter {
        let name: [UInt8]
        var value: [UInt8]
        /// Whether it goes on in the next one of the name, and in which character set.
        var isContinued = false
        var charset: PartCharset?
    }

    /// A parameter's value; `name` is lowercase.
    subscript(name: String) -> String? {
        parameters.first { $0.name.elementsEqual(name.utf8) }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    init(_ text: String) {
        let bytes = Array(text.utf8)
        let semicolon = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
        let head = bytes[..<semicolon].trimmed()
        value = String(decoding: head, as: UTF8.self).lowercased()
        guard !head.isEmpty else { return }
        var scanner = ParameterScanner(bytes[semicolon...].dropFirst())
        while parameters.count < HeaderParameters.most, let (name, value) = scanner.next() {
            add(name.asciiLowercased(), value)
        }
    }

    private mutating func add(_ key: [UInt8], _ raw: ArraySlice<UInt8>) {
        let mark = ParameterMark(key)
        let name = Array(key[..<mark.nameEnd])
        let former = parameters.firstIndex { $0.name == name }
        let continued = former.flatMap { mark.isContinuation && parameters[$0].isContinued ? parameters[$0] : nil }
        var value = Array(raw)
        var charset: PartCharset?
        if mark.hasCharset {
            let (named, rest) = ParameterScanner.charset(raw)
            charset = named.isEmpty ? continued?.charset : PartCharset(named)
            value = charset?.decode(PercentEncoding.decodingLeniently(rest)) ?? Array(rest)
        } else {
            value = unquoted(raw)
        }
        var parameter = continued ?? Parameter(name: name, value: [], isContinued: mark.isContinuation)
        parameter.value += value
        if let charset { parameter.charset = charset }
        if let former { parameters[former] = parameter } else { parameters.append(parameter) }
    }
}

/// What a parameter's name ends in: `*` for a character set, `*0` for a part of a longer value, `*0*` for both.
private struct ParameterMark {
    private(set) var nameEnd: Int
    private(set) var hasCharset = false
    private(set) var isContinuation = false

    init(_ key: [UInt8]) {
        nameEnd = key.count
        if key.last == UInt8(ascii: "*") {
            hasCharset = true
            nameEnd -= 1
        }
        let digits = key[..<nameEnd].reversed().prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
        let star = nameEnd - digits - 1
        if digits > 0, star >= 0, key[star] == UInt8(ascii: "*") {
            isContinuation = true
            nameEnd = star
        }
    }
}

/// Without quotes and what is escaped in them. A browser writes `%22` for a quote in a name, and escapes nothing else
/// (WHATWG HTML, section 4.10.21.8): a backslash before anything but a quote or a backslash is one.
private func unquoted(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    let isQuoted = raw.count >= 2 && raw.first == UInt8(ascii: "\"") && raw.last == UInt8(ascii: "\"")
    var rest = isQuoted ? raw.dropFirst().dropLast() : raw
    var value: [UInt8] = []
    value.reserveCapacity(rest.count)
    while let byte = rest.first {
        if isQuoted, byte == UInt8(ascii: "\\"), let next = rest.dropFirst().first, isEscapable(next) {
            value.append(next)
            rest = rest.dropFirst(2)
        } else if byte == UInt8(ascii: "%"), rest.starts(with: "%22".utf8) {
            value.append(UInt8(ascii: "\""))
            rest = rest.dropFirst(3)
        } else {
            value.append(byte)
            rest = rest.dropFirst()
        }
    }
    return value
}

func isEscapable(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
