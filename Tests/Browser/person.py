"""What people do on the site, by the words they read there."""

from playwright.sync_api import Page, expect

from support.client import Person


def fill_registration(page: Page, person: Person, *, repeated=None, accepts=True):
    page.get_by_label("Name", exact=True).fill(person.name)
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_label("Repeat password").fill(person.password if repeated is None else repeated)
    page.get_by_label("I accept the TOS").set_checked(accepts)


def send(page: Page, button: str):
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def register(page: Page, person: Person):
    page.goto("/users/register/")
    fill_registration(page, person)
    send(page, "Register")
    expect_profile(page, person)


def fill_sign_in(page: Page, person: Person, password=None):
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password if password is None else password)


def fill_post(page: Page, title: str, text: str, tags: str):
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text").fill(text)
    page.get_by_label("Tags").fill(tags)


def sign_in(page: Page, person: Person):
    page.goto("/users/login/")
    fill_sign_in(page, person)
    send(page, "Sign in")
    expect_signed_in(page, person)


def sign_out(page: Page):
    page.get_by_role("navigation", name="Account").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


def expect_signed_in(page: Page, person: Person):
    account = page.get_by_role("navigation", name="Account")
    expect(account.get_by_role("link", name=f"{person.name} (your account)", exact=True)).to_be_visible()


def expect_profile(page: Page, person: Person):
    expect(page.get_by_role("heading", name=f"Hi {person.name}!")).to_be_visible()


def expect_signed_out(page: Page):
    page.goto("/users/me/")
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


def expect_message(page: Page, text: str):
    expect(page.get_by_role("status").get_by_text(text, exact=True)).to_be_visible()
