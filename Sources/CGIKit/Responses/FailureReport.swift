import CSQLite
import CSystem
import HTTPTypes

/// What a ``Failure`` leads to: the one place that decides on its status, its message to the client and its line in the
/// error log.
public struct FailureReport {
    /// The status of the response.
    public let status: HTTPResponse.Status
    /// A sentence for the client.
    public let message: String
    /// What the operator needs to know. It contains no secret and no value of a form.
    public let detail: String
    /// ``detail``, or a version of it that fits one line.
    public let summary: String
    /// ``Request/requestID``, which the page shows and the log line has.
    public let requestID: String
    /// `Allow` or `Retry-After`.
    public let headers: HTTPFields

    /// Decides what becomes of a failure. A 503 asks clients to wait for 30 seconds.
    @export(interface) public init(_ failure: Failure, requestID: String) {
        var headers = HTTPFields()
        var summary: String?
        switch failure {
        case .request(let error):
            status = error.status
            message = error.message
            detail = error.detail
            if !error.allowedMethods.isEmpty { headers[.allow] = allow(error.allowedMethods) }
        case .database(let error):
            status = error.isPassing ? .serviceUnavailable : .internalServerError
            message = error.isPassing ? busy : broken
            detail = "database: \(error.description)"
        case .template(let error):
            status = .internalServerError
            message = broken
            detail = "template: \(error.description)"
            summary = "template: \(error.summary)"
        case .system(let error):
            status = isPassing(error.errno) ? .serviceUnavailable : .internalServerError
            message = isPassing(error.errno) ? busy : broken
            detail = "system: \(error.description)"
        case .configuration(let error):
            status = .internalServerError
            message = broken
            detail = "configuration: \(error.message)"
        }
        if status == .serviceUnavailable { headers[.retryAfter] = "30" }
        self.summary = summary ?? detail
        self.headers = headers
        self.requestID = requestID
    }

    /// The text of its line in the error log (``RequestLog``): `503 database: SQLite error 5: database is locked`.
    public var logWords: String { "\(status.code) \(summary)" }

    /// The plain page that needs no template.
    @export(interface) public func page(showingDetail: Bool) -> Response {
        let title = "\(status.code) \(status.reasonPhrase)"
        let detail = showingDetail ? "<pre>\(Markup(escaping: detail).html)</pre>\n" : ""
        return .html(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Markup(escaping: title).html)</title>
            </head>
            <body>
            <main>
            <h1>\(Markup(escaping: title).html)</h1>
            <p>\(Markup(escaping: message).html)</p>
            \(detail)<p><small>Request \(Markup(escaping: requestID).html)</small></p>
            </main>
            </body>
            </html>

            """)
    }

    /// Makes a page the answer of this report: its status and headers, and kept by no cache.
    func finish(_ page: Response) -> Response {
        var response = page
        response.status = status
        for field in headers { response.headers[field.name] = field.value }
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

private var busy: String { "The site cannot do this right now. Please try again in a minute." }
private var broken: String { "Something went wrong here. It is not your fault; please try again later." }

extension DatabaseError {
    /// Whether the failure may pass without a change to a program or its configuration, such as a lock or a full disk.
    public var isPassing: Bool {
        switch code.primary.rawValue {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY, SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOMEM: true
        default: false
        }
    }
}

private func isPassing(_ errno: Errno) -> Bool {
    switch errno.code {
    case ENOSPC, EDQUOT, EROFS, EMFILE, ENFILE, ENOMEM, EAGAIN, EIO: true
    default: false
    }
}

/// `Allow`'s list: what a script takes, and what follows from it.
func allow(_ methods: [HTTPRequest.Method]) -> String {
    var names = methods.map { $0.rawValue }
    if methods.contains(.get), !methods.contains(.head) { names.append("HEAD") }
    if !methods.contains(.options) { names.append("OPTIONS") }
    return names.joined(separator: ", ")
}

/// Text that is one line of a log whatever it contains: control characters, also the C1 ones that some terminals obey,
/// become `
/// ` or `\x1b`.
@export(interface) public func escapingControls(_ text: String) -> String {
    // Nearly all texts have none: neither those of ASCII, nor the others, which all begin with one byte.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 }) { return text }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0..<0x20, 0x7F..<0xA0:
            bytes.append(contentsOf: "\\x".utf8)
            Hex.append([UInt8(scalar.value)], to: &bytes)
        default: bytes.append(contentsOf: UTF8.encode(scalar)!)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
