import CGIKit
import CGIKitTesting
import Foundation

@testable import Site

/// A site in a folder of its own, whose pages are asked in this process.
final class PagesSite {
    static let now: Int64 = 1_767_225_600
    let site: TemporarySite
    var now = PagesSite.now
    /// SQL statements of the last page.
    private(set) var statements = 0

    init() throws {
        site = try TemporarySite()
        try Data("a key of the tests".utf8).write(to: site.folder.appending(path: "secret_key"))
    }

    /// A visitor of one page, which answers at `/users/me/`.
    func client(_ view: @escaping Route.View) -> TestClient {
        let counting = { [self] (page: Page) throws(Failure) -> Response in
            defer { statements = page.statementsPrepared }
            return try view(page)
        }
        let route = Route(.home, .form, counting)
        let script = Site.script([route], clock: Clock { [self] in now })
        let client = TestClient(script, mountedAt: "/users/me")
        client.environment = [
            "SITE_SECRET_KEY_FILE": site.folder.appending(path: "secret_key").path,
            "SITE_DATABASE": site.path,
            "SITE_TEMPLATES": site.folder.path,
            "SITE_CONFIG": site.folder.appending(path: "site.conf").path,
            "UNIQUE_ID": "request-1",
        ]
        try? Data().write(to: site.folder.appending(path: "site.conf"))
        return client
    }

    /// A visitor of a page that is a template of this text.
    func client(template: String, _ context: [(name: String, value: Value)] = []) throws -> TestClient {
        try Data(template.utf8).write(to: site.folder.appending(path: "page.html"))
        return client { (page) throws(Failure) in try page.render("page.html", context) }
    }

    /// The cookies of somebody who has registered and is signed in.
    func signedIn(_ name: String = "Zoe", password: String = "hash", stays: Bool = false) throws -> [String: String] {
        let users = UserStore(try site.open())
        let user = try users.register(
            name: name, email: "\(name)@example.org", passwordHash: password, now: PagesSite.now)
        let client = client { (page) throws(Failure) in
            try page.signIn(user, stays: stays)
            return page.redirect(to: "/")
        }
        _ = client.post("/users/me/", .form([]))
        return client.cookies
    }
}
