"""Passwords that are guessed: how often, by whom, and who gets in meanwhile."""

import concurrent.futures
import re
from http.cookies import SimpleCookie

import pytest
from conftest import PASSWORD
from test_locked import SOON, locked
from test_password_slots import slots_held

from support.faults import not_saved
from support.page import Page
from werkzeug.security import generate_password_hash

EMAIL = "zoe@example.org"
WEAK = "pbkdf2:sha256:1000"
OTHER_NETWORK = {"REMOTE_ADDR": "192.0.2.77"}
WORDS = "Too many failed attempts."


@pytest.fixture
def zoe_is_there(add_user):
    add_user(method=WEAK)


def refused(answer, words=WORDS):
    """The answer to what is one too many: when it may be sent again, and what was typed."""
    assert answer.status == 429, (answer.status, Page(answer.text).summary)
    seconds = int(answer.header("Retry-After"))
    assert 1 <= seconds <= 3600
    [sentence] = Page(answer.text).summary
    assert sentence.startswith(words)
    time = f"{-(-seconds // 60)} minutes" if seconds >= 100 else f"{seconds} second"
    assert f"{'Try' if words == WORDS else 'Please send it'} again in {time}" in sentence
    assert not answer.cookies.get("session") or "user_id" not in answer.cookies["session"]
    return Page(answer.text)


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), "nobody@example.org"])
def test_five_wrong_passwords_of_an_account_are_enough(zoe_is_there, new_visitor, email):
    for number in range(5):
        other = new_visitor(environment={"REMOTE_ADDR": f"192.0.2.{number}"})
        assert other.sign_in(email, "tr0ub4dor").status == 200
    # No matter whether the account is there, the address is another's, or the password is right.
    for number, password in enumerate(["tr0ub4dor", PASSWORD]):
        other = new_visitor(environment={"REMOTE_ADDR": f"192.0.2.{10 + number}"})
        page = refused(other.sign_in(email, password))
        assert page.form.fields["email"] == email
        assert page.form.fields["password"] == ""


def test_a_right_password_does_not_count(zoe_is_there, new_visitor):
    for _ in range(8):
        visitor = new_visitor()
        visitor.environment["SITE_SIGN_IN_FAILURES_PER_5_MINUTES"] = "2"
        visitor.environment["SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS"] = "2"
        assert visitor.sign_in().status == 303


def test_a_network_has_ten_in_a_minute(zoe_is_there, new_visitor):
    visitor = new_visitor(environment={"REMOTE_ADDR": "2001:db8:0:1::1"})
    for number in range(10):
        visitor.environment["REMOTE_ADDR"] = f"2001:db8:0:1::{number}"
        assert visitor.sign_in(f"nobody-{number}@example.org", "tr0ub4dor").status == 200
    refused(visitor.sign_in())
    assert new_visitor(environment={"REMOTE_ADDR": "2001:db8:0:2::1"}).sign_in().status == 303


@pytest.mark.parametrize("name", ["SIGN_IN_FAILURES_PER_5_MINUTES", "SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS"])
def test_settings(zoe_is_there, visitor, name):
    visitor.environment.update({
        "SITE_SIGN_IN_FAILURES_PER_5_MINUTES": "0", "SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS": "0"
    })
    for _ in range(12):
        assert visitor.sign_in(password="tr0ub4dor").status == 200
    visitor.environment[f"SITE_{name}"] = "1"
    assert visitor.sign_in(password="tr0ub4dor").status == 200
    refused(visitor.sign_in())


def test_of_fifty_at_once_exactly_as_many_are_tried(zoe_is_there, new_visitor):
    visitor = new_visitor(environment={"SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS": "0"})
    form = {**visitor.page("/users/login/").form.fields, "email": EMAIL, "password": "tr0ub4dor"}
    cookies = dict(visitor.cookies)

    def guess(_):
        guest = new_visitor(environment=visitor.environment)
        guest.cookies = dict(cookies)
        return guest.post("/users/login/", form, timeout=120).status

    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(guess, range(50)))
    assert sorted(answers) == [200] * 5 + [429] * 45


def test_a_known_browser_gets_in_whatever_strangers_guess(zoe_is_there, visitor, new_visitor):
    answer = visitor.sign_in()
    cookie = SimpleCookie()
    for value in answer.all("Set-Cookie"):
        cookie.load(value)
    [known] = [morsel for name, morsel in cookie.items() if name.startswith("known_device_")]
    assert known["httponly"] and known["samesite"] == "Lax" and not known["secure"]
    assert known["path"] == "/users/" and int(known["max-age"]) == 365 * 86400
    visitor.sign_out()
    stranger = new_visitor()
    for _ in range(5):
        assert stranger.sign_in(password="tr0ub4dor").status == 200
    refused(stranger.sign_in())
    assert visitor.sign_in().status == 303
    visitor.sign_out()
    # It has as many tries of its own, and no more.
    for _ in range(5):
        assert visitor.sign_in(password="tr0ub4dor").status == 200
    refused(visitor.sign_in())


def test_a_browsers_cookie_is_secure_under_https_and_only_at_a_sign_in(zoe_is_there, new_visitor):
    visitor = new_visitor(secure=True)
    assert not [name for name in visitor.sign_in(password="tr0ub4dor").cookies if "device" in name]
    answer = visitor.sign_in()
    [line] = [value for value in answer.all("Set-Cookie") if value.startswith("known_device")]
    assert "; Secure" in line
    assert not [value for value in visitor.get("/users/me/").all("Set-Cookie") if "device" in value]


@pytest.mark.parametrize("change", ["another account's", "forged", "password changed"])
def test_a_browser_is_known_for_one_account_and_one_password(add_user, new_visitor, database, change):
    add_user(method=WEAK)
    add_user("Ada", "ada@example.org", method=WEAK)
    visitor, stranger = new_visitor(), new_visitor()
    visitor.sign_in("ada@example.org" if change == "another account's" else EMAIL)
    [name] = [name for name in visitor.cookies if name.startswith("known_device")]
    value = visitor.cookies.pop("session") and visitor.cookies.pop(name)
    if change == "forged":
        value = ("A" if value[0] != "A" else "B") + value[1:]
    if change == "password changed":
        # By a Flask app beside the scripts.
        stored = generate_password_hash("battery staple", WEAK)
        database.execute("UPDATE users_user SET password = ? WHERE name = 'Zoe'", (stored,))
    visitor.cookies["known_device_1"] = value
    for _ in range(5):
        stranger.sign_in(password="tr0ub4dor")
    refused(visitor.sign_in(), WORDS)


def test_a_wrong_current_password_is_a_wrong_password(zoe, new_visitor):
    form = {"current": "tr0ub4dor", "password": "battery staple", "confirm": "battery staple"}
    for number in range(5):
        address = ["/users/me/password/", "/users/me/email/"][number % 2]
        answer = zoe.submit(address, email="new@example.org", **form)
        assert Page(answer.text).errors == {"current": ["This is not your current password."]}
    refused(zoe.submit("/users/me/password/", **{**form, "current": PASSWORD}))
    page = refused(zoe.submit("/users/me/email/", email="new@example.org", current=PASSWORD))
    assert page.form.fields["email"] == "new@example.org"
    refused(new_visitor(environment=OTHER_NETWORK).sign_in())


def test_who_signs_in_while_nobody_can_write_is_looked_at_one_at_a_time(zoe_is_there, new_visitor, data):
    with locked(data / "app.db", "IMMEDIATE"):
        for _ in range(6):
            assert new_visitor(environment=SOON).sign_in(password="tr0ub4dor").status == 200
        # The right one is told, but no session begins that nobody could end.
        visitor = new_visitor(environment=SOON)
        assert not_saved(visitor.sign_in()).form.fields["email"] == EMAIL
        assert visitor.name is None
    assert visitor.sign_in().status == 303


def test_without_a_limit_on_hashes_they_wait_for_one_another_too(zoe_is_there, new_visitor, data):
    no_limit = {**SOON, "SITE_PASSWORD_SLOTS": "0"}
    with locked(data / "app.db", "IMMEDIATE"), concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(new_visitor(environment=no_limit).sign_in, password="tr0ub4dor") for _ in range(2)]
        assert [answer.result().status for answer in answers] == [200, 200]


# --- Registrations


def test_registrations_of_a_network_and_of_all(new_visitor, database):
    limits = {"SITE_REGISTRATIONS_PER_HOUR_BY_ADDRESS": "2", "SITE_REGISTRATIONS_PER_HOUR": "3"}

    def register(number, address):
        visitor = new_visitor(environment={**limits, "REMOTE_ADDR": address})
        return visitor.register(f"Zoe {number}", f"zoe-{number}@example.org")

    assert [register(number, "192.0.2.1").status for number in range(2)] == [303, 303]
    page = refused(register(2, "192.0.2.1"), "Too many people are registering right now.")
    assert page.form.fields["name"] == "Zoe 2" and page.form.fields["email"] == "zoe-2@example.org"
    assert page.form.fields["password"] == ""
    # Who is not registered does not count.
    visitor = new_visitor(environment={**limits, "REMOTE_ADDR": "192.0.2.2"})
    assert Page(visitor.register("zoe 1", "new@example.org").text).errors == {"name": ["This name is taken."]}
    assert register(3, "192.0.2.2").status == 303
    refused(register(4, "192.0.2.3"), "Too many people are registering right now.")
    assert database.execute("SELECT count(*) FROM users_user").fetchone() == (3,)


def test_of_many_registrations_at_once_exactly_as_many_are_let_through(new_visitor, database):
    limits = {"SITE_REGISTRATIONS_PER_HOUR_BY_ADDRESS": "0", "SITE_REGISTRATIONS_PER_HOUR": "4"}
    visitors = [new_visitor(environment=limits) for _ in range(20)]
    pages = [visitor.page("/users/register/").form.fields for visitor in visitors]

    def register(number):
        form = {
            **pages[number], "name": f"Zoe {number}", "email": f"zoe-{number}@example.org", "password": PASSWORD,
            "confirm": PASSWORD, "accept_tos": "y",
        }
        return visitors[number].post("/users/register/", form, timeout=120).status

    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(register, range(20))) == [303] * 4 + [429] * 16
    assert database.execute("SELECT count(*) FROM users_user").fetchone() == (4,)


def test_a_name_that_flask_has_given_up_is_free(add_user, new_visitor, database):
    """Its last owner has the looks of it until the next name is written."""
    add_user("Bob", "bob@example.org", method=WEAK)
    assert new_visitor().register("Cara", "cara@example.org").status == 303
    database.execute("UPDATE users_user SET name = 'Alice' WHERE name = 'Bob'")
    assert new_visitor().register("Bob", "other@example.org").status == 303


def test_how_often_a_network_may_ask_for_what_is_taken(zoe, add_user, new_visitor, data):
    """No more than it may register: else anybody learns who is a member, and has passwords hashed without end."""
    limits = {"SITE_REGISTRATIONS_PER_HOUR_BY_ADDRESS": "2"}
    visitor = new_visitor(environment={**OTHER_NETWORK, **limits})
    with slots_held(data / "password-slots", 1):
        visitor.environment["SITE_PASSWORD_SLOTS"] = "1"
        taken = Page(visitor.register("Zoe", "new@example.org").text).errors
        assert taken == {"name": ["This name is taken."]}, "without a hash"
        taken = Page(visitor.register("Ada", EMAIL).text).errors
        assert taken == {"email": ["An account with this email address already exists."]}
        for email in EMAIL, "new@example.org":
            refused(visitor.register("Ada", email), "Too many people are registering right now.")
    # Members ask in another way.
    add_user("Eve", "eve@example.org", method=WEAK)
    eve = new_visitor(environment={"REMOTE_ADDR": "192.0.2.78", **limits})
    assert eve.sign_in("eve@example.org").status == 303
    for _ in range(2):
        answer = eve.submit("/users/me/email/", email=EMAIL, current=PASSWORD)
        assert Page(answer.text).errors == {"email": ["An account with this email address already exists."]}
    for email in EMAIL, "new@example.org":
        assert eve.submit("/users/me/email/", email=email, current=PASSWORD).status == 429


# --- The error log


def events(visitor):
    return re.findall(r"\] (event=.*)", visitor.log)


def test_events_are_a_line_each(add_user, new_visitor, database):
    zoe = new_visitor()
    zoe.register()
    assert events(zoe) == ["event=registration account=1"]
    zoe.sign_out()
    zoe.sign_in(password="tr0ub4dor")
    zoe.sign_in("nobody@example.org", "tr0ub4dor")
    zoe.sign_in()
    form = {"current": "tr0ub4dor", "password": "battery staple", "confirm": "battery staple"}
    zoe.submit("/users/me/password/", **form)
    zoe.submit("/users/me/password/", **{**form, "current": PASSWORD})
    zoe.environment["SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS"] = "1"
    new_visitor().sign_in(password="tr0ub4dor")
    guest = new_visitor(environment=zoe.environment)
    guest.sign_in(password="tr0ub4dor")
    assert events(zoe)[1:] == [
        "event=sign-in-failed account=1", "event=sign-in-failed account=-", "event=sign-in account=1",
        "event=password-failed account=1", "event=password-changed account=1",
    ]
    assert events(guest) == ["event=limit-reached account=1"]
    line = guest.log.splitlines()[0]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \[client 127\.0\.0\.1\] \"POST /users/login/\" cgi-login \[[0-9a-f]+\] "
        r"event=limit-reached account=1",
        line,
    )
