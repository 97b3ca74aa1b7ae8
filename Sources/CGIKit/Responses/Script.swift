import CSystem
import HTTPTypes

/// A CGI program: the methods it takes, its view, and its error page.
///
/// The view is a function of the request alone. What it opens (a database above all) it opens inside, so that it is
/// closed before the first byte is written.
public struct Script {
    public typealias View = (Request) throws(Failure) -> Response
    /// The site's own page for a failure; nil is the plain one. Status, `Allow` and `Retry-After` are added to it.
    public typealias ErrorPage = (FailureReport, Request) -> Response?

    let allowedMethods: [HTTPRequest.Method]
    private let errorPage: ErrorPage
    private let view: View

    /// - Parameter methods: `GET` includes `HEAD`; `OPTIONS` is answered without asking the view.
    public init(
        allowing methods: [HTTPRequest.Method] = [.get],
        errorPage: @escaping ErrorPage = { _, _ in nil },
        view: @escaping View
    ) {
        allowedMethods = methods
        self.errorPage = errorPage
        self.view = view
    }

    /// Answers the request in an environment: all but writing the answer.
    ///
    /// - Parameter log: takes lines for the error log.
    public func answer(_ environment: Environment, body: BodyInput, log: (String) -> Void) -> Answer {
        let request: Request
        do {
            request = try Request(environment, body: body)
        } catch {
            let report = FailureReport(error, requestID: Request.newID())
            log(report.logLine(script: scriptName(environment)))
            return Answer(report.finish(report.page(showingDetail: false)), isHead: false)
        }
        do {
            return Answer(try respond(to: request), isHead: request.method == .head)
        } catch {
            let report = FailureReport(error, requestID: request.requestID)
            log(report.logLine(script: scriptName(environment)))
            let page = errorPage(report, request) ?? report.page(showingDetail: request.showsErrorDetails)
            return Answer(report.finish(page), isHead: request.method == .head)
        }
    }

    private func respond(to request: Request) throws(Failure) -> Response {
        let method = request.method
        if allowedMethods.contains(method) || method == .head && allowedMethods.contains(.get) {
            return try view(request)
        }
        if method == .options {
            var response = Response(.noContent)
            response.headers[.allow] = allow(allowedMethods)
            return response
        }
        let message = "This page answers \(allow(allowedMethods)), and not \(method.rawValue)."
        throw .request(RequestError(.methodNotAllowed, message, allowedMethods: allowedMethods))
    }
}

/// The bytes that a script writes.
public struct Answer {
    /// The header block, with the empty line that ends it.
    public let head: [UInt8]
    public let body: [UInt8]

    init(_ response: Response, isHead: Bool) {
        head = ResponseHead(response).bytes
        body = isHead || !response.hasContent ? [] : response.body
    }
}

private func scriptName(_ environment: Environment) -> String {
    let path = environment["SCRIPT_FILENAME"] ?? String(cString: csystem_program_name())
    return path.split(separator: "/").last.map { String($0) } ?? path
}
