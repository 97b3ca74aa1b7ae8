"""A script answers in a bare shell, without a server and without a site, and says what it lacks."""

import os
import re
import shutil
import subprocess

import pytest

from support import SCRIPTS
from support.faults import LINE
from support.page import Page
from support.script import parse_answer

NAMES = ["cgi-login", "cgi-register", "cgi-logout", "cgi-profile", "cgi-error"]


@pytest.fixture
def bare(tmp_path):
    """Runs a copy of a script from a folder that is no checkout, where no settings lie around."""

    def run(name, environment):
        program = tmp_path / "bin" / "cgi-bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SCRIPTS / name, program)
        environment = {key: str(value) for key, value in environment.items()}
        done = subprocess.run([program], env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
        return parse_answer(done.stdout, done.stderr, done.returncode)

    return run


@pytest.fixture
def no_installed_site():
    if os.path.exists("/etc/cgikit/site.conf") or os.path.exists("/var/lib/cgikit/site.conf"):
        pytest.skip("this machine has a site of its own, which scripts without settings would use")


@pytest.mark.usefixtures("no_installed_site")
@pytest.mark.parametrize("name", ["cgi-login", "cgi-register", "cgi-profile"])
def test_without_a_secret_key_it_says_how_to_create_one(bare, name):
    answer = bare(name, {"REQUEST_METHOD": "GET"})
    assert answer.exit_code == 0
    assert answer.status == 500
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert int(answer.header("Content-Length")) == len(answer.body)
    assert "No secret key in /var/lib/cgikit/secret_key. Create it" in answer.errors
    assert "(umask 077; head -c 32 /dev/urandom > /var/lib/cgikit/secret_key)" in answer.errors
    assert "secret_key" not in answer.text
    assert len(answer.errors.splitlines()) == 1


def test_the_command_that_it_tells_works(bare, tmp_path):
    environment = {"REQUEST_METHOD": "GET", "SITE_SECRET_KEY_FILE": tmp_path / "site" / "key"}
    command = bare("cgi-login", environment).errors.strip().rpartition("\\n")[2]
    subprocess.run(command, shell=True, check=True)
    assert (tmp_path / "site" / "key").stat().st_mode & 0o777 == 0o600
    answer = bare("cgi-login", environment)
    assert (answer.status, answer.errors) == (200, "")


@pytest.mark.parametrize("content, status", [(b"", 500), (b"x", 200), (b"\xff\0\n" * 10, 200), (b"x" * 5000, 500)])
def test_never_on_an_empty_key(bare, tmp_path, content, status):
    (tmp_path / "key").write_bytes(content)
    answer = bare("cgi-login", {"REQUEST_METHOD": "GET", "SITE_SECRET_KEY_FILE": tmp_path / "key"})
    assert answer.status == status
    assert "key" in answer.errors or status == 200


def test_a_key_that_cannot_be_read_is_named(bare, tmp_path):
    (tmp_path / "key").mkdir()
    answer = bare("cgi-login", {"REQUEST_METHOD": "GET", "SITE_SECRET_KEY_FILE": tmp_path / "key"})
    assert answer.status == 500
    assert str(tmp_path / "key") in answer.errors


@pytest.mark.parametrize("name", NAMES)
def test_with_a_key_and_a_place_for_the_database(bare, tmp_path, name):
    (tmp_path / "key").write_bytes(b"k" * 32)
    answer = bare(
        name, {"REQUEST_METHOD": "GET", "SITE_SECRET_KEY_FILE": tmp_path / "key", "SITE_DATABASE": tmp_path / "app.db"}
    )
    assert answer.status == {"cgi-logout": 405, "cgi-profile": 302, "cgi-error": 404}.get(name, 200)
    if name != "cgi-profile":
        # Links lead to the pretty addresses.
        assert 'href="/users/login/"' in answer.text
    # No page of these needs the database, so there is none yet.
    assert not (tmp_path / "app.db").exists()


def test_without_a_request_it_says_what_it_is(bare):
    answer = bare("cgi-login", {})
    assert answer.status == 400
    assert "REQUEST_METHOD is not set: this program is a CGI script." in answer.errors
    assert "from a shell, type REQUEST_METHOD=GET before its name." in answer.errors


def test_a_new_database_is_its_owners_only(script, data):
    os.umask(0)
    try:
        script("cgi-profile", script_name="/users", path_info="/nobody/")
    finally:
        os.umask(0o022)
    assert (data / "app.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "line, words",
    [
        ("DEBUG = maybe", 'DEBUG is "maybe"; write true or false.'),
        ("no value", "site.conf:5: this is not NAME = value."),
        ("SESSION_DIGEST = md5", 'SESSION_DIGEST is "md5"; write sha256 or sha1.'),
        ("PERMANENT_SESSION_LIFETIME = -1", 'PERMANENT_SESSION_LIFETIME is "-1"; write a whole number.'),
        ("WTF_CSRF_TIME_LIMIT = an hour", 'WTF_CSRF_TIME_LIMIT is "an hour"; write a whole number.'),
        ("MAX_CONTENT_LENGTH = 1MB", 'MAX_CONTENT_LENGTH is "1MB"; write a whole number.'),
        ("SESSION_COOKIE_NAME = a b", "SESSION_COOKIE_NAME: 'a b' cannot be the name of a cookie"),
        ("TRUSTED_PROXIES = localhost", "TRUSTED_PROXIES"),
        ("CSRF_ENABLED = 2", 'CSRF_ENABLED is "2"; write true or false.'),
    ],
)
def test_a_wrong_setting_is_an_error_that_names_it(visitor, data, line, words):
    with open(data / "site.conf", "a") as file:
        file.write(line + "\n")
    answer = visitor.get("/users/login/")
    assert answer.status == 500
    assert words in answer.errors
    assert words not in answer.text
    assert len(answer.errors.splitlines()) == 1


def test_all_wrong_settings_are_named_at_once(visitor, data):
    before = len((data / "site.conf").read_text().splitlines())
    with open(data / "site.conf", "a") as file:
        file.write("POSTS_PER_MINUTE = many\nMAIL_TIMEOUT = 0\nADMINS = nobody\n")
    # A page that needs none of them: before anybody has typed anything.
    answer = visitor.get("/users/login/")
    assert answer.status == 500
    for offset, words in enumerate(["POSTS_PER_MINUTE is", "MAIL_TIMEOUT is", "ADMINS is"], start=1):
        assert f"{data}/site.conf:{before + offset}: {words}" in answer.errors
    assert len(answer.errors.splitlines()) == 1


def test_a_warning_is_no_part_of_an_error(visitor, data):
    with open(data / "site.conf", "a") as file:
        file.write("NAEM = x\nPOSTS_PER_MINUTE = many\nDATABASE = mysql://h/d\nDEBUG = false\n")
    answer = visitor.get("/users/login/")
    assert answer.status == 500 and "2 settings are wrong:" in answer.errors
    assert "NAEM" not in answer.errors and "set again" not in answer.errors
    # Nor is it counted where one mistake is all.
    settings = (data / "site.conf").read_text().replace("DATABASE = mysql://h/d\n", "")
    (data / "site.conf").write_text(settings)
    assert " 500 configuration: " + str(data) in visitor.get("/users/login/").errors


def test_a_key_in_the_root_folder_needs_no_other(bare):
    answer = bare("cgi-login", {"REQUEST_METHOD": "GET", "SITE_SECRET_KEY_FILE": "/no-such-key"})
    assert "with:\\n(umask 077; head -c 32 /dev/urandom > /no-such-key) && chown " in answer.errors


def test_a_slip_of_the_pen_is_not_in_the_log_of_each_page(visitor, data):
    """`sitectl settings check` and the mail worker tell it."""
    settings = (data / "site.conf").read_text()
    (data / "site.conf").write_text("\ufeffNAME = The Club\r\nNAEM = x\r\nMOTTO = y\r\nDEBUG = true\r\nDEBUG = false\r\n" + settings)
    answer = visitor.get("/users/login/")
    assert answer.status == 200 and "The Club" in answer.text
    assert answer.errors == ""


@pytest.mark.parametrize("value", ["mysql://u:secret@h/db", "postgresql+psycopg://u:secret@h/db", "mysql:u:secret@h/db"])
def test_another_systems_database_is_refused_without_its_password(visitor, data, value):
    lines = [line for line in (data / "site.conf").read_text().splitlines() if not line.startswith("DATABASE")]
    (data / "site.conf").write_text("\n".join([*lines, f"DATABASE = {value}", "DEBUG = true"]) + "\n")
    answer = visitor.get("/users/nobody/")
    assert answer.status == 500
    assert "sqlite:///relative/path or sqlite:////absolute/path" in answer.errors
    assert "secret@" not in answer.errors + answer.text


def test_a_missing_file_of_settings_is_named(visitor, data):
    (data / "site.conf").unlink()
    answer = visitor.get("/users/login/")
    assert answer.status == 500
    assert f"There is no configuration file {data}/site.conf." in answer.errors


@pytest.mark.parametrize("timeout", ["-1", "x", "9223372036854775807", "99999999999999999999", "0"])
def test_odd_database_timeouts(visitor, timeout):
    answer = visitor.get("/users/nobody/", environment={"SITE_DATABASE_TIMEOUT": timeout})
    assert answer.status == (404 if timeout == "0" else 500), answer.errors
    assert "DATABASE_TIMEOUT" in answer.errors or timeout == "0"


@pytest.mark.parametrize(
    "value, words",
    [("postgres://x/y", "DATABASE"), (":memory:", "DATABASE"), ("sqlite://", "DATABASE"), ("sqlite:///", "DATABASE")],
)
def test_a_database_that_is_none(visitor, value, words):
    answer = visitor.get("/users/nobody/", environment={"SITE_DATABASE": value})
    assert answer.status == 500
    assert words in answer.errors.upper()


def test_one_id_is_in_the_log_and_on_the_page(visitor, data):
    (data / "app.db").write_bytes(b"this is no database" * 100)
    answer = visitor.get("/users/nobody/", environment={"UNIQUE_ID": "ZzYx@w-1_A"})
    assert answer.status == 500
    assert re.fullmatch(LINE + "500 database: .*\n", answer.errors)
    assert ' [client 127.0.0.1] "GET /users/nobody/" cgi-profile [ZzYx@w-1_A] 500 ' in answer.errors
    assert "Reference: ZzYx@w-1_A" in Page(answer.text).text
    answer = visitor.get("/users/nobody/")
    [request] = re.findall(r"cgi-profile \[([0-9a-f]{16})\]", answer.errors)
    assert f"Reference: {request}" in Page(answer.text).text
