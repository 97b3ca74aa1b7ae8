/// What a part of a form says of itself (RFC 7578, sections 4.2 and 4.4).
struct MultipartHeader {
    let name: String
    /// Nil for a field; a name for a file, empty if none was chosen.
    let filename: String?
    let contentType: String

    init(_ lines: [String]) throws(Failure) {
        var disposition: HeaderParameters?
        var contentType: String?
        for line in lines {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), line.utf8.first != UInt8(ascii: " "),
                line.utf8.first != UInt8(ascii: "\t")
            else { throw malformedForm("a part's header is malformed") }
            let value = String(line[line.utf8.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-disposition":
                guard disposition == nil, let parsed = HeaderParameters(value) else {
                    throw malformedForm("a part's Content-Disposition is malformed")
                }
                disposition = parsed
            case "content-type": contentType = trimmed(value)
            default: break
            }
        }
        guard let disposition, disposition.value == "form-data", let name = disposition["name"] else {
            throw malformedForm("a part has no Content-Disposition with a name")
        }
        self.name = unquoted(name)
        filename = disposition["filename"].map(unquoted)
        self.contentType = contentType ?? "text/plain"
    }
}

/// Browsers send a quote and a line break in a name percent-encoded, and nothing else (WHATWG HTML, section 4.10.21.8).
private func unquoted(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: "%")) else { return name }
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.first {
        if rest.starts(with: "%22".utf8) {
            bytes.append(UInt8(ascii: "\""))
            rest = rest.dropFirst(3)
        } else if rest.starts(with: "%0D%0A".utf8) {
            bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
            rest = rest.dropFirst(6)
        } else {
            bytes.append(byte)
            rest = rest.dropFirst()
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func trimmed(_ text: String) -> String {
    var bytes = Substring(text).utf8
    while let first = bytes.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") { bytes.removeFirst() }
    while let last = bytes.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { bytes.removeLast() }
    return String(Substring(bytes))
}
