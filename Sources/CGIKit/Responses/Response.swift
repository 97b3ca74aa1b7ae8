import HTTPTypes

/// What a view answers. Sent with `Content-Length` and with security headers, each of which a view may set itself
/// (``ResponseHead``).
public struct Response {
    public var status: HTTPResponse.Status
    /// No value can hold a line break: swift-http-types makes spaces of control characters.
    public var headers: HTTPFields
    public var body: [UInt8]

    @export(interface) public init(
        _ status: HTTPResponse.Status = .ok, headers: HTTPFields = HTTPFields(), body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A page.
    @export(interface) public static func html(_ html: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(html.utf8), type: "text/html; charset=utf-8", status: status)
    }

    @export(interface) public static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// - Parameter type: the media type, for `Content-Type`.
    @export(interface) public static func bytes(
        _ body: [UInt8], type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        var response = Response(status, body: body)
        response.headers[.contentType] = type
        return response
    }

    /// Sends the browser on; with 303 it follows with a GET, as it should after a POST.
    ///
    /// - Parameter location: a path or URL. What may not stand in one (control characters, blanks, a backslash, which
    ///   browsers take for a slash) is percent-encoded, as Werkzeug does; where it leads is the caller's care.
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

    @export(interface) public mutating func setCookie(_ cookie: Cookie) {
        headers.append(HTTPField(name: .setCookie, value: cookie.headerValue))
    }

    /// Says that the answer depends on a request header; added to what `Vary` says already.
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
