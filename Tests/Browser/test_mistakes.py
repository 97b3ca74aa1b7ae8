"""What people get wrong, what they then read, and that nothing they typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from person import Person, expect_profile, expect_signed_in, fill_registration, fill_sign_in, register, send

REQUIRED = {
    "Name": "Enter a name.",
    "Email address": "Enter your email address.",
    "Password": "Choose a password.",
    "Repeat password": "Repeat the password.",
    "I accept the TOS": "Please accept the TOS.",
}


def lift_limits(page):
    """Lets the fields take more than a browser lets people type, for what they are told if they send it all the same."""
    page.locator("[maxlength]").evaluate_all("fields => fields.forEach(field => field.removeAttribute('maxlength'))")


def expect_errors(page, errors: dict):
    """The errors stand in the summary, each beside a link that leads to its field, and at the fields, which say so."""
    expect(page).to_have_title(re.compile("^Error: "))
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("listitem")).to_have_text([f"{label}: {error}" for label, error in errors.items()])
    for label, error in errors.items():
        field = page.get_by_label(label, exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile("^" + re.escape(error)))
        summary.get_by_role("link", name=label, exact=True).click()
        expect(field).to_be_focused()
    expect(page.locator("[aria-invalid]")).to_have_count(len(errors))


@pytest.mark.parametrize(
    "changes, errors",
    [
        ({"name": ""}, {"Name": REQUIRED["Name"]}),
        ({"name": "   "}, {"Name": REQUIRED["Name"]}),
        ({"name": "n" * 51}, {"Name": "The name cannot be longer than 50 characters."}),
        ({"name": "me"}, {"Name": "This name is taken."}),
        ({"name": "Login"}, {"Name": "This name is taken."}),
        ({"name": "a/b"}, {"Name": "A name cannot contain a slash."}),
        ({"name": ".."}, {"Name": "A name cannot be all dots."}),
        ({"name": "a\u202eb"}, {"Name": "A name cannot contain invisible characters."}),
        ({"email": ""}, {"Email address": REQUIRED["Email address"]}),
        ({"email": "ada"}, {"Email address": "Invalid email address."}),
        ({"email": "ada@example"}, {"Email address": "Invalid email address."}),
        (
            {"email": "a@" + "b" * 60 + "." + "c" * 60 + ".org"},
            {"Email address": "The email address cannot be longer than 120 characters."},
        ),
        ({"password": ""}, {"Password": REQUIRED["Password"]}),
        ({"repeated": ""}, {"Repeat password": REQUIRED["Repeat password"]}),
        ({"repeated": "different"}, {"Repeat password": "Passwords must match"}),
        ({"accepts": False}, {"I accept the TOS": REQUIRED["I accept the TOS"]}),
        (
            {"name": "", "email": "", "password": "", "repeated": "", "accepts": False},
            REQUIRED,
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) and "Name" not in value else None,
)
def test_registering(changes, errors, page, person):
    repeated, accepts = changes.get("repeated", person.password), changes.get("accepts", True)
    typed = Person(
        changes.get("name", person.name), changes.get("email", person.email), changes.get("password", person.password)
    )
    if typed.password == "" and "repeated" not in changes:
        errors = errors | {"Repeat password": "Passwords must match"}
    page.goto("/users/register/")
    lift_limits(page)
    fill_registration(page, typed, repeated=repeated, accepts=accepts)
    send(page, "Register")
    expect_errors(page, errors)

    # What was typed is still there, but for passwords; with the mistake put right it goes through.
    expect(page.get_by_label("Name", exact=True)).to_have_value(typed.name.strip())
    expect(page.get_by_label("Email address")).to_have_value(typed.email)
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    expect(page.get_by_label("I accept the TOS")).to_be_checked(checked=accepts)
    fill_registration(page, person)
    send(page, "Register")
    expect_profile(page, person)


def test_name_and_address_that_somebody_has(page, member, person):
    page.goto("/users/register/")
    fill_registration(page, Person(member.name.upper(), member.email.upper(), person.password))
    send(page, "Register")
    expect_errors(
        page,
        {"Name": "This name is taken.", "Email address": "An account with this email address already exists."},
    )


@pytest.mark.parametrize(
    "email, password, errors",
    [
        ("", "", {"Email address": REQUIRED["Email address"], "Password": "Enter your password."}),
        ("ada", "secret", {"Email address": "Invalid email address."}),
        ("ada@example.org", "", {"Password": "Enter your password."}),
    ],
)
def test_signing_in(email, password, errors, page):
    page.goto("/users/login/")
    fill_sign_in(page, Person("", email, password))
    send(page, "Sign in")
    expect_errors(page, errors)
    expect(page.get_by_label("Email address")).to_have_value(email)


@pytest.mark.parametrize(
    "name, error",
    [
        ("", REQUIRED["Name"]),
        ("n" * 51, "The name cannot be longer than 50 characters."),
        ("admin", "This name is taken."),
        (None, "This name is taken."),
    ],
)
def test_new_name(name, error, page, member, person):
    register(page, person)
    page.goto("/users/me/edit/")
    name = member.name.lower() if name is None else name
    lift_limits(page)
    page.get_by_label("Name", exact=True).fill(name)
    send(page, "Save")
    expect_errors(page, {"Name": error})
    expect(page.get_by_label("Name", exact=True)).to_have_value(name)
    page.get_by_role("link", name="Cancel").click()
    expect_profile(page, person)


@pytest.mark.parametrize(
    "current, password, repeated, errors",
    [
        (
            "", "", "",
            {
                "Current password": "Enter your current password.",
                "New password": "Choose a new password.",
                "Repeat new password": "Repeat the new password.",
            },
        ),
        (None, "one secret", "two secrets", {"Repeat new password": "Passwords must match"}),
        ("wrong", "one secret", "one secret", {"Current password": "This is not your current password."}),
        (
            None, "one", "two",
            {
                "New password": "A password needs at least 8 characters; this one has 3.",
                "Repeat new password": "Passwords must match",
            },
        ),
    ],
)
def test_new_password(current, password, repeated, errors, page, person):
    register(page, person)
    page.goto("/users/me/password/")
    page.get_by_label("Current password").fill(person.password if current is None else current)
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("Repeat new password").fill(repeated)
    send(page, "Change password")
    expect_errors(page, errors)
    for label in ["Current password", "New password", "Repeat new password"]:
        expect(page.get_by_label(label, exact=True)).to_have_value("")


# --- Forms that are sent in unusual ways


def test_stale_form_comes_again_with_what_was_typed(page, person):
    page.goto("/users/register/")
    fill_registration(page, person)
    page.context.clear_cookies()
    send(page, "Register")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed. Please send it again.")
    expect(page.get_by_label("Name", exact=True)).to_have_value(person.name)
    expect(page.get_by_label("Email address")).to_have_value(person.email)
    expect(page.get_by_label("I accept the TOS")).to_be_checked()
    for label in ["Password", "Repeat password"]:
        page.get_by_label(label, exact=True).fill(person.password)
    send(page, "Register")
    expect_profile(page, person)


def test_form_of_somebody_who_signed_out_in_another_window(page, person):
    register(page, person)
    page.goto("/users/me/edit/")
    page.get_by_label("Name", exact=True).fill("Someone else")
    other = page.context.new_page()
    other.goto("/users/me/")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    send(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    fill_sign_in(page, person)
    send(page, "Sign in")
    # What was typed is there again, and not saved before it is sent again.
    expect(page.get_by_label("Name", exact=True)).to_have_value("Someone else")
    other.goto("/users/me/")
    expect(other.get_by_role("heading", level=1)).to_contain_text(person.name)


def test_going_back_finds_what_was_typed(page, person):
    page.goto("/users/register/")
    page.get_by_label("Name", exact=True).fill(person.name)
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.go_back()
    expect(page.get_by_label("Name", exact=True)).to_have_value(person.name)
    expect(page.get_by_label("Email address")).to_have_value(person.email)


def test_double_click_registers_once(scripted_page, person):
    page = scripted_page
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto("/users/register/")
    fill_registration(page, person)
    page.get_by_role("main").get_by_role("button", name="Register").dblclick()
    expect_profile(page, person)
    assert len(sent) == 1


def test_double_click_makes_one_account_without_javascript(open_page, person, site):
    page = open_page(javascript=False)
    page.goto("/users/register/")
    fill_registration(page, person)
    page.get_by_role("main").get_by_role("button", name="Register").dblclick(no_wait_after=True)
    expect_profile(page, person)
    with site.database() as database:
        count = "SELECT count(*) FROM users_user WHERE email = ?"
        assert database.execute(count, [person.email]).fetchone() == (1,)
    database.close()


def test_sending_again_after_going_back(scripted_page, member):
    """The guard against double clicks must not outlive the first answer."""
    page = scripted_page
    page.goto("/users/login/")
    fill_sign_in(page, member, password="wrong")
    send(page, "Sign in")
    expect(page.get_by_role("status")).to_contain_text("Wrong")
    page.go_back()
    fill_sign_in(page, member)
    send(page, "Sign in")
    expect_signed_in(page, member)


def test_reloading_after_registering_sends_nothing_again(page, person):
    register(page, person)
    page.reload()
    expect_profile(page, person)
