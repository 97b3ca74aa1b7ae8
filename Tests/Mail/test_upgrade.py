"""A site of a release before sessions were in the database: its people stay signed in, and the links in their mail work."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from members import PASSWORD, link_to, mail_to, member, register, visitor
from support.page import Page
from support.signing import session_serializer

SCHEMA = Path(__file__).with_name("Cases") / "before-sessions.sql"
OLD_COLUMNS = (
    "id, name, email, password, role, status, name_key, email_key, password_changed_seconds, created_seconds, "
    "confirmed_email, reset_number, notices, has_notices"
)


def take_back(site, *people):
    """Makes the site one of the older release, with the same accounts and queue; and the cookies of people what they were."""
    path = site.data / "app.db"
    path.rename(site.data / "new.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(SCHEMA.read_text())
        database.execute("ATTACH ? AS new", [str(site.data / "new.db")])
        database.execute(f"INSERT INTO users_user SELECT {OLD_COLUMNS} FROM new.users_user")
        columns = ", ".join(row[1] for row in database.execute("PRAGMA main.table_info(site_outbox)"))
        database.execute(f"INSERT INTO site_outbox ({columns}) SELECT {columns} FROM new.site_outbox")
    serializer = session_serializer((site.data / "secret_key").read_bytes(), age=10)
    for person in people:
        session = serializer.loads_unsafe(person.cookies["session"])[1]
        # A number was none of theirs yet, and the cookie ended with the browser.
        del session["session_number"]
        session.pop("_permanent", None)
        person.cookies = {"session": serializer.dumps(session)}


def version(site):
    return site.execute("PRAGMA user_version")[0][0]


@pytest.fixture
def zoe(site, server):
    return register(site, "Zoe")


def test_who_is_signed_in_stays_so_and_can_end_it(site, zoe):
    take_back(site, zoe)
    assert version(site) == 4
    assert zoe.name == "Zoe" and version(site) > 4
    assert zoe.submit("/users/me/edit/", name="Zoë").status == 303
    zoe.sign_out()
    assert zoe.name is None
    assert zoe.sign_in("zoe@example.org", PASSWORD).status == 303


def test_a_form_that_was_open_meanwhile_is_taken_or_shown_again(site, zoe):
    form = zoe.page("/users/me/edit/").form.fields
    take_back(site, zoe)
    answer = zoe.post("/users/me/edit/", {**form, "name": "Zoë"})
    assert answer.status in (303, 400)
    if answer.status == 400:
        assert "send it again" in Page(answer.text).summary[0]


def test_an_old_link_confirms_the_address(site, server, zoe):
    site.work()
    link = link_to(mail_to(server, "zoe@example.org")[0], "/users/me/email/confirm")
    take_back(site, zoe)
    assert visitor(site).submit(link).status == 303
    assert site.execute("SELECT confirmed_email FROM users_user") == [("zoe@example.org",)]


def test_a_message_that_waited_is_mailed_and_its_link_works(site, server, zoe):
    take_back(site, zoe)
    site.work()
    link = link_to(mail_to(server, "zoe@example.org")[0], "/users/me/email/confirm")
    assert visitor(site).submit(link).status == 303


def test_an_old_link_resets_the_password_once(site, server, zoe):
    site.work()
    assert visitor(site).submit("/users/password/", email="zoe@example.org").status == 303
    site.work()
    link = link_to(mail_to(server, "zoe@example.org")[-1], "/users/password/reset")
    take_back(site, zoe)
    changed = {"password": "battery staple", "confirm": "battery staple"}
    assert visitor(site).submit(link, **changed).status == 303
    assert zoe.get("/users/me/").status == 302, "all sessions are over"
    assert visitor(site).sign_in("zoe@example.org", "battery staple").status == 303
    answer = visitor(site).get(link)
    assert answer.status == 410 and "no longer works" in Page(answer.text).summary[0]


def test_old_links_change_the_address_and_take_that_back(site, server):
    zoe = member(site, server, "Zoe")
    assert zoe.submit("/users/me/email/", email="new@example.org", current=PASSWORD).status == 303
    site.work()
    change = link_to(mail_to(server, "new@example.org")[-1], "/users/me/email/change")
    take_back(site, zoe)
    assert visitor(site).submit(change).status == 303
    site.work()
    revert = link_to(mail_to(server, "zoe@example.org")[-1], "/users/me/email/revert")
    take_back(site)
    assert visitor(site).submit(revert).status == 303
    assert site.execute("SELECT email FROM users_user") == [("zoe@example.org",)]
    answer = visitor(site).get(change)
    assert answer.status == 410 and "This link no longer works." in answer.text


@pytest.mark.parametrize("session", [
    {}, {"user_id": 1}, {"user_id": 1, "password_stamp": "x"}, {"user_id": 1, "password_stamp": "1.x"},
    {"user_id": "1"}, {"user_id": 99, "password_stamp": "99.x"}, {"user_id": 1, "session_number": 5},
])
def test_any_cookie_of_the_key_is_at_worst_a_visitors(site, zoe, session):
    take_back(site, zoe)
    zoe.cookies["session"] = session_serializer((site.data / "secret_key").read_bytes()).dumps(session)
    for address, status in [("/", 200), ("/users/login/", 200), ("/users/me/", 302), ("/posts/new", 302)]:
        answer = zoe.get(address)
        assert (answer.status, answer.errors) == (status, ""), address
