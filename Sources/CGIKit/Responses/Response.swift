import HTTPTypes

/// What a handler returns. It is sent with `Content-Length` and with security headers, each of which a handler may set
/// itself.
public struct Response {
    /// The status code and its reason phrase.
    public var status: HTTPResponse.Status
    /// No value can contain a line break: swift-http-types replaces control characters with spaces.
    public var headers: HTTPFields
    /// The bytes after the header section; not sent for `HEAD`, 204 and 304.
    public var body: [UInt8]

    /// A response without a `Content-Type`, unless the headers have one.
    @export(interface) public init(
        _ status: HTTPResponse.Status = .ok, headers: HTTPFields = HTTPFields(), body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An HTML page in UTF-8.
    @export(interface) public static func html(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(html.utf8), type: "text/html; charset=utf-8", status: status)
    }

    /// Plain text in UTF-8.
    @export(interface) public static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// A body of any type.
    ///
    /// - Parameters:
    ///   - body: The bytes as they are sent.
    ///   - type: The media type, for `Content-Type`.
    ///   - status: The status code.
    @export(interface) public static func bytes(
        _ body: [UInt8], type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        var response = Response(status, body: body)
        response.headers[.contentType] = type
        return response
    }

    /// Sends the browser to another URL. With 303 it follows with a GET, as it should after a POST; a status that is
    /// not 3xx traps.
    ///
    /// - Parameters:
    ///   - location: A path or URL. What a URL cannot contain (control characters, spaces, a backslash, which browsers
    ///     treat as a slash) is percent-encoded, as Werkzeug does. The caller must make sure that it leads to where it
    ///     may.
    ///   - status: One of 301, 302, 303, 307 and 308.
    @export(interface) public static func redirect(
        to location: String, status: HTTPResponse.Status = .seeOther
    ) -> Response {
        precondition(status.kind == .redirection)
        let uri = PercentEncoding.encodeURI(location)
        let link = Markup(escaping: uri).html
        var response = Response.html(
            "<!doctype html>\n<html lang=en>\n<title>Redirecting</title>\n<p>Go to <a href=\"\(link)\">\(link)</a>.</p>\n",
            status: status)
        response.headers[.location] = uri
        return response
    }

    /// Adds a `Set-Cookie` header; earlier ones stay, also of the same name.
    @export(interface) public mutating func setCookie(_ cookie: Cookie) {
        headers.append(HTTPField(name: .setCookie, value: cookie.headerValue))
    }

    /// Says that the response depends on a request header, by adding it to `Vary`.
    @export(interface) public mutating func vary(on name: HTTPField.Name) {
        guard let present = headers[.vary] else {
            headers[.vary] = name.rawName
            return
        }
        let names = present.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" })
        guard !names.contains(where: { $0 == "*" || $0.lowercased() == name.canonicalName }) else { return }
        headers[.vary] = "\(present), \(name.rawName)"
    }
}
