import HTTPTypes

/// What a request makes its answer depend on (RFC 9110, section 13): decided in the order of section 13.2.2.
///
/// `Range` is not looked at: pages are sent whole, which is always right (section 14.2).
enum Precondition {
    /// It holds, or there is none.
    case holds
    /// The client has what it asks for, under this entity tag: 304, or 412 where something is to be done.
    case unchanged(etag: String?)
    /// What the client has is not what is here: 412.
    case fails
}

extension Request {
    /// Whether the request may have a condition at all; nearly none has, and that is found out at once.
    public var mayBeConditional: Bool { !environment.names(withPrefix: "HTTP_IF_").isEmpty }

    /// Looks at the conditions of a request for something that there is.
    ///
    /// - Parameter version: nil for what has no validators.
    func precondition(_ version: ResourceVersion?) -> Precondition {
        guard mayBeConditional else { return .holds }
        if let list = header(.ifMatch) {
            // A comparison of strong tags, and all of ours are weak (section 13.1.1).
            guard EntityTagList(list).isAny else { return .fails }
        } else if let changedAt = version?.changedAt, let date = header(.ifUnmodifiedSince).flatMap({ HTTPDate($0) }),
            HTTPDate(seconds: changedAt).seconds > date.seconds
        {
            return .fails
        }
        if let text = header(.ifNoneMatch) {
            let list = EntityTagList(text)
            if list.isAny { return .unchanged(etag: version?.etag) }
            return version.flatMap { list.match($0.tag) }.map { .unchanged(etag: $0) } ?? .holds
        }
        guard method == .get || method == .head, let lastModified = version?.lastModified,
            let date = header(.ifModifiedSince).flatMap({ HTTPDate($0) }),
            HTTPDate(seconds: lastModified).seconds <= date.seconds
        else { return .holds }
        return .unchanged(etag: version?.etag)
    }

    /// Asks a page for its answer, as far as the request's conditions let it. A page with an `ETag` has looked at them
    /// itself (``answer(_:_:)``).
    func meetingPreconditions(_ page: () throws(Failure) -> Response) throws(Failure) -> Response {
        guard mayBeConditional else { return try page() }
        guard method == .get || method == .head else {
            // Before anything is done.
            if case .holds = precondition(nil) { return try page() }
            throw Precondition.failure
        }
        let response = try page()
        guard response.status.kind == .successful, response.headers[.eTag] == nil else { return response }
        switch precondition(nil) {
        case .fails: throw Precondition.failure
        case .holds, .unchanged: return response
        }
    }
}

extension Precondition {
    static var failure: Failure {
        .request(
            RequestError(.preconditionFailed, "This page is not, or no longer, as the request expects it to be."))
    }
}

/// The value of `If-Match` and `If-None-Match` (RFC 9110, section 8.8.3).
struct EntityTagList {
    private let text: String

    init(_ text: String) { self.text = text }

    /// `*`: whatever there is.
    var isAny: Bool { text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.elementsEqual("*".utf8) }

    /// The entity tag of the list that means this one, strong and weak counting as the same (section 13.1.2): as the
    /// client knows it, which may be as a server rewrote it when it compressed the page.
    func match(_ tag: String) -> String? {
        var rest = text.utf8[...]
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ","): rest.removeFirst()
            default:
                if rest.starts(with: "W/".utf8) { rest = rest.dropFirst(2) }
                guard rest.first == UInt8(ascii: "\""), let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "\""))
                else { return nil }
                let given = rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
                let outside = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") }
                rest = rest.dropFirst(outside.count)
                guard given.starts(with: tag.utf8) else { continue }
                let inside = given.dropFirst(tag.utf8.count)
                if isCoding(inside) && isCoding(outside) {
                    return "W/\"\(tag)\(Substring(inside))\""
                }
            }
        }
        return nil
    }
}

/// Whether this is what servers add to the tag of a page that they compress, or nothing: Apache's `-gzip` and `-br`
/// (`DeflateAlterETag`, inside the quotes since 2.4), lighttpd's and Caddy's, Jetty's `--gzip`.
private func isCoding(_ suffix: Substring.UTF8View) -> Bool {
    if suffix.isEmpty { return true }
    guard suffix.first == UInt8(ascii: "-") || suffix.first == UInt8(ascii: ";") else { return false }
    let coding = suffix.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ";") }
    return ["gzip", "br", "zstd", "deflate", "x-gzip", "bzip2", "gz"].contains { coding.elementsEqual($0.utf8) }
}
