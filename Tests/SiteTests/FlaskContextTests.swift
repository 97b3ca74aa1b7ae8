import CGIKit
import CGIKitTesting
import Foundation
import HTTPTypes
import Testing

@testable import Site

/// What every template finds in Flask. The values are those of Flask 3.1 with Werkzeug 3.1.
@Suite struct FlaskContextTests {
    let site: PagesSite

    init() throws { site = try PagesSite() }

    private func text(
        _ template: String, _ target: String = "/users/me/", settings: String = "", _ headers: HTTPFields = HTTPFields()
    ) throws -> String {
        let client = try site.client(template: template)
        client.environment["HTTP_HOST"] = "www.example.org:8080"
        try Data(settings.utf8).write(to: site.site.folder.appending(path: "site.conf"))
        let page = client.get(target, headers: headers)
        #expect(page.status == 200, "\(template): \(client.log)")
        return page.text.replacing("&#39;", with: "'").replacing("&#34;", with: "\"").replacing("&amp;", with: "&")
    }

    @Test(arguments: [
        ("{{ url_for('index', _external=True) }}", "http://www.example.org:8080/"),
        ("{{ url_for('index', _external=False) }}", "/"),
        ("{{ url_for('index', _scheme='https') }}", "https://www.example.org:8080/"),
        ("{{ url_for('index', _external=True, _scheme='https') }}", "https://www.example.org:8080/"),
        (
            "{{ url_for('static', filename='a b/ü.css', _external=True) }}",
            "http://www.example.org:8080/static/a%20b/%C3%BC.css"
        ),
        ("{{ url_for('static', filename='css/main.css', v=1) }}", "/static/css/main.css?v=1"),
        ("{{ url_for('static', v=1, filename='a', w=[1, 2], _anchor='x') }}", "/static/a?v=1&w=1&w=2#x"),
        ("{{ url_for('index', _anchor='c d') }}", "/#c%20d"),
        ("{{ url_for('index', _anchor='é%<>[]^`{|}\\\\~')|safe }}", "/#%C3%A9%%3C%3E%5B%5D%5E%60%7B%7C%7D%5C~"),
        ("{{ url_for('index', _anchor='') }}|{{ url_for('index', _anchor=none) }}", "/#|/"),
        ("{{ url_for('index', _method='GET', x=1, _anchor='a') }}", "/?x=1#a"),
        (
            "{{ url_for('index', a=['x', 'y'], b=True, c=none, d=1.5, e='ü&=+ /', f=u) }}",
            "/?a=x&a=y&b=True&d=1.5&e=%C3%BC%26%3D%2B+/&f="
        ),
        ("{{ url_for('index', a=(), b=[none, 1], c={'b': 1}) }}", "/?b=1&c=%7B'b':+1%7D"),
        ("{{ url_for('.edit') }}|{{ url_for(endpoint='index', z=1, a=2) }}", "/users/me/edit/|/?z=1&a=2"),
        ("{{ url_for('index', **request.args) }}", "/?a=1&b=x/y"),
    ])
    func addressesAreMade(template: String, expected: String) throws {
        #expect(try text(template, "/users/me/?a=1&a=2&b=x/y") == expected)
    }

    /// As Werkzeug's `BuildError` has it, at its place in the template.
    @Test(arguments: [
        ("{{ url_for('posts.show') }}", "'posts.show'. Did you forget to specify values ['post']?"),
        (
            "{{ url_for('posts.show', x=1, a=2) }}",
            "'posts.show' with values ['a', 'x']. Did you forget to specify values ['post']?"
        ),
        (
            "{{ url_for('posts.show', post=none, a=1, b=none) }}",
            "'posts.show' with values ['a']. Did you forget to specify values ['post']?"
        ),
        ("{{ url_for('users.profile', _anchor='x') }}", "'users.profile'. Did you forget to specify values ['name']?"),
        ("{{ url_for('.profile', _external=true) }}", "'users.profile'. Did you forget to specify values ['name']?"),
        ("{{ url_for('users.profiles') }}", "'users.profiles'."),
    ])
    func anAddressThatLacksWhatItNeedsIsAnError(template: String, words: String) throws {
        let client = try site.client(template: "first\n  \(template)")
        #expect(client.get("/users/me/").status == 500)
        #expect(client.log.contains("Could not build url for endpoint \(words)"), "\(client.log)")
        #expect(client.log.contains(":2:"), "\(client.log)")
    }

    @Test(arguments: [
        ("{{ url_for('posts.show', post='') }}", "/posts/"), ("{{ url_for('posts.show', post=nowhere) }}", "/posts/"),
        ("{{ url_for('posts.show', post=1.5) }}", "/posts/1.5"),
        ("{{ url_for('posts.show', post=true) }}", "/posts/True"),
        ("{{ url_for('users.profile', name=[1, 2]) }}", "/users/%5B1,%202%5D/"),
        ("{{ url_for('users.profile', name=(1,)) }}", "/users/(1,)/"),
    ])
    func aPathTakesAnyOtherValue(template: String, expected: String) throws {
        #expect(try text(template, "/users/me/") == expected)
    }

    @Test func aSchemeIsOfAbsoluteAddressesOnly() throws {
        let client = try site.client(template: "{{ url_for('index', _scheme='https', _external=False) }}")
        #expect(client.get("/users/me/").status == 500)
        #expect(client.log.contains("ValueError: When specifying '_scheme', '_external' must be True."))
    }

    @Test(arguments: [
        (
            "{{ request.path }}|{{ request.full_path }}|{{ request.script_root }}|{{ request.root_path }}",
            "/users/me/|/users/me/?a=1&a=%C3%BC+b&b=x/y||"
        ),
        ("{{ request.url }}", "http://www.example.org:8080/users/me/?a=1&a=ü+b&b=x/y"),
        (
            "{{ request.base_url }}|{{ request.url_root }}|{{ request.host_url }}",
            "http://www.example.org:8080/users/me/|http://www.example.org:8080/|http://www.example.org:8080/"
        ),
        (
            "{{ request.host }}|{{ request.scheme }}|{{ request.is_secure }}|{{ request.method }}",
            "www.example.org:8080|http|False|GET"
        ),
        (
            "{{ request.endpoint }}|{{ request.blueprint }}|{{ request.blueprints }}|{{ request.view_args }}",
            "users.home|users|['users']|{}"
        ),
        (
            "{{ request.url_rule }}|{{ request.url_rule.rule }}|{{ request.url_rule.endpoint }}",
            "/users/me/|/users/me/|users.home"
        ),
        (
            "{{ request.query_string }}|{{ request.query_string.decode() }}",
            "b'a=1&a=%C3%BC+b&b=x/y'|a=1&a=%C3%BC+b&b=x/y"
        ),
        ("{{ request.args }}", "ImmutableMultiDict([('a', '1'), ('a', 'ü b'), ('b', 'x/y')])"),
        (
            "{{ request.args.get('a') }}|{{ request.args['b'] }}|{{ request.args.b }}|{{ request.args.get('z') }}|{{ request.args.get('z', 1) }}",
            "1|x/y|x/y|None|1"
        ),
        (
            "{{ request.args.getlist('a') }}|{{ request.args.getlist('z') }}|{{ request.args.z is defined }}",
            "['1', 'ü b']|[]|False"
        ),
        (
            "{{ request.args.to_dict() }}|{{ request.args.to_dict(flat=False) }}",
            "{'a': '1', 'b': 'x/y'}|{'a': ['1', 'ü b'], 'b': ['x/y']}"
        ),
        ("{{ request.args.items()|list }}|{{ request.args.items(multi=True)|length }}", "[('a', '1'), ('b', 'x/y')]|3"),
        (
            "{{ request.args.lists()|list }}|{{ request.args.values()|list }}",
            "[('a', ['1', 'ü b']), ('b', ['x/y'])]|['1', 'x/y']"
        ),
        (
            "{{ 'a' in request.args }}{{ 'z' in request.args }}|{{ request.args|length }}|{{ request.args|list }}",
            "TrueFalse|2|['a', 'b']"
        ),
        (
            "{{ dict(request.args, page=2) }}|{{ request.args|tojson }}",
            "{'a': '1', 'b': 'x/y', 'page': 2}|{\"a\": \"1\", \"b\": \"x/y\"}"
        ),
        (
            "{% for k in request.args %}{{ k }}{% endfor %}|{{ request.values.b }}|{{ request.args is mapping }}",
            "ab|x/y|True"
        ),
        (
            "{{ request.form }}|{{ request.form.get('a') }}|{{ 'a' in request.form }}",
            "ImmutableMultiDict([])|None|False"
        ),
        (
            "{{ request.headers.get('Accept-Language') }}|{{ request.headers['ACCEPT-LANGUAGE'] }}|{{ 'x-y' in request.headers }}",
            "de|de|False"
        ),
        (
            "{{ request.cookies.get('a') }}|{{ request.user_agent }}|{{ request.user_agent.string }}|{{ request.user_agent.browser }}",
            "None|Lynx/2|Lynx/2|None"
        ),
        (
            "{{ request.referrer }}|{{ request.remote_addr }}|{{ request.mimetype }}|{{ request.content_type }}|{{ request.is_json }}",
            "None|192.0.2.1||None|False"
        ),
        ("{{ request.environ is defined }}|{{ request.nonsense is defined }}", "False|False"),
        ("{{ request|safe }}", "<Request 'http://www.example.org:8080/users/me/?a=1&a=ü+b&b=x/y' [GET]>"),
        ("{% macro m() %}{{ request.path }}{% endmacro %}{{ m() }}", "/users/me/"),
        ("{% set request = 1 %}{{ request }}", "1"),
        ("{{ request.__class__.__name__ }}", "Request"),
    ])
    func theRequestIsThere(template: String, expected: String) throws {
        var headers = HTTPFields()
        headers[.acceptLanguage] = "de"
        headers[.userAgent] = "Lynx/2"
        #expect(try text(template, "/users/me/?a=1&a=%C3%BC+b&b=x/y", headers) == expected)
    }

    @Test func aSubmittedFormIsThere() throws {
        let client = try site.client(
            template: "{{ request.form.x }}|{{ request.values.getlist('x') }}|{{ request.method }}")
        #expect(client.post("/users/me/?x=1", .form([("x", "2")])).text == "2|[&#39;1&#39;, &#39;2&#39;]|POST")
    }

    @Test(arguments: ["/users/me/?a=%", "/users/me/?a=%FF", "/users/me/?" + String(repeating: "a&", count: 2000)])
    func aBadQueryIsEmpty(target: String) throws {
        let client = try site.client(template: "{{ request.args|length }}")
        #expect(client.get(target).text == "0")
    }

    @Test(arguments: [
        (
            "{{ session.get('x') }}|{{ session.get('x', 1) }}|{{ 'x' in session }}|{{ session.x is defined }}",
            "None|1|False|False"
        ),
        (
            "{{ session|length }}|{{ session.items()|list }}|{{ session.permanent }}|{{ session.new }}",
            "0|[]|False|True"
        ),
        ("{{ session|safe }}|{% if session %}yes{% else %}no{% endif %}", "<SecureCookieSession {}>|no"),
        (
            "{{ g.get('x', 'd') }}|{{ g.get('x') }}|{{ 'x' in g }}|{{ 'user' in g }}|{{ g.get('user', 1) }}",
            "d|None|False|True|None"
        ),
    ])
    func theSessionAndGAreThere(template: String, expected: String) throws {
        #expect(try text(template) == expected)
    }

    @Test func whatASessionHoldsIsThere() throws {
        let writing = site.client { (page) throws(Failure) in
            try page.session["theme"] = .string("dark")
            try page.session["list"] = .list([.int(1), .null])
            return .text("")
        }
        _ = writing.get("/users/me/")
        let client = try site.client(
            template: "{{ session.theme }}|{{ session['list'] }}|{{ 'theme' in session }}|{{ session.get('theme') }}")
        client.cookies = writing.cookies
        #expect(client.get("/users/me/").text == "dark|[1, None]|True|dark")
    }

    @Test(arguments: [
        ("{{ config.get('DEBUG') }}|{{ config.DEBUG }}|{{ config['TESTING'] }}", "False|False|False"),
        (
            "{{ config.MOTTO }}|{{ config['MOTTO'] }}|{{ config.get('MOTTO') }}|{{ 'MOTTO' in config }}",
            "Out & about|Out & about|Out & about|True"
        ),
        (
            "{{ config.get('NOPE') }}|{{ config.get('NOPE', 1) }}|{{ 'NOPE' in config }}|{{ config.NOPE is defined }}",
            "None|1|False|False"
        ),
        ("{{ config.POSTS_PER_MINUTE + 1 }}|{{ config.WTF_CSRF_ENABLED }}|{{ config.STATIC_URL }}", "5|True|/static"),
        ("{{ config.motto is defined }}|{{ config.APPLICATION_ROOT }}|{{ config.COMMENT_EDIT_MINUTES }}", "False|/|5"),
        ("{{ config.items()|map('first')|select('eq', 'MOTTO')|list }}|{{ config.SITE_NAME }}", "['MOTTO']|My Site"),
    ])
    func settingsAreThere(template: String, expected: String) throws {
        #expect(try text(template, settings: "MOTTO = Out & about\nmotto = x\nCOMMENT_EDIT_MINUTES = 5\n") == expected)
    }

    /// A denylist of names never ends: `STRIPE` may be a key, and `MOTTO` is none.
    @Test(arguments: [
        "{{ config }}", "{{ config.items()|list }}", "{{ config.values()|list }}", "{{ dict(config) }}",
        "{{ config|pprint }}", "{{ config.copy() }}", "{{ config.to_dict() }}", "{{ config|items|list }}",
        "{% for key in config %}{{ key }} {% endfor %}", "{{ config|tojson }}",
    ])
    func valuesOfTheSitesOwnKeysAreNotListed(template: String) throws {
        let names = ["STRIPE", "GITHUB_PAT", "BEARER", "MASTER", "MOTTO"]
        let shown = (try? text(template, settings: names.map { "\($0) = hush\n" }.joined())) ?? ""
        #expect(!shown.contains("hush"))
        #expect(
            try text("{{ config.MOTTO }}|{{ 'MOTTO' in config.keys() }}", settings: "MOTTO = hush\n") == "hush|True")
    }

    @Test(arguments: [
        "SECRET_KEY_FILE", "MAIL_URL", "MAIL_PROGRAM", "DATABASE", "STRIPE_KEY", "API_TOKEN", "DB_PASS",
        "SMTP_PASSWORD", "PASSWORDS",
        "OAUTH_CLIENT_SECRET", "SENTRY_DSN", "REDIS_URI", "ADMINS", "HTTP_PROXY", "TEMPLATES", "JWT_PEPPER",
        "SOME_CREDENTIALS",
        "PRIVATE_NOTE", "SSL_CERT", "MYSQLALCHEMY", "lower_case",
    ])
    func secretsAreNot(key: String) throws {
        // Of these the tests' own are used, or a wrong one would be refused.
        let values = ["MAIL_URL": "smtp://zoe:hush@example.org:25", "ADMINS": "hush@example.org"]
        let isOwn = ["DATABASE", "SECRET_KEY_FILE", "TEMPLATES"].contains(key)
        let settings = isOwn ? "" : "\(key) = \(values[key] ?? "hush")\n"
        let template =
            "{{ config.\(key) is defined }}|{{ config['\(key)'] is defined }}|{{ config.get('\(key)') }}|{{ '\(key)' in config }}|{{ '\(key)' in config.keys() }}|{{ 'hush' in config|string }}"
        #expect(try text(template, settings: settings) == "False|False|None|False|False|False")
    }

    @Test(arguments: [
        ("https://zoe:hush@example.org/", false), ("mysql://u@h/db", false), ("-----BEGIN PRIVATE KEY-----", false),
        ("https://example.org/", true), ("https://example.org/@zoe", true), ("write to zoe@example.org", true),
        ("://", true),
    ])
    func aValueThatLooksLikeASecretIsNone(text: String, isShown: Bool) {
        #expect(SettingVisibility.isShown("LINK", text) == isShown)
    }
}
