"""Windows of a real, headless Chromium: fixtures for tests whose conftest has a `site`."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from .watching import watch

expect.set_options(timeout=10_000)

PHONE, DESKTOP = 390, 1280


@pytest.fixture(scope="session")
def browser():
    # The first is the same browser without what draws windows on a screen, and opens pages in half the time.
    names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
    program = next(filter(None, map(shutil.which, names)), None)
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
    problems = [problem for problems in windows for problem in problems]
    assert not problems, problems
