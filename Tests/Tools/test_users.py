"""`sitectl users role` and `sitectl users password`: what an operator does for accounts."""

import fcntl
import os
import pty
import subprocess
import termios

import pytest

from support import TOOLS
from support.sitectl import sitectl
from support.visitor import Visitor


@pytest.fixture
def users(data):
    """Runs `sitectl users …` on the test's own site: users("role", "Zoe", "admin")."""

    def run(*arguments, input=""):
        return sitectl("users", *arguments, input=input, environment={"SITE_CONFIG": str(data / "site.conf")})

    return run


@pytest.fixture
def zoe(script):
    visitor = Visitor(script)
    assert visitor.register().status == 303
    return visitor


def test_the_first_admin(users, zoe):
    assert zoe.get("/moderation/").status == 403
    for role, status in [("admin", 200), ("staff", 200), ("member", 403)]:
        done = users("role", "zoe", role)
        assert done.returncode == 0
        assert done.stderr.decode() == f"Zoe (account 1, zoe@example.org) now has the role {role}.\n"
        assert zoe.get("/moderation/").status == status


def test_what_an_admin_writes_waits_for_nobody(users, zoe, script):
    for title, role in [("Waits", None), ("Is there", "admin")]:
        assert role is None or users("role", "Zoe", role).returncode == 0
        assert zoe.submit("/posts/new", title=title, text="Text", button="publish").status == 303
    home = Visitor(script).get("/").text
    assert "Is there" in home and "Waits" not in home


@pytest.mark.parametrize(
    "typed, hint", [("Zo", "; did you mean Zoe?"), ("Zoë", "; did you mean Zoe?"), ("zoe@example.org", "; did you mean Zoe?"), ("Ann", ".")]
)
def test_a_name_that_nobody_has(users, zoe, typed, hint):
    for command in ["role", typed, "admin"], ["password", typed]:
        done = users(*command, input="a better password\n")
        assert done.returncode == 1
        assert done.stderr.decode() == f"sitectl: there is no user {typed}{hint}\n"
    assert zoe.get("/moderation/").status == 403


def test_a_role_that_there_is_not(users, zoe):
    done = users("role", "Zoe", "boss")
    assert done.returncode != 0 and b"admin" in done.stderr


def test_a_password_from_standard_input_ends_all_sessions(users, zoe, script):
    done = users("password", "Zoe", input="a better password\nand more\n")
    assert done.returncode == 0, done.stderr
    assert zoe.name is None
    assert Visitor(script).sign_in(password="correct horse").status == 200
    assert Visitor(script).sign_in(password="a better password").status == 303


def test_whoever_tried_too_often_is_let_in_by_a_new_password(users, zoe, data, script):
    with (data / "site.conf").open("a") as settings:
        settings.write("SIGN_IN_FAILURES_PER_5_MINUTES = 1\n")
    assert [Visitor(script).sign_in(password="a wrong password").status for _ in range(2)] == [200, 429]
    assert users("password", "Zoe", input="a better password\n").returncode == 0
    assert Visitor(script).sign_in(password="a better password").status == 303


@pytest.mark.parametrize(
    "typed, message",
    [
        ("short\n", "at least 8 characters"), ("password1\n", "too common"), ("zoe@example\n", "too similar to"),
        ("my site 1\n", "too similar to"), ("", "no password"), ("a better\x03\n", "control characters"),
    ],
)
def test_the_sites_rules_for_passwords_hold(users, zoe, typed, message):
    done = users("password", "Zoe", input=typed)
    assert done.returncode == 1 and message in done.stderr.decode()
    assert zoe.name == "Zoe"


@pytest.mark.parametrize("again, code", [("a better password", 0), ("a bitter password", 1)])
def test_a_terminal_is_asked_twice_and_does_not_show_the_password(zoe, data, script, again, code):
    terminal, end = pty.openpty()
    with subprocess.Popen(
        [TOOLS / "sitectl", "users", "password", "Zoe"], env={"SITE_CONFIG": str(data / "site.conf")},
        stdin=end, stdout=end, stderr=end, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as process:
        os.close(end)
        shown = read(terminal, b": ")
        os.write(terminal, b"a better password\n")
        shown += read(terminal, b"Repeat: ")
        os.write(terminal, f"{again}\n".encode())
        shown += read(terminal, None)
        assert process.wait(timeout=60) == code
    os.close(terminal)
    assert b"New password for Zoe (account 1, zoe@example.org): " in shown and b"password\r\n" not in shown
    assert Visitor(script).sign_in(password="a better password").status == (303 if code == 0 else 200)


def read(terminal, until) -> bytes:
    """What is shown up to some bytes, or the end."""
    shown = b""
    while until is None or not shown.endswith(until):
        try:
            shown += os.read(terminal, 1000)
        except OSError:
            break
    return shown
