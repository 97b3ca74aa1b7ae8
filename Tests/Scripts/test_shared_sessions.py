"""Sessions that a Flask app on the same key has begun, or goes on with: read and written by the real Flask."""

from datetime import datetime, timezone
from uuid import UUID

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from markupsafe import Markup

from support.signing import csrf_serializer, session_serializer


@pytest.fixture
def key(data):
    return (data / "secret_key").read_bytes()


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


def test_a_session_begun_in_flask_gets_a_mark_of_the_password_and_ends_with_it(shared, add_user, flask):
    add_user()
    shared.cookies["session"] = flask.dumps({"user_id": 1})
    assert shared.name == "Zoe"
    marked = flask.loads(shared.cookies["session"])
    assert marked["user_id"] == 1 and marked["password_stamp"].startswith("1.")
    # Once: further pages send no cookie on its account.
    assert shared.get("/users/me/").all("Set-Cookie") == []
    changed = {"current": "correct horse", "password": "battery staple", "confirm": "battery staple"}
    assert shared.submit("/users/me/password/", **changed).status == 303
    # Even if Flask has signed it again since.
    shared.cookies["session"] = flask.dumps(marked)
    assert shared.name is None
    assert "user_id" not in flask.loads(shared.cookies["session"])


def test_whom_flask_signs_in_over_our_session_is_who_is_signed_in(shared, add_user, flask):
    add_user()
    add_user("Eve", "eve@example.org")
    shared.sign_in()
    session = flask.loads(shared.cookies["session"])
    shared.cookies["session"] = flask.dumps({**session, "user_id": 2})
    assert shared.name == "Eve"
    assert flask.loads(shared.cookies["session"])["password_stamp"].startswith("2.")


def test_a_session_that_is_over_does_not_come_to_life_by_being_signed_again(shared, add_user, key):
    add_user()
    old = session_serializer(key, "sha1", age=10)
    changed = {"current": "correct horse", "password": "battery staple", "confirm": "battery staple"}
    shared.sign_in()
    assert shared.submit("/users/me/password/", **changed).status == 303

    for session in ({"user_id": 1}, {"user_id": 1, "_permanent": True}, {"user_id": 1, "password_stamp": "2.x"}):
        shared.cookies["session"] = old.dumps({**session, "_flashes": [("message", "kept")], "basket": (1, 2)})
        # The page takes the message out, and gives the session a token.
        assert "kept" in shared.get("/users/login/").text
        signed = old.loads(shared.cookies["session"])
        assert "user_id" not in signed and signed["basket"] == (1, 2)
        assert shared.name is None


def test_a_session_that_cannot_be_checked_is_not_signed_again(shared, add_user, key, data):
    add_user()
    shared.cookies["session"] = session_serializer(key, "sha1").dumps({"user_id": 1, "_permanent": True})
    answer = shared.get("/users/me/", environment={"SITE_DATABASE": str(data / "nowhere" / "app.db")})
    assert answer.status == 500 and answer.all("Set-Cookie") == []
    assert shared.name == "Zoe"


def test_everything_else_in_a_session_stays_as_it_is(shared, flask):
    kept = {
        "tuple": (1, "zwei", None, 2.5, True), "bytes": b"\x00\xff", "markup": Markup("<b>&amp;</b>"),
        "uuid": UUID("12345678123456781234567812345678"), "date": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
        "big": 10**30, "tags": [{" t": [1]}, {"x": {" di": 1}}], "text": "Zoë 👍\0", "float": -0.0, "Ключ": [],
    }
    shared.cookies["session"] = flask.dumps({**kept, "_flashes": [("message", "taken out")]})
    shared.get("/users/login/")
    session = flask.loads(shared.cookies["session"])
    assert set(session) == {*kept, "csrf_token"}
    for key, value in kept.items():
        assert session[key] == value and type(session[key]) is type(value) and repr(session[key]) == repr(value)


@pytest.mark.parametrize("refresh, is_sent", [("true", True), ("false", False)])
def test_a_permanent_session_is_sent_with_each_answer_if_it_is_to_be_refreshed(shared, add_user, flask, refresh, is_sent):
    add_user()
    shared.sign_in()
    shared.cookies["session"] = flask.dumps({**flask.loads(shared.cookies["session"]), "_permanent": True})
    shared.get("/users/me/")
    settings = {"SITE_SESSION_REFRESH_EACH_REQUEST": refresh, "SITE_PERMANENT_SESSION_LIFETIME": "60"}
    answer = shared.get("/users/me/", environment=settings)
    assert answer.header("Vary") == "Cookie"
    assert ("Expires=" in (answer.header("Set-Cookie") or "")) == is_sent


def test_forms_may_have_a_key_of_their_own(shared, data, flask):
    (data / "forms_key").write_bytes(b"of the forms")
    environment = {"SITE_WTF_CSRF_SECRET_KEY_FILE": str(data / "forms_key")}
    page = shared.page("/users/login/", environment=environment)
    token = flask.loads(shared.cookies["session"])["csrf_token"]
    assert csrf_serializer(b"of the forms", "sha1").loads(page.form.fields["csrf_token"]) == token
    form = {**page.form.fields, "email": "nobody@example.org", "password": "x"}
    assert shared.post("/users/login/", form, environment=environment).status == 200
    assert shared.post("/users/login/", form).status == 400


def test_a_page_that_comes_with_a_cookie_is_not_for_shared_caches(shared, new_visitor, add_user, flask):
    add_user()
    writer = new_visitor(environment={"SITE_SESSION_DIGEST": "sha1"})
    writer.sign_in()
    assert writer.submit("/posts/new", title="A title", text="Text", button="publish").status == 303
    assert "public" in shared.get("/posts/").header("Cache-Control")
    shared.cookies["session"] = flask.dumps({"_permanent": True, "basket": 1})
    answer = shared.get("/posts/")
    assert "Expires=" in answer.header("Set-Cookie")
    assert answer.header("Cache-Control") == "private, no-cache"
