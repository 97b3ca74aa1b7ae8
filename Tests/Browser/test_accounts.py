"""What people come for: an account, and everything one does with it. With JavaScript and without."""

import re

import pytest

from playwright.sync_api import expect

from person import (
    Person, expect_message, expect_profile, expect_signed_in, expect_signed_out, fill_registration, fill_sign_in, register, send, sign_in,
    sign_out,
)


def test_from_registering_to_signing_in_again(page, person):
    page.goto("/")
    page.get_by_role("navigation", name="Account").get_by_role("link", name="Register").click()
    fill_registration(page, person)
    send(page, "Register")

    expect_profile(page, person)
    expect_message(page, "Thanks for registering")
    expect(page).to_have_url(re.compile("/users/me/$"))
    expect(page).to_have_title(f"{person.name} – My Site")
    for term, value in [("Email address", person.email), ("Role", "user"), ("Status", "new")]:
        expect(page.locator("dt", has_text=term).locator("+ dd")).to_contain_text(value)

    page.reload()
    expect(page.get_by_role("status")).to_have_text("")

    sign_out(page)
    expect_message(page, "You are signed out.")
    expect_signed_out(page)

    sign_in(page, person)
    expect_message(page, f"Welcome {person.name}")


def test_new_name(page, person):
    register(page, person)
    page.get_by_role("link", name="Edit profile").click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_value(person.name)
    person.name += " & Söhne"
    name.fill(person.name)
    send(page, "Save")
    expect_message(page, "Your profile has been saved.")
    expect_profile(page, person)
    page.get_by_role("link", name="Public page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)


def test_new_password_ends_the_sessions_elsewhere(page, open_page, person):
    register(page, person)
    elsewhere = open_page()
    sign_in(elsewhere, person)

    page.goto("/users/me/")
    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Current password").fill(person.password)
    page.get_by_label("New password", exact=True).fill("another secret")
    page.get_by_label("Repeat new password").fill("another secret")
    send(page, "Change password")
    expect_message(page, "Your password has been changed.")
    expect_profile(page, person)

    expect_signed_out(elsewhere)
    fill_sign_in(elsewhere, person)
    send(elsewhere, "Sign in")
    expect(elsewhere.get_by_role("alert")).to_have_text("Wrong email or password")
    person.password = "another secret"
    sign_in(elsewhere, person)


def test_sign_out_everywhere(page, open_page, person):
    register(page, person)
    elsewhere = open_page()
    sign_in(elsewhere, person)
    page.get_by_role("link", name="Sign out everywhere").click()
    send(page, "Sign out everywhere")
    expect_message(page, "You are signed out everywhere.")
    for window in (page, elsewhere):
        expect_signed_out(window)


@pytest.mark.parametrize("stays", [True, False])
def test_staying_signed_in_is_a_matter_of_choice(page, member, stays):
    page.goto("/users/login/")
    fill_sign_in(page, member)
    expect(page.get_by_label("Stay signed in")).to_be_checked()
    page.get_by_label("Stay signed in").set_checked(stays)
    send(page, "Sign in")
    expect_signed_in(page, member)
    [cookie] = [cookie for cookie in page.context.cookies() if cookie["name"] == "session"]
    assert (cookie["expires"] > 0) == stays


def test_impatient_sign_in_and_change_of_password_without_javascript(open_page, person):
    """Two clicks send the form twice, and the first answer may never be seen."""
    page = open_page(javascript=False)
    register(page, person)
    sign_out(page)
    fill_sign_in(page, person)
    page.get_by_role("main").get_by_role("button", name="Sign in").dblclick(no_wait_after=True)
    expect_signed_in(page, person)
    page.goto("/users/me/password/")
    # What password managers need to know whose password changes.
    assert page.locator("input[autocomplete=username]").input_value() == person.email
    page.get_by_label("Current password").fill(person.password)
    page.get_by_label("New password", exact=True).fill("another secret")
    page.get_by_label("Repeat new password").fill("another secret")
    page.get_by_role("main").get_by_role("button", name="Change password").dblclick(no_wait_after=True)
    expect_profile(page, person)


def test_public_profile_tells_a_stranger_no_address(page, member):
    page.goto(f"/users/{member.name.upper()}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(member.name)
    assert page.url.endswith(f"/users/{member.name}/".replace(" ", "%20"))
    expect(page.get_by_text("User", exact=True)).to_be_visible()
    assert member.email not in page.content()


def test_wrong_password(page, member):
    page.goto("/users/login/")
    fill_sign_in(page, member, password="wrong")
    send(page, "Sign in")
    expect(page.get_by_role("alert")).to_have_text("Wrong email or password")
    expect(page.get_by_label("Email address")).to_have_value(member.email)
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    expect_signed_out(page)


def test_address_in_other_case_signs_in(page, member):
    sign_in(page, Person(member.name, member.email.upper(), member.password))


def test_signing_in_leads_back(page, member):
    page.goto("/users/me/password/")
    expect_message(page, "You need to be signed in for this page.")
    fill_sign_in(page, member, password="wrong")
    send(page, "Sign in")
    expect(page.get_by_role("alert")).to_have_text("Wrong email or password")
    fill_sign_in(page, member)
    send(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change password")


def test_signing_in_leads_nowhere_else(page, member):
    page.goto("/users/login/?next=//elsewhere.example/")
    fill_sign_in(page, member)
    send(page, "Sign in")
    expect_signed_in(page, member)


def test_text_is_shown_as_it_was_typed(page, person):
    person.name = f"<img src=x onerror=alert(1)> {person.name}"
    register(page, person)
    expect(page.get_by_role("navigation").get_by_role("link", name=person.name)).to_be_visible()
    expect(page.locator("main img")).to_have_count(0)
