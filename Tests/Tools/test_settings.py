"""`sitectl settings`: what it finds, and that the docs have the table that it prints."""

import re

import pytest

from support import CHECKOUT
from support.sitectl import sitectl


def check(tmp_path, text, **environment):
    path = tmp_path / "site.conf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    answer = sitectl("settings", "check", environment={"SITE_CONFIG": str(path), **environment})
    return answer.returncode, answer.stdout.decode().replace(str(path), "site.conf").splitlines(), answer.stderr.decode()


def test_settings_without_a_mistake(tmp_path):
    assert check(tmp_path, b"\xef\xbb\xbfNAME = x\r\nMOTTO = y\r\nMAIL_URL = file:mail\r\n") == (0, [], "")


def test_every_mistake_is_printed(tmp_path):
    code, lines, errors = check(
        tmp_path, "NAEM = x\nPOSTS_PER_MINUTE = many\nDEBUG = 2\nNAME = a\nNAME = b\n", SITE_MAIL_WORKER="x"
    )
    assert code == 1 and errors == ""
    assert lines == [
        "warning: site.conf:1: there is no setting NAEM; did you mean NAME?",
        'site.conf:2: POSTS_PER_MINUTE is "many"; write a whole number.',
        'site.conf:3: DEBUG is "2"; write true or false.',
        "warning: site.conf:4: NAME is set again in line 5, and that one counts.",
        'SITE_MAIL_WORKER: MAIL_WORKER is "x"; write service or after-response.',
    ]


def test_warnings_alone_are_no_failure(tmp_path):
    assert check(tmp_path, "NAEM = x\n")[0] == 0


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
    code, lines, errors = check(tmp_path, line + "\n")
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
