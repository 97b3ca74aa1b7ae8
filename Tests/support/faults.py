"""What a page must be like when something is wrong with the machine."""

import contextlib
import re
import sqlite3

from .page import Page

FORM = {
    "name": "Eve",
    "email": "eve@example.org",
    "password": "battery staple",
    "confirm": "battery staple",
    "accept_tos": "y",
}
# How each line begins: when, who, and what was asked for.
LINE = r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \[client [0-9a-f.:]+\] "[A-Z]+ [^" ]+" cgi-\w+ \[[\w@-]+\] '
BUSY = "The site cannot save anything right now. Nothing was changed. Please try again in a minute."


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


def one_line(answer, words):
    """The error log has one line about it, which says so (a status, or a pattern), without anything that was typed."""
    [line] = answer.errors.splitlines()
    assert re.match(LINE + rf"{words}\b", line), line
    for value in FORM.values():
        assert len(value) < 4 or value not in line


def keeps_the_registration(page):
    fields = page.form.fields
    assert all(fields[name] == FORM[name] for name in ("name", "email", "accept_tos"))
    assert fields["password"] == fields["confirm"] == ""


def contents(path) -> list:
    """All that a database holds, in SQL. (What was counted and taken back leaves marks in the file.)"""
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
        return list(connection.iterdump())


def is_sound(path) -> bool:
    connection = sqlite3.connect(path, timeout=10)
    [[result]] = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    return result == "ok"
