"""The operator's commands that the documents give, word for word, in a checkout with a site.

What needs root or a server is walked through in Tests/Servers/test_documentation.py.
"""

import json
import os
import re
import secrets
import shlex
import sqlite3
import subprocess

import documents
import pytest

from support import CHECKOUT, TOOLS

# As Flask-SQLAlchemy makes it.
FLASK_TABLE = (
    "CREATE TABLE users_user (id INTEGER NOT NULL, name VARCHAR(50), email VARCHAR(120), password VARCHAR(120), "
    "role SMALLINT, status SMALLINT, PRIMARY KEY (id), UNIQUE (name), UNIQUE (email))"
)
# What the documents leave to their reader, and where things are here.
HERE = {
    "NAME": "ann",
    "/srv/flask/": "flask/",
    "/var/lib/cgikit/": "data/",
    "--database app.db --secret-key secret_key --templates app/templates": (
        "--database flask/app.db --secret-key flask/secret_key --templates flask/app/templates"
    ),
    # Many are as good as few, and quicker.
    "--users 100 --posts 1000 --comments 5000": "--users 10 --posts 20 --comments 50",
}
ENDLESS = "--watch"


def commands() -> list:
    """All that begin with `sitectl`, with variables before it or a folder, in blocks and in the text."""
    found = []
    for path in documents.DOCUMENTS:
        if path.name == "CHANGELOG.md":
            continue
        for block in documents.blocks(path):
            if not block.language:
                text = block.text.replace("\\\n", " ")
                found += [(block.place, line) for line in text.split("\n") if is_command(line)]
        for number, line in documents.prose(path):
            for code in re.findall(r"`([^`]+)`", line):
                if is_command(code):
                    # Without arguments, it is named rather than given.
                    named = re.fullmatch(r"[a-z -]+", code) and " --" not in code
                    found.append((f"{path.relative_to(CHECKOUT)}:{number}", f"{code} --help" if named else code))
    return found


def is_command(line: str) -> bool:
    return bool(re.match(r"(\w+=\S+ )*(out/bin/)?sitectl ", line))


@pytest.fixture
def checkout(tmp_path):
    """With what ./run makes, a member, a message that failed, and a Flask site's files beside it."""
    for folder in ("data", "out/bin", "flask/app/templates"):
        (tmp_path / folder).mkdir(parents=True)
    os.symlink(TOOLS / "sitectl", tmp_path / "out/bin/sitectl")
    os.symlink(CHECKOUT / "templates", tmp_path / "templates")
    (tmp_path / "data/secret_key").write_bytes(secrets.token_bytes(32))
    (tmp_path / "data/site.conf").write_text(
        "SECRET_KEY_FILE = secret_key\nDATABASE = app.db\nURL = https://www.example.org\nMAIL_URL = file:mail\n"
        "MAIL_FROM = Our Club <club@example.org>\nPASSWORD_SCRYPT = 1024:8:1\nTEMPLATES = ../templates\n"
    )
    (tmp_path / "data/mail").mkdir()
    (tmp_path / "sample.json").write_text(json.dumps({"posts": []}))
    (tmp_path / "flask/secret_key").write_bytes(secrets.token_bytes(32))
    (tmp_path / "flask/secret_key").chmod(0o600)
    (tmp_path / "flask/app/templates/index.html").write_text("{{ g.user.name }}")
    with sqlite3.connect(tmp_path / "flask/app.db") as flask:
        flask.execute(FLASK_TABLE)
    run(tmp_path, "sitectl seed --users 2 --posts 1 --comments 1 --password 'show me around'")
    with sqlite3.connect(tmp_path / "data/app.db") as database:
        database.execute("UPDATE users_user SET name = 'ann', email = 'ann@example.org' WHERE id = 1")
        database.execute(
            "INSERT INTO site_outbox (id, token, kind, recipient, arguments, created_seconds, state, due_seconds, tries, reply) "
            "VALUES (17, lower(hex(randomblob(16))), 'test', 'gone@example.org', '{}', 0, 1, 0, 1, '550 no such user')"
        )
    return tmp_path


def start(checkout, command: str) -> subprocess.Popen:
    for words, here in HERE.items():
        command = command.replace(words, here)
    environment = {"PATH": f"{TOOLS}:/usr/bin:/bin", "SITE_CONFIG": "data/site.conf"}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(["sh", "-c", f"exec env {command}"], cwd=checkout, env=environment, **pipes)


def run(checkout, command: str):
    process = start(checkout, command)
    # A new password, twice.
    output, errors = process.communicate(b"another long password\nanother long password\n", timeout=60)
    assert process.returncode == 0, f"{command}\n{(output + errors).decode()}"


@pytest.mark.parametrize("place, command", commands(), ids=[f"{place} {command}" for place, command in commands()])
def test_a_command_does_what_its_document_says(checkout, place, command):
    if ENDLESS not in shlex.split(command):
        return run(checkout, command)
    with start(checkout, command) as process:
        assert process.stdout.readline(), place
        process.kill()


def test_the_documents_have_commands():
    assert len(commands()) > 15
