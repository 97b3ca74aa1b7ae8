"""Scripts that run all at once, and scripts that are killed."""

import random
import signal
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from conftest import accounts

from support import SCRIPTS
from support.faults import FORM, is_sound, one_line
from support.page import Page
from support.script import request_environment
from support.visitor import Visitor


@pytest.fixture(autouse=True)
def no_limits(script):
    """More register here, and more at once, than the limits let, and than a busy machine has slots for hashes."""
    for name in ["REGISTRATIONS_PER_HOUR_BY_ADDRESS", "REGISTRATIONS_PER_HOUR", "PASSWORD_SLOTS"]:
        script.settings[f"SITE_{name}"] = "0"


def register_at_once(script, forms) -> list:
    """Opens all forms first, then sends them together."""
    visitors = [Visitor(script) for _ in forms]
    tokens = [visitor.page("/users/register/").form.fields for visitor in visitors]
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(
            pool.map(
                lambda visitor, token, form: visitor.post("/users/register/", {**token, **form}),
                visitors,
                tokens,
                forms,
            )
        )


@pytest.mark.parametrize("database_is_new", [True, False])
def test_of_many_who_want_the_same_name_and_address_one_gets_them(script, data, add_user, database_is_new):
    if not database_is_new:
        add_user("Zoe")
    forms = [
        {**FORM, "name": name, "email": email}
        for name, email in [("Eve", "eve@example.org"), ("EVE", "EVE@example.org")] * 5
    ]
    answers = register_at_once(script, forms)
    assert sorted(answer.status for answer in answers) == [200] * 9 + [303]
    for answer in answers:
        if answer.status == 200:
            assert Page(answer.text).errors == {
                "name": ["This name is taken."],
                "email": ["An account with this email address already exists."],
            }
            assert answer.errors == ""
        else:
            one_line(answer, "event=registration account=\\d+$")
    assert len(accounts(data)) == (1 if database_is_new else 2)


def test_many_who_want_different_names_all_get_them(script, data):
    answers = register_at_once(
        script, [{**FORM, "name": f"Eve {i}", "email": f"eve{i}@example.org"} for i in range(10)]
    )
    assert [answer.status for answer in answers] == [303] * 10
    assert len(accounts(data)) == 10


def test_a_killed_registration_is_there_as_a_whole_or_not_at_all(script, data):
    visitor = Visitor(script)
    token = visitor.page("/users/register/").form.fields
    cookie = f"session={visitor.cookies['session']}"

    def start(number):
        body = urlencode({**token, **FORM, "name": f"Eve {number}", "email": f"eve{number}@example.org"}).encode()
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        environment = request_environment(
            "POST", script_name="/users/register", path_info="/", headers=headers, body=body
        )
        process = subprocess.Popen(
            [SCRIPTS / "cgi-register"],
            env={**environment, **script.settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.stdin.write(body)
        process.stdin.close()
        process.stdin = None
        return process

    def time_for(number):
        began = time.monotonic()
        process = start(number)
        process.communicate()
        return time.monotonic() - began

    # On this machine, now.
    whole = min(time_for(number) for number in range(3))
    everybody = range(123)
    answered = {0, 1, 2}
    killed = 0
    chance = random.Random(1)
    for number in everybody[3:]:
        process = start(number)
        # Mostly around the end, where the writing is.
        time.sleep(whole * chance.choice([chance.uniform(0, 1), chance.uniform(0.7, 1.1)]))
        process.kill()
        output = process.stdout.read()
        killed += process.wait() == -signal.SIGKILL
        process.stdout.close()
        process.stderr.close()
        if output.startswith(b"Status: 303"):
            answered.add(number)
        if number % 10 == 0:
            assert is_sound(data / "app.db")
    assert killed > 20, "the test killed too few to mean anything"
    names = {name for name, _ in accounts(data)}
    assert {f"Eve {number}" for number in answered} <= names, "someone was told to be registered and is not"
    assert set(accounts(data)) == {(f"Eve {n}", f"eve{n}@example.org") for n in everybody if f"Eve {n}" in names}
    # Whoever was killed can do it again, and the rest of the site has noticed nothing.
    for number in everybody:
        if f"Eve {number}" not in names:
            visitor = Visitor(script)
            assert visitor.register(f"Eve {number}", f"eve{number}@example.org").status == 303
            break
    assert is_sound(data / "app.db")
    assert Visitor(script).get("/users/Eve%200/").status == 200


def leave_a_hot_journal(path):
    """What a writer leaves behind that was killed in its commit: old and new pages, and the journal to go back with."""
    connection = sqlite3.connect(path, isolation_level=None)
    # So small that pages are written before the commit.
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE users_user SET name = 'half written'")
    connection.execute(
        "CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
        "SELECT i, hex(randomblob(50)) AS t FROM n"
    )
    journal = path.with_name(path.name + "-journal")
    assert journal.exists() and journal.stat().st_size > 512
    copies = [(path, path.read_bytes()) for path in (path, journal)]
    connection.execute("ROLLBACK")
    connection.close()
    for copy, content in copies:
        copy.write_bytes(content)


@pytest.mark.parametrize("address", ["/users/Zoe/", "/users/me/"])
def test_the_next_page_repairs_what_a_killed_writer_left(zoe, data, address):
    leave_a_hot_journal(data / "app.db")
    answer = zoe.get(address)
    assert (answer.status, answer.errors) == (200, "")
    assert not (data / "app.db-journal").exists()
    assert accounts(data) == [("Zoe", "zoe@example.org")]
    assert is_sound(data / "app.db")
