"""What holds for every page: it fits a phone, reads well by light and by night, is valid HTML, and has nothing that gets in the
way of anybody, with its script and without. The pictures taken on the way are for people to look at."""

import os
from pathlib import Path

from playwright.sync_api import expect

from support import axe
from support.windows import DESKTOP, PHONE
from views import show

PICTURES = Path(os.environ.get("SCREENSHOTS") or Path(__file__).parent / "screenshots")

# What the script adds, or may have helped with.
SCRIPTED = ".toggle, .count, [autofocus]"


def check(name, open_page, site, nu):
    page = open_page(base=site.url)
    answer = show(name, page, site)
    assert page.title() and page.locator("h1").count() == 1
    expect_error_first(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = {}
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=True)
            # Without a style sheet nothing breaks the lines of what only developers see.
            if name != "plain-details":
                assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
            # Of what it finds, only contrast goes by the colours, and everything may go by the width.
            only = None if scheme == "light" else axe.CONTRAST
            found[f"{width} {scheme}"] = axe.findings(page, only=only)
    if page.locator(SCRIPTED).count():
        found["without the script"] = axe.findings(without_script(open_page, page.url, answer))
    found["HTML"] = nu.findings(answer.body())
    assert not any(found.values()), "\n".join(f"{how}: {each}" for how, all in found.items() for each in all)


def expect_error_first(page):
    """If something is wrong, the page's title says so, which is what is read first, and the focus is on what is wrong."""
    alert = page.get_by_role("alert")
    assert page.title().startswith("Error: ") == (alert.count() == 1)
    if alert.count():
        expect(alert).to_be_focused()


def without_script(open_page, url, answer):
    """The answer once more, in a window where the site's script does nothing."""
    page = open_page(width=PHONE)
    page.route("**/js/main*.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.route(url, lambda route: route.fulfill(status=answer.status, headers=answer.headers, body=answer.body()))
    page.goto(url)
    expect_error_first(page)
    return page
