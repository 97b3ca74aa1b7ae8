"""The page templates of the Flask site whose pages these are: they work in its place unchanged."""

import json
import re

import pytest

from support import CHECKOUT

CASES = CHECKOUT / "Tests/CGIKitTests/Cases/jinja_cases.jsonl"


def case(name) -> dict:
    """Flask's templates, and what they are rendered to."""
    cases = (json.loads(line) for line in CASES.read_bytes().decode().split("\n") if line)
    return next(case for case in cases if case["name"] == name)


@pytest.fixture
def flask_pages(visitor, data):
    """A visitor of a site with these templates."""
    for name, source in case("seed-live-001-login-get")["templates"].items():
        path = data / "flask-templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    with (data / "site.conf").open("a") as settings:
        settings.write("TEMPLATES = flask-templates\n")
    return visitor


def comparable(html) -> str:
    """Without the token, and without blanks around lines."""
    html = re.sub(r'(name="csrf_token"[^>]* value=")[^"]*', r"\1TOKEN", html)
    return "\n".join(line.strip() for line in html.split("\n") if line.strip())


def inputs(html) -> list:
    return re.findall(r'<input[^>]* name="(\w+)"', html)


def submit(visitor, address, **fields):
    """Opens the page and sends its form."""
    token = re.search(r'name="csrf_token"[^>]* value="([^"]*)', visitor.get(address).text)[1]
    return visitor.post(address, {"csrf_token": token, **fields})


def test_the_sign_in_page(flask_pages):
    answer = flask_pages.get("/users/login/")
    assert answer.status == 200
    assert comparable(answer.text) == comparable(case("seed-live-001-login-get")["expected"])


def test_the_sign_in_page_with_a_message(flask_pages):
    answer = submit(flask_pages, "/users/login/", email="zoe@example.org", password="wrong")
    assert answer.status == 200
    assert '<p class="message flash-' in answer.text
    assert 'value="zoe@example.org"' in answer.text


def test_the_sign_in_page_with_errors_at_the_fields(flask_pages):
    answer = submit(flask_pages, "/users/login/", email="", password="")
    for words in ["Enter your email address.", "Enter your password."]:
        assert f'<ul class="errors"><li>{words}</li></ul>' in answer.text
    assert 'class="has_error input text"' in answer.text


def test_the_register_page(flask_pages):
    answer = flask_pages.get("/users/register/")
    assert answer.status == 200
    wanted = inputs(case("seed-live-003-register-get")["expected"])
    assert inputs(answer.text) == wanted
    assert '<a href="/users/login/">Login</a>' in answer.text


def test_registering_leads_to_the_profile(flask_pages):
    password = "correct horse"
    fields = {"name": "Zoe", "email": "zoe@example.org", "accept_tos": "y"}
    assert submit(flask_pages, "/users/register/", **fields, password=password, confirm=password).status == 303
    assert re.search(r"Hi Zo.*!", flask_pages.get("/users/me/").text)
