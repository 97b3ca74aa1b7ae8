import HTTPTypes

/// A CGI program: the methods it takes, its view, and its error page.
///
/// The view is a function of the request alone. What it opens (a database above all) it opens inside, so that nothing is
/// locked any more when the first byte is written.
public struct Script {
    public typealias View = (Request) throws(Failure) -> Response
    /// The site's own page for a failure; nil is the plain one. Status, `Allow` and `Retry-After` are added to it.
    public typealias ErrorPage = (FailureReport, Request) -> Response?
    /// What is done when the answer is written, and nobody waits for it any more; takes what the error log is
    /// to say (``RequestLog``).
    public typealias Afterwards = (_ log: (String) -> Void) -> Void

    private let allowedMethods: [HTTPRequest.Method]?
    private let errorPage: ErrorPage
    private let view: View
    let afterwards: Afterwards
    private let clock: Clock

    /// - Parameter methods: `GET` includes `HEAD`; `OPTIONS` is answered without asking the view. Nil leaves them all to
    ///   the view, which has several pages (``Request/answer(allowing:_:)``).
    /// - Parameter clock: gives the error log's lines their time.
    @export(interface) public init(
        allowing methods: [HTTPRequest.Method]? = [.get],
        clock: Clock = .system,
        errorPage: @escaping ErrorPage = { _, _ in nil },
        afterwards: @escaping Afterwards = { _ in },
        view: @escaping View
    ) {
        allowedMethods = methods
        self.clock = clock
        self.errorPage = errorPage
        self.afterwards = afterwards
        self.view = view
    }

    /// Answers the request in an environment: all but writing the answer.
    ///
    /// - Parameter log: takes whole lines for the error log (``RequestLog``).
    @export(interface) public func answer(_ environment: Environment, body: BodyInput, log: (String) -> Void) -> Answer
    {
        let request: Request
        do {
            request = try Request(environment, body: body)
        } catch {
            let report = FailureReport(error, requestID: Request.newID())
            let lines = RequestLog(environment, id: report.requestID, clock: clock)
            log(lines.line(report.logWords))
            return Answer(report.finish(report.page(showingDetail: false)), isHead: false, lines)
        }
        let lines = RequestLog(request, clock: clock)
        // Only now is known who the client is, behind a proxy.
        defer { for words in request.notes { log(lines.line(words)) } }
        do {
            return Answer(try respond(to: request), isHead: request.method == .head, lines)
        } catch {
            let report = FailureReport(error, requestID: request.requestID)
            log(lines.line(report.logWords))
            let page = errorPage(report, request) ?? report.page(showingDetail: request.showsErrorDetails)
            return Answer(report.finish(page), isHead: request.method == .head, lines)
        }
    }

    private func respond(to request: Request) throws(Failure) -> Response {
        guard let allowedMethods else { return try view(request) }
        return try request.answer(allowing: allowedMethods) { () throws(Failure) in try view(request) }
    }
}

extension Request {
    /// Asks a page that takes certain methods, `GET` including `HEAD`; answers `OPTIONS` for it, and other methods with
    /// 405 (RFC 9110, section 15.5.6).
    @export(interface) public func answer(
        allowing methods: [HTTPRequest.Method], _ page: () throws(Failure) -> Response
    ) throws(Failure) -> Response {
        if methods.contains(method) || method == .head && methods.contains(.get) {
            return try meetingPreconditions(page)
        }
        if method == .options {
            var response = Response(.noContent)
            response.headers[.allow] = allow(methods)
            return response
        }
        throw .request(
            RequestError(
                .methodNotAllowed, "This address does not do what the browser asked for.",
                detail: "This page answers \(allow(methods)), and not \(method.rawValue).", allowedMethods: methods))
    }
}

/// The bytes that a script writes.
public struct Answer {
    /// The header block, with the empty line that ends it.
    public let head: [UInt8]
    public let body: [UInt8]
    /// For what is still to be said in the error log.
    let log: RequestLog

    init(_ response: Response, isHead: Bool, _ log: RequestLog) {
        self.log = log
        head = ResponseHead(response).bytes
        body = isHead || !response.hasContent ? [] : response.body
    }
}
