"""`sitectl settings`: what it finds, and that the docs have the table that it prints."""

import re

import pytest

from support import CHECKOUT
from support.sitectl import sitectl


URL = {"SITE_URL": "https://www.example.org"}
# Left to the file.
NO_DATABASE = {"SITE_DATABASE": None}
GOOD = "The settings in site.conf are valid."


def check(tmp_path, text, **environment):
    """What is said of settings beside a secret key; without the warning that those who test as root get."""
    path = tmp_path / "site.conf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    key = tmp_path / "key"
    if not key.exists():
        key.write_bytes(b"k" * 32)
    environment = {"SITE_CONFIG": path, "SITE_SECRET_KEY_FILE": key, "SITE_DATABASE": tmp_path / "app.db", **environment}
    environment = {name: str(value) for name, value in environment.items() if value is not None}
    answer = sitectl("settings", "check", environment=environment)
    lines = answer.stdout.decode().replace(str(path), "site.conf").splitlines()
    return answer.returncode, [line for line in lines if "belongs to root" not in line], answer.stderr.decode()


def test_settings_without_a_mistake(tmp_path):
    text = b"\xef\xbb\xbfNAME = x\r\nMOTTO = y\r\nURL = https://www.example.org\r\nMAIL_URL = file:mail\r\n"
    assert check(tmp_path, text) == (0, [GOOD], "")


def test_every_mistake_is_printed(tmp_path):
    code, lines, errors = check(
        tmp_path, "NAEM = x\nPOSTS_PER_MINUTE = many\nDEBUG = 2\nNAME = a\nNAME = b\n", SITE_MAIL_WORKER="x"
    )
    assert code == 1 and errors == ""
    assert lines == [
        "warning: site.conf:1: there is no setting NAEM; did you mean NAME?",
        'site.conf:2: POSTS_PER_MINUTE is "many"; write a whole number.',
        'site.conf:3: DEBUG is "2"; write true or false.',
        "warning: site.conf:4: NAME is set again in line 5, and that value is used.",
        'SITE_MAIL_WORKER: MAIL_WORKER is "x"; write service or after-response.',
    ]


def test_warnings_alone_are_no_failure(tmp_path):
    code, lines, _ = check(tmp_path, "NAEM = x\n")
    assert code == 0 and lines[-1] == GOOD


@pytest.mark.parametrize(
    "line, words",
    [
        ("MAIL_SERVER = mail.example.org", "MAIL_SERVER is a Flask setting and is not used here; set MAIL_URL."),
        ("MAIL_PASSWORD = secret", "MAIL_PASSWORD is a Flask setting and is not used here; set MAIL_URL."),
        ("SQLALCHEMY_DATABASE_URI = sqlite:///x", "SQLALCHEMY_DATABASE_URI is a Flask setting and is not used here; set DATABASE."),
        ('NAME = "Our Club"', "the quotes are part of NAME: write values without quotes."),
        ("TEMPLATES = nowhere", "the folder {}/nowhere does not exist: the built-in templates are used."),
    ],
)
def test_what_does_nothing_or_not_what_it_looks_like_is_a_warning(tmp_path, line, words):
    code, lines, _ = check(tmp_path, line + "\n")
    assert (code, lines) == (0, ["warning: site.conf:1: " + words.format(tmp_path), GOOD])


def test_mail_that_cannot_be_sent_is_a_failure(tmp_path):
    code, lines, _ = check(tmp_path, "MAIL_URL = smtp://u:secret@h:x\n")
    assert code == 1 and len(lines) == 2
    assert lines[0].startswith("site.conf: URL is not set, and emails contain links")
    assert lines[1].startswith("site.conf:1: MAIL_URL is not valid")


def test_the_worker_names_all_that_mail_lacks_at_once(tmp_path):
    (tmp_path / "key").write_bytes(b"k" * 32)
    (tmp_path / "site.conf").write_text("SECRET_KEY_FILE = key\nDATABASE = app.db\n")
    answer = sitectl("mail", "work", "--once", environment={"SITE_CONFIG": str(tmp_path / "site.conf")})
    assert answer.returncode == 1
    assert b"site.conf: URL is not set" in answer.stderr and b"site.conf: MAIL_URL is not set" in answer.stderr


@pytest.mark.parametrize(
    "settings, words",
    [
        (dict(SITE_SECRET_KEY_FILE="{}/none"), "No secret key in {}/none. Create it"),
        (dict(SITE_SECRET_KEY_FILE="/dev/null"), "No secret key in /dev/null. Create it"),
        (dict(SITE_DATABASE="{}/none/app.db"), "the folder {}/none does not exist: as root, install -d "),
        (dict(SITE_DATABASE="{}/key"), "{}/key: file is not a database"),
        (dict(SITE_DATABASE="{}/key/app.db"), "{}/key is not a folder: set another path"),
        (dict(SITE_DATABASE="{}/key/data/app.db"), "{}/key is not a folder: set another path"),
    ],
)
def test_files_that_the_site_cannot_work_with_are_a_failure(tmp_path, settings, words):
    code, lines, _ = check(tmp_path, "", **{name: value.format(tmp_path) for name, value in settings.items()})
    assert code == 1 and len(lines) == 1, lines
    assert lines[0].startswith(next(iter(settings)) + ": ") and words.format(tmp_path) in lines[0]


def test_a_database_that_is_gone_is_a_failure(tmp_path):
    (tmp_path / "app.db-created").write_text("")
    code, lines, _ = check(tmp_path, "")
    assert code == 1 and "the database is gone" in lines[0]


@pytest.mark.parametrize(
    "line",
    [
        "DATABASE = mysql://u:secret@h/db", "DATABASE = mysql:u:secret@h/db", "MAIL_URL = http://u:secret@h",
        "MAIL_URL = smtp://u:secret@h:x", "MAIL_URL = smtp://u:secret@h?tls=1", "URL = ftp://u:secret@h",
        "TRUSTED_PROXIES = http://u:secret@h", "ADMINS = smtp://u:secret@h", "MAIL_FROM = x:secret@h:y",
        "SECRET_KEY = secret", "SESSION_COOKIE_DOMAIN = u:secret@h", "SESSION_COOKIE_NAME = http://u:secret@h",
        "STATIC_URL https://u:secret@cdn",
    ],
)
def test_no_password_is_printed(tmp_path, line):
    code, lines, errors = check(
        tmp_path, line + "\n", **(NO_DATABASE if line.startswith("DATABASE") else {}), **({} if line.startswith("URL") else URL)
    )
    assert code == 1 and len(lines) == 1 and "secret@" not in lines[0] + errors and '"secret"' not in lines[0]
    # Nor in the error log of a command.
    answer = sitectl("mail", "list", environment={"SITE_CONFIG": str(tmp_path / "site.conf")})
    assert b"secret@" not in answer.stderr + answer.stdout


def test_a_file_that_is_not_there(tmp_path):
    answer = sitectl("settings", "check", environment={"SITE_CONFIG": str(tmp_path / "none.conf")})
    assert answer.returncode == 1 and b"There is no configuration file" in answer.stderr


def test_the_docs_have_the_table():
    table = sitectl("settings", "list").stdout.decode()
    assert table in (CHECKOUT / "docs" / "settings.md").read_text(), "put what `sitectl settings list` prints into docs/settings.md"


def test_the_readme_names_settings_that_there_are():
    names = set(re.findall(r"^\| `([A-Z_]+)`", sitectl("settings", "list").stdout.decode(), re.MULTILINE))
    section = (CHECKOUT / "README.md").read_text().split("### Settings\n")[1].split("\n### ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    assert rows
    for row in rows:
        for name in re.findall(r"`([A-Z_]+)`", row):
            assert name in names or name.startswith("_"), name
