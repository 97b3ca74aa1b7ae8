import CGIKit
import Foundation
import Testing

@testable import Site

@Suite struct SettingsTests {
    /// What is found in a file of this text and an environment; the file's name is left out.
    private func findings(_ text: [UInt8], _ environment: [String: String] = [:]) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString).conf")
        try Data(text).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let environment = Environment(environment.merging(["SITE_CONFIG": file.path()]) { $1 })
        return try Configuration(unchecked: environment, oddity: NearestSetting.oddity).findings.map { finding in
            (finding.weight == .warning ? "warning: " : "") + finding.text.replacing(file.path(), with: "site.conf")
        }
    }

    private func findings(_ text: String, _ environment: [String: String] = [:]) throws -> [String] {
        try findings(Array(text.utf8), environment)
    }

    @Test func declarationsAreWhole() {
        var names: Set<String> = []
        for (index, setting) in Setting.all.enumerated() {
            #expect(Setting.index(of: "\(setting.name)") == index)
            #expect(names.insert("\(setting.name)").inserted, "\(setting.name) is declared twice")
            #expect(!"\(setting.about)".isEmpty && !"\(setting.about)".contains("|"))
            // A default that is a value is a good one.
            switch setting.kind {
            case .number where setting.standard.description.hasPrefix("from "): break
            case .number, .choice: #expect(setting.problem(with: "\(setting.standard)") == nil, "\(setting.name)")
            case .flag where setting.standard.description != "under HTTPS":
                #expect(setting.problem(with: "\(setting.standard)") == nil, "\(setting.name)")
            default: break
            }
        }
    }

    /// Each getter finds its declaration, and what CGIKit would take by itself is what is declared.
    @Test func gettersStandOnDeclarations() throws {
        let configuration = try Configuration(Environment(["SITE_CONFIG": "/dev/null"]))
        let settings = try configuration.sessionSettings(isSecure: false)
        let standard = SessionSettings()
        #expect(settings.cookieName == standard.cookieName && settings.cookiePath == standard.cookiePath)
        #expect(settings.lifetime == standard.lifetime && settings.cookieSameSite == standard.cookieSameSite)
        #expect(settings.isCookieHTTPOnly == standard.isCookieHTTPOnly)
        #expect(settings.refreshesEachRequest == standard.refreshesEachRequest)
        let limits = try configuration.requestLimits()
        #expect(limits.contentLength == RequestLimits().contentLength && limits.formParts == RequestLimits().formParts)
        #expect(limits.formMemorySize == RequestLimits().formMemorySize)
        #expect(try configuration.database.path == "/var/lib/cgikit/app.db")
        #expect(try configuration.sessionSettings(isSecure: true).isCookieSecure && configuration.mailTimeout == 60)
    }

    @Test(arguments: [
        // Every mistake at once.
        (
            "POSTS_PER_MINUTE = many\n\nDEBUG = perhaps\nno value\nURL = www.example.org\n",
            [
                "site.conf:4: this is not NAME = value.",
                "site.conf:1: POSTS_PER_MINUTE is \"many\"; write a whole number.",
                "site.conf:3: DEBUG is \"perhaps\"; write true or false.",
                "site.conf:5: URL is \"www.example.org\"; write the site's URL, such as https://www.example.org.",
            ]
        ),
        ("MAIL_TIMEOUT = 0", ["site.conf:1: MAIL_TIMEOUT is \"0\"; the minimum is 1."]),
        ("MAIL_TIMEOUT = 601", ["site.conf:1: MAIL_TIMEOUT is \"601\"; the maximum is 600."]),
        (
            "DATABASE_TIMEOUT = 99999999999999999999",
            ["site.conf:1: DATABASE_TIMEOUT is \"99999999999999999999\"; the maximum is 2147483647."]
        ),
        ("DATABASE_TIMEOUT = -1", ["site.conf:1: DATABASE_TIMEOUT is \"-1\"; write a whole number."]),
        ("DATABASE_TIMEOUT = ٣", ["site.conf:1: DATABASE_TIMEOUT is \"٣\"; write a whole number."]),
        ("MAIL_WORKER = cron", ["site.conf:1: MAIL_WORKER is \"cron\"; write service or after-response."]),
        (
            "ADMINS = a@example.org, nobody",
            [
                "site.conf:1: ADMINS is \"a@example.org, nobody\"; write email addresses, separated by commas: you@example.org, me@example.org."
            ]
        ),
        (
            "SESSION_COOKIE_SAMESITE = lax",
            ["site.conf:1: SESSION_COOKIE_SAMESITE is \"lax\"; write Lax, Strict or None."]
        ),
        // Slips of the pen, and keys of the site's own.
        ("NAEM = x", ["warning: site.conf:1: there is no setting NAEM; did you mean NAME?"]),
        ("name = x", ["warning: site.conf:1: there is no setting name; did you mean NAME?"]),
        ("MAIL-URL = x", ["warning: site.conf:1: there is no setting MAIL-URL; did you mean MAIL_URL?"]),
        (
            "\nPOST_PER_MINUTES = 4",
            ["warning: site.conf:2: there is no setting POST_PER_MINUTES; did you mean POSTS_PER_MINUTE?"]
        ),
        (
            "SECRET_KEY_FILES = x",
            ["warning: site.conf:1: there is no setting SECRET_KEY_FILES; did you mean SECRET_KEY_FILE?"]
        ),
        ("MOTTO = x\nTHREADS_PER_PAGE = 2\nFOOTER_TEXT = y\nHOME = z\nX = 1\nA = \n", []),
        // What does not count is not looked at; what is empty is not set.
        (
            "DEBUG = maybe\nDEBUG = true",
            ["warning: site.conf:1: DEBUG is set again in line 2, and that value is used."]
        ),
        ("DEBUG =", []),
        ("\r\nDEBUG = true\r\nDATABASE_TIMEOUT = 5\r\n", []),
        // Passwords are not repeated.
        (
            "DATABASE = mysql://u:secret@h/db",
            [
                "site.conf:1: DATABASE is wrong. The database address is of a kind that this program does not know. Write "
                    + "sqlite:///relative/path or sqlite:////absolute/path."
            ]
        ),
        (
            "MAIL_URL = imap://u:secret@h",
            [
                "site.conf:1: MAIL_URL is not of a supported kind: write smtp://…, smtps://…, sendmail:, sendmail:/PATH or file:FOLDER."
            ]
        ),
        (
            "TRUSTED_PROXIES = http://u:se/c ret@proxy",
            [
                "site.conf:1: TRUSTED_PROXIES is \"http://…@proxy\"; write IP addresses or networks, such as 192.0.2.1 or 10.0.0.0/8, separated by commas."
            ]
        ),
        (
            "URL = ftp://u:secret@h/",
            ["site.conf:1: URL is \"ftp://…@h/\"; write the site's URL, such as https://www.example.org."]
        ),
    ])
    func mistakesAreFound(text: String, expected: [String]) throws {
        #expect(try findings(text) == expected)
    }

    @Test func byteOrderMarkIsSkipped() throws {
        #expect(try findings([0xEF, 0xBB, 0xBF] + Array("NAEM = x".utf8)).count == 1)
        #expect(try findings([0xEF, 0xBB, 0xBF] + Array("# comment\nDEBUG = no".utf8)).isEmpty)
    }

    @Test(arguments: [
        (["SITE_DEBUG": "maybe"], ["SITE_DEBUG: DEBUG is \"maybe\"; write true or false."]),
        (["SITE_NAEM": "x"], ["warning: SITE_NAEM: there is no setting NAEM; did you mean NAME?"]),
        (["SITE_MOTTO": "x", "SITE_DEBUG": "", "OTHER": "x"], []),
        // It overrides what is wrong in the file.
        (["SITE_DATABASE": "x.db"], []),
    ])
    func environmentIsCheckedToo(environment: [String: String], expected: [String]) throws {
        #expect(
            try findings("DATABASE = \(environment["SITE_DATABASE"] == nil ? "" : "oracle:u:p@h")", environment)
                == expected)
    }

    /// Work that grows with the file only.
    @Test func longFileIsReadAtOnce() throws {
        let text = String(repeating: "\(String(repeating: "N", count: 60)) = x\nNAME = y\n", count: 20_000)
        #expect(try findings(text).count == 19_999)
    }
}
