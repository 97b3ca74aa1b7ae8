"""A real, headless Chromium on the site that the session's tests share."""

import pytest

from person import Person, register
from support.client import Client
from support.nu import nu_checker
from support.site import public_folder, running_site
from support.windows import DESKTOP, PHONE, browser, open_page
from views.templates import copy_marked


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


@pytest.fixture(scope="session")
def view_site():
    """A site for pages to be looked at: they say which template they are made from, and do not wait for a locked database."""
    with public_folder() as folder:
        copy_marked(folder / "templates")
        # The first start makes the settings.
        with running_site(folder / "data") as site:
            pass
        with (site.data / "site.conf").open("a") as settings:
            settings.write(f"\nTEMPLATES = {folder}/templates\nDATABASE_TIMEOUT = 1\nPASSWORD_SCRYPT = 32768:8:1\n")
            # Tests do more from one address than people do.
            for limit in (
                "REGISTRATIONS_PER_HOUR", "REGISTRATIONS_PER_HOUR_BY_ADDRESS", "SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS",
                "POSTS_PER_MINUTE_BY_ADDRESS", "EDITS_PER_MINUTE_BY_ADDRESS", "COMMENTS_PER_MINUTE_BY_ADDRESS",
                "CONFIRMATIONS_PER_HOUR_BY_ADDRESS", "PASSWORD_RESETS_PER_HOUR_BY_ADDRESS",
            ):
                settings.write(f"{limit} = 0\n")
        with running_site(folder / "data") as site:
            # Whoever comes first creates the database.
            Client(site.url).submit("login", email="nobody@example.org", password="x")
            yield site


@pytest.fixture(scope="session")
def nu():
    with nu_checker() as checker:
        yield checker
