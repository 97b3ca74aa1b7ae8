"""`sitectl templates check` as a process."""

import pytest

from support import CHECKOUT
from support.sitectl import sitectl, write_templates


def check(folder, templates: dict):
    """Exit code, and the mistakes without the count of them."""
    write_templates(folder, templates)
    answer = sitectl("templates", "check", "--templates", folder)
    return answer.returncode, answer.stderr.decode().splitlines()[:-1]


@pytest.mark.parametrize(
    "templates, mistakes",
    [
        ({"a.html": "{% if x %}"}, ["a.html:1:9: TemplateSyntaxError: Unexpected end of template."]),
        ({"sub/a.html": "\n {% if x|nope %}{% endif %}"}, ["sub/a.html:2:10: TemplateAssertionError: No filter named 'nope'."]),
        ({"a.html": "{% if x %}{{ x is nope }}{% endif %}"}, ["a.html:1:16: TemplateAssertionError: No test named 'nope'."]),
        ({"a.html": "{{ a|nope if b else c }}"}, ["a.html:1:6: TemplateAssertionError: No filter named 'nope'."]),
        (
            {"a.html": "{{ 1 + }}\n{{ ] }}{{ x|nope }}"},
            [
                "a.html:1:8: TemplateSyntaxError: unexpected 'end of print statement'",
                "a.html:2:4: TemplateSyntaxError: unexpected ']'",
            ],
        ),
        ({"a.html": "{% extends 'gone.html' %}"}, ["a.html:1:12: TemplateNotFound: gone.html"]),
        ({"a.html": "{% include 'gone.html' %}"}, ["a.html:1:12: TemplateNotFound: gone.html"]),
        ({"a.html": "{% import 'gone.html' as x %}"}, ["a.html:1:11: TemplateNotFound: gone.html"]),
        ({"a.html": "{% from 'gone.html' import x %}"}, ["a.html:1:9: TemplateNotFound: gone.html"]),
        ({"a.html": "{% extends '../base.html' %}"}, ["a.html:1:12: TemplateNotFound: ../base.html"]),
        (
            {"a.html": "{% include ['gone.html', 'lost.html'] %}"},
            ["a.html:1:12: TemplatesNotFound: none of the templates given were found: gone.html, lost.html"],
        ),
        ({"a.html": "{% extends 'gone.html' if x else 'base.html' %}"}, ["a.html:1:12: TemplateNotFound: gone.html"]),
        (
            {"a.html": "{% extends 'b.html' %}", "b.html": "{% extends 'a.html' %}"},
            [
                "a.html:1:12: RecursionError: template 'a.html' extends itself",
                "b.html:1:12: RecursionError: template 'b.html' extends itself",
            ],
        ),
        ({"a.html": "{% block x %}{% endblock %}{% block x %}{% endblock %}"}, ["a.html:1:31: TemplateAssertionError: block 'x' defined twice"]),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path, templates, mistakes):
    code, found = check(tmp_path, templates)
    assert code == 1
    assert len(found) == len(mistakes)
    for line, start in zip(found, mistakes):
        assert line.startswith(start)


def test_mistakes_of_all_templates_come_at_once(tmp_path):
    code, found = check(tmp_path, {f"{name}.html": "{{ 1|nope }}{{ 2|nope }}" for name in "abc"})
    assert code == 1
    assert [line.split(": ")[0] for line in found] == [f"{name}.html:1:{column}" for name in "abc" for column in (6, 18)]


@pytest.mark.parametrize(
    "source",
    [
        "{% include 'gone.html' ignore missing %}",
        "{% include ['gone.html', 'base.html'] %}",
        "{% include name %}{% extends parent %}",
        "{% extends 'base.html' %}{% for x in y %}{% break %}{% endfor %}{% do f() %}{% trans %}x{% endtrans %}",
    ],
)
def test_what_only_rendering_can_tell_is_no_mistake(tmp_path, source):
    write_templates(tmp_path, {"a.html": source})
    answer = sitectl("templates", "check", "--templates", tmp_path)
    assert (answer.returncode, answer.stderr) == (0, b"")


def test_a_mistake_in_a_built_in_template_counts_only_while_nothing_replaces_it(tmp_path):
    assert check(tmp_path, {"base.html": "{% if %}"})[0] == 1
    assert check(tmp_path, {"base.html": "better"})[0] == 0


def test_hidden_files_and_copies_of_editors_are_no_templates(tmp_path):
    assert check(tmp_path, {".a.html.swp": "{% if", "a.html~": "{% if", ".git/a.html": "{% if"})[0] == 0


def test_the_sites_own_templates_have_no_mistakes():
    answer = sitectl("templates", "check", "--templates", CHECKOUT / "templates")
    assert (answer.returncode, answer.stderr) == (0, b"")


def test_the_folder_is_the_settings_one_if_none_is_given(tmp_path):
    write_templates(tmp_path, {"a.html": "{% if %}"})
    answer = sitectl("templates", "check", environment={"SITE_TEMPLATES": str(tmp_path)})
    assert answer.stderr.startswith(b"a.html:1:7: TemplateSyntaxError")


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    answer = sitectl("templates", "check", "--templates", tmp_path / "nope")
    assert answer.returncode == 1
    assert b"No such file or directory" in answer.stderr


@pytest.mark.parametrize(
    "text, mistake",
    [
        ("<p>Zo\xeb</p>\n".encode("latin-1"), "users/a.html:1:6: UnicodeError: 'utf-8' codec can't decode byte 0xeb in position 5"),
        (b"\r\n\r\n\x80", "users/a.html:3:1: UnicodeError: 'utf-8' codec can't decode byte 0x80 in position 4"),
        ("ü".encode("utf-16"), "users/a.html:1:1: UnicodeError: 'utf-8' codec can't decode byte 0xff in position 0"),
    ],
)
def test_a_file_that_is_not_utf8_is_told_with_the_place_of_the_byte(tmp_path, text, mistake):
    write_templates(tmp_path, {"users/a.html": "", "b.html": "{% include 'users/a.html' %}"})
    (tmp_path / "users/a.html").write_bytes(text)
    code, found = check(tmp_path, {})
    assert code == 1
    assert len(found) == 1 and found[0].startswith(mistake), found
