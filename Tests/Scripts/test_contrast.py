"""The colours of the pages: text meets WCAG's AAA (1.4.6), and what marks fields 3:1 (1.4.11), in light and dark."""

import re

import pytest

from support import CHECKOUT

CSS = (CHECKOUT / "static/css/main.css").read_text()
GROUNDS = ["ground", "surface", "hover", "notice-ground", "error-ground"]
PAIRS = [
    *((text, ground) for text in ("text", "muted", "accent", "accent-strong", "error") for ground in GROUNDS),
    ("text", "mark"), ("accent-text", "accent"), ("accent-text", "accent-strong"),
]


def colours(scheme):
    light = re.search(r"^:root \{(.*?)\}", CSS, re.DOTALL | re.MULTILINE)[1]
    dark = re.search(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", CSS, re.DOTALL)[1]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark)) if scheme == "dark" else found


def luminance(colour):
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_most():
    assert ratio("#000000", "#ffffff") == pytest.approx(21) and ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_read_easily(scheme):
    found = colours(scheme)
    bad = {pair: round(ratio(found[pair[0]], found[pair[1]]), 2) for pair in PAIRS}
    assert {pair: value for pair, value in bad.items() if value < 7} == {}
    assert all(ratio(found["field-line"], found[ground]) >= 3 for ground in GROUNDS)


def test_rules_name_no_colours_of_their_own():
    rules = CSS[CSS.index("*, *::before") :]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", rules) == []
