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
                "The site cannot save anything right now. Nothing was changed. Please try again in a minute.")
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

    @export(interface) static func errorDocument() -> Script {
        script { (page) throws(Failure) in
            let environment = page.request.environment
            let status = ErrorText.status(environment["REDIRECT_STATUS"])
            if status.kind == .serverError {
                page.giveUpOnUser()
                if let script = scriptWithoutAnswer(environment) {
                    page.writesAfterwards.append { (_, log) in
                        log("\(status.code) \(script) ended without a response: it was killed or crashed")
                    }
                }
            }
            // The server may have refused a form of another site, and asks for this page by GET.
            if page.request.isForeign() { page.leavesSessionAlone = true }
            return try page.errorPage(status, ErrorText.message(status))
        }
    }

    /// The script instead of whose answer the server asks for this page, by its name or its address; nil if the server has
    /// named that in the log by itself, as Apache does, or if there is none.
    private static func scriptWithoutAnswer(_ environment: Environment) -> String? {
        // Apache's words for its line in the log. A script that is late may still run.
        if environment["REDIRECT_ERROR_NOTES"] != nil || environment["REDIRECT_STATUS"] == "504" { return nil }
        if let path = environment["REDIRECT_SCRIPT_FILENAME"] {
            return path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
        }
        let address = (environment["REQUEST_URI"] ?? "").utf8.prefix { $0 != UInt8(ascii: "?") }
        return address.isEmpty ? nil : "the script of \(String(decoding: address, as: UTF8.self))"
    }
}
