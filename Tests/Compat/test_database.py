"""A database that Flask-SQLAlchemy made, and whose people sign in here."""

import json
import shutil
import sqlite3
import subprocess

import pytest

from beside import VENV
from support.page import Page
from support.visitor import Visitor

COLUMNS = "id, name, email, role, status, born, joined"


def dump(path):
    with sqlite3.connect(path) as database:
        people = database.execute(f"SELECT {COLUMNS} FROM users_user ORDER BY id").fetchall()
        return people, database.execute("SELECT * FROM club_fee ORDER BY id").fetchall()


@pytest.fixture
def people(data, club):
    """(name, address, password) of each."""
    shutil.copy(club.database, data / "app.db")
    return club.people


def hashes(data):
    with sqlite3.connect(data / "app.db") as database:
        return [row[0] for row in database.execute("SELECT password FROM users_user ORDER BY id")]


def test_each_signs_in_with_their_password_and_with_no_other(script, data, people):
    before = dump(data / "app.db")
    old = hashes(data)
    assert {text.split("$")[0] for text in old} >= {"scrypt:32768:8:1", "pbkdf2:sha256:1000000", "pbkdf2:sha1:1000", "sha1"}
    for name, email, password in people:
        visitor = Visitor(script)
        answer = visitor.submit("/users/login/", email=email, password=password + "x")
        assert (answer.status, Page(answer.text).flashes[0][1]) == (200, "Wrong email or password")
        answer = visitor.submit("/users/login/", email=email, password=password)
        assert answer.status == 303, (name, Page(answer.text).flashes, answer.errors)
        assert visitor.name == name
    assert dump(data / "app.db") == before
    # By the way they all have got hashes of today's strength, which Flask reads too.
    assert {text.split("$")[0] for text in hashes(data)} == {"scrypt:32768:8:1"}


def test_flask_takes_the_hashes_that_are_made_here(script, data, people):
    for name, email, password in people:
        Visitor(script).submit("/users/login/", email=email, password=password)
    answer = Visitor(script).register("Newcomer", "new@example.org", password="ein neues – Paßwort")
    assert answer.status == 303, (Page(answer.text).errors, answer.errors)
    check = (
        "import json, sys; from werkzeug.security import check_password_hash as check; "
        "print([check(*pair) for pair in json.load(sys.stdin)])"
    )
    passwords = [password for _, _, password in people] + ["ein neues – Paßwort"]
    pairs = list(zip(hashes(data), passwords)) + [(text, "wrong") for text in hashes(data)]
    answer = subprocess.run(
        [VENV / "bin" / "python", "-c", check], input=json.dumps(pairs), capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == str([True] * len(passwords) + [False] * len(passwords))
