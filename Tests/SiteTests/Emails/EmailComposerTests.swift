import CGIKit
import Foundation
import Testing

@testable import Site

@Suite struct EmailComposerTests {
    let site: PagesSite
    let database: Database

    init() throws {
        site = try PagesSite()
        database = try site.site.open()
    }

    private func configuration(_ settings: [String: String] = [:]) throws -> Configuration {
        let folder = site.site.folder
        try Data().write(to: folder.appending(path: "site.conf"))
        return try Configuration(
            Environment(
                [
                    "SITE_CONFIG": folder.appending(path: "site.conf").path,
                    "SITE_SECRET_KEY_FILE": folder.appending(path: "secret_key").path,
                    "SITE_TEMPLATES": folder.path, "SITE_URL": "https://www.example.org/",
                ].merging(settings) { $1 }))
    }

    private func composed(
        _ email: Email, _ settings: [String: String] = [:], signing: Bool = true
    ) throws -> EmailComposer.Composed {
        let outbox = Outbox(database)
        let id = try outbox.queue(email, now: PagesSite.now)
        let row = try #require(try outbox.lease(id: id, for: "test", now: PagesSite.now, lease: 60))
        let composer = try EmailComposer(configuration(settings), signing: signing, clock: .fixed(PagesSite.now + 5))
        return try composer.compose(row)
    }

    private func write(_ name: String, _ text: String) throws {
        let folder = site.site.folder.appending(path: "emails")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: name))
    }

    @Test(arguments: EmailKind.allCases)
    func everyKindHasItsTemplates(kind: EmailKind) throws {
        for ending in ["txt", "html"] { #expect(DefaultTemplates.source("emails/\(kind.rawValue).\(ending)") != nil) }
        #expect(DefaultTemplates.source("emails/\(kind.rawValue).txt")?.starts(with: "Subject: ".utf8) == true)
    }

    @Test func theMessageIsRenderedFromWhatWasQueued() throws {
        try write("test.txt", "Subject: Hi {{ name }}, {{ what }}\n\n{{ what }} & {{ link }}\n")
        try write("test.html", "<title>{{ subject }}</title>{{ what }} {{ url_for('users.login') }}")
        var email = Email(.test, to: "zoe@example.org", name: "Zoë")
        email.values = [("what", .string("<b>"))]
        email.links = [EmailLink("link", .profile, [("name", "Zoë")])]
        let message = try composed(email).message
        #expect(message.subject == "Hi Zoë, <b>")
        #expect(String(decoding: message.text, as: UTF8.self) == "<b> & https://www.example.org/users/Zo%C3%AB/")
        #expect(
            String(decoding: message.html, as: UTF8.self)
                == "<title>Hi Zoë, &lt;b&gt;</title>&lt;b&gt; https://www.example.org/users/login/")
        #expect(message.from == Mailbox("My Site <noreply@www.example.org>"))
        #expect(message.to == Mailbox("Zoë <zoe@example.org>"))
        #expect(message.date == HTTPDate(seconds: PagesSite.now))
        #expect(message.messageID.hasSuffix("@www.example.org"))
    }

    private static var purpose: EmailPurpose { EmailPurpose("reset") }

    @Test func tokensAreSignedWhenTheMessageIsMadeAndStoredNowhere() throws {
        var email = Email(.test, to: "zoe@example.org")
        email.links = [EmailLink("link", .password, token: (EmailComposerTests.purpose, .int(7)))]
        let link = try #require(try composed(email).links.first)
        let token = String(try #require(link.split(separator: "=").last))
        #expect(link.hasPrefix("https://www.example.org/users/me/password/?token="))

        func tokens(at seconds: Int64) throws -> EmailTokens {
            try EmailTokens(configuration(), clock: .fixed(PagesSite.now + seconds))
        }
        #expect(try tokens(at: 3605).fields(of: token, EmailComposerTests.purpose, maxAge: 3600).int == 7)
        #expect(throws: TokenError.self) {
            try tokens(at: 3606).fields(of: token, EmailComposerTests.purpose, maxAge: 3600)
        }
        #expect(throws: TokenError.self) { try tokens(at: 5).fields(of: token, EmailPurpose("confirm"), maxAge: 3600) }
        let stored = try database.first("SELECT arguments FROM site_outbox") { $0.text(0) } ?? ""
        #expect(stored?.contains(token) == false)
    }

    @Test func tokensCanBeLeftOut() throws {
        var email = Email(.test, to: "zoe@example.org")
        email.links = [EmailLink("link", .password, token: (EmailComposerTests.purpose, .int(7)))]
        #expect(
            try composed(email, signing: false).links == ["https://www.example.org/users/me/password/?token=hidden"])
    }

    @Test func linksFollowTheScriptThatQueued() throws {
        var email = Email(.test, to: "zoe@example.org")
        email.scriptName = "/cgi-bin/cgi-register"
        email.links = [EmailLink("link", .login)]
        #expect(try composed(email).links == ["https://www.example.org/cgi-bin/cgi-login"])
    }

    @Test func theUnsubscribeLinkIsAHeader() throws {
        var email = Email(.test, to: "zoe@example.org")
        email.links = [EmailLink("unsubscribe", .edit, token: (EmailComposerTests.purpose, .int(7)))]
        let composed = try composed(email)
        #expect(composed.message.unsubscribeURL == composed.links[0])
    }

    @Test(arguments: [
        ("kind = 'nope'", "There is no kind of email \"nope\"."), ("kind = '../base'", "There is no kind"),
        ("recipient = 'zoe'", "\"zoe\" is not an email address"), ("recipient = x'ff'", "is not an email address"),
        ("arguments = '{'", "The email's arguments are not JSON"), ("arguments = x'00ff'", "are not JSON"),
        ("arguments = '{\"links\": {\"link\": {\"to\": \"nope\"}}}'", "link \"link\" leads nowhere"),
        ("token = 'a' || char(13, 10) || 'Bcc: eve@example.org'", "token is not valid"),
        ("token = ''", "token is not valid"),
    ])
    func aMalformedRowIsToldApart(change: String, message: String) throws {
        try Outbox(database).queue(Email(.test, to: "zoe@example.org"), now: PagesSite.now)
        try site.site.runElsewhere("UPDATE site_outbox SET \(change)")
        let row = try Outbox(database).lease(1, for: "test", now: PagesSite.now, lease: 60)[0]
        let composer = try EmailComposer(configuration())
        #expect {
            try composer.compose(row)
        } throws: { error in
            guard case .malformed(let words) = error as? CompositionError else { return false }
            return words.contains(message)
        }
    }

    @Test(arguments: ["Hello\n", "", "\nSubject: Hello\n", "Subject: \n"])
    func aTemplateWithoutASubjectIsNamed(text: String) throws {
        try write("test.txt", text)
        #expect {
            try composed(Email(.test, to: "zoe@example.org"))
        } throws: { error in
            guard case .template(let error) = error as? CompositionError else { return false }
            return error.description.contains("emails/test.txt")
        }
    }

    @Test(arguments: [
        (["SITE_URL": ""], "URL is not set"), (["SITE_URL": "https://a b"], "URL is \"https://a b\""),
        (["SITE_URL": "https://a!b/"], "URL is \"https://a!b/\""), (["SITE_URL": "https://[::1"], "URL is"),
        (["SITE_URL": "https://[1.2.3.4]"], "URL is"), (["SITE_URL": "https://a:x"], "URL is"),
        (["SITE_MAIL_FROM": "Club"], "MAIL_FROM is \"Club\""),
    ])
    func whatIsMissingIsNamed(settings: [String: String], message: String) throws {
        #expect {
            try composed(Email(.test, to: "zoe@example.org"), settings)
        } throws: { error in
            let found: ConfigurationError? =
                if case .configuration(let error) = error as? Failure { error } else { error as? ConfigurationError }
            return found?.message.contains(message) == true
        }
    }

    /// RFC 5321, section 4.1.3.
    @Test(arguments: [
        ("http://192.0.2.1:8080", "[192.0.2.1]"), ("http://[2001:db8::1]:8080/", "[IPv6:2001:db8::1]"),
        ("https://localhost", "localhost"), ("https://WWW.Example.org/club", "www.example.org"),
        ("https://bücher.example", "xn--bcher-kva.example"),
    ])
    func hostIsNamedAsMailDoes(url: String, domain: String) throws {
        let composer = try EmailComposer(configuration(["SITE_URL": url]))
        #expect(composer.host == domain && composer.from.address.text == "noreply@\(domain)")
        let message = try composed(Email(.test, to: "zoe@example.org"), ["SITE_URL": url]).message
        #expect(message.messageID.hasSuffix("@\(domain)"))
        #expect(String(decoding: message.bytes, as: UTF8.self).contains("<noreply@\(domain)>\r\n"))
    }

    @Test func adminsAreAList() throws {
        #expect(
            try configuration(["SITE_ADMINS": "a@example.org, b@example.org"]).admins.map { $0.text } == [
                "a@example.org", "b@example.org",
            ])
        #expect(try configuration().admins.isEmpty)
        #expect(throws: ConfigurationError.self) { try configuration(["SITE_ADMINS": "me"]).admins }
    }
}
