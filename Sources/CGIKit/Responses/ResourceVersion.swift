import HTTPTypes

/// Which version of a page a client gets, so that it need not get the same again: HTTP's validators (RFC 9110,
/// section 8.8), made of what a page knows before it is made.
public struct ResourceVersion: Sendable {
    /// Everything that the page depends on, in whatever text tells one state from another.
    public let tag: String
    /// When it last changed, in seconds since 1970; nil where the page also depends on what has no such time.
    public let lastModified: Int64?

    /// - Parameter tag: anything; what may not stand in an ETag is encoded.
    public init(tag: String, lastModified: Int64? = nil) {
        self.tag = PercentEncoding.encodeURI(tag)
        self.lastModified = lastModified
    }

    /// The `ETag`: a weak one, as the bytes of two answers may differ (a token in a form).
    var etag: String { "W/\"\(tag)\"" }
}

extension Request {
    /// Whether the client has this version (section 13.2.2). Always false if the request is to do something.
    public func has(_ version: ResourceVersion) -> Bool {
        guard method == .get || method == .head else { return false }
        if let list = header(.ifNoneMatch) { return matches(list, version.tag) }
        guard let lastModified = version.lastModified, let date = header(.ifModifiedSince).flatMap({ HTTPDate($0) })
        else { return false }
        return HTTPDate(seconds: lastModified).seconds <= date.seconds
    }

    /// The answer that has this version: made only if the client lacks it, else 304 with the headers that caches need.
    ///
    /// - Parameter make: makes the page.
    public func answer(
        _ version: ResourceVersion, _ make: () throws(Failure) -> Response
    ) throws(Failure) -> Response {
        var response = has(version) ? Response(.notModified) : try make()
        response.headers[.eTag] = version.etag
        if let lastModified = version.lastModified {
            response.headers[.lastModified] = HTTPDate(seconds: lastModified).text
        }
        return response
    }
}

/// Whether a list of entity tags has this one (section 13.1.2), strong and weak counting as the same.
private func matches(_ list: String, _ tag: String) -> Bool {
    var rest = list.utf8[...]
    while let byte = rest.first {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","): rest.removeFirst()
        case UInt8(ascii: "*"): return rest.count == 1
        default:
            if rest.starts(with: "W/".utf8) { rest = rest.dropFirst(2) }
            guard rest.first == UInt8(ascii: "\""), let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")) else {
                return false
            }
            if rest[rest.index(after: rest.startIndex)..<end].elementsEqual(tag.utf8) { return true }
            rest = rest[rest.index(after: end)...]
        }
    }
    return false
}
