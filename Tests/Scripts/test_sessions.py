"""Session cookies: their attributes, their keys, and those that are not ours."""

import secrets

import pytest

from support.page import Page
from support.signing import DAY, session_serializer
from support.visitor import Visitor


@pytest.fixture
def key(data):
    return (data / "secret_key").read_bytes()


def set_cookies(answer):
    return [tuple(part.strip() for part in value.split(";")[1:]) for value in answer.all("Set-Cookie")]


def test_a_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor):
    answer = visitor.get("/users/login/")
    assert set_cookies(answer) == [("HttpOnly", "Path=/", "SameSite=Lax")]
    assert answer.header("Vary") == "Cookie"
    assert answer.header("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    "environment, is_secure",
    [
        ({"HTTPS": "on"}, True),
        ({"HTTPS": "off"}, False),
        ({}, False),
        ({"SITE_SESSION_COOKIE_SECURE": "true"}, True),
        ({"HTTPS": "on", "SITE_SESSION_COOKIE_SECURE": "false"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https", "SITE_TRUSTED_PROXIES": "127.0.0.1"}, True),
        ({"HTTP_X_FORWARDED_PROTO": "https", "SITE_TRUSTED_PROXIES": "10.0.0.0/8"}, False),
    ],
)
def test_a_cookie_is_secure_under_https(visitor, environment, is_secure):
    [attributes] = set_cookies(visitor.get("/users/login/", environment=environment))
    assert ("Secure" in attributes) == is_secure


@pytest.mark.parametrize(
    "settings, attributes",
    [
        ({"SESSION_COOKIE_PATH": "/club/"}, "HttpOnly; Path=/club/; SameSite=Lax"),
        ({"APPLICATION_ROOT": "/club"}, "HttpOnly; Path=/club; SameSite=Lax"),
        ({"SESSION_COOKIE_DOMAIN": ".example.org"}, "Domain=example.org; HttpOnly; Path=/; SameSite=Lax"),
        ({"SESSION_COOKIE_HTTPONLY": "false"}, "Path=/; SameSite=Lax"),
        ({"SESSION_COOKIE_SAMESITE": "Strict"}, "HttpOnly; Path=/; SameSite=Strict"),
        (
            {"SESSION_COOKIE_SAMESITE": "None", "SESSION_COOKIE_SECURE": "true", "SESSION_COOKIE_PARTITIONED": "true"},
            "Secure; HttpOnly; Path=/; SameSite=None; Partitioned",
        ),
    ],
)
def test_the_cookie_is_made_as_the_settings_say(visitor, settings, attributes):
    environment = {f"SITE_{key}": value for key, value in settings.items()} | {"SITE_SESSION_COOKIE_NAME": "members"}
    answer = visitor.get("/users/login/", environment=environment)
    assert answer.header("Set-Cookie").startswith("members=")
    assert set_cookies(answer) == [tuple(attributes.split("; "))]


@pytest.mark.parametrize(
    "key, value, message",
    [
        ("SESSION_COOKIE_NAME", "my session", "SESSION_COOKIE_NAME: 'my session' cannot be the name of a cookie"),
        ("SESSION_COOKIE_DOMAIN", "a b", 'SESSION_COOKIE_DOMAIN is "a b"; write a host name, such as example.org.'),
        ("SESSION_COOKIE_SAMESITE", "lax", 'SESSION_COOKIE_SAMESITE is "lax"; write Lax, Strict or None.'),
        ("SESSION_COOKIE_HTTPONLY", "x", 'SESSION_COOKIE_HTTPONLY is "x"; write true or false.'),
        ("SESSION_COOKIE_NAME", "__Host-session", "only with SESSION_COOKIE_SECURE = true"),
        ("SESSION_COOKIE_NAME", "__secure-x", "only with SESSION_COOKIE_SECURE = true"),
        ("SESSION_IDLE_SECONDS", "soon", 'SESSION_IDLE_SECONDS is "soon"; write a whole number.'),
        ("SECRET_KEY", "dev", "SECRET_KEY is set, but keys are read from files here"),
        ("SECRET_KEY_FALLBACKS", "old older", "and set SECRET_KEY_FALLBACK_FILES to its path."),
    ],
)
def test_a_setting_that_makes_no_cookie_is_named(script, key, value, message):
    answer = script("cgi-login", environment={f"SITE_{key}": value})
    assert answer.status == 500
    assert message in answer.errors


HOST = {"SITE_SESSION_COOKIE_NAME": "__Host-session", "HTTPS": "on"}


def test_the_cookie_may_be_bound_to_the_host(visitor, add_user):
    add_user()
    visitor.environment.update(HOST)
    assert visitor.sign_in().status == 303
    assert visitor.name == "Zoe" and set(visitor.cookies) == {"__Host-session", "known_device_1"}


@pytest.mark.parametrize(
    "key, value, missing",
    [
        ("SESSION_COOKIE_PATH", "/club", "SESSION_COOKIE_PATH = /."),
        ("SESSION_COOKIE_DOMAIN", "example.org", "no SESSION_COOKIE_DOMAIN."),
        ("SESSION_COOKIE_SECURE", "false", "SESSION_COOKIE_SECURE = true"),
    ],
)
def test_a_cookie_that_browsers_would_not_keep_is_refused(script, key, value, missing):
    answer = script("cgi-login", environment={**HOST, f"SITE_{key}": value})
    assert answer.status == 500
    assert missing in answer.errors


@pytest.mark.parametrize(
    "settings, value",
    [
        ({}, None),
        ({"HTTPS": "on"}, None),
        ({"HTTPS": "on", "SITE_HSTS_SECONDS": "31536000"}, "max-age=31536000"),
        ({"SITE_HSTS_SECONDS": "31536000"}, None),
    ],
)
def test_browsers_are_told_to_keep_to_https_where_the_setting_says_so(visitor, settings, value):
    assert visitor.get("/users/login/", environment=settings).header("Strict-Transport-Security") == value
    assert visitor.get("/users/nobody/", environment=settings).header("Strict-Transport-Security") == value


def test_signing_in_gives_a_new_session(visitor, add_user, key):
    add_user()
    visitor.get("/users/login/")
    before = session_serializer(key).loads(visitor.cookies["session"])
    visitor.sign_in()
    visitor.get("/users/me/")
    after = session_serializer(key).loads(visitor.cookies["session"])
    assert set(before) == {"csrf_token"}
    assert set(after) == {"user_id", "password_stamp", "session_number", "_permanent", "csrf_token"}
    assert after["csrf_token"] != before["csrf_token"]


def test_signing_out_leaves_nothing_in_the_session(zoe, key):
    zoe.sign_out()
    zoe.get("/users/login/")
    assert set(session_serializer(key).loads(zoe.cookies["session"])) == {"csrf_token"}


def good_session(zoe, key):
    return session_serializer(key).loads(zoe.cookies["session"])


@pytest.mark.parametrize(
    "age, is_signed_in",
    [(0, True), (31 * DAY - 60, True), (31 * DAY + 60, False), (-3600, False), (10_000 * DAY, False)],
)
def test_a_session_lives_for_a_month(zoe, key, age, is_signed_in):
    zoe.cookies["session"] = session_serializer(key, age=age).dumps(good_session(zoe, key))
    assert (zoe.name == "Zoe") == is_signed_in


def test_the_month_is_a_setting(zoe, key):
    zoe.cookies["session"] = session_serializer(key, age=100).dumps(good_session(zoe, key))
    assert zoe.get("/users/me/", environment={"SITE_PERMANENT_SESSION_LIFETIME": "60"}).status == 302
    zoe.cookies["session"] = session_serializer(key, age=100).dumps({"user_id": 1})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cookie, key: cookie[:-1] + ("A" if cookie[-1] != "A" else "Q"),
        lambda cookie, key: cookie[1:],
        lambda cookie, key: cookie.upper(),
        lambda cookie, key: "",
        lambda cookie, key: ".",
        lambda cookie, key: "....",
        lambda cookie, key: ".eJw.x.y",
        lambda cookie, key: "\x80\xff",
        lambda cookie, key: "a" * 100_000,
        lambda cookie, key: '"' + cookie,
        lambda cookie, key: session_serializer(b"another key").dumps({"user_id": 1}),
        lambda cookie, key: session_serializer(b"").dumps({"user_id": 1}),
        lambda cookie, key: session_serializer(key, "sha1").dumps(session_serializer(key).loads(cookie)),
        # Well signed, but nothing that this site writes.
        lambda cookie, key: session_serializer(key).dumps({"user_id": 1}),
        lambda cookie, key: session_serializer(key).dumps({"user_id": 1, "password_stamp": ""}),
        lambda cookie, key: session_serializer(key).dumps({"user_id": 1, "password_stamp": "A" * 22}),
        lambda cookie, key: session_serializer(key).dumps({"user_id": "1", "password_stamp": 5, "_flashes": 3}),
        lambda cookie, key: session_serializer(key).dumps({"user_id": 10**30}),
        lambda cookie, key: session_serializer(key).dumps({"csrf_token": ["x"], "_flashes": [["a"], [1, 2], "x"]}),
        lambda cookie, key: session_serializer(key).dumps([1, 2]),
        lambda cookie, key: session_serializer(key).dumps(None),
        lambda cookie, key: session_serializer(key).dumps({**session_serializer(key).loads(cookie), "user_id": 2}),
    ],
)
def test_a_bad_cookie_is_a_visitor_and_no_error(zoe, key, add_user, spoil):
    add_user("Eve", "eve@example.org")
    value = spoil(zoe.cookies["session"], key)
    visitor = Visitor(zoe.script)
    answer = visitor.get("/users/me/", headers={"Cookie": f"session={value}"})
    assert answer.status == 302
    assert answer.errors == ""
    answer = visitor.get("/users/login/", headers={"Cookie": f"session={value}"})
    assert answer.status == 200
    assert Page(answer.text).user is None
    # And can go on as one.
    form = Page(answer.text).form.fields
    assert (
        visitor.post("/users/login/", {**form, "email": "eve@example.org", "password": "correct horse"}).status == 303
    )
    assert visitor.name == "Eve"


def test_other_sites_cookies_beside_ours_are_no_trouble(zoe):
    cookie = f'theme="dark; x"; a=b=c; =; ;session2=x; session={zoe.cookies["session"]}; session=other'
    assert zoe.get("/users/me/", headers={"Cookie": cookie}).status == 200


def test_a_session_of_a_replaced_key_goes_on_while_that_key_is_kept(zoe, data, key):
    form = zoe.page("/users/me/edit/").form.fields
    old_cookie = zoe.cookies["session"]
    (data / "older").write_bytes(b"older still")
    (data / "old").write_bytes(key)
    (data / "secret_key").write_bytes(new_key := secrets.token_bytes(32))
    assert zoe.get("/users/me/").status == 302
    zoe.cookies["session"] = old_cookie

    with open(data / "site.conf", "a") as file:
        file.write("SECRET_KEY_FALLBACK_FILES = older old\n")
    assert zoe.get("/users/me/").status == 200
    # A form that was open at the time can still be sent.
    assert zoe.post("/users/me/edit/", {**form, "name": "Eve"}).status == 303
    assert session_serializer(new_key).loads(zoe.cookies["session"])["user_id"] == 1
    assert zoe.name == "Eve"
    changed = {"current": "correct horse", "password": "battery staple", "confirm": "battery staple"}
    assert zoe.submit("/users/me/password/", **changed).status == 303
    assert zoe.name == "Eve"
    zoe.cookies["session"] = old_cookie
    assert zoe.name is None


@pytest.mark.parametrize("path", ["older", "missing"])
def test_a_missing_older_key_is_named(visitor, data, path):
    (data / "older").write_bytes(b"")
    answer = visitor.get("/users/login/", environment={"SITE_SECRET_KEY_FALLBACK_FILES": str(data / path)})
    assert answer.status == 500
    assert str(data / path) in answer.errors


# --- Where to after signing in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/users/me/", "/users/me/edit/", "/users/me/password/"])
def test_a_page_for_members_asks_to_sign_in_and_leads_back(visitor, add_user, address):
    add_user()
    answer = visitor.get(address)
    assert answer.status == 302
    assert answer.header("Location") == f"/users/login/?next={address}"
    page = visitor.page(answer.header("Location"))
    assert page.flashes == [("message", "You need to be signed in for this page.")]
    answer = visitor.submit(answer.header("Location"), email="zoe@example.org", password="correct horse")
    assert (answer.status, answer.header("Location")) == (303, address)


def test_sending_a_form_without_being_signed_in_leads_to_the_same(visitor, add_user):
    add_user()
    answer = visitor.post("/users/me/edit/", {"name": "Eve"})
    assert answer.status == 303
    assert answer.header("Location").startswith("/users/login/?next=/users/me/edit/?kept%3D")


def test_a_wrong_password_does_not_forget_where_to(visitor, add_user):
    add_user()
    address = "/users/login/?next=/users/me/edit/"
    form = Page(visitor.submit(address, email="zoe@example.org", password="wrong").text).form
    assert form.action == ""
    answer = visitor.post(address, {**form.fields, "email": "zoe@example.org", "password": "correct horse"})
    assert answer.header("Location") == "/users/me/edit/"


@pytest.mark.parametrize(
    "next", ["/", "/users/me/edit/", "/posts/?page=2&x=%2F", "/a#b", "/zoë/", "/?next=//evil.example"]
)
def test_next_leads_to_pages_of_this_site(visitor, add_user, next):
    add_user()
    assert visitor.sign_in(next=next).header("Location") == next.replace("ë", "%C3%AB")


@pytest.mark.parametrize(
    "next",
    [
        "",
        " ",
        "evil",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "https://evil.example",
        "http:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "HTTPS://EVIL.EXAMPLE",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b",
        "127.0.0.1:8080/",
        "@evil.example",
        ".evil.example",
        "/users/me/\r\nSet-Cookie: evil=1",
        "/\x7f/evil.example",
        "/.\\evil.example",
        "?x",
        "#x",
        "users/me/",
        "/\x0b/evil.example",
        "/\u0085x\\y",
    ],
)
def test_next_never_leads_elsewhere(visitor, add_user, next):
    add_user()
    answer = visitor.sign_in(next=next)
    assert answer.status == 303
    assert answer.header("Location") == "/"
    assert set(answer.cookies) == {"session", "known_device_1"}


def test_the_first_of_two_nexts_counts(visitor, add_user):
    add_user()
    answer = visitor.submit(
        "/users/login/?next=/a&next=//evil.example", email="zoe@example.org", password="correct horse"
    )
    assert answer.header("Location") == "/a"
