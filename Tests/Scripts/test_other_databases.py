"""A file that is not our database, or not yet: somebody else's, a newer release's, a Flask app's."""

import contextlib
import sqlite3

import pytest
from conftest import PASSWORD, werkzeug_hash

from support import CHECKOUT
from support.faults import FORM, one_line
from support.page import Page
from support.visitor import Visitor


def broken(answer, *words):
    assert answer.status == 500
    assert Page(answer.text).headings == ["Something went wrong"]
    one_line(answer, 500)
    for word in words:
        assert word in answer.errors
        assert word not in answer.text


@pytest.mark.parametrize(
    "content", [b"this is a text and no database\n" * 200, b"x", b"\xff" * 5000, b"PK\3\4" + b"\0" * 4096]
)
def test_a_file_that_is_no_database(visitor, data, content):
    (data / "app.db").write_bytes(content)
    for answer in [visitor.get("/users/nobody/"), visitor.submit("/users/register/", **FORM)]:
        broken(answer, "app.db", "not a database")
    assert (data / "app.db").read_bytes() == content


def test_an_empty_file_is_a_new_database(visitor, data):
    (data / "app.db").touch()
    assert visitor.register().status == 303


def test_a_folder_in_place_of_the_database(visitor, data):
    (data / "app.db").mkdir()
    answer = visitor.get("/users/nobody/")
    assert answer.status in (500, 503)
    assert "app.db" in answer.errors


def test_a_missing_folder(visitor, data):
    visitor.environment["SITE_DATABASE"] = str(data / "nowhere" / "app.db")
    broken(visitor.get("/users/nobody/"), "nowhere/app.db")
    broken(visitor.submit("/users/register/", **FORM), "nowhere/app.db")


def test_a_damaged_database(zoe, new_visitor, data):
    content = bytearray((data / "app.db").read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    (data / "app.db").write_bytes(content)
    broken(zoe.get("/users/me/"))
    assert new_visitor().get("/users/login/").status == 200
    assert (data / "app.db").read_bytes() == content


def test_a_database_cut_short(zoe, data):
    content = (data / "app.db").read_bytes()
    (data / "app.db").write_bytes(content[:4096])
    answer = zoe.get("/users/me/")
    assert answer.status in (500, 503)
    one_line(answer, answer.status)


def test_a_newer_releases_database_is_left_alone(zoe, database, data):
    database.execute("PRAGMA user_version = 1000")
    before = (data / "app.db").read_bytes()
    for answer in [zoe.get("/users/me/"), Visitor(zoe.script).submit("/users/register/", **FORM)]:
        broken(answer, "was brought to version 1000 by a newer release", "Install the newer programs.")
    assert (data / "app.db").read_bytes() == before


def test_another_programs_database_is_left_alone(visitor, database, data):
    database.execute("CREATE TABLE users_user (a)")
    database.execute("PRAGMA application_id = 252006673")
    before = (data / "app.db").read_bytes()
    broken(visitor.submit("/users/register/", **FORM), "belongs to another program")
    assert (data / "app.db").read_bytes() == before


# --- A Flask app's database ---------------------------------------------------------------------------------------


@pytest.fixture
def flask_database(data):
    with contextlib.closing(sqlite3.connect(data / "app.db")) as connection:
        connection.executescript((CHECKOUT / "Tests" / "SiteTests" / "Cases" / "flask-app.db.sql").read_text())
    return data / "app.db"


@pytest.mark.parametrize(
    "email, password, name",
    [
        ("zoe@example.org", "crème brûlée", "Zoë"),
        ("ZOE@example.org", "another one", "ZOË"),
        ("bob@example.org", "builder", "bob"),
        ("Bob@Example.org", "other builder", "Bob"),
        ("minus@example.org", "x", "O'Neil"),
        ("big@example.org", "x", "big"),
        ("li@example.org", "功夫", None),
        ("nameless@example.org", "", None),
        ("bob@example.org", "other builder", None),
    ],
)
def test_a_flask_apps_people_sign_in(flask_database, visitor, email, password, name):
    answer = visitor.sign_in(email, password)
    assert answer.status == (303 if name else 200)
    assert visitor.name == name
    if name:
        assert visitor.page("/users/me/").headings == [f"Hi {name}!"]


def test_people_with_addresses_that_todays_forms_refuse(flask_database, visitor):
    answer = visitor.sign_in("Ünïcode@example.org", "x")
    assert (answer.status == 303) == (not Page(answer.text).errors)


def test_a_flask_app_can_go_on_beside_us(flask_database, visitor, new_visitor):
    with contextlib.closing(sqlite3.connect(flask_database)) as flask:
        before = flask.execute("SELECT id, name, email, role, status, created_at FROM users_user").fetchall()
        assert visitor.register("Nia", "nia@example.org").status == 303
        assert (
            flask.execute(
                "SELECT id, name, email, role, status, created_at FROM users_user WHERE name IS NOT 'Nia'"
            ).fetchall()
            == before
        )
        with flask:
            flask.execute(
                "INSERT INTO users_user (name, email, password, role, status) "
                "VALUES ('Late', 'Late@example.org', ?, 2, 1)",
                [werkzeug_hash(PASSWORD, "pbkdf2:sha256:1000")],
            )
        late = new_visitor()
        assert late.sign_in("late@example.org").status == 303
        assert late.name == "Late"
        assert list(Page(new_visitor().register("late", "other@example.org").text).errors) == ["name"]
        assert flask.execute("SELECT count(*) FROM posts_post").fetchone() == (2,)
