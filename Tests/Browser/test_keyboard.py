"""Everything can be done with the keyboard, and one sees where one is."""

import re

import pytest
from playwright.sync_api import expect

from person import expect_profile, expect_signed_in, fill_post, fill_sign_in, register, send
from views.scenes import change

SIGN_IN_ORDER = [
    "Skip to content", "My Site", "Sign in", "Register", "Email address", "Password", "Show password", "Stay signed in",
    "Sign in", "Lost your password?", "Register",
]

FOCUSED_NAME = """() => {
    const element = document.activeElement;
    return element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent.trim();
}"""

OUTLINE = "() => parseFloat(getComputedStyle(document.activeElement).outlineWidth)"


def test_tab_visits_everything_in_the_order_of_reading(scripted_page):
    page = scripted_page
    page.goto("/users/login/")
    visited = []
    for _ in SIGN_IN_ORDER:
        page.keyboard.press("Tab")
        visited.append(page.evaluate(FOCUSED_NAME))
        assert page.evaluate(OUTLINE) >= 2, f"{visited[-1]} does not show that it has the focus"
    assert visited == SIGN_IN_ORDER


def test_skip_link_leads_past_the_header(page):
    page.goto("/users/login/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Email address")).to_be_focused()


def test_registering_with_the_keyboard_alone(page, person):
    page.goto("/users/register/")
    page.get_by_label("Name", exact=True).focus()
    for text in [person.name, person.email, person.password, person.password]:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "toggle":
            page.keyboard.press("Tab")
    expect(page.get_by_label("I accept the TOS")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect_profile(page, person)


def test_enter_in_a_field_signs_in(page, member):
    page.goto("/users/login/")
    page.get_by_label("Email address").fill(member.email)
    page.get_by_label("Password", exact=True).fill(member.password)
    page.keyboard.press("Enter")
    expect_signed_in(page, member)


@pytest.mark.parametrize("field", ["Title", "Tags"])
def test_enter_in_a_field_of_a_post_previews_it(page, person, field):
    register(page, person)
    page.goto("/posts/new")
    fill_post(page, "Not yet", "It is **not** ready.", "later")
    page.get_by_label(field).press("Enter")
    expect(page.get_by_role("region", name="Preview")).to_contain_text("It is not ready.")
    expect(page).to_have_url(re.compile("/posts/new$"))


def test_enter_in_the_reason_decides_nothing(page, person, site):
    register(page, person)
    change(site, f"UPDATE users_user SET role = 0, status = 2 WHERE name = '{person.name}'")
    page.goto("/posts/new")
    fill_post(page, f"By {person.name}", "Text", "")
    send(page, "Publish")
    page.get_by_role("link", name="Moderate", exact=True).click()
    page.get_by_label("Reason").fill("Unclear")
    page.get_by_label("Reason").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Reason")).to_have_value("Unclear")
    expect(page.get_by_role("button", name="Hide", exact=True)).to_be_visible()


def test_signing_out_with_the_keyboard(page, person):
    register(page, person)
    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_password_can_be_shown(scripted_page):
    page = scripted_page
    page.goto("/users/login/")
    field, button = page.get_by_label("Password", exact=True), page.locator("button.toggle")
    expect(button).to_have_accessible_name("Show password")
    field.fill("secret")
    expect(field).to_have_attribute("type", "password")
    button.press("Space")
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_accessible_name("Hide password")
    button.press("Enter")
    expect(field).to_have_attribute("type", "password")
    expect(button).to_have_accessible_name("Show password")


def test_each_button_says_which_password_it_shows(scripted_page, person):
    page = scripted_page
    register(page, person)
    page.goto("/users/me/password/")
    for what in ("current password", "new password", "repeated new password"):
        expect(page.get_by_role("button", name=f"Show {what}", exact=True)).to_be_visible()


def test_what_is_wrong_gets_the_focus(page, member):
    page.goto("/users/login/")
    send(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_focused()
    fill_sign_in(page, member, password="a wrong one")
    send(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_text("Wrong email or password")


def test_large_text_leaves_the_search_its_width(open_page):
    page = open_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    box = page.get_by_role("searchbox").bounding_box()
    assert box["width"] >= 200, box
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("label, purpose", [("Email address", "username"), ("Password", "current-password")])
def test_password_managers_know_the_fields(page, label, purpose):
    page.goto("/users/login/")
    expect(page.get_by_label(label, exact=True)).to_have_attribute("autocomplete", purpose)


def test_the_menu_of_staff_takes_two_lines_on_a_phone(open_page, person):
    page = open_page(width=390)
    register(page, person)
    item = page.locator(".nav li").first
    item.evaluate("""item => ["Moderation 99+", "Drafts"].forEach(words => {
        const copy = item.cloneNode(true);
        copy.firstElementChild.textContent = words;
        item.before(copy);
    })""")
    tops = {round(box["y"] / 40) for box in (link.bounding_box() for link in page.locator(".nav a, .nav button").all())}
    assert len(tops) <= 2, tops
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
