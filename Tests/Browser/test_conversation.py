"""Two people and a moderator hold a conversation, as they would: everything by the words on the pages."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from person import expect_message, fill_sign_in, register, send, sign_in, sign_out
from support.client import Person

STAFF = 1
# Where pictures go, for whoever wants to look at them.
PICTURES = os.environ.get("PICTURES")
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def moderator(open_page, site):
    """The window of one of the staff."""
    person, page = Person.new(), open_page()
    register(page, person)
    with closing(site.database()) as database, database:
        database.execute("UPDATE users_user SET role = ? WHERE email = ?", (STAFF, person.email))
    page.person = person
    return page


def new_window(open_page, **options):
    person, page = Person.new(), open_page(**options)
    register(page, person)
    page.person = person
    return page


def write_comment(page, text):
    page.get_by_label("Write a comment").fill(text)
    send(page, "Post comment")


def comment(page, text):
    return page.get_by_role("article").filter(has_text=text).filter(has=page.locator(".comment-actions")).last


def picture(page, name):
    """The page as it is, in every look."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 844 if width < 600 else 800})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than {width}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_two_people_and_a_moderator(open_page, moderator, javascript):
    ada, bo = (new_window(open_page, javascript=javascript) for _ in range(2))
    word = f"zirconium{ada.person.name.split()[-1].replace('-', '')}"

    # Ada, who is new, writes a post; it waits.
    ada.goto("/posts/new")
    ada.get_by_label("Title").fill(f"On {word}")
    ada.get_by_label("Text").fill("A *stone* of many colours.\n\n- red\n- blue\n\n```\ncode\n```\n\n> quoted")
    send(ada, "Publish")
    expect(ada.get_by_text("is waiting for staff approval")).to_be_visible()
    address = ada.url
    assert bo.goto(address).status == 404

    # The moderator approves it.
    moderator.goto("/moderation/")
    entry = moderator.get_by_role("listitem").filter(has_text=f"On {word}")
    picture(moderator, "queue")
    entry.get_by_role("link", name="Review").click()
    send(moderator, "Approve")
    expect_message(moderator, "Done. This has been recorded in the log.")

    # Bo comments, waits, is approved; from then on both are members.
    bo.goto(address)
    write_comment(bo, "I prefer **garnets**.")
    expect(bo.get_by_text("waiting for approval", exact=True)).to_be_visible()
    moderator.goto("/moderation/")
    moderator.get_by_role("listitem").filter(has_text=f"On {word}").get_by_role("link", name="Review").click()
    send(moderator, "Approve")

    # Ada answers, and edits her answer.
    ada.goto(address)
    comment(ada, "garnets").get_by_role("link", name="Reply").click()
    expect(ada.get_by_role("heading", name="Reply", level=1)).to_be_visible()
    ada.get_by_label("Comment").fill("Garnets are dull.")
    send(ada, "Preview")
    expect(ada.get_by_label("Preview").get_by_text("Garnets are dull.")).to_be_visible()
    picture(ada, "reply")
    send(ada, "Post comment")
    comment(ada, "dull").get_by_role("link", name="Edit").click()
    ada.get_by_label("Comment").fill("Garnets are rather dull.")
    send(ada, "Save")
    expect(comment(ada, "rather dull").get_by_text("edited")).to_be_visible()

    # Bo is not kind; Ada reports it; it is hidden, and Bo reads why.
    bo.goto(address)
    comment(bo, "rather dull").get_by_role("link", name="Reply").click()
    bo.get_by_label("Comment").fill("You are dull yourself.")
    send(bo, "Post comment")
    ada.goto(address)
    comment(ada, "dull yourself").get_by_role("link", name="Report").click()
    ada.get_by_label("What is wrong with it?").fill("Not kind")
    send(ada, "Send report")
    expect_message(ada, "Thank you. Staff will review it.")
    moderator.goto("/moderation/")
    expect(moderator.get_by_text("Not kind")).to_be_visible()
    picture(moderator, "reported")
    moderator.get_by_role("listitem").filter(has_text="dull yourself").get_by_role("link", name="Review").last.click()
    moderator.on("dialog", lambda dialog: dialog.accept())
    send(moderator, "Hide")
    expect(moderator.get_by_role("alert")).to_contain_text("enter a reason")
    moderator.get_by_label("Reason").fill("Be kind")
    picture(moderator, "act")
    send(moderator, "Hide")
    expect_message(moderator, "Done. This has been recorded in the log.")
    ada.goto(address)
    expect(ada.get_by_text("dull yourself")).to_have_count(0)
    picture(ada, "post")
    bo.goto(address)
    expect(bo.get_by_text("This comment was hidden by staff: Be kind")).to_be_visible()
    picture(bo, "post-hidden")

    # Both are found.
    bo.goto("/posts/search")
    bo.get_by_role("main").get_by_role("searchbox").fill(word)
    send(bo, "Search")
    expect(bo.get_by_role("link", name=f"On {word}")).to_be_visible()
    feed = bo.request.get("/comments/on/" + address.split("/posts/")[1].split("-")[0] + "/feed.atom")
    assert feed.status == 200 and "rather dull" in feed.text() and "yourself" not in feed.text()
    moderator.goto("/moderation/log")
    expect(moderator.get_by_text("Be kind").first).to_be_visible()
    picture(moderator, "log")


@pytest.fixture
def published(open_page, moderator):
    """The address of a post."""
    moderator.goto("/posts/new")
    moderator.get_by_label("Title").fill("An open question")
    moderator.get_by_label("Text").fill("What do you think?")
    send(moderator, "Publish")
    return moderator.url


def test_what_was_typed_survives_signing_in(page, published, person, open_page):
    register(open_page(), person)
    page.goto(published)
    write_comment(page, "A long thought\n\nof *mine*.")
    expect_message(page, "Please sign in. What you have written has been kept.")
    fill_sign_in(page, person)
    send(page, "Sign in")
    expect(page.get_by_label("Comment")).to_have_value("A long thought\n\nof *mine*.")
    send(page, "Post comment")
    expect(page.get_by_text("A long thought")).to_be_visible()


def test_scripts_help_writing(open_page, published, scripted_page, person):
    page = scripted_page
    register(page, person)
    page.goto(published)
    field = page.get_by_label("Write a comment")
    field.press_sequentially("some **bold** words")
    expect(page.get_by_label("Preview").locator("strong")).to_have_text("bold")
    expect(page.get_by_text("characters left")).to_contain_text("9,981")
    field.fill("x" * 9_999)
    expect(page.get_by_text("1 character left")).to_be_visible()
    time = page.locator(".post time").first
    expect(time).to_have_text("just now")
    expect(time).to_have_attribute("title", time.get_attribute("title"))
    assert "UTC" in time.get_attribute("title")


def test_taking_away_asks_first(moderator, published):
    moderator.goto(published)
    moderator.get_by_role("link", name="Moderate").click()
    asked = []
    moderator.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    moderator.get_by_label("Reason").fill("A try")
    send(moderator, "Hide")
    assert asked == ["Hide?"]
    expect(moderator.get_by_role("button", name="Hide")).to_be_visible()
    moderator.once("dialog", lambda dialog: dialog.accept())
    send(moderator, "Hide")
    expect_message(moderator, "Done. This has been recorded in the log.")
