"""sitectl, started by root, acts as the user whom the site's data belongs to."""

import json
import os
import pwd
import secrets
import sqlite3
from contextlib import closing

import pytest

from support import CHECKOUT
from support.sitectl import sitectl
from support.site import public_folder

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can act as others")
NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def site():
    """A data folder of nobody's."""
    with public_folder() as parent:
        data = parent / "data"
        data.mkdir(mode=0o700)
        (data / "secret_key").write_bytes(secrets.token_bytes(32))
        (data / "secret_key").chmod(0o600)
        (data / "site.conf").write_text(
            f"SECRET_KEY_FILE = secret_key\nDATABASE = sqlite:///app.db\nTEMPLATES = {CHECKOUT}/nowhere\n"
            "URL = https://www.example.org\nMAIL_URL = file:mail\n"
        )
        for path in [data, *data.iterdir()]:
            os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid)
        yield data


def run(site, *arguments):
    done = sitectl(*arguments, environment={"SITE_CONFIG": str(site / "site.conf"), "PATH": os.environ["PATH"]})
    owners = {path: path.lstat().st_uid for path in [site, *site.rglob("*")]}
    assert set(owners.values()) == {NOBODY.pw_uid}, owners
    return done


def queue(site):
    with closing(sqlite3.connect(site / "app.db", timeout=10)) as database, database:
        database.execute(
            "INSERT INTO site_outbox (token, kind, recipient, arguments, created_seconds, state, due_seconds, tries) "
            "VALUES (lower(hex(randomblob(16))), 'test', 'zoe@example.org', ?, 1, 0, 1, 0)",
            [json.dumps({"script": "", "values": {}, "links": {}})],
        )


def test_nothing_of_roots_is_left_behind(site):
    done = run(site, "mail", "list")
    assert done.returncode == 0 and b"runs as nobody" in done.stderr
    assert (site / "app.db").exists()
    queue(site)
    done = run(site, "mail", "work", "--once")
    assert done.returncode == 0, done.stderr
    assert len(list((site / "mail").iterdir())) == 1
    assert run(site, "mail", "test", "zoe@example.org").returncode == 0
    done = run(site, "seed", "--users", "2", "--posts", "2", "--comments", "2", "--password", "show me around")
    assert done.returncode == 0, done.stderr


def test_taking_over_a_flask_site(site):
    with closing(sqlite3.connect(site / "app.db")) as database, database:
        database.execute(
            "CREATE TABLE users_user (id INTEGER NOT NULL, name VARCHAR(50), email VARCHAR(120), password VARCHAR(120), "
            "role SMALLINT, status SMALLINT, PRIMARY KEY (id), UNIQUE (name), UNIQUE (email))"
        )
    os.chown(site / "app.db", NOBODY.pw_uid, NOBODY.pw_gid)
    # The last finds it taken over, and no column that is none of ours.
    for option in ["--dry-run"], [], []:
        done = run(site, "import-flask", "--database", site / "app.db", "--secret-key", site / "secret_key", *option)
        assert done.returncode == 0 and b"unknown to the scripts" not in done.stdout, (done.stdout, done.stderr)
    assert list(site.glob("app.db.backup-*"))


def test_a_folder_of_roots_without_a_database(site):
    """As ./run makes it for root: the folder is root's, and lets the scripts' user write into it."""
    os.chown(site, 0, NOBODY.pw_gid)
    site.chmod(0o1770)
    os.chown(site / "site.conf", 0, NOBODY.pw_gid)
    (site / "site.conf").chmod(0o640)
    done = sitectl("mail", "list", environment={"SITE_CONFIG": str(site / "site.conf")})
    assert done.returncode == 0, done.stderr
    assert f"runs as nobody, the owner of {site}/secret_key".encode() in done.stderr
    assert {(site / name).stat().st_uid for name in ("app.db", "app.db-created")} == {NOBODY.pw_uid}


def test_a_key_of_roots_in_the_folder_of_another(site):
    os.chown(site / "secret_key", 0, NOBODY.pw_gid)
    (site / "secret_key").chmod(0o640)
    done = sitectl("mail", "list", environment={"SITE_CONFIG": str(site / "site.conf")})
    assert done.returncode == 0, done.stderr
    assert (site / "app.db").stat().st_uid == NOBODY.pw_uid


def test_roots_own_data_stay_roots(data):
    done = sitectl("mail", "list", environment={"SITE_CONFIG": str(data / "site.conf")})
    assert done.returncode == 0 and done.stderr == b"0 due, 0 later, 0 leased, 0 failed\n"
    assert (data / "app.db").stat().st_uid == 0


def check(site):
    done = sitectl("settings", "check", environment={"SITE_CONFIG": str(site / "site.conf"), "PATH": os.environ["PATH"]})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_check_sees_what_the_owner_sees(site):
    code, said, errors = check(site)
    assert code == 0 and said.endswith(f"The settings in {site}/site.conf are valid.\n"), (said, errors)
    assert "belongs to root" not in said
    assert not (site / "app.db").exists()


@pytest.mark.parametrize("name", ["secret_key", "app.db"])
def test_the_check_names_what_root_has_put_in_place(site, name):
    assert run(site, "mail", "list").returncode == 0
    os.chown(site / name, 0, 0)
    (site / name).chmod(0o600)
    code, said, _ = check(site)
    assert code == 1 and f"as root, chown {NOBODY.pw_uid}:{NOBODY.pw_gid} {site / name}" in said, said
    # No command works on it as if all were well.
    done = sitectl("mail", "work", "--once", environment={"SITE_CONFIG": str(site / "site.conf")})
    assert done.returncode == 1 and b"as root, chown" in done.stderr
    os.chown(site / name, NOBODY.pw_uid, NOBODY.pw_gid)
    assert check(site)[0] == 0


def test_the_check_names_a_folder_that_cannot_be_written(site):
    site.chmod(0o500)
    code, said, _ = check(site)
    assert code == 1 and f"DATABASE: {site}/app.db cannot be used: This program runs as user" in said.replace(f"{site}/site.conf:2", "DATABASE"), said


def test_the_check_warns_of_data_that_are_roots(data):
    done = sitectl("settings", "check", environment={"SITE_CONFIG": str(data / "site.conf")})
    assert done.returncode == 0 and b"the site's data belongs to root" in done.stdout
