"""`sitectl render` as a process."""

import json

import pytest

from support.sitectl import render, sitectl


def test_output_is_byte_for_byte(tmp_path):
    answer = render(tmp_path, "a.txt", templates={"a.txt": "é\r\n{{ x }}\n\n"}, context={"x": "<☃>"})
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "é\n<☃>\n".encode(), b"")


def test_context_keeps_order_and_kinds_of_numbers(tmp_path):
    source = "{{ d }} {{ n + 1 }} {{ f }} {{ m }}"
    context = {"d": {"b": 1.0, "a": [None, True]}, "n": 2**70, "f": -0.0, "m": {"$markup": "<b>"}}
    answer = render(tmp_path, "a.html", templates={"a.html": source}, context=context)
    assert answer.stdout.decode() == f"{{&#39;b&#39;: 1.0, &#39;a&#39;: [None, True]}} {2**70 + 1} -0.0 <b>"


@pytest.mark.parametrize(
    "name, option, expected",
    [
        ("a.html", "on", "&lt;"),
        ("a.html", "off", "<"),
        ("a.html", "auto", "&lt;"),
        ("a.svg", "auto", "&lt;"),
        ("a.txt", "auto", "<"),
        ("a.txt", "on", "&lt;"),
    ],
)
def test_autoescape(tmp_path, name, option, expected):
    answer = render(tmp_path, name, "--autoescape", option, templates={name: "{{ '<' }}"})
    assert answer.stdout.decode() == expected


@pytest.mark.parametrize(
    "source, context, expected",
    [
        ("{{ t }}", {"t": {"$tuple": [1, {"$markup": "<b>"}]}}, "(1, Markup(&#39;&lt;b&gt;&#39;))"),
        ("{{ d[1] }}{{ d[none] }}", {"d": {"$dict": [[1, "a"], [None, "b"]]}}, "ab"),
        ("{{ f(1, x=2) }}", {"f": {"$call": [1]}}, "[1]"),
        ("{{ o.name }}{{ o.nope }}{{ o }}", {"o": {"$object": {"name": "Zoe"}, "$text": "<o>"}}, "Zoe&lt;o&gt;"),
        ("{{ o }}", {"o": {"$object": {}, "$text": {"$markup": "<o>"}}}, "<o>"),
        ("{{ o['$call'] }}{{ o.x }}", {"o": {"$call": 1, "x": 2}}, "12"),
    ],
)
def test_a_context_has_what_json_has_not(tmp_path, source, context, expected):
    answer = render(tmp_path, "a.html", templates={"a.html": source}, context=context)
    assert (answer.stdout.decode(), answer.stderr) == (expected, b"")


@pytest.mark.parametrize("options", [[], ["--env", "{}"]])
def test_globals_are_seen_by_imported_templates(tmp_path, options):
    (tmp_path / "globals.json").write_text('{"x": "known"}')
    templates = {"a.html": "{% from 'b.html' import m %}{{ m() }}", "b.html": "{% macro m() %}{{ x }}{{ y }}{% endmacro %}"}
    answer = render(
        tmp_path, "a.html", "--globals", tmp_path / "globals.json", *options, templates=templates, context={"x": "", "y": "unseen"}
    )
    assert (answer.stdout.decode(), answer.stderr) == ("known", b"")


def test_the_names_of_flask_are_there_for_a_look(tmp_path):
    source = (
        "{{ request.path }} {{ request.endpoint }} {{ request.args.get('x', 1) }} {{ session.get('x', 2) }} {{ g.get('x', 3) }} "
        "{{ config.get('DEBUG') }} {{ url_for('users.login', _external=True, _anchor='a b') }}"
    )
    answer = render(tmp_path, "a.html", templates={"a.html": source})
    assert (answer.stdout.decode(), answer.stderr) == ("/ index 1 2 3 False http://localhost/users/login/#a%20b", b"")


@pytest.mark.parametrize(
    "source, options, expected",
    [
        ("{% if 1 %}\n a\n{% endif %}", {"trim_blocks": True}, " a\n"),
        ("  {% if 1 %}a{% endif %}", {"lstrip_blocks": True}, "a"),
        ("a\n", {"keep_trailing_newline": True}, "a\n"),
        ("[{{ a.b.c }}]", {"undefined": "ChainableUndefined"}, "[]"),
        ("{% set l = [] %}{% do l.append(1) %}{{ l }}", {"extensions": ["jinja2.ext.do"]}, "[1]"),
        ("{% for i in [1, 2] %}{{ i }}{% break %}{% endfor %}", {"extensions": ["jinja2.ext.loopcontrols"]}, "1"),
        ("{% trans n=2 %}one{% pluralize %}{{ n }}{% endtrans %}", {"extensions": ["jinja2.ext.i18n"]}, "2"),
    ],
)
def test_environment_options(tmp_path, source, options, expected):
    answer = render(tmp_path, "a.html", "--env", json.dumps(options), templates={"a.html": source})
    assert (answer.stdout.decode(), answer.stderr) == (expected, b"")


@pytest.mark.parametrize(
    "templates, first_line, place",
    [
        ({"a.html": "é\n {{ 1 + }}"}, "TemplateSyntaxError: unexpected 'end of print statement'", "a.html:2:9"),
        ({"a.html": "\n{{ x.y }}"}, "UndefinedError: 'x' is undefined", "a.html:2:5"),
        ({"a.html": "{% include 'b.html' %}"}, "TemplateNotFound: b.html", "a.html:1:4"),
        ({"a.html": "{{ 1 / 0 }}"}, "ZeroDivisionError: division by zero", "a.html:1:4"),
        ({"a.html": "{{ 'a' + 1 }}"}, 'TypeError: can only concatenate str (not "int") to str', "a.html:1:4"),
        ({"a.html": "{% extends 'a.html' %}"}, "RecursionError: template 'a.html' extends itself", "a.html:1:4"),
        (
            {"a.html": "{% block c %}\n{% include 'b.html' %}{% endblock %}", "b.html": "{{ 1|nope }}"},
            "TemplateAssertionError: No filter named 'nope'.",
            "b.html:1:6",
        ),
    ],
)
def test_an_error_is_told_with_class_and_place(tmp_path, templates, first_line, place):
    answer = render(tmp_path, "a.html", templates=templates)
    lines = answer.stderr.decode().splitlines()
    assert (answer.returncode, answer.stdout, lines[0]) == (1, b"", first_line)
    assert place in lines[1]
    assert lines[-1].strip() == "^"


def test_a_render_error_shows_the_chain_of_templates(tmp_path):
    templates = {
        "users/login.html": "{% extends 'base.html' %}\n{% block content %}\n{% include 'part.html' %}{% endblock %}",
        "base.html": "<main>\n{% block content %}{% endblock %}",
        "part.html": "\n  {{ user.name.first }}",
    }
    answer = render(tmp_path, "users/login.html", templates=templates)
    assert answer.stderr.decode().splitlines() == [
        "UndefinedError: 'user' is undefined",
        "  in part.html:2:15,",
        "  included from block content, users/login.html:3,",
        "  from base.html:2",
        "      {{ user.name.first }}",
        "                  ^",
    ]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "sub/../../secret.txt", "sub/..", "", "a\\b"])
@pytest.mark.parametrize("way", ["argument", "include", "import", "extends"])
def test_a_name_never_leaves_the_folder(tmp_path, name, way):
    (tmp_path / "secret.txt").write_text("secret")
    if way == "argument":
        answer = render(tmp_path, name, templates={"sub/x": ""})
    else:
        tag = {"include": "include name", "extends": "extends name", "import": "import name as x"}[way]
        answer = render(tmp_path, "sub/a", templates={"sub/a": f"{{% {tag} %}}"}, context={"name": name})
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr.decode().startswith(f"TemplateNotFound: {name}")


def test_without_env_it_renders_as_the_pages_do(tmp_path):
    templates = {"hello.html": "{% extends 'base.html' %}{% block content %}{{ _('Hello!') }}{% endblock %}"}
    page = render(tmp_path, "hello.html", templates=templates).stdout.decode()
    assert "Hello!" in page
    assert 'href="/static/css/main.css"' in page


def test_with_env_it_knows_nothing_of_the_site(tmp_path):
    templates = {"hello.html": "{% extends 'base.html' %}"}
    assert render(tmp_path, "hello.html", "--env", "{}", templates=templates).stderr.startswith(b"TemplateNotFound")
    answer = render(tmp_path, "a.html", "--env", "{}", templates={"a.html": "{% do 1 %}"})
    assert answer.stderr.startswith(b"TemplateSyntaxError: Encountered unknown tag 'do'.")


def test_the_built_in_templates_render_without_a_folder():
    assert b"</html>" in sitectl("render", "404.html").stdout


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--context", "/nonexistent.json"], "/nonexistent.json: No such file or directory"),
        (["--env", "{"], "--env is not JSON"),
        (["--env", "[]"], "--env must be a JSON object"),
        (["--env", '{"nope": 1}'], "there is no option nope; there are trim_blocks"),
        (["--env", '{"trim_blocks": 1}'], "trim_blocks is true or false"),
        (["--env", '{"undefined": "Other"}'], "Undefined, ChainableUndefined or StrictUndefined"),
        (["--env", '{"extensions": ["x"]}'], "there is no extension x"),
        (["--autoescape", "maybe"], "autoescape"),
    ],
)
def test_wrong_options_are_explained(arguments, message):
    answer = sitectl("render", *arguments, "404.html")
    assert answer.returncode != 0
    assert answer.stdout == b""
    assert message in answer.stderr.decode()


@pytest.mark.parametrize("name, words", [
    ("users/login.html", 'name="password"'), ("users/register.html", 'name="confirm"'), ("users/password.html", 'name="current"'),
    ("posts/edit.html", 'name="title"'), ("moderation/report.html", 'name="reason"'),
])
def test_a_page_with_a_form_is_rendered_with_an_empty_one(name, words):
    answer = sitectl("render", name)
    assert answer.returncode == 0, answer.stderr
    assert words in answer.stdout.decode()
