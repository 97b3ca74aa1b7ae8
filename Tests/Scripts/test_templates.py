"""The site's own templates: one that stands before the built-in one, and what becomes of a broken one."""

import os
import resource
import sqlite3
import subprocess
import time

import pytest

from support import SCRIPTS
from support.processes import eventually
from support.page import Page
from support.script import parse_answer, request_environment


@pytest.fixture
def templates(data):
    """An empty folder of overriding templates; everything else is built in."""
    folder = data / "templates"
    (folder / "users").mkdir(parents=True)
    (data / "site.conf").write_text("SECRET_KEY_FILE = secret_key\nDATABASE = app.db\nTEMPLATES = templates\n")
    return folder


def test_the_built_in_ones_do_without_a_folder(visitor, data):
    (data / "site.conf").write_text("SECRET_KEY_FILE = secret_key\nDATABASE = app.db\nTEMPLATES = nowhere\n")
    assert visitor.page("/users/login/").headings == ["Sign in"]


def test_a_file_stands_before_the_built_in_one(visitor, templates):
    (templates / "users" / "login.html").write_text(
        '{% extends "base.html" %}{% block content %}<h1>Welcome to {{ config.SITE_NAME }}</h1>{% endblock %}'
    )
    assert visitor.page("/users/login/", environment={"SITE_NAME": "The <Club>"}).headings == ["Welcome to The <Club>"]
    assert visitor.page("/users/register/").headings == ["Register"]


def test_the_frame_of_all_pages_can_be_replaced(visitor, templates):
    (templates / "base.html").write_text("<h1>Ours</h1>{% block content %}{% endblock %}")
    assert visitor.page("/users/login/").headings == ["Ours", "Sign in"]
    assert Page(visitor.get("/users/login/x/").text).headings == ["Ours", "Page not found"]


# --- Templates that are kept parsed


def write(path, text):
    """A template that was not changed just now: those are not kept."""
    path.write_text(text)
    assert eventually(lambda: time.time() - path.stat().st_ctime > 2.01)


@pytest.mark.parametrize("setting, folder", [(None, "template-cache"), ("TEMPLATE_CACHE = kept", "kept")])
def test_a_page_is_kept_parsed_until_a_template_changes(visitor, templates, data, setting, folder):
    cache = data / folder
    cache.mkdir()
    with (data / "site.conf").open("a") as settings:
        settings.write(setting or "")
    page = templates / "users" / "login.html"
    write(page, "<h1>{% include 'part.html' %}</h1>")
    write(templates / "part.html", "One")
    assert visitor.page("/users/login/").headings == ["One"]
    [kept] = cache.iterdir()
    first = kept.stat()
    assert (kept.name, first.st_mode & 0o777) == ("cgi-login:users%2Flogin.html", 0o600)
    assert visitor.page("/users/login/").headings == ["One"]
    assert kept.stat().st_ino == first.st_ino
    (templates / "part.html").write_text("Two")
    assert visitor.page("/users/login/").headings == ["Two"]
    page.write_text("{% broken")
    assert visitor.get("/users/login/").status == 500
    page.unlink()
    assert visitor.page("/users/login/").headings == ["Sign in"]


@pytest.mark.parametrize("content", [b"", b"CGIKit page\n", b"CGIKit page\n" + bytes(100), b"\xff" * 5000, None])
def test_what_is_no_kept_page_is_written_again(visitor, templates, data, content):
    kept = data / "template-cache" / "cgi-login:users%2Flogin.html"
    kept.parent.mkdir()
    if content is None:
        kept.mkdir()
    else:
        kept.write_bytes(content)
    assert visitor.page("/users/login/").headings == ["Sign in"]
    if content is not None:
        assert kept.read_bytes().startswith(b"CGIKit page\n") and len(kept.read_bytes()) > 1000
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_without_its_folder_nothing_is_kept(visitor, templates, data):
    before = sorted(data.iterdir())
    assert visitor.page("/users/login/").headings == ["Sign in"]
    assert sorted(path for path in data.iterdir() if path.name != "app.db") == before


# --- Templates that are broken


@pytest.mark.parametrize(
    "text, position, words",
    [
        ("line 1\n{% if %}\n", 2, "Expected an expression"),
        (
            "{% extends 'base.html' %}\n\n{% block content %}\n{{ nobody.name }}{% endblock %}",
            4,
            "'nobody' is undefined",
        ),
        ("{{ 1/0 }}", 1, "division by zero"),
        ("{% for x in %}", 1, ""),
        ("{% include 'nowhere.html' %}", 1, "nowhere.html"),
        ("\n\n{{ url_for('users.nothing') }}", 3, "users.nothing"),
        ("{{ form.email(", 1, ""),
        ("{% block a %}", 1, ""),
        ("{% extends 'users/login.html' %}", 1, ""),
        ("{{ config.SECRET_KEY.x }}", 1, "SECRET_KEY"),
    ],
)
def test_a_broken_template_is_named_with_its_line(visitor, templates, text, position, words):
    (templates / "users" / "login.html").write_text(text)
    answer = visitor.get("/users/login/")
    assert answer.status == 500
    assert Page(answer.text).headings == ["Something went wrong"]
    assert "users/login.html" in answer.errors
    assert f":{position}" in answer.errors or f"line {position}" in answer.errors, answer.errors
    assert words in answer.errors
    assert "login.html" not in answer.text
    assert len(answer.errors.splitlines()) == 1


def test_details_are_shown_only_where_they_are_asked_for(visitor, templates):
    (templates / "users" / "login.html").write_text("{{ nobody.name }}")
    for debug in ["true", "on", "1"]:
        answer = visitor.get("/users/login/", environment={"SITE_DEBUG": debug})
        assert answer.status == 500
        assert "'nobody' is undefined" in Page(answer.text).text
    assert "nobody" not in visitor.get("/users/login/", environment={"SITE_DEBUG": "false"}).text


def test_a_broken_frame_leaves_a_plain_page(visitor, templates):
    (templates / "base.html").write_text("{{ broken")
    answer = visitor.get("/users/login/")
    assert answer.status == 500
    assert Page(answer.text).headings == ["500 Internal Server Error"]
    assert "base.html" in answer.errors
    assert visitor.get("/users/login/x/").status == 404


def test_a_template_that_is_no_text_is_no_crash(visitor, templates):
    (templates / "users" / "login.html").write_bytes(b"\xff\xfe{{ x }}\0")
    assert visitor.get("/users/login/").status in (200, 500)
    (templates / "users" / "login.html").unlink()
    (templates / "users" / "login.html").mkdir()
    assert visitor.get("/users/login/").status in (200, 500)


def test_an_endless_template_ends(visitor, templates):
    (templates / "users" / "login.html").write_text("{% include 'users/login.html' %}")
    answer = visitor.get("/users/login/")
    assert answer.status == 500
    (templates / "users" / "login.html").write_text("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
    assert visitor.get("/users/login/").status == 500


def test_a_hostile_name_of_a_template_stays_in_the_folder(visitor, templates):
    (templates.parent / "secret.html").write_text("out of bounds")
    for name in ["../secret.html", "/etc/passwd", "./../secret.html", "users/../../secret.html"]:
        (templates / "users" / "login.html").write_text("{% include '" + name + "' %}")
        answer = visitor.get("/users/login/")
        assert answer.status == 500
        assert "out of bounds" not in answer.text


def test_no_secret_is_within_a_templates_reach(visitor, templates, data):
    (templates / "users" / "login.html").write_text(
        "{{ config }}{{ config.SECRET_KEY }}{{ config.SECRET_KEY_FILE }}{{ current_user }}{{ g }}{{ form }}"
        "{{ config.DATABASE }}{{ request_id }}"
    )
    answer = visitor.get("/users/login/")
    assert answer.status == 200
    assert "secret_key" not in answer.text

def test_a_file_of_another_century_is_a_file(visitor, templates, data):
    """Its time is beyond what 64 bits of nanoseconds can tell."""
    page = templates / "users" / "login.html"
    page.write_text("<h1>Old</h1>")
    (data / "template-cache").mkdir()
    for path in [page, data / "site.conf"]:
        os.utime(path, (9_500_000_000, 9_500_000_000))
    assert visitor.page("/users/login/").headings == ["Old"]


@pytest.mark.parametrize("place", ["template-cache/cgi-login:users%2Flogin.html", "templates/users/login.html"])
def test_nobody_waits_at_a_pipe(visitor, templates, data, place):
    (data / "template-cache").mkdir()
    os.mkfifo(data / place)
    answer = visitor.get("/users/login/")
    assert answer.status == (200 if place.startswith("template-cache") else 500)


def test_what_may_not_be_written_is_not_kept(templates, data):
    """No file of the process may be longer than 100 bytes."""
    (data / "template-cache").mkdir()
    done = subprocess.run(
        [SCRIPTS / "cgi-login"], env={"SITE_CONFIG": str(data / "site.conf"), **request_environment()}, capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert parse_answer(done.stdout, done.stderr, done.returncode).status == 200
    assert list((data / "template-cache").iterdir()) == []


# --- Those who have a page already (304) see what changes in its templates


@pytest.fixture
def is_seen(visitor):
    """Whether somebody who has the list of posts gets it again after a change."""

    def is_seen(change):
        for _ in range(2):  # from the templates, and from those that are kept
            tag = visitor.get("/posts/").header("ETag")
        change()
        return visitor.get("/posts/", headers={"If-None-Match": tag}).status == 200

    return is_seen


@pytest.fixture
def list_templates(templates, visitor, data):
    (data / "template-cache").mkdir()
    (templates / "posts").mkdir()
    visitor.get("/posts/")  # makes the database
    with sqlite3.connect(data / "app.db") as database:
        database.execute(
            "INSERT INTO site_post (author_id, status, version, created_seconds, updated_seconds, published_seconds,"
            " title, slug, tags, excerpt) VALUES (1, 2, 1, 1, 1, 1, 'A', 'a', '', '')"
        )
    return templates / "posts"


def test_a_part_of_a_page_that_changes_is_seen(list_templates, is_seen):
    form = list_templates / "search_form.html"
    write(form, "one")
    assert not is_seen(lambda: None)
    assert is_seen(lambda: form.write_text("two"))


def test_a_part_of_ones_own_that_changes_is_seen(list_templates, is_seen):
    write(list_templates / "index.html", "{% include 'posts/mine.html' %}")
    write(list_templates / "mine.html", "one")
    assert not is_seen(lambda: None)
    assert is_seen(lambda: (list_templates / "mine.html").write_text("two"))


def test_a_file_that_no_longer_stands_before_a_built_in_one_is_seen(list_templates, is_seen):
    write(list_templates / "list.html", "ours")
    write(list_templates.parent / "base.html", "{% block content %}{% endblock %}")
    assert is_seen((list_templates / "list.html").unlink)


def test_a_file_that_kept_its_old_time_is_seen(list_templates, is_seen):
    write(list_templates / "list.html", "one")

    def deploy():
        (list_templates / "list.html").write_text("two")
        os.utime(list_templates / "list.html", (1000, 1000))

    assert is_seen(deploy)


# --- What visitors differ in


@pytest.mark.parametrize(
    "expression, is_kept",
    [
        ("request.path", True), ("request.args.get('x')", True), ("request.endpoint", True), ("request.url", True),
        ("request.form.get('x')", True), ("g.get('x')", True), ("config.get('DEBUG')", True), ("url_for('index', _external=True)", True),
        ("request.headers.get('Accept-Language')", False), ("request.cookies.get('a')", False), ("request.user_agent", False),
        ("request.remote_addr", False), ("request.referrer", False), ("session.get('theme')", False), ("'x' in session", False),
    ],
)
@pytest.mark.parametrize("is_asked", [True, False])
def test_a_page_that_asks_who_visits_is_kept_by_no_cache(new_visitor, add_user, templates, expression, is_kept, is_asked):
    (templates / "base.html").write_text(
        "{% if get_flashed_messages() %}{% endif %}{% block content %}{% endblock %}" + ("" if is_asked else "{% if false %}") + "[{{ " + expression + " }}]"
        + ("" if is_asked else "{% endif %}")
    )
    add_user("Zoe", "zoe@example.org")
    member = new_visitor()
    assert member.sign_in("zoe@example.org").status == 303
    assert member.submit("/posts/new", title="A title", text="Some text.", button="publish").status == 303
    for visitor, caching in [(new_visitor(), "public, max-age=60"), (member, "private, no-cache")]:
        visitor.get("/posts/")
        answer = visitor.get("/posts/")
        assert answer.status == 200
        if is_kept or not is_asked:
            assert answer.header("Cache-Control") == caching
            tag = answer.header("ETag")
            assert visitor.get("/posts/", headers={"If-None-Match": tag}).status == 304
        else:
            assert answer.header("Cache-Control") == "private, no-store"
            assert not answer.header("ETag") and not answer.header("Last-Modified")


def test_a_template_in_latin_1_is_an_error_with_its_place_and_never_sent(visitor, templates):
    (templates / "users" / "login.html").write_bytes("<h1>\nZo\xeb</h1>".encode("latin-1"))
    answer = visitor.get("/users/login/", environment={"SITE_DEBUG": "true"})
    assert answer.status == 500
    answer.text.encode()
    assert "users/login.html:2:3" in answer.text and "0xeb in position 7" in answer.text
    assert "users/login.html:2:3: UnicodeError" in answer.errors
