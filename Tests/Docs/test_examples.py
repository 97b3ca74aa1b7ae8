"""The documents' examples in Swift and Python."""

import os
import re
import subprocess

import documents
import pytest

from support import CHECKOUT, TOOLS
from support.script import parse_answer, request_environment

EXAMPLES = CHECKOUT / "docs/examples"


def of_language(language: str) -> list:
    return [block for path in documents.DOCUMENTS for block in documents.blocks(path) if block.language == language]


def words(code: str) -> list:
    """The lines without their indentation and without empty ones."""
    return [line.strip() for line in code.split("\n") if line.strip()]


@pytest.mark.parametrize("block", of_language("swift"), ids=lambda block: block.place)
def test_an_example_in_swift_is_one_that_compiles(block):
    """`./test docs` has built the examples: nothing here is out of date."""
    wanted = "\n".join(words(block.text))
    files = sorted(EXAMPLES.rglob("*.swift"))
    assert any(f"\n{wanted}\n" in "\n" + "\n".join(words(file.read_text())) + "\n" for file in files), (
        f"{block.place}: no file of docs/examples has these lines:\n{block.text}"
    )


@pytest.mark.parametrize("block", of_language("python"), ids=lambda block: block.place)
def test_an_example_in_python_can_be_parsed(block):
    compile(block.text, block.place, "exec")


def test_the_example_script_answers():
    variables = request_environment("POST", script_name="/cgi-bin/cgi-name", body=b"name=Zo%C3%AB")
    variables["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    done = subprocess.run([TOOLS / "cgi-name"], env=variables, input=b"name=Zo%C3%AB", capture_output=True, timeout=20)
    answer = parse_answer(done.stdout, done.stderr, done.returncode)
    assert (answer.status, answer.text) == (200, "Hello, Zoë!\n")


def test_the_example_page_is_in_the_sites_design(script, data):
    """README says how a page is added; this one has its template, and another page's address."""
    (data / "templates").mkdir()
    (data / "templates/hello.html").write_text('{% extends "base.html" %}{% block content %}It is {{ day }}.{% endblock %}')
    for file in (CHECKOUT / "templates").iterdir():
        if not (data / "templates" / file.name).exists():
            os.symlink(file, data / "templates" / file.name)
    settings = (data / "site.conf").read_text()
    (data / "site.conf").write_text(re.sub("TEMPLATES = .*", "TEMPLATES = templates", settings))
    script.scripts = TOOLS
    answer = script("cgi-hello", script_name="/users/login", path_info="/")
    assert answer.status == 200 and "It is Monday." in answer.text and "</html>" in answer.text, answer
