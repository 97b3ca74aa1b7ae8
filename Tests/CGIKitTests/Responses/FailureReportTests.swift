import CGIKit
import CSystem
import HTTPTypes
import Testing

@Suite struct FailureReportTests {
    @Test(arguments: [
        (5, 503), (6, 503), (8, 503), (10, 503), (13, 503), (14, 503), (7, 503),
        // Extended codes: BUSY_SNAPSHOT, IOERR_FSYNC, READONLY_DBMOVED.
        (517, 503), (1034, 503), (1032, 503),
        (1, 500), (11, 500), (19, 500), (26, 500), (2067, 500),
    ])
    func knowsWhichDatabaseErrorsPass(code: Int32, status: Int) {
        let report = report(.database(DatabaseError(ResultCode(rawValue: code), "what SQLite said")))
        #expect(report.status.code == status)
        #expect(report.headers[.retryAfter] == (status == 503 ? "30" : nil))
        #expect(report.detail.hasPrefix("database: SQLite error \(code): what SQLite said"))
        #expect(!report.message.contains("SQLite"))
    }

    @Test(arguments: [(ENOSPC, 503), (EDQUOT, 503), (EMFILE, 503), (ENOENT, 500), (EACCES, 500)])
    func knowsWhichSystemErrorsPass(code: CInt, status: Int) {
        let report = report(.system(SystemError("open", "/srv/x", Errno(code: code))))
        #expect(report.status.code == status)
        #expect(report.detail.hasPrefix("system: open /srv/x: "))
        #expect(!report.message.contains("/srv"))
    }

    @Test func blamesTemplateAndConfigurationOnTheSite() {
        let template = report(.template(TemplateError(.syntax, "unexpected '}'")))
        #expect(template.status == .internalServerError)
        #expect(template.detail.contains("TemplateSyntaxError") && template.detail.contains("unexpected '}'"))
        #expect(report(.configuration(ConfigurationError("x"))).status == .internalServerError)
    }

    @Test func passesARequestErrorOn() {
        let report = report(.request(RequestError(.methodNotAllowed, "No.", allowedMethods: [.post])))
        #expect(report.status == .methodNotAllowed && report.message == "No.")
        #expect(report.headers[.allow] == "POST, OPTIONS")
    }

    @Test func pageEscapesWhatItShows() {
        let report = report(.request(RequestError(.badRequest, "<script>")))
        let page = String(decoding: report.page(showingDetail: true).body, as: UTF8.self)
        #expect(page.contains("&lt;script&gt;") && !page.contains("<script>"))
    }

    private func report(_ failure: Failure) -> FailureReport { FailureReport(failure, requestID: "0123") }
}
