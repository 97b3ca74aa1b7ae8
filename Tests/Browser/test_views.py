"""What holds for every page: it fits a phone, reads well by light and by night, and has nothing that gets in the way of
anybody. The pictures taken on the way are for people to look at."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import DESKTOP, PHONE
from views import VIEWS, show

PICTURES = Path(os.environ.get("SCREENSHOTS") or Path(__file__).parent / "screenshots")


@pytest.mark.parametrize("name", VIEWS)
def test_view(name, open_page, impatient_site):
    page = open_page(base=impatient_site.url)
    show(name, page, impatient_site)
    assert page.title() and page.locator("h1").count() == 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
            # Of what it finds, contrast goes by the colours, and what is hidden by the width.
            if (width, scheme) in ((PHONE, "light"), (DESKTOP, "dark")):
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
