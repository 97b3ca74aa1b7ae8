"""Fixtures of the scripts' tests: visitors, accounts, and what a Flask app would sign."""

import functools
import sqlite3

import pytest
from werkzeug.security import generate_password_hash

from support.visitor import Visitor

PASSWORD = "correct horse"
NEW_USER, INACTIVE_USER, ACTIVE_USER = 1, 0, 2


@pytest.fixture
def visitor(script):
    return Visitor(script)


@pytest.fixture
def new_visitor(script):
    """Makes further visitors of the same site."""
    return functools.partial(Visitor, script)


@functools.cache
def werkzeug_hash(password, method="scrypt"):
    return generate_password_hash(password, method)


@pytest.fixture
def zoe(visitor):
    """A visitor who has just registered."""
    answer = visitor.register()
    assert answer.status == 303, answer.text
    return visitor


@pytest.fixture
def add_user(script, database):
    """Writes an account into the database, as a Flask app would: add_user("Zoe", status=2)."""

    def add(name="Zoe", email="zoe@example.org", password=PASSWORD, *, method="scrypt", role=2, status=ACTIVE_USER):
        Visitor(script).get("/users/nobody-has-this-name/")  # Whoever comes first creates the tables.
        database.execute(
            "INSERT INTO users_user (name, email, password, role, status) VALUES (?, ?, ?, ?, ?)",
            (name, email, werkzeug_hash(password, method), role, status),
        )

    return add


@pytest.fixture
def people(add_user, new_visitor):
    """Signs in as somebody with an account of their own: people("Ada"), people("Bo", status=NEW)."""

    def sign_in(name, **account):
        add_user(name, f"{name.lower()}@example.org", method="pbkdf2:sha256:1000", **account)
        visitor = new_visitor()
        assert visitor.sign_in(f"{name.lower()}@example.org").status == 303
        return visitor

    return sign_in


@pytest.fixture
def ada(people):
    return people("Ada")


def accounts(data) -> list:
    with sqlite3.connect(data / "app.db", timeout=10) as connection:
        rows = connection.execute("SELECT name, email FROM users_user ORDER BY id").fetchall()
    connection.close()
    return rows
