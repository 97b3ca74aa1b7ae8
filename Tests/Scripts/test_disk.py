"""A disk that is full, or cannot be written: a page that says so, one line in the error log, and nothing lost."""

import os
import pwd
import re
import shutil
import subprocess

import pytest
from conftest import PASSWORD, accounts

from support import CHECKOUT, SCRIPTS
from support.disk import fill, tiny_disk  # noqa: F401
from support.faults import FORM, contents, is_sound, keeps_the_registration, not_saved, one_line
from support.script import ScriptRunner
from support.site import public_folder
from support.visitor import Visitor

NOBODY = pwd.getpwnam("nobody")


def on_disk(disk) -> Visitor:
    return Visitor(ScriptRunner({"SITE_CONFIG": str(disk / "site.conf")}))


@pytest.mark.parametrize("leaving", [0, 4096, 8192, 12288])
def test_a_full_disk_keeps_the_registration(tiny_disk, leaving):
    zoe = on_disk(tiny_disk)
    assert zoe.register().status == 303
    before = contents(tiny_disk / "app.db")
    fill(tiny_disk, leaving)
    eve = on_disk(tiny_disk)
    answer = eve.submit("/users/register/", **FORM)
    if answer.status == 303:
        assert leaving, "there was no room at all"
        return
    page = not_saved(answer)
    keeps_the_registration(page)
    # Nobody lost anything, nothing is half-written, and reading goes on.
    assert contents(tiny_disk / "app.db") == before
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
    assert not_saved(on_disk(tiny_disk).sign_in()).form.fields["email"] == "zoe@example.org"
    keeps_the_registration(not_saved(on_disk(tiny_disk).submit("/users/register/", **FORM)))
    assert not_saved(zoe.post("/users/me/edit/", {**form, "name": "Eve"})).form.fields["name"] == "Eve"
    subprocess.run(["mount", "-o", "remount,rw", tiny_disk], check=True)
    assert zoe.post("/users/me/edit/", {**form, "name": "Eve"}).status == 303


@pytest.fixture
def unprivileged():
    """A site whose scripts run as a user whom file modes bind; `run` makes visitors of it."""
    with public_folder() as folder:
        (folder / "secret_key").write_bytes(b"k" * 32)
        (folder / "site.conf").write_text(
            f"SECRET_KEY_FILE = secret_key\nDATABASE = data/app.db\nTEMPLATES = {folder}/templates\n"
        )
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
    assert not_saved(visitor().sign_in()).form.fields["email"] == "zoe@example.org"
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


def owner_named(path):
    """What the log says about a path that belongs to another user than the scripts'."""
    return f"as root, chown {NOBODY.pw_uid}:\\d+ {re.escape(str(path))}\\b"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make files of others")
@pytest.mark.parametrize("name", ["secret_key", "site.conf", "data/app.db", "data"])
def test_what_belongs_to_another_is_named_with_the_command_that_helps(unprivileged, name):
    data, visitor = unprivileged
    path = data.parent / name
    if name == "data/app.db":
        visitor().register()
    os.chown(path, 0, 0)
    path.chmod(0o700 if path.is_dir() else 0o600)
    answer = visitor().get("/users/login/" if name == "secret_key" else "/users/Zoe/")
    assert answer.status in (500, 503)
    assert re.search(f"This program runs as user {NOBODY.pw_uid}, who may not use.*{owner_named(path)}", answer.errors), answer.errors
    one_line(answer, answer.status)
    # The command that the log tells helps.
    subprocess.run(re.search(r"chown \S+ \S+", answer.errors)[0].split(), check=True)
    assert visitor().get("/users/login/").status == 200
    assert visitor().get("/users/Zoe/").status in (200, 404)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make files of others")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_a_backup_that_root_put_in_place_is_named_when_it_is_written(unprivileged, mode):
    data, visitor = unprivileged
    visitor().register()
    os.chown(data / "app.db", 0, 0)
    (data / "app.db").chmod(mode)
    answer = visitor().sign_in()
    assert answer.status == 503
    assert re.search(owner_named(data / "app.db"), answer.errors), answer.errors


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make files of others")
@pytest.mark.parametrize("name", ["secret_key", "keys/key"])
def test_the_command_that_makes_a_key_gives_it_to_the_scripts_user(unprivileged, name):
    data, visitor = unprivileged
    (data.parent / "secret_key").unlink()
    settings = data.parent / "site.conf"
    settings.write_text(settings.read_text().replace("secret_key", name))
    answer = visitor().get("/users/login/")
    assert answer.status == 500
    subprocess.run(answer.errors.strip().rpartition("\\n")[2], shell=True, check=True)
    key = data.parent / name
    assert (key.stat().st_uid, key.stat().st_mode & 0o777) == (NOBODY.pw_uid, 0o600)
    assert visitor().get("/users/login/").status == 200
