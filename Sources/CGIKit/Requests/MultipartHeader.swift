/// What a part of a form says of itself (RFC 7578, sections 4.2 and 4.4).
struct MultipartHeader {
    /// Nil if it has none: nobody can ask for it.
    let name: String?
    /// Nil for a field; a name for a file, empty if none was chosen.
    let filename: String?
    let contentType: String
    /// What a field's text is in.
    let charset: PartCharset

    /// - Parameter block: the header's lines, of which each ends in CRLF, LF or CR, and one that begins with a space goes on
    ///   with the one before it.
    init(_ block: ArraySlice<UInt8>) throws(Failure) {
        var disposition: String?
        var contentType: String?
        for line in MultipartHeader.lines(block) {
            let text = try PercentEncoding.text(Array(line), of: "a header of the form")
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.utf8.endIndex
            let value = String(text.utf8[colon...].dropFirst()) ?? ""
            switch String(decoding: Array(text.utf8[..<colon])[...].trimmed(), as: UTF8.self).lowercased() {
            case "content-disposition": disposition = disposition ?? value
            case "content-type":
                contentType = contentType ?? String(decoding: Array(value.utf8)[...].trimmed(), as: UTF8.self)
            default: break
            }
        }
        guard let disposition else { throw malformedForm("a part has no Content-Disposition") }
        let parameters = HeaderParameters(disposition)
        name = try parameters["name"].map(MultipartHeader.checked)
        filename = try parameters["filename"].map(MultipartHeader.checked)
        self.contentType = contentType ?? "text/plain"
        let charset = contentType.flatMap { HeaderParameters($0)["charset"] }
        self.charset = charset.flatMap { PartCharset(Array($0.utf8)[...]) } ?? .utf8
    }

    private static func lines(_ block: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [[UInt8]] = []
        var rest = block
        while !rest.isEmpty {
            let line = rest.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
            if let first = rest.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t"), !lines.isEmpty {
                lines[lines.count - 1] += [UInt8(ascii: " ")] + line.dropFirst()
            } else {
                lines.append(Array(line))
            }
            let end = rest[line.endIndex...]
            rest = end.dropFirst(end.starts(with: "\r\n".utf8) ? 2 : 1)
        }
        return lines.map { $0[...].trimmed() }
    }

    /// A NUL that was percent-encoded is one, too.
    private static func checked(_ text: String) throws(Failure) -> String {
        try PercentEncoding.text(Array(text.utf8), of: "a header of the form")
    }
}
