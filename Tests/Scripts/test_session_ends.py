"""Which sessions go on, and which are over, wherever there is a copy of their cookie."""

import secrets
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import PASSWORD
from support.page import Page
from support.signing import DAY, session_serializer

NEW = "battery staple"
CHANGED = {"current": PASSWORD, "password": NEW, "confirm": NEW}


@pytest.fixture
def key(data):
    return (data / "secret_key").read_bytes()


@pytest.fixture
def other(zoe, new_visitor):
    """Zoe with another device."""
    other = new_visitor()
    assert other.sign_in().status == 303
    return other


def copy_of(visitor, new_visitor):
    copy = new_visitor(environment=visitor.environment)
    copy.cookies = dict(visitor.cookies)
    return copy


def sessions(database):
    return database.execute("SELECT count(*) FROM site_session").fetchone()[0]


def test_signing_out_ends_copies_of_the_cookie_and_no_other_session(zoe, other, new_visitor, database):
    copy = copy_of(zoe, new_visitor)
    assert copy.name == "Zoe"
    zoe.sign_out()
    assert copy.get("/users/me/").status == 302
    assert copy.name is None and zoe.name is None
    assert other.name == "Zoe"
    assert sessions(database) == 1


def test_browsers_forget_what_they_have_kept_of_who_signs_out(zoe):
    assert zoe.sign_out().header("Clear-Site-Data") == '"cache"'
    assert zoe.get("/users/login/").header("Clear-Site-Data") is None


def test_signing_out_everywhere(zoe, other, new_visitor, database):
    copy = copy_of(zoe, new_visitor)
    assert "/users/me/sessions/" in zoe.get("/users/me/").text
    page = zoe.page("/users/me/sessions/")
    assert page.headings == ["Sign out everywhere?"]
    # Nothing is done by looking, or by a form from elsewhere.
    assert zoe.post("/users/me/sessions/", {}).status == 400
    assert zoe.name == other.name == "Zoe"
    answer = zoe.post("/users/me/sessions/", page.form.fields)
    assert (answer.status, answer.header("Location")) == (303, "/users/login/")
    assert answer.header("Clear-Site-Data") == '"cache"'
    assert Page(zoe.follow(answer).text).flashes == [("message", "You are signed out everywhere.")]
    assert zoe.name is copy.name is other.name is None
    assert sessions(database) == 0
    assert other.sign_in().status == 303 and other.name == "Zoe"


def test_the_page_asks_to_sign_in(visitor):
    assert visitor.get("/users/me/sessions/").header("Location") == "/users/login/?next=/users/me/sessions/"


def ban(staff, name, act):
    page = staff.page(f"/moderation/user/{name}")
    return staff.post(f"/moderation/user/{name}", {**page.form.fields, "reason": "Spam.", "act": act})


def test_a_closed_account_that_is_opened_again_has_no_sessions(zoe, other, people, database):
    people("Ada", role=0)
    database.execute("UPDATE users_user SET status = 2")
    assert zoe.name == other.name == "Zoe"
    for status in (0, 2):
        # By Flask, or from a shell.
        database.execute("UPDATE users_user SET status = ? WHERE name = 'Zoe'", [status])
        assert zoe.name is None
    assert other.name is None, "once one of them was seen while it was closed, none goes on"
    assert zoe.sign_in().status == 303 and zoe.name == "Zoe"


def test_a_new_password_ends_all_sessions_but_this(zoe, other, new_visitor, database):
    copy = copy_of(zoe, new_visitor)
    assert zoe.submit("/users/me/password/", **CHANGED).status == 303
    assert zoe.name == "Zoe"
    assert copy.name is None, "the cookie of before is no good either"
    assert other.name is None
    assert sessions(database) == 1


def test_a_password_that_somebody_else_has_changed_ends_them(zoe, other, database):
    database.execute("UPDATE users_user SET password = (SELECT replace(password, '$', '$x'))")
    assert zoe.name is None and other.name is None


def test_a_hash_that_is_only_strengthened_ends_none(add_user, visitor, new_visitor, database):
    add_user()
    assert visitor.sign_in().status == 303
    add_user("Old", "old@example.org", method="pbkdf2:sha256:1000")
    weak = database.execute("SELECT password FROM users_user WHERE name = 'Old'").fetchone()[0]
    database.execute("UPDATE users_user SET password = ? WHERE name = 'Zoe'", [weak])
    assert new_visitor().sign_in().status == 303
    first = new_visitor()
    database.execute("UPDATE users_user SET password = ? WHERE name = 'Zoe'", [weak])
    database.execute("DELETE FROM site_session")
    stored = database.execute("SELECT password FROM users_user WHERE name = 'Old'").fetchone()[0]
    assert stored == weak
    assert first.sign_in("old@example.org").status == 303
    assert database.execute("SELECT password FROM users_user WHERE name = 'Old'").fetchone()[0] != weak
    assert first.name == "Old"


def test_two_sign_in_at_once_and_one_signs_out_everywhere(zoe, new_visitor, database):
    # Each attempt counts until its password has turned out to be right.
    unlimited = {"SITE_SIGN_IN_FAILURES_PER_5_MINUTES": "0", "SITE_PASSWORD_SLOTS": "0"}
    devices = [new_visitor(environment=unlimited) for _ in range(6)]
    with ThreadPoolExecutor() as pool:
        assert all(pool.map(lambda device: device.sign_in().status == 303, devices))
    assert [device.name for device in devices] == ["Zoe"] * 6
    assert sessions(database) == 7
    assert zoe.submit("/users/me/sessions/").status == 303
    assert [device.name for device in devices] == [None] * 6


# --- Sessions that began before there were numbers, or in Flask ---------------------------------------------------


def without_number(visitor, key, age=1, **more):
    serializer = session_serializer(key, age=age)
    session = serializer.loads_unsafe(visitor.cookies["session"])[1]
    del session["session_number"], session["_permanent"]
    visitor.cookies["session"] = serializer.dumps({**session, **more})


def test_who_was_signed_in_before_the_upgrade_stays_so(zoe, key, database):
    zoe.get("/users/me/")
    without_number(zoe, key)
    database.execute("DELETE FROM site_session")
    assert zoe.name == "Zoe"
    assert zoe.submit("/users/me/edit/", name="Zoë").status == 303
    assert zoe.name == "Zoë"
    assert zoe.submit("/users/me/password/", **CHANGED).status == 303
    assert zoe.name == "Zoë" and sessions(database) == 1


@pytest.mark.parametrize("end", ["everywhere", "password", "closed"])
def test_what_ends_a_session_without_a_number(zoe, other, key, database, people, end):
    zoe.get("/users/me/")
    without_number(zoe, key)
    if end == "everywhere":
        assert other.submit("/users/me/sessions/").status == 303
    elif end == "password":
        assert other.submit("/users/me/password/", **CHANGED).status == 303
    else:
        staff = people("Ada", role=0)
        for act in ("ban", "unban"):
            assert ban(staff, "Zoe", act).status == 303
    assert zoe.get("/users/me/").status == 302


def test_a_session_without_a_number_that_was_ended_is_not_signed_again(zoe, other, key):
    zoe.get("/users/me/")
    without_number(zoe, key, _flashes=[("message", "kept")])
    assert other.submit("/users/me/sessions/").status == 303
    # Another cookie is sent, because the message is taken out.
    assert "kept" in zoe.get("/users/login/").text
    assert "user_id" not in session_serializer(key).loads(zoe.cookies["session"])
    assert zoe.get("/users/me/").status == 302


def test_nobody_makes_up_a_number(zoe, key, people, database):
    people("Eve")
    zoe.get("/users/me/")
    session = session_serializer(key).loads(zoe.cookies["session"])
    [[of_eve]] = database.execute("SELECT number FROM site_session WHERE user_id = 2").fetchall()
    for number in (of_eve, 0, -1, session["session_number"] + 1, 2**63, "1", None):
        zoe.cookies["session"] = session_serializer(key).dumps({**session, "session_number": number})
        assert zoe.get("/users/me/").status == (200 if number in ("1", None) or number == 2**63 else 302), number


# --- How long they last -------------------------------------------------------------------------------------------


def expires(answer):
    return [value for value in answer.all("Set-Cookie") if "Expires=" in value]


def test_staying_signed_in_is_asked_and_the_setting_says_what_is_ticked(visitor, add_user):
    add_user()
    page = visitor.page("/users/login/")
    assert "Stay signed in" in page.text and page.form.fields["remember"] == "y"
    assert expires(visitor.sign_in())
    off = {"SITE_STAY_SIGNED_IN": "no"}
    assert "remember" not in visitor.page("/users/login/", environment=off).form.fields
    answer = visitor.submit("/users/login/", email="zoe@example.org", password=PASSWORD, remember=None)
    assert answer.status == 303 and not expires(answer)
    assert visitor.name == "Zoe"


@pytest.mark.parametrize("setting, stays", [("yes", True), ("no", False)])
def test_who_registers_stays_as_the_setting_says(new_visitor, setting, stays):
    assert bool(expires(new_visitor(environment={"SITE_STAY_SIGNED_IN": setting}).register())) == stays


def test_who_wanted_to_stay_stays_after_a_new_password(zoe):
    assert expires(zoe.submit("/users/me/password/", **CHANGED))


def test_pages_do_not_send_the_cookie_again(zoe):
    zoe.get("/users/me/")
    for address in ("/users/me/", "/", "/posts/"):
        assert zoe.get(address).all("Set-Cookie") == [], address


def moved(zoe, database, key, seconds):
    """A session that began so long ago, by its number."""
    serializer = session_serializer(key)
    session = serializer.loads(zoe.cookies["session"])
    began = (session["session_number"] >> 31) - seconds
    number = (began << 31) + 7
    database.execute("UPDATE site_session SET number = ? WHERE user_id = 1", [number])
    zoe.cookies["session"] = serializer.dumps({**session, "session_number": number})


@pytest.mark.parametrize("age, is_signed_in", [(31 * DAY - 60, True), (31 * DAY + 60, False)])
def test_a_session_ends_a_month_after_it_began_however_lately_it_was_used(zoe, database, key, age, is_signed_in):
    zoe.get("/users/me/")
    moved(zoe, database, key, age)
    answer = zoe.get("/users/me/")
    assert (answer.status == 200) == is_signed_in
    if is_signed_in:
        # A cookie that is sent again ends when the session does.
        zoe.post("/users/me/edit/", {**zoe.page("/users/me/edit/").form.fields, "name": "Zoë"})
        moved(zoe, database, key, 0)
        [cookie] = expires(zoe.submit("/users/me/edit/", name="Zoe"))
        assert cookie


def test_the_month_is_a_setting_and_holds_for_sessions_that_there_are(zoe, database, key):
    zoe.get("/users/me/")
    moved(zoe, database, key, 100)
    assert zoe.get("/users/me/", environment={"SITE_PERMANENT_SESSION_LIFETIME": "160"}).status == 200
    assert zoe.get("/users/me/", environment={"SITE_PERMANENT_SESSION_LIFETIME": "60"}).status == 302


def seen(database):
    return database.execute("SELECT max(seen_seconds) FROM site_session").fetchone()[0]


def test_an_unused_session_is_over_after_the_time_that_is_set(zoe, database):
    zoe.get("/users/me/")
    zoe.environment["SITE_SESSION_IDLE_SECONDS"] = "1000"
    now = seen(database)
    # Used within the time; the use is noted, but not with each page.
    database.execute("UPDATE site_session SET seen_seconds = ?", [now - 900])
    assert zoe.get("/users/me/").status == 200
    assert seen(database) >= now
    database.execute("UPDATE site_session SET seen_seconds = ?", [now - 10])
    assert zoe.get("/users/me/").status == 200
    assert seen(database) == now - 10
    database.execute("UPDATE site_session SET seen_seconds = ?", [now - 1100])
    assert zoe.get("/users/me/").status == 302
    del zoe.environment["SITE_SESSION_IDLE_SECONDS"]


def test_without_the_setting_nothing_is_noted(zoe, database):
    zoe.get("/users/me/")
    database.execute("UPDATE site_session SET seen_seconds = 5")
    assert zoe.get("/users/me/").status == 200
    assert seen(database) == 5


def test_a_page_is_shown_though_its_use_cannot_be_noted(zoe, database):
    zoe.get("/users/me/")
    zoe.environment.update({"SITE_SESSION_IDLE_SECONDS": "1000", "SITE_DATABASE_TIMEOUT": "0"})
    database.execute("UPDATE site_session SET seen_seconds = seen_seconds - 900")
    database.execute("BEGIN IMMEDIATE")
    answer = zoe.get("/users/me/")
    assert answer.status == 200
    assert "could not record that user 1 was active" in answer.errors
    database.execute("ROLLBACK")


def test_old_sessions_are_forgotten_a_few_at_a_time(zoe, database):
    old = [(user, (1_600_000_000 << 31) + number, 0, "x") for user in range(1, 21) for number in range(30)]
    database.executemany("INSERT INTO site_session VALUES (?, ?, ?, ?)", old)
    before = sessions(database)
    zoe.sign_in()
    assert 0 < before + 1 - sessions(database) <= 200
    for _ in range(10):
        zoe.sign_in()
    assert database.execute("SELECT count(*) FROM site_session WHERE user_id > 1").fetchone() == (0,)
    assert zoe.name == "Zoe"


def test_one_account_has_not_more_than_a_hundred_sessions(zoe, database):
    now = seen(database)
    database.executemany(
        "INSERT INTO site_session VALUES (1, ?, ?, 'x')", [((now - 1000 + n << 31, now)) for n in range(150)]
    )
    assert zoe.sign_in().status == 303
    assert sessions(database) == 100
    assert zoe.name == "Zoe"
