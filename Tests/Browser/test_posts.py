"""A post from its first draft to its end, as its author and a reader see it; with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from person import expect_message, fill_post, register, send
from support.windows import DESKTOP, PHONE
from views.scenes import change


def test_a_post_lives(page, open_page, person, site):
    register(page, person)
    title = f"A post by {person.name}"
    # The site knows them well enough not to let them wait.
    change(site, f"UPDATE users_user SET status = 2 WHERE name = '{person.name}'")
    page.goto("/posts/new")
    fill_post(page, title, "A **long** text", "repair bicycle")
    send(page, "Publish")
    expect_message(page, "Your post has been published.")
    address = page.url

    reader = open_page()
    reader.goto("/")
    reader.get_by_role("link", name=title).click()
    expect(reader).to_have_url(address)
    expect(reader.get_by_role("link", name="Edit")).to_have_count(0)

    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Text").fill("A marvellous hippopotamus")
    send(page, "Preview")
    expect(page.get_by_role("region", name="Preview")).to_contain_text("marvellous hippopotamus")
    send(page, "Save")
    expect(page.get_by_text("edited")).to_be_visible()

    reader.get_by_role("link", name=re.compile("My Site")).click()
    reader.get_by_role("searchbox").fill('"marvellous hippopotamus"')
    reader.get_by_role("searchbox").press("Enter")
    expect(reader.locator("mark").first).to_have_text("marvellous hippopotamus")
    expect(reader.get_by_role("link", name=title)).to_be_visible()

    page.get_by_role("link", name="Delete").click()
    send(page, "Delete")
    expect_message(page, "The post has been deleted. You can restore it.")
    send(page, "Restore")
    expect_message(page, "The post has been restored.")
    reader.goto(address)
    expect(reader.get_by_role("heading", name=title)).to_be_visible()


def test_what_was_written_survives_mistakes(page, person):
    register(page, person)
    page.goto("/posts/new")
    fill_post(page, "", "A long text", "one, two")
    send(page, "Publish")
    expect(page.get_by_role("alert")).to_contain_text("Title: Enter a title.")
    expect(page.get_by_label("Text")).to_have_value("A long text")
    expect(page.get_by_label("Tags")).to_have_value("one two")
    page.get_by_label("Title").fill("Now with a title")
    send(page, "Publish")
    expect(page.get_by_text("This post is waiting for staff approval")).to_be_visible()


TABLE = """| Name | Description | Incomprehensibilities | Price |
|---|:-:|---|--:|
| Bees | They hum. | Honeycombs | 1234567 |

- [x] Bees
- [ ] Wasps
  - dots
"""

# On how many lines the words of each cell stand that is a single word.
LINES = """cells => cells.filter(cell => !cell.textContent.includes(" ")).map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map(part => part.top)).size;
})"""

STYLE = "(element, name) => getComputedStyle(element)[name]"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_tables_and_task_lists_can_be_read(open_page, person, width):
    page = open_page(width=width)
    register(page, person)
    page.goto("/posts/new")
    fill_post(page, "A table", TABLE, "")
    send(page, "Preview")
    table = page.get_by_role("group", name="Table")
    assert set(table.locator("th, td").evaluate_all(LINES)) == {1}, "words are broken"
    assert [cell.evaluate(STYLE, "textAlign") for cell in table.locator("td").all()] == ["start", "center", "start", "right"]
    assert table.locator("td").first.evaluate(STYLE, "borderTopStyle") == "solid"
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    if width == PHONE:
        table.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("table => table.scrollLeft > 0", arg=table.element_handle())
    items = page.get_by_role("region", name="Preview").locator("li")
    assert [item.evaluate(STYLE, "listStyleType") for item in items.all()] == ["none", "none", "circle"]
