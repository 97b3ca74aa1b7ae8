import CGIKit
import CGIKitTesting
import Foundation
import HTTPTypes
import Testing

@testable import Site

@Suite struct PageCostTests {
    let site: PagesSite

    init() throws { site = try PagesSite() }

    private func signInForm(_ page: Page) throws(Failure) -> Response {
        try page.render(try page.form(LoginForm.init, "users/login.html"))
    }

    @Test func aPageThatNeedsNoUserNeedsNoDatabase() {
        let client = site.client(signInForm)
        #expect(client.get("/users/me/").status == 200)
        #expect(site.statements == 0)
        #expect(!FileManager.default.fileExists(atPath: site.site.path))
    }

    @Test func aTemplateThatDoesNotAskCostsASignedInPersonNothingEither() throws {
        let client = try site.client(template: "{{ csrf_token() }}{{ url_for('index') }}{{ config.DEBUG }}")
        client.cookies = try site.signedIn()
        #expect(client.get("/users/me/").status == 200)
        #expect(site.statements == 0)
    }

    @Test func aProfileCostsOneStatement() throws {
        let client = site.client(
            requiresLogin { (page, user) throws(Failure) in
                try page.render("users/profile.html", [("user", .object(UserView(user)))])
            })
        client.cookies = try site.signedIn()
        let page = client.get("/users/me/")
        #expect(page.status == 200 && page.text.contains("<h1>Hi Zoe!</h1>"))
        #expect(site.statements == 1)
    }

    @Test func whoIsSignedInIsLookedUpOnceHoweverOftenAsked() throws {
        let client = try site.client(
            template:
                "{{ current_user.name }}{{ g.user.name }}{{ current_user.email }}{% for i in range(9) %}{{ g.user.id }}{% endfor %}"
        )
        client.cookies = try site.signedIn()
        #expect(client.get("/users/me/").text == "ZoeZoeZoe@example.org111111111")
        #expect(site.statements == 1)
    }

    @Test func aPublicProfileCostsOneStatement() throws {
        _ = try site.signedIn()
        let client = site.client { (page) throws(Failure) in
            guard let user = try page.user(named: "ZOE") else { throw .badRequest("nobody") }
            return try page.render("users/public.html", [("user", .object(UserView(user)))])
        }
        #expect(client.get("/users/me/").text.contains("<h1>Zoe</h1>"))
        #expect(site.statements == 1)
    }

    @Test func aPageWithoutASessionSetsNoCookieAndVariesByNone() {
        let client = site.client { _ throws(Failure) in .text("the same for all") }
        let page = client.get("/users/me/")
        #expect(page.cookies.isEmpty)
        #expect(page.headers[.vary] == nil)
        #expect(page.headers[.cacheControl] == "private, no-cache")
    }

    @Test func aPageThatReadsTheSessionIsKeptNowhere() throws {
        let page = try site.client(template: "{{ current_user }}").get("/users/me/")
        #expect(page.text == "None")
        #expect(page.headers[.vary] == "Cookie")
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(page.cookies.isEmpty)
    }
}

@Suite struct TemplateGlobalTests {
    let site: PagesSite

    init() throws { site = try PagesSite() }

    @Test(arguments: [
        ("{{ url_for('users.login') }}", "/users/login/"),
        ("{{ url_for('users.login', next='/a b?c=d&e') }}", "/users/login/?next=/a+b?c%3Dd%26e"),
        ("{{ url_for('users.profile', name='Zoë/x') }}", "/users/Zo%C3%AB%2Fx/"),
        ("{{ url_for('users.profile', name=5, page=2) }}", "/users/5/?page=2"),
        ("{{ url_for('users.edit', missing=none) }}", "/users/me/edit/"),
        ("{{ url_for('static', filename='css/a b.css') }}", "/static/css/a%20b.css"),
        ("{{ config.SITE_NAME }}|{{ config.DEBUG }}|{{ config.STATIC_URL }}", "The &lt;Club&gt;|False|/static"),
        ("{{ config.SECRET_KEY is defined }}{{ config.DATABASE is defined }}", "FalseFalse"),
        ("{{ config['SITE_NAME'] }}", "The &lt;Club&gt;"),
        ("{{ current_user }}|{{ g.user }}|{{ g.other is defined }}", "None|None|False"),
        ("{{ get_flashed_messages() }}{{ get_flashed_messages(with_categories=true) }}", "[][]"),
        ("{{ request_id }}", "request-1"),
        ("{{ nobody is defined }}", "False"),
        ("{% set g = 1 %}{{ g }}", "1"),
        ("{% macro m() %}{{ url_for('index') }}{% endmacro %}{{ m() }}", "/"),
    ])
    func templatesFind(template: String, text: String) throws {
        let client = try site.client(template: template)
        client.environment["SITE_NAME"] = "The <Club>"
        let page = client.get("/users/me/")
        #expect(page.text == text, "\(template) \(client.log)")
    }

    @Test func theContextStandsBeforeTheGlobals() throws {
        let client = try site.client(template: "{{ config }} {{ g }}", [("config", .string("ours")), ("g", .int(1))])
        #expect(client.get("/users/me/").text == "ours 1")
    }

    @Test func importedTemplatesFindTheGlobalsToo() throws {
        let client = try site.client(
            template: "{% from 'forms/macros.html' import render_field %}{{ url_for('index') }}")
        #expect(client.get("/users/me/").text == "/")
    }

    @Test(arguments: [
        ("{{ get_flashed_messages() | join('|') }}", "one|two &amp; &lt;|three"),
        ("{{ get_flashed_messages(true) }}", "[(&#39;message&#39;, &#39;one&#39;)"),
        (
            "{% for c, m in get_flashed_messages(with_categories=true) %}{{ c }}:{{ m }};{% endfor %}",
            "message:one;error:two &amp; &lt;;message:three;"
        ),
        ("{{ get_flashed_messages(category_filter=['error']) | join('|') }}", "two &amp; &lt;"),
        ("{{ get_flashed_messages(category_filter='message') | join('|') }}", "one|three"),
        ("{{ get_flashed_messages() | length }}{{ get_flashed_messages() | length }}", "33"),
    ])
    func messagesAreShown(template: String, text: String) throws {
        let flashing = site.client { (page) throws(Failure) in
            try page.flash("one")
            try page.flash("two & <", category: "error")
            try page.flash("three")
            return page.redirect(to: page.url(.home))
        }
        #expect(flashing.post("/users/me/", .form([])).status == 303)
        let client = try site.client(template: template)
        client.cookies = flashing.cookies
        #expect(client.get("/users/me/").text.hasPrefix(text))
        #expect(client.cookies["session"] == nil, "what was shown is gone")
        #expect(!client.get("/users/me/").text.contains("one"))
    }

    @Test func theTokenOfATemplateIsGoodForAForm() throws {
        let templated = try site.client(template: "{{ csrf_token() }}")
        let token = templated.get("/users/me/").text
        let client = site.client { (page) throws(Failure) in
            .text(page.validateOnSubmit(try page.form(LogoutForm.init, "users/logout.html")) ? "good" : "bad")
        }
        client.cookies = templated.cookies
        #expect(client.post("/users/me/", .form([("csrf_token", token)])).text == "good")
        #expect(client.post("/users/me/", .form([("csrf_token", token + "x")])).text == "bad")
        client.cookies = [:]
        #expect(client.post("/users/me/", .form([("csrf_token", token)])).text == "bad")
    }

    @Test(arguments: [(0, "good"), (3600, "good"), (3601, "bad"), (-1, "bad")] as [(Int64, String)])
    func aTokenIsGoodForAnHour(later: Int64, answer: String) throws {
        let templated = try site.client(template: "{{ csrf_token() }}")
        let token = templated.get("/users/me/").text
        let client = site.client { (page) throws(Failure) in
            .text(page.validateOnSubmit(try page.form(LogoutForm.init, "users/logout.html")) ? "good" : "bad")
        }
        // The cookie is as old as the token, and must not come from the future either.
        site.now += max(later, 0)
        client.cookies = templated.cookies
        if later < 0 {
            site.now += later
        }
        #expect(client.post("/users/me/", .form([("csrf_token", token)])).text == answer)
    }

    @Test func whatFailsInATemplateIsToldAsWhatItIs() throws {
        let client = try site.client(template: "{{ current_user.name }}")
        client.cookies = try site.signedIn()
        client.environment["SITE_DATABASE"] = "/nowhere/app.db"
        #expect(client.get("/users/me/").status == 500)
        #expect(
            client.log.hasSuffix(" [request-1] 500 system: open /nowhere/app.db: No such file or directory\n"),
            "\(client.log)")
    }

    @Test(arguments: [
        (
            "\n{{ url_for('users.nobody') }}",
            "page.html:2:11: TemplateRuntimeError: Could not build url for endpoint 'users.nobody'."
        ),
        (
            "{{ get_flashed_messages(1, 2, 3) }}",
            "page.html:1:24: TypeError: get_flashed_messages() takes 2 positional arguments but 3 were given"
        ),
        ("{{ current_user.name.x }}", "page.html:1:21: UndefinedError: 'None' has no attribute 'name'"),
    ])
    func wrongUseIsToldWithItsPlace(template: String, line: String) throws {
        let client = try site.client(template: template)
        #expect(client.get("/users/me/").status == 500)
        #expect(client.log.contains("500 template: \(line)"), "\(client.log)")
    }
}

@Suite struct ErrorPageTests {
    let site: PagesSite

    init() throws { site = try PagesSite() }

    private static let failures: [(Failure, Int, String)] = [
        (.badRequest("Bad UTF-8 here."), 400, "That request was not understood"),
        (.request(RequestError(.notFound, "No.")), 404, "Page not found"),
        (.contentTooLarge("Too much."), 413, "That was too large"),
        (.database(DatabaseError(.busy, "database is locked")), 503, "The site is busy"),
        (.database(DatabaseError(.corrupt, "malformed")), 500, "Something went wrong"),
        (.configuration(ConfigurationError("set X")), 500, "Something went wrong"),
        (.template(TemplateError(.undefined, "'x' is undefined")), 500, "Something went wrong"),
    ]

    @Test(arguments: 0..<7)
    func everyFailureHasItsPage(index: Int) {
        let (failure, status, title) = ErrorPageTests.failures[index]
        let client = site.client { _ throws(Failure) in throw failure }
        let page = client.get("/users/me/")
        #expect(page.status == status)
        #expect(page.text.contains("<h1>\(title)</h1>"))
        #expect(page.headers[.cacheControl] == "no-store")
        #expect((page.headers[.retryAfter] == "30") == (status == 503))
        #expect(client.log.split(separator: "\n").count == 1)
        #expect(client.log.contains("[request-1] \(status) "))
        if status != 404 { #expect(page.text.contains("<code>request-1</code>")) }
    }

    @Test(arguments: [false, true])
    func detailsAreForDevelopersOnly(debug: Bool) {
        let client = site.client { _ throws(Failure) in
            throw .configuration(ConfigurationError("set <X>"))
        }
        client.environment["SITE_DEBUG"] = debug ? "on" : "off"
        #expect(client.get("/users/me/").text.contains("set &lt;X&gt;") == debug)
    }

    @Test func whoIsSignedInSeesSoOnAPageNotFound() throws {
        let client = site.client { _ throws(Failure) in throw .request(RequestError(.notFound, "No.")) }
        client.cookies = try site.signedIn("Zoë")
        #expect(client.get("/users/me/").text.contains(">Zoë<"))
    }

    @Test func anErrorOfTheSitesAsksNoDatabase() throws {
        let client = site.client { _ throws(Failure) in throw .configuration(ConfigurationError("x")) }
        client.cookies = try site.signedIn()
        #expect(client.get("/users/me/").text.contains(">Sign in</a>"))
        #expect(site.statements == 0)
    }

    @Test func aFormThatCannotBeSavedIsShownAgain() {
        let client = site.client { (page) throws(Failure) in
            _ = try page.form(RegisterForm.init, "users/register.html")
            throw .database(DatabaseError(.full, "database or disk is full"))
        }
        let body = TestBody.form([("name", "Zoë <x>"), ("email", "zoe@example.org"), ("password", "correct horse")])
        let page = client.post("/users/me/", body)
        #expect(page.status == 503)
        #expect(page.headers[.retryAfter] == "30")
        #expect(page.text.contains("The site cannot save anything right now."))
        #expect(page.text.contains("value=\"Zoë &lt;x&gt;\"") && page.text.contains("value=\"zoe@example.org\""))
        #expect(!page.text.contains("correct horse"))
        #expect(!client.log.contains("zoe"))
        #expect(client.get("/users/me/").text.contains("<h1>The site is busy</h1>"), "there is nothing to show again")
    }

    @Test func aFormIsKeptThoughNobodyCanFindOutWhoIsSignedIn() throws {
        let client = site.client(
            requiresLogin(keeping: { (page) throws(Failure) in try page.form(ProfileForm.init, "users/edit.html") }) {
                _, _ throws(Failure) in .text("saved")
            })
        client.cookies = try site.signedIn()
        client.environment["SITE_DATABASE_TIMEOUT"] = "0"
        let body = TestBody.form([("name", "Eve & all")])
        #expect(client.post("/users/me/", body).text == "saved")
        let other = try site.site.open()
        try other.execute("BEGIN EXCLUSIVE")
        let page = client.post("/users/me/", body)
        #expect(page.status == 503)
        #expect(page.text.contains("value=\"Eve &amp; all\""))
        try other.execute("ROLLBACK")
    }

    @Test func aBrokenErrorTemplateLeavesThePlainPage() throws {
        let client = try site.client(template: "{{ x.y }}")
        try "{{".write(toFile: site.site.folder.appending(path: "error.html").path, atomically: true, encoding: .utf8)
        let page = client.get("/users/me/")
        #expect(page.status == 500)
        #expect(page.text.contains("<h1>500 Internal Server Error</h1>"))
    }

    @Test(
        arguments: [
            ("403", 403, "Not allowed"), ("404", 404, "Page not found"), ("503", 503, "The site is busy"),
            ("400", 400, "That request was not understood"), ("405", 405, "That cannot be done here"),
            ("408", 408, "That took too long"), ("413", 413, "That was too large"),
            ("414", 414, "That URL is too long"), ("416", 416, "That part does not exist"),
            ("417", 417, "That did not work"), ("421", 421, "That site is not on this server"),
            ("429", 429, "Too many requests"), ("431", 431, "That was too large"),
            ("499", 499, "That did not work"), ("501", 501, "That cannot be done here"),
            ("502", 502, "Something went wrong"), ("599", 599, "Something went wrong"),
            ("600", 404, "Page not found"), ("399", 404, "Page not found"), ("-404", 404, "Page not found"),
            (nil, 404, "Page not found"), ("200", 404, "Page not found"), ("x", 404, "Page not found"),
        ] as [(String?, Int, String)])
    func theServersErrorsHaveTheSameDesign(redirectStatus: String?, status: Int, title: String) {
        let client = TestClient(Site.errorDocument(), mountedAt: "/error")
        client.environment = site.client { _ throws(Failure) in .text("") }.environment
        client.environment["REDIRECT_STATUS"] = redirectStatus
        let page = client.get("/error")
        #expect(page.status == status)
        #expect(page.text.contains("<h1>\(title)</h1>"))
        #expect(client.log == "")
        #expect(!page.text.contains("GET") && !page.text.contains("Method"))
    }
}

@Suite struct SessionPageTests {
    let site: PagesSite

    init() throws { site = try PagesSite() }

    @Test(arguments: [(0, true), (31 * 86400, true), (31 * 86400 + 1, false)] as [(Int64, Bool)])
    func aSessionLivesForAMonth(later: Int64, isSignedIn: Bool) throws {
        let client = try site.client(template: "{{ current_user.name if current_user }}")
        client.cookies = try site.signedIn()
        site.now += later
        #expect(client.get("/users/me/").text == (isSignedIn ? "Zoe" : ""))
    }

    @Test(arguments: [(0, true), (1000, true), (1001, false)] as [(Int64, Bool)])
    func anUnusedSessionIsOver(later: Int64, isSignedIn: Bool) throws {
        let client = try site.client(template: "{{ current_user.name if current_user }}")
        client.cookies = try site.signedIn()
        client.environment["SITE_SESSION_IDLE_SECONDS"] = "1000"
        site.now += later
        #expect(client.get("/users/me/").text == (isSignedIn ? "Zoe" : ""))
    }

    @Test(arguments: [false, true])
    func aSessionEndsWhenItsTimeIsUpHoweverOftenItIsSignedAnew(stays: Bool) throws {
        let client = try site.client(template: "{{ current_user.name if current_user }}{{ csrf_token()|length > 0 }}")
        client.cookies = try site.signedIn(stays: stays)
        site.now += 30 * 86400
        #expect(client.get("/users/me/").text == "ZoeTrue", "and gets another cookie, with its token")
        site.now += 86400
        #expect(client.get("/users/me/").text == "ZoeTrue")
        site.now += 1
        #expect(client.get("/users/me/").text == "True")
    }

    @Test func whoIsSignedInCostsOneStatement() throws {
        let client = try site.client(template: "{{ current_user.name }}")
        client.cookies = try site.signedIn()
        #expect(client.get("/users/me/").text == "Zoe")
        #expect(site.statements == 1)
    }

    @Test func aSessionEndsWithItsPassword() throws {
        let client = try site.client(template: "{{ current_user.name if current_user }}")
        client.cookies = try site.signedIn()
        let users = UserStore(try site.site.open())
        try users.changePassword(of: try #require(try users.user(id: 1)), to: "another hash", now: site.now)
        #expect(client.get("/users/me/").text == "")
    }

    @Test func whoMustSignInIsSentThereAndBack() {
        let client = site.client(requiresLogin { _, _ throws(Failure) in .text("members only") })
        let page = client.get("/users/me/")
        #expect(page.status == 302)
        #expect(page.headers[.location] == "/users/login/?next=/users/me/")
        #expect(client.post("/users/me/", .form([])).status == 303)
        #expect(client.cookies["session"] != nil, "the message")
    }
}
