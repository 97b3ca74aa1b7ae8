"""A process that lacks memory, open files or its standard streams; and people whom no form would let in."""

import contextlib
import os
import resource
import sqlite3
import subprocess

import pytest

from support import SCRIPTS
from support.faults import contents, is_sound, one_line
from support.page import Page
from support.script import parse_answer, request_environment

MB = 1 << 20


@pytest.fixture
def limited(visitor):
    """Sends a form from a process with less of something."""

    def post(address, fields, prepare=None, **options):
        form = visitor.page(address).form.fields
        headers = {
            "Cookie": f"session={visitor.cookies['session']}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = "&".join(f"{name}={value}" for name, value in {**form, **fields}.items()).encode()
        name = {"/users/login/": "cgi-login", "/users/register/": "cgi-register"}[address]
        environment = request_environment(
            "POST", script_name=address.rstrip("/"), path_info="/", headers=headers, body=body
        )
        done = subprocess.run(
            [SCRIPTS / name],
            env={**environment, **visitor.script.settings},
            input=body,
            preexec_fn=prepare,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )
        return done

    return post


FORM = {"name": "Eve", "email": "eve@example.org", "password": "battery staple", "confirm": "battery staple", "accept_tos": "y"}


def test_without_memory_for_the_hash_the_form_is_kept(limited, visitor):
    visitor.register()
    visitor.sign_out()

    def little_memory():
        resource.setrlimit(resource.RLIMIT_DATA, (24 * MB, 24 * MB))

    for address, fields in [
        ("/users/register/", FORM),
        ("/users/login/", {"email": "zoe@example.org", "password": "x"}),
    ]:
        done = limited(address, fields, little_memory)
        answer = parse_answer(done.stdout, done.stderr, done.returncode)
        assert answer.exit_code == 0
        assert answer.status == 503
        assert Page(answer.text).form.fields["email"] == fields["email"]
        assert len(answer.errors.splitlines()) == 1


def test_without_open_files_to_spare(limited, visitor):
    visitor.register()

    def few_files():
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))

    done = limited("/users/register/", FORM, few_files)
    answer = parse_answer(done.stdout, done.stderr, done.returncode)
    assert answer.status in (500, 503)
    assert answer.exit_code == 0


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2), (1, 2)])
def test_closed_streams_do_no_harm_to_the_database(limited, visitor, data, closed):
    # Nothing is counted.
    visitor.script.settings["SITE_REGISTRATIONS_PER_HOUR_BY_ADDRESS"] = "0"
    visitor.register()
    visitor.sign_out()
    before = contents(data / "app.db")

    def close():
        for stream in closed:
            os.close(stream)

    # The address is taken: the script reads the database and has an answer to write somewhere.
    assert limited("/users/register/", {**FORM, "email": "zoe@example.org"}, close).returncode == 0
    assert contents(data / "app.db") == before
    # It is locked: the script has a line for the error log, while the database is open.
    with contextlib.closing(sqlite3.connect(data / "app.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        visitor.script.settings["SITE_DATABASE_TIMEOUT"] = "0"
        assert limited("/users/register/", FORM, close).returncode == 0
    assert contents(data / "app.db") == before and is_sound(data / "app.db")
    assert (data / "secret_key").stat().st_size == 32


@pytest.mark.parametrize("field", ["name", "email", "password"])
def test_letters_that_stand_for_words_cost_no_more_than_others(limited, field):
    # U+FDFA is eighteen letters to whoever compares it.
    long = "%EF%B7%BA" * (40_000 if field == "password" else 50_000)
    fields = {**FORM, field: long} | ({"confirm": long, "accept_tos": ""} if field == "password" else {})

    def little_time():
        resource.setrlimit(resource.RLIMIT_CPU, (2, 2))

    done = limited("/users/register/", fields, little_time)
    assert done.returncode == 0 and b"Status: 200" in done.stdout or b"Status: 4" in done.stdout
    assert len(done.stdout) < 20_000


def test_long_and_odd_passwords(visitor, new_visitor):
    for number, password in enumerate(
        ["x" * 100_000, " leading and trailing ", "功夫" * 10, "a\tb\nc d e", "\u0301\u202e$scrypt$"]
    ):
        assert new_visitor().register(f"Eve {number}", f"eve{number}@example.org", password).status == 303
        assert visitor.sign_in(f"eve{number}@example.org", password).status == 303
        assert visitor.sign_in(f"eve{number}@example.org", password.strip() + "x").status == 200


@pytest.mark.parametrize("name", [None, "", "me", "a/b", "..", "x" * 500, "\u202e", " ", "?#%&+"])
def test_people_whose_names_no_form_would_take(add_user, visitor, name):
    add_user(name, "zoe@example.org")
    assert visitor.sign_in().status == 303
    answer = visitor.get("/users/me/")
    assert (answer.status, answer.errors) == (200, "")
    assert visitor.submit("/users/me/edit/", name="Zoe").status == 303
    assert visitor.page("/users/Zoe/").headings == ["Zoe"]


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "",
        "x",
        "$",
        "$$$",
        "scrypt:32768:8:1$$",
        "scrypt:0:0:0$a$b",
        "md5$a$b",
        "plain$x",
        "pbkdf2:sha256$a$" + "0" * 64,
        "scrypt:1073741824:8:1$a$b",
        "pbkdf2:sha256:99999999999$a$b",
        "scrypt:32768:8:1$a$" + "é" * 64,
    ],
)
def test_no_password_fits_a_hash_that_is_none(add_user, visitor, database, stored):
    add_user()
    database.execute("UPDATE users_user SET password = ?", [stored])
    for password in ["correct horse", "x", "", "None"]:
        answer = visitor.sign_in(password=password)
        assert answer.status == 200
        if password:
            one_line(answer, "event=sign-in-failed account=1$")
        else:
            assert answer.errors == ""
        assert Page(answer.text).user is None
