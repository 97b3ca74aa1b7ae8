import HTTPTypes

/// A CGI program: the methods that it accepts, its handler and its error page.
///
/// The handler is a function of the request alone. What it opens, such as a database, it opens inside, so that nothing
/// is locked any longer when the first byte is written.
public struct Script {
    /// The handler: makes the response to a request.
    public typealias View = (Request) throws(Failure) -> Response
    /// Makes the site's own page for a failure; nil stands for the plain one. Status, `Allow` and `Retry-After` are
    /// added to it.
    public typealias ErrorPage = (FailureReport, Request) -> Response?
    /// What is done after the response is written, when no client waits any longer; it gets a function that adds lines
    /// to the error log (``RequestLog``).
    public typealias Afterwards = (_ log: (String) -> Void) -> Void

    private let allowedMethods: [HTTPRequest.Method]?
    private let errorPage: ErrorPage
    private let view: View
    let afterwards: Afterwards
    private let clock: Clock

    /// - Parameters:
    ///   - methods: `GET` includes `HEAD`, and `OPTIONS` is answered without the handler. Nil leaves all methods to the
    ///     handler, which has several pages (``Request/answer(allowing:_:)``).
    ///   - clock: Gives the lines of the error log their time.
    ///   - errorPage: Makes the site's own error pages.
    ///   - afterwards: Runs after the response is written.
    ///   - view: The handler.
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

    /// Makes the response to the request in an environment, without writing it. Failures become error pages.
    ///
    /// - Parameters:
    ///   - environment: The meta-variables.
    ///   - body: The source of the body.
    ///   - log: Gets whole lines for the error log (``RequestLog``).
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
    /// Runs a handler that accepts certain methods, `GET` including `HEAD`, and answers `OPTIONS` itself.
    ///
    /// - Throws: ``Failure/request(_:)`` with 405 for other methods (RFC 9110, section 15.5.6), 412 for preconditions
    ///   that fail, and what the handler throws.
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

/// The bytes that a script writes to standard output.
public struct Answer {
    /// The header block, with the empty line that ends it.
    public let head: [UInt8]
    /// The bytes after the header section; empty for `HEAD` and for statuses without a body.
    public let body: [UInt8]
    /// For what is still to be said in the error log.
    let log: RequestLog

    init(_ response: Response, isHead: Bool, _ log: RequestLog) {
        self.log = log
        head = ResponseHead(response).bytes
        body = isHead || !response.hasContent ? [] : response.body
    }
}
