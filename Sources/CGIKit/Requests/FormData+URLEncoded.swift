extension FormData {
    /// Parses `application/x-www-form-urlencoded` text (WHATWG URL, section 5.1) strictly: what browsers never send is
    /// an error and not a guess.
    ///
    /// - Parameters:
    ///   - bytes: The text, without a leading `?`.
    ///   - what: Names the text in errors: `the query string`.
    ///   - limit: The largest number of fields, empty ones included.
    /// - Throws: ``Failure/request(_:)``: 413 above the limit, 400 for a malformed percent-encoding, a NUL byte or bad
    ///   UTF-8.
    @export(interface) public init(urlEncoded bytes: [UInt8], of what: String, limit: Int) throws(Failure) {
        self.init()
        var count = 0
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            count += 1
            guard count <= limit else {
                throw .contentTooLarge("More than \(limit) fields in \(what).")
            }
            if start < end {
                let field = bytes[start..<end]
                let separator = field.firstIndex(of: UInt8(ascii: "=")) ?? end
                let name = try PercentEncoding.decodeFormComponent(field[..<separator], of: what)
                let value = try PercentEncoding.decodeFormComponent(field[separator...].dropFirst(), of: what)
                append(name: name, value: value)
            }
            start = end + 1
        }
    }
}
