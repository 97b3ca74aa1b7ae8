"""Session cookies: their attributes, their keys, and those that are not ours."""

import secrets

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

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


def test_the_cookie_has_the_name_and_path_of_the_settings(visitor):
    settings = {"SITE_SESSION_COOKIE_NAME": "members", "SITE_SESSION_COOKIE_PATH": "/club/"}
    answer = visitor.get("/users/login/", environment=settings)
    assert list(answer.cookies) == ["members"]
    assert "Path=/club/" in set_cookies(answer)[0]


def test_signing_in_gives_a_new_session(visitor, add_user, key):
    add_user()
    visitor.get("/users/login/")
    before = session_serializer(key).loads(visitor.cookies["session"])
    visitor.sign_in()
    visitor.get("/users/me/")
    after = session_serializer(key).loads(visitor.cookies["session"])
    assert set(before) == {"csrf_token"}
    assert set(after) == {"user_id", "password_stamp", "csrf_token"}
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


# --- Beside a Flask app ------------------------------------------------------------------------------------------


@pytest.fixture
def flask(key):
    app = Flask(__name__)
    app.secret_key = key
    return SecureCookieSessionInterface().get_signing_serializer(app)


@pytest.fixture
def shared(new_visitor):
    """A visitor of a site that shares its sessions with a Flask app."""
    return new_visitor(environment={"SITE_SESSION_DIGEST": "sha1"})


def test_who_signed_in_with_flask_is_signed_in_here(shared, add_user, flask):
    add_user("Zoë", "zoe@example.org", method="pbkdf2:sha256:1000")
    shared.cookies["session"] = flask.dumps({"user_id": 1})
    page = shared.page("/users/me/")
    assert page.headings == ["Hi Zoë!"]


def test_flasks_messages_are_shown_here(shared, flask):
    shared.cookies["session"] = flask.dumps({"_flashes": [("message", "from Flask"), ("error-message", "<b>")]})
    assert shared.page("/users/login/").flashes == [("message", "from Flask"), ("error-message", "<b>")]


def test_who_signed_in_here_is_signed_in_with_flask(shared, add_user, flask):
    add_user()
    shared.sign_in()
    session = flask.loads(shared.cookies["session"])
    assert session["user_id"] == 1
    assert session["_flashes"] == [("message", "Welcome Zoe")]


def test_flasks_sessions_are_not_taken_without_being_told(visitor, add_user, flask):
    add_user()
    visitor.cookies["session"] = flask.dumps({"user_id": 1})
    assert visitor.get("/users/me/").status == 302


def test_flasks_sessions_end_too_when_the_password_changes(shared, add_user, flask):
    add_user()
    shared.cookies["session"] = of_flask = flask.dumps({"user_id": 1})
    changed = {"current": "correct horse", "password": "battery staple", "confirm": "battery staple"}
    assert shared.submit("/users/me/password/", **changed).status == 303
    assert shared.name == "Zoe"
    shared.cookies["session"] = of_flask
    assert shared.name is None


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
    assert (answer.status, answer.header("Location")) == (303, "/users/login/?next=/users/me/edit/")


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
    assert answer.header("Location") == "/users/me/"
    assert set(answer.cookies) == {"session"}


def test_the_first_of_two_nexts_counts(visitor, add_user):
    add_user()
    answer = visitor.submit(
        "/users/login/?next=/a&next=//evil.example", email="zoe@example.org", password="correct horse"
    )
    assert answer.header("Location") == "/a"
