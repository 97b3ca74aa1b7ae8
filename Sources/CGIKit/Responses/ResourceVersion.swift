import HTTPTypes

/// Which version of a page a client gets, so that it need not get the same one again: the validators of HTTP (RFC 9110,
/// section 8.8), made from what is known before the page is rendered.
public struct ResourceVersion: Sendable {
    /// Everything that the page depends on, in whatever text tells one state from another.
    public let tag: String
    /// When it last changed, in seconds since 1970; nil where the page also depends on what has no such time.
    public let lastModified: Int64?
    /// A time at which it has changed, if not the last; nil if none is known.
    let changedAt: Int64?

    /// - Parameters:
    ///   - tag: Any text that differs between versions; characters that an ETag cannot contain are percent-encoded.
    ///   - lastModified: When the page last changed, in seconds since 1970; nil if it also depends on something without
    ///     such a time.
    ///   - changedAt: A time at which it changed, if not the last one; by default `lastModified`.
    @export(interface) public init(tag: String, lastModified: Int64? = nil, changedAt: Int64? = nil) {
        self.tag = PercentEncoding.encodeURI(tag)
        self.lastModified = lastModified
        self.changedAt = changedAt ?? lastModified
    }

    /// The `ETag`: a weak one, as the bytes of two answers may differ (a token in a form).
    var etag: String { "W/\"\(tag)\"" }
}

extension Request {
    /// Whether the client has this version (section 13.2.2). It is false for every method but `GET` and `HEAD`.
    @export(interface) public func has(_ version: ResourceVersion) -> Bool {
        guard method == .get || method == .head else { return false }
        if case .unchanged = precondition(version) { return true }
        return false
    }

    /// The response for this version of a page. If the client has it already, `make` is not called and the response is
    /// a 304 with the headers that caches need.
    ///
    /// - Throws: ``Failure/request(_:)`` with 412 if the client's preconditions require another version, and what
    ///   `make` throws.
    @export(interface) public func answer(
        _ version: ResourceVersion, _ make: () throws(Failure) -> Response
    ) throws(Failure) -> Response {
        var response: Response
        var etag = version.etag
        switch precondition(version) {
        case .holds: response = try make()
        case .unchanged(let known) where method == .get || method == .head:
            response = Response(.notModified)
            etag = known ?? etag
        case .unchanged, .fails: throw Precondition.failure
        }
        response.headers[.eTag] = etag
        if let lastModified = version.lastModified {
            response.headers[.lastModified] = HTTPDate(seconds: lastModified).text
        }
        return response
    }
}
