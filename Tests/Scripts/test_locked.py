"""A database that somebody else holds locked: a page that says so, one line in the error log, and nothing lost."""

import contextlib
import sqlite3
import threading
import time

from conftest import PASSWORD, accounts

from support.faults import FORM, keeps_the_registration, not_saved, one_line
from support.page import Page


@contextlib.contextmanager
def locked(path, kind="EXCLUSIVE"):
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute(f"BEGIN {kind}")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


SOON = {"SITE_DATABASE_TIMEOUT": "1"}


def test_a_locked_database_keeps_the_registration(zoe, new_visitor, data):
    eve = new_visitor(environment=SOON)
    with locked(data / "app.db"):
        began = time.monotonic()
        answer = eve.submit("/users/register/", **FORM)
        assert time.monotonic() - began > 0.9
        page = not_saved(answer)
        keeps_the_registration(page)
        assert "database is locked" in answer.errors
    # What is on the page is good to be sent again.
    again = eve.post(
        "/users/register/", {**page.form.fields, "password": FORM["password"], "confirm": FORM["password"]}
    )
    assert again.status == 303
    assert accounts(data) == [("Zoe", "zoe@example.org"), ("Eve", "eve@example.org")]


def test_pages_that_need_no_user_need_no_database(zoe, new_visitor, data):
    with locked(data / "app.db"):
        for address in ["/users/login/", "/users/register/", "/error"]:
            began = time.monotonic()
            assert new_visitor().get(address).status in (200, 404)
            assert time.monotonic() - began < 1


def test_a_locked_database_keeps_the_address_of_who_signs_in(zoe, new_visitor, data):
    eve = new_visitor(environment=SOON)
    with locked(data / "app.db"):
        page = not_saved(eve.sign_in())
    assert page.form.fields["email"] == "zoe@example.org"
    assert page.form.fields["password"] == ""
    assert eve.name is None


def test_a_locked_database_keeps_sessions(zoe, data):
    zoe.environment.update(SOON)
    with locked(data / "app.db"):
        answer = zoe.get("/users/me/")
        assert answer.status == 503
        assert answer.header("Retry-After") == "30"
        one_line(answer, 503)
        assert Page(answer.text).headings == ["The site is busy"]
    assert zoe.name == "Zoe"


def test_reading_goes_on_while_another_is_writing(zoe, data):
    # RESERVED: the other has begun to write and not yet to commit.
    with locked(data / "app.db", "IMMEDIATE") as other:
        other.execute("UPDATE users_user SET name = 'Eve'")
        began = time.monotonic()
        assert zoe.page("/users/me/").headings == ["Hi Zoe!"]
        assert time.monotonic() - began < 1


def test_an_edit_is_kept_while_another_is_writing(zoe, data):
    zoe.environment.update(SOON)
    form = zoe.page("/users/me/edit/").form.fields
    with locked(data / "app.db", "IMMEDIATE"):
        page = not_saved(zoe.post("/users/me/edit/", {**form, "name": "Eve"}))
        assert page.form.fields["name"] == "Eve"
        changed = {"current": PASSWORD, "password": "battery staple", "confirm": "battery staple"}
        not_saved(zoe.post("/users/me/password/", {**form, **changed}))
    assert zoe.name == "Zoe"
    assert accounts(data) == [("Zoe", "zoe@example.org")]
    assert zoe.sign_in().status == 303


def test_an_edit_is_kept_while_nobody_can_read_either(zoe, data):
    zoe.environment.update(SOON)
    form = zoe.page("/users/me/edit/").form.fields
    with locked(data / "app.db"):
        answer = zoe.post("/users/me/edit/", {**form, "name": "Eve"})
        assert not_saved(answer).form.fields["name"] == "Eve"


def test_a_short_lock_is_waited_out(zoe, new_visitor, data):
    with locked(data / "app.db") as other:
        timer = threading.Timer(1.5, lambda: other.execute("ROLLBACK"))
        timer.start()
        assert zoe.get("/users/me/").status == 200
        timer.join()


def test_the_wait_is_five_seconds_unless_told_otherwise(zoe, new_visitor, data):
    with locked(data / "app.db"):
        began = time.monotonic()
        assert zoe.get("/users/me/").status == 503
        assert 4.9 < time.monotonic() - began < 8
        began = time.monotonic()
        assert zoe.get("/users/me/", environment={"SITE_DATABASE_TIMEOUT": "0"}).status == 503
        assert time.monotonic() - began < 1


def test_nobody_is_signed_in_while_no_session_can_be_noted(add_user, visitor, data):
    add_user(method="pbkdf2:sha256:1000")
    visitor.environment.update(SOON)
    with locked(data / "app.db", "IMMEDIATE"):
        page = not_saved(visitor.sign_in())
        assert page.form.fields["email"] == "zoe@example.org"
        assert visitor.name is None
    assert visitor.sign_in().status == 303


def test_nobody_is_told_to_be_signed_out_while_the_session_goes_on(zoe, data):
    zoe.environment.update(SOON)
    with locked(data / "app.db", "IMMEDIATE"):
        not_saved(zoe.sign_out())
    assert zoe.name == "Zoe"
