"""A real, headless Chromium on the site that the session's tests share."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from person import Person, register
from watching import watch

expect.set_options(timeout=10_000)

PHONE, DESKTOP = 390, 1280


@pytest.fixture(scope="session")
def browser():
    program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    assert program, "there is no Chromium here"
    with sync_playwright() as playwright:
        # Root, whom containers run tests as, cannot have Chromium's sandbox.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, site):
    """Opens windows of people who know nothing of each other: open_page(width=390, scheme="dark", javascript=False).

    At the end of the test none may have met an error in the console, a violation of the security policy or a file that
    is missing.
    """
    contexts, windows = [], []

    def open_page(*, width=DESKTOP, scheme="light", javascript=True, base=None):
        context = browser.new_context(
            base_url=base or site.url, viewport={"width": width, "height": 844 if width < 600 else 800},
            color_scheme=scheme, java_script_enabled=javascript, reduced_motion="reduce", locale="en-GB",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        windows.append(watch(page))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [problem for problems in windows for problem in problems] == []


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
