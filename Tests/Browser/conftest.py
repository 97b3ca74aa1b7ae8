"""A real, headless Chromium on the site that the session's tests share."""

import pytest

from person import Person, register
from support.windows import DESKTOP, PHONE, browser, open_page


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def page(open_page, request):
    """A person's window, with JavaScript and without: each page works either way."""
    return open_page(javascript=request.param)


@pytest.fixture
def scripted_page(open_page):
    """A window with JavaScript, for what only that does."""
    return open_page()


@pytest.fixture
def person():
    """Somebody who has no account yet."""
    return Person.new()


@pytest.fixture
def member(open_page):
    """Somebody with an account, signed in elsewhere."""
    person = Person.new()
    register(open_page(), person)
    return person
