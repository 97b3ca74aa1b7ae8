import CGIKit
import HTTPTypes

extension Page {
    /// The page for a failure: the form once more, with all that was typed, if it only could not be saved just now; or a
    /// page that says what is wrong. Nil if not even that can be rendered.
    func answer(to report: FailureReport) -> Response? {
        if report.status.kind == .serverError { giveUpOnUser() }
        globalFailure = nil
        if report.status == .internalServerError { noteFailure(report) }
        if report.status == .serviceUnavailable, let form = submitted?.form, isSubmitted {
            form.formErrors.append(
                "The site cannot save anything just now. Nothing was changed; please try again in a minute.")
            if let page = try? render(form) { return finish(page) }
        }
        let page = try? errorPage(
            report.status, report.message, detail: request.showsErrorDetails ? report.detail : nil)
        return page.map { finish($0) }
    }

    /// A page about an error, from `404.html` or `error.html`.
    func errorPage(
        _ status: HTTPResponse.Status, _ message: String, detail: String? = nil
    ) throws(Failure) -> Response {
        self.status = status
        return try render(
            status == .notFound ? "404.html" : "error.html",
            [
                ("title", .string(ErrorText.title(status))), ("message", .string(message)),
                ("detail", detail.map { .string($0) } ?? .none), ("status", .int(status.code)),
            ])
    }
}

extension Site {
    /// Answers as Apache's `ErrorDocument`: says what is wrong in the site's own design.
    public static func serveErrorDocument() -> Never { errorDocument().run() }

    static func errorDocument() -> Script {
        script { (page) throws(Failure) in
            let status = ErrorText.status(page.request.environment["REDIRECT_STATUS"])
            if status.kind == .serverError { page.giveUpOnUser() }
            return try page.errorPage(status, ErrorText.message(status))
        }
    }
}

/// The words for the errors that the web server finds by itself.
enum ErrorText {
    /// The status that Apache hands to an `ErrorDocument`. Whoever asks for the error page itself finds nothing there.
    static func status(_ redirectStatus: String?) -> HTTPResponse.Status {
        guard let code = redirectStatus.flatMap({ Int($0) }), 400...599 ~= code else { return .notFound }
        return HTTPResponse.Status(code: code)
    }

    static func title(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 400, 411: "That request was not understood"
        case 403: "Not allowed"
        case 404: "Page not found"
        case 405: "That cannot be done here"
        case 408: "That took too long"
        case 413, 414, 431: "That was too much to send"
        case 415: "That kind of data is not taken here"
        case 503: "The site is busy"
        case 400..<500: "That did not work"
        default: "Something went wrong"
        }
    }

    static func message(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 403: "You may not see this page."
        case 404: "There is no page at this address."
        case 503: "The site cannot do this right now. Please try again in a minute."
        case 400..<500: "The browser sent something that this site cannot work with."
        default: "It is not your fault. Please try again later."
        }
    }
}
