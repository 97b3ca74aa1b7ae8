"""A killed process, a full disk, a database that is read-only, locked, broken or somebody else's: a page that says so, one
line in the error log, and nothing lost."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from conftest import PASSWORD, accounts, werkzeug_hash

from support import CHECKOUT, SCRIPTS
from support.page import Page
from support.script import ScriptRunner, request_environment
from support.site import public_folder
from support.visitor import Visitor

FORM = {
    "name": "Eve", "email": "eve@example.org", "password": "battery staple", "confirm": "battery staple", "accept_tos": "y",
}
BUSY = "The site cannot save anything just now. Nothing was changed; please try again in a minute."


def not_saved(answer) -> Page:
    """The answer when something cannot be saved just now: the form as it was sent, to send again."""
    assert answer.status == 503, answer.errors
    assert answer.header("Retry-After") == "30"
    assert answer.header("Cache-Control") == "no-store"
    page = Page(answer.text)
    assert page.summary == [BUSY]
    assert page.errors == {}
    one_line(answer, 503)
    return page


def one_line(answer, status):
    [line] = answer.errors.splitlines()
    assert line.startswith("cgi-") and f"] {status} " in line
    for value in FORM.values():
        assert len(value) < 4 or value not in line


def keeps_the_registration(page):
    fields = page.form.fields
    assert {key: fields[key] for key in ("name", "email", "accept_tos")} == {key: FORM[key] for key in ("name", "email", "accept_tos")}
    assert fields["password"] == fields["confirm"] == ""


def is_sound(path) -> bool:
    connection = sqlite3.connect(path, timeout=10)
    [[result]] = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    return result == "ok"


# --- Many at once, and killed ------------------------------------------------------------------------------------


def register_at_once(script, forms) -> list:
    """Opens all forms first, then sends them together."""
    visitors = [Visitor(script) for _ in forms]
    tokens = [visitor.page("/users/register/").form.fields for visitor in visitors]
    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(
            lambda visitor, token, form: visitor.post("/users/register/", {**token, **form}), visitors, tokens, forms
        ))


@pytest.mark.parametrize("database_is_new", [True, False])
def test_of_many_who_want_the_same_name_and_address_one_gets_them(script, data, add_user, database_is_new):
    if not database_is_new:
        add_user("Zoe")
    forms = [{**FORM, "name": name, "email": email} for name, email in [("Eve", "eve@example.org"), ("EVE", "EVE@example.org")] * 5]
    answers = register_at_once(script, forms)
    assert sorted(answer.status for answer in answers) == [200] * 9 + [303]
    for answer in answers:
        if answer.status == 200:
            assert Page(answer.text).errors == {
                "name": ["This name is taken."], "email": ["There is an account with this address already."],
            }
        assert answer.errors == ""
    assert len(accounts(data)) == (1 if database_is_new else 2)


def test_many_who_want_different_names_all_get_them(script, data):
    answers = register_at_once(script, [{**FORM, "name": f"Eve {i}", "email": f"eve{i}@example.org"} for i in range(10)])
    assert [answer.status for answer in answers] == [303] * 10
    assert len(accounts(data)) == 10


def test_a_killed_registration_is_there_as_a_whole_or_not_at_all(script, data):
    visitor = Visitor(script)
    token = visitor.page("/users/register/").form.fields
    cookie = f"session={visitor.cookies['session']}"

    def start(number):
        body = urlencode({**token, **FORM, "name": f"Eve {number}", "email": f"eve{number}@example.org"}).encode()
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        environment = request_environment("POST", script_name="/users/register", path_info="/", headers=headers, body=body)
        process = subprocess.Popen(
            [SCRIPTS / "cgi-register"], env={**environment, **script.settings}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        process.stdin.write(body)
        process.stdin.close()
        return process

    # How long one takes, on this machine, now.
    began = time.monotonic()
    first = start(0)
    first.stdout.read()
    first.wait()
    whole = time.monotonic() - began
    chance = random.Random(1)
    answered = {0}
    killed = 0
    for number in range(1, 121):
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
    assert set(accounts(data)) == {(f"Eve {n}", f"eve{n}@example.org") for n in range(121) if f"Eve {n}" in names}
    # Whoever was killed can do it again, and the rest of the site has noticed nothing.
    for number in range(1, 121):
        if f"Eve {number}" not in names:
            visitor = Visitor(script)
            assert visitor.register(f"Eve {number}", f"eve{number}@example.org").status == 303
            break
    assert is_sound(data / "app.db")
    assert Visitor(script).get("/users/Eve%200/").status == 200


class HotJournal:
    """Makes what a writer leaves behind that was killed in the middle of its commit: half a page of the old, half of the
    new, and the journal to go back with."""

    def __init__(self, path):
        self.path = path

    def leave(self):
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE users_user SET name = 'half written'")
        connection.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
                           "SELECT i, hex(randomblob(50)) AS t FROM n")
        journal = self.path.with_name(self.path.name + "-journal")
        assert journal.exists() and journal.stat().st_size > 512
        copies = [(path, path.read_bytes()) for path in (self.path, journal)]
        connection.execute("ROLLBACK")
        connection.close()
        for path, content in copies:
            path.write_bytes(content)


@pytest.mark.parametrize("address", ["/users/Zoe/", "/users/me/"])
def test_the_next_page_repairs_what_a_killed_writer_left(zoe, data, address):
    HotJournal(data / "app.db").leave()
    answer = zoe.get(address)
    assert (answer.status, answer.errors) == (200, "")
    assert not (data / "app.db-journal").exists()
    assert accounts(data) == [("Zoe", "zoe@example.org")]
    assert is_sound(data / "app.db")


# --- A database that is locked -----------------------------------------------------------------------------------


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
    again = eve.post("/users/register/", {**page.form.fields, "password": FORM["password"], "confirm": FORM["password"]})
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


def test_who_signs_in_is_let_in_though_the_hash_cannot_be_made_anew(add_user, visitor, data):
    add_user(method="pbkdf2:sha256:1000")
    visitor.environment.update(SOON)
    with locked(data / "app.db", "IMMEDIATE"):
        assert visitor.sign_in().status == 303
        assert visitor.name == "Zoe"


# --- A disk that is full, or cannot be written ---------------------------------------------------------------------


@pytest.fixture
def tiny_disk():
    """A small disk of its own, with a site's data on it."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a disk")
    with public_folder() as folder:
        disk = folder / "disk"
        disk.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k,mode=755", "tmpfs", disk], capture_output=True, text=True)
        if done.returncode != 0:
            pytest.skip(f"this machine lets nobody mount a disk: {done.stderr.strip()}")
        try:
            (disk / "secret_key").write_bytes(b"k" * 32)
            (disk / "site.conf").write_text(
                f"SECRET_KEY_FILE = secret_key\nDATABASE = app.db\nTEMPLATES = {CHECKOUT}/templates\n"
            )
            yield disk
        finally:
            subprocess.run(["mount", "-o", "remount,rw", disk], check=False)
            subprocess.run(["umount", "-l", disk], check=True)


def on_disk(disk) -> Visitor:
    return Visitor(ScriptRunner({"SITE_CONFIG": str(disk / "site.conf")}))


def fill(disk, leaving=0):
    with open(disk / "filler", "ab", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        if leaving:
            file.truncate(max(0, file.seek(0, os.SEEK_END) - leaving))


@pytest.mark.parametrize("leaving", [0, 4096, 8192, 12288])
def test_a_full_disk_keeps_the_registration(tiny_disk, leaving):
    zoe = on_disk(tiny_disk)
    assert zoe.register().status == 303
    before = (tiny_disk / "app.db").read_bytes()
    fill(tiny_disk, leaving)
    eve = on_disk(tiny_disk)
    answer = eve.submit("/users/register/", **FORM)
    if answer.status == 303:
        assert leaving, "there was no room at all"
        return
    page = not_saved(answer)
    keeps_the_registration(page)
    # Nobody lost anything, nothing is half-written, and reading goes on.
    assert (tiny_disk / "app.db").read_bytes() == before
    assert zoe.page("/users/me/").headings == ["Hi Zoe!"]
    assert is_sound(tiny_disk / "app.db")
    (tiny_disk / "filler").unlink()
    again = {**page.form.fields, "password": FORM["password"], "confirm": FORM["password"]}
    assert eve.post("/users/register/", again).status == 303
    assert accounts(tiny_disk) == [("Zoe", "zoe@example.org"), ("Eve", "eve@example.org")]


def test_a_full_disk_keeps_changes_of_the_profile(tiny_disk):
    zoe = on_disk(tiny_disk)
    zoe.register()
    form = zoe.page("/users/me/edit/").form.fields
    fill(tiny_disk)
    assert not_saved(zoe.post("/users/me/edit/", {**form, "name": "Eve"})).form.fields["name"] == "Eve"
    changed = {"current": PASSWORD, "password": "battery staple", "confirm": "battery staple"}
    not_saved(zoe.post("/users/me/password/", {**form, **changed}))
    (tiny_disk / "filler").unlink()
    assert zoe.name == "Zoe"
    assert on_disk(tiny_disk).sign_in().status == 303


def test_a_disk_that_is_full_from_the_start(tiny_disk):
    fill(tiny_disk)
    eve = on_disk(tiny_disk)
    keeps_the_registration(not_saved(eve.submit("/users/register/", **FORM)))
    (tiny_disk / "filler").unlink()
    assert eve.register().status == 303


def test_a_read_only_disk_shows_profiles_and_keeps_input(tiny_disk):
    zoe = on_disk(tiny_disk)
    zoe.register()
    form = zoe.page("/users/me/edit/").form.fields
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    assert zoe.page("/users/me/").headings == ["Hi Zoe!"]
    assert on_disk(tiny_disk).page("/users/Zoe/").headings == ["Zoe"]
    assert on_disk(tiny_disk).sign_in().status == 303
    keeps_the_registration(not_saved(on_disk(tiny_disk).submit("/users/register/", **FORM)))
    assert not_saved(zoe.post("/users/me/edit/", {**form, "name": "Eve"})).form.fields["name"] == "Eve"
    subprocess.run(["mount", "-o", "remount,rw", tiny_disk], check=True)
    assert zoe.post("/users/me/edit/", {**form, "name": "Eve"}).status == 303


@pytest.fixture
def unprivileged():
    """A site whose scripts run as a user whom file modes bind; `run` makes visitors of it."""
    with public_folder() as folder:
        (folder / "secret_key").write_bytes(b"k" * 32)
        (folder / "site.conf").write_text(f"SECRET_KEY_FILE = secret_key\nDATABASE = data/app.db\nTEMPLATES = {folder}/templates\n")
        shutil.copytree(CHECKOUT / "templates", folder / "templates")
        (folder / "cgi-bin").mkdir()
        for name in ["cgi-login", "cgi-register", "cgi-profile"]:
            shutil.copy(SCRIPTS / name, folder / "cgi-bin")
        (folder / "data").mkdir()
        user = None
        if os.getuid() == 0:
            user = "nobody"
            shutil.chown(folder / "data", user)
        runner = ScriptRunner({"SITE_CONFIG": str(folder / "site.conf")}, scripts=folder / "cgi-bin", user=user)
        yield folder / "data", lambda: Visitor(runner)
        (folder / "data").chmod(0o700)


@pytest.mark.parametrize("mode_of_file, mode_of_folder", [(0o400, 0o700), (0o600, 0o500), (0o400, 0o500)])
def test_a_read_only_database_shows_profiles_and_keeps_input(unprivileged, mode_of_file, mode_of_folder):
    data, visitor = unprivileged
    zoe = visitor()
    assert zoe.register().status == 303
    form = zoe.page("/users/me/edit/").form.fields
    (data / "app.db").chmod(mode_of_file)
    data.chmod(mode_of_folder)
    assert zoe.page("/users/me/").headings == ["Hi Zoe!"]
    assert visitor().page("/users/Zoe/").headings == ["Zoe"]
    assert visitor().sign_in().status == 303
    keeps_the_registration(not_saved(visitor().submit("/users/register/", **FORM)))
    assert not_saved(zoe.post("/users/me/edit/", {**form, "name": "Eve"})).form.fields["name"] == "Eve"
    data.chmod(0o700)
    (data / "app.db").chmod(0o600)
    assert accounts(data) == [("Zoe", "zoe@example.org")]
    assert zoe.post("/users/me/edit/", {**form, "name": "Eve"}).status == 303


def test_a_database_that_may_not_be_read_is_named(unprivileged):
    data, visitor = unprivileged
    visitor().register()
    (data / "app.db").chmod(0)
    answer = visitor().get("/users/Zoe/")
    assert answer.status in (500, 503)
    assert "app.db" in answer.errors and "ermission denied" in answer.errors
    one_line(answer, answer.status)


def test_a_secret_key_that_may_not_be_read_is_named(unprivileged):
    data, visitor = unprivileged
    (data.parent / "secret_key").chmod(0)
    answer = visitor().get("/users/login/")
    if os.getuid() == 0 or answer.status != 200:
        assert answer.status == 500
        assert "secret_key" in answer.errors and "ermission denied" in answer.errors


# --- A file that is not our database ------------------------------------------------------------------------------


def broken(answer, *words):
    assert answer.status == 500
    assert Page(answer.text).headings == ["Something went wrong"]
    one_line(answer, 500)
    for word in words:
        assert word in answer.errors
        assert word not in answer.text


@pytest.mark.parametrize("content", [b"this is a text and no database\n" * 200, b"x", b"\xff" * 5000, b"PK\3\4" + b"\0" * 4096])
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
        ("zoe@example.org", "crème brûlée", "Zoë"), ("ZOE@example.org", "another one", "ZOË"), ("bob@example.org", "builder", "bob"),
        ("Bob@Example.org", "other builder", "Bob"), ("minus@example.org", "x", "O'Neil"), ("big@example.org", "x", "big"),
        ("li@example.org", "功夫", None), ("nameless@example.org", "", None), ("bob@example.org", "other builder", None),
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
        assert flask.execute(
            "SELECT id, name, email, role, status, created_at FROM users_user WHERE name IS NOT 'Nia'"
        ).fetchall() == before
        with flask:
            flask.execute(
                "INSERT INTO users_user (name, email, password, role, status) VALUES ('Late', 'Late@example.org', ?, 2, 1)",
                [werkzeug_hash(PASSWORD, "pbkdf2:sha256:1000")],
            )
        late = new_visitor()
        assert late.sign_in("late@example.org").status == 303
        assert late.name == "Late"
        assert list(Page(new_visitor().register("late", "other@example.org").text).errors) == ["name"]
        assert flask.execute("SELECT count(*) FROM posts_post").fetchone() == (2,)
