"""sitectl import-flask, on a database that Flask-SQLAlchemy made."""

import os
import re
import shutil
import sqlite3
import subprocess

import pytest

from beside import HERE
from support import TOOLS
from support.script import ScriptRunner
from support.visitor import Visitor

SITECTL = TOOLS / "sitectl"


@pytest.fixture
def flask(tmp_path, club):
    """The folder of a Flask site: database, key and templates."""
    shutil.copy(club.database, tmp_path / "app.db")
    (tmp_path / "secret_key").write_bytes(os.urandom(32))
    (tmp_path / "secret_key").chmod(0o600)
    shutil.copytree(HERE / "club" / "templates", tmp_path / "templates")
    return tmp_path


def take_over(flask, *arguments, database="app.db"):
    return subprocess.run(
        [SITECTL, "import-flask", "--database", database, "--secret-key", "secret_key", *arguments],
        cwd=flask, capture_output=True, text=True,
    )


def contents(path):
    """Everything in the file, as SQL."""
    with sqlite3.connect(path) as database:
        return list(database.iterdump())


def of_flask(path):
    """What Flask has put into the file."""
    with sqlite3.connect(path) as database:
        tables = ["club_fee", "users_user"]
        columns = "id, name, email, password, role, status, born, joined"
        schema = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'club_fee'").fetchall()
        return schema, [
            database.execute(f"SELECT {columns if table == 'users_user' else '*'} FROM {table} ORDER BY id").fetchall()
            for table in tables
        ]


def backups(flask):
    return sorted(flask.glob("app.db.*"))


def execute(path, *statements):
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)


def test_a_dry_run_reports_and_changes_nothing(flask):
    before = (flask / "app.db").read_bytes()
    answer = take_over(flask, "--templates", "templates", "--dry-run")
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stderr
    assert answer.stdout == (
        "app.db:\n"
        "  users_user: 8 users\n"
        "    unknown to the scripts, unchanged: born, joined\n"
        "    passwords: 3 scrypt, 2 pbkdf2:sha256, 1 pbkdf2:sha1, 1 pbkdf2:sha512, 1 sha1; "
        "8 weaker than new ones, replaced when the users sign in\n"
        "  club_fee: 8 rows, unchanged\n"
        "secret_key: a key of 32 bytes\n"
        "templates: 3 templates, no errors\n"
        "The migration works on a copy. Nothing has been changed.\n"
        "\n"
        "Lines for site.conf:\n"
        f"SECRET_KEY_FILE = {flask}/secret_key\n"
        f"DATABASE = sqlite:///{flask}/app.db\n"
        "SESSION_DIGEST = sha1\n"
        f"TEMPLATES = {flask}/templates\n"
    )
    assert (flask / "app.db").read_bytes() == before
    assert sorted(path.name for path in flask.iterdir()) == ["app.db", "secret_key", "templates"]


def test_it_makes_a_backup_and_leaves_what_is_flasks(flask):
    original, of_flask_before = contents(flask / "app.db"), of_flask(flask / "app.db")
    answer = take_over(flask)
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stderr
    [backup] = backups(flask)
    assert re.fullmatch(r"app\.db\.backup-\d{8}T\d{6}Z", backup.name)
    assert f"Backup of the database: {backup.name}\nThe database has been migrated.\n" in answer.stdout
    assert contents(backup) == original
    assert backup.stat().st_mode & 0o777 == 0o600
    assert of_flask(flask / "app.db") == of_flask_before
    with sqlite3.connect(flask / "app.db") as database:
        assert database.execute("SELECT count(*) FROM users_user WHERE email_key IS NULL").fetchone() == (0,)


def test_with_the_lines_that_it_prints_people_can_sign_in(flask):
    answer = take_over(flask)
    (flask / "site.conf").write_text(answer.stdout.partition("Lines for site.conf:\n")[2])
    visitor = Visitor(ScriptRunner({"SITE_CONFIG": str(flask / "site.conf")}))
    assert visitor.sign_in("li@example.org", "功夫").status == 303
    assert visitor.name == "李小龍"


def test_a_second_time_it_does_nothing_and_overwrites_no_backup(flask):
    take_over(flask)
    [backup] = backups(flask)
    before, copy = (flask / "app.db").read_bytes(), backup.read_bytes()
    answer = take_over(flask)
    assert answer.returncode == 0
    assert "The database has already been migrated." in answer.stdout
    assert backups(flask) == [backup]
    assert ((flask / "app.db").read_bytes(), backup.read_bytes()) == (before, copy)


def test_backups_of_the_same_second_have_names_of_their_own(flask):
    original = (flask / "app.db").read_bytes()
    names = set()
    for _ in range(3):
        (flask / "app.db").write_bytes(original)
        assert take_over(flask).returncode == 0
        assert names < set(backups(flask))
        names = set(backups(flask))
    assert len(names) == 3


def test_flask_can_write_meanwhile_and_afterwards(flask):
    writer = sqlite3.connect(flask / "app.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO club_fee (user_id, cents, note) VALUES (1, 5, 'meanwhile')")
    process = subprocess.Popen(
        [SITECTL, "import-flask", "--database", "app.db", "--secret-key", "secret_key"], cwd=flask,
        stdout=subprocess.PIPE, text=True,
    )
    # It makes its copy beside the writer, and waits for it with the change.
    while "Backup of the database" not in (line := process.stdout.readline()):
        assert line
    writer.execute("COMMIT")
    assert process.wait(30) == 0
    writer.execute("INSERT INTO users_user (name, email) VALUES ('later', 'later@example.org')")
    assert writer.execute("SELECT count(*) FROM club_fee").fetchone() == (9,)
    writer.close()


@pytest.mark.parametrize(
    "prepare, findings",
    [
        (
            lambda flask: (flask / "secret_key").write_bytes(b"dev key\n"),
            ["the key in secret_key ends with a line break", "the key in secret_key is so short"],
        ),
        (
            lambda flask: (flask / "secret_key").chmod(0o644),
            ["other users can read secret_key: chmod 600 secret_key"],
        ),
        (
            lambda flask: execute(
                flask / "app.db", "UPDATE users_user SET password = NULL WHERE id = 1",
                "UPDATE users_user SET password = 'plain$$secret' WHERE id = 2",
            ),
            ["2 users have no password that can be checked"],
        ),
        (
            lambda flask: execute(
                flask / "app.db",
                "CREATE TABLE new (id INTEGER PRIMARY KEY, name, email, password, role, status, club TEXT NOT NULL)",
                "DROP TABLE users_user", "ALTER TABLE new RENAME TO users_user",
            ),
            ["users_user.club must not be NULL and has no default, so nobody can register here."],
        ),
        (
            lambda flask: (flask / "templates" / "bad.html").write_text("{% if x %}\n{{ y | nofilter }}"),
            ["bad.html:2:8: ", "bad.html:2:17: "],
        ),
    ],
)
def test_what_is_to_be_mended_is_said_and_the_rest_done(flask, prepare, findings):
    prepare(flask)
    answer = take_over(flask, "--templates", "templates")
    assert answer.returncode == 2
    lines = answer.stderr.splitlines()
    assert len(lines) == len(findings), answer.stderr
    for line, finding in zip(lines, findings):
        assert line.startswith(f"To fix: {finding}"), line
    assert "The database has been migrated." in answer.stdout
    assert "secret" not in answer.stdout.replace("secret_key", "")


@pytest.mark.parametrize(
    "prepare, message",
    [
        (lambda flask: (flask / "app.db").unlink(), "app.db: unable to open database file"),
        (lambda flask: (flask / "app.db").write_text("not a database" * 100), "app.db: file is not a database"),
        (
            lambda flask: (flask / "secret_key").unlink(),
            "secret_key: No such file or directory. Write Flask's SECRET_KEY to a file",
        ),
        (lambda flask: (flask / "secret_key").write_bytes(b""), "the key in secret_key is empty"),
        (
            lambda flask: execute(flask / "app.db", "ALTER TABLE users_user RENAME TO member"),
            "the table users_user is missing; the file has only club_fee, member.",
        ),
        (
            lambda flask: execute(flask / "app.db", "ALTER TABLE users_user RENAME password TO pw_hash"),
            "users_user has no password.",
        ),
        (lambda flask: execute(flask / "app.db", "PRAGMA application_id = 5"), "belongs to another program"),
        (lambda flask: shutil.rmtree(flask / "templates"), "templates: No such file or directory"),
    ],
)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_what_cannot_be_taken_over_is_left_alone(flask, prepare, message, dry):
    prepare(flask)
    before = (flask / "app.db").read_bytes() if (flask / "app.db").exists() else None
    answer = take_over(flask, "--templates", "templates", *dry)
    assert answer.returncode == 1
    assert answer.stderr.startswith("sitectl: ") and message in answer.stderr, answer.stderr
    assert ((flask / "app.db").read_bytes() if (flask / "app.db").exists() else None) == before
    assert backups(flask) == []


def test_tables_may_have_any_name(flask):
    execute(flask / "app.db", """CREATE TABLE "a ""b"" [c]; DROP TABLE 'd'" (x)""", "CREATE TABLE Größe (x)")
    answer = take_over(flask)
    assert answer.returncode == 0, answer.stderr
    assert """  a "b" [c]; DROP TABLE 'd': 0 rows, unchanged\n""" in answer.stdout
    assert "  Größe: 0 rows, unchanged\n" in answer.stdout


def test_without_a_database_it_says_how_it_is_used(flask):
    answer = subprocess.run([SITECTL, "import-flask"], cwd=flask, capture_output=True, text=True)
    assert answer.returncode == 64
    assert "--database" in answer.stderr
