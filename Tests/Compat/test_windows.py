"""The same by people with a browser."""

import re

from playwright.sync_api import expect

from person import (
    expect_message, expect_profile, expect_signed_in, expect_signed_out, fill_registration, fill_sign_in, register, send, sign_in, sign_out,
)
from support.client import Person
from support.processes import next_second


def expect_flask(page, person):
    expect(page.get_by_role("heading", name=f"Flask knows {person.name}")).to_be_visible()


def register_in_flask(page, person):
    page.goto("/flask/users/register/")
    fill_registration(page, person)
    send(page, "Register")
    expect_flask(page, person)


def sign_in_to_flask(page, person):
    # Of the sessions that Flask signs, those count here that are younger than the password.
    next_second()
    page.goto("/flask/users/login/")
    fill_sign_in(page, person)
    send(page, "Sign in")
    expect_flask(page, person)


def test_registered_in_flask_signed_in_here(open_page):
    person = Person.new()
    page = open_page()
    register_in_flask(page, person)
    page.goto("/users/me/")
    expect_profile(page, person)
    sign_in(open_page(), person)


def test_registered_here_signed_in_to_flask(open_page):
    person = Person.new()
    page = open_page()
    register(page, person)
    page.goto("/flask/users/me/")
    expect_flask(page, person)
    sign_in_to_flask(open_page(), person)


def test_messages_cross_over(open_page):
    person = Person.new()
    page = open_page()
    page.goto("/flask/users/register/?next=/users/me/")
    fill_registration(page, person)
    send(page, "Register")
    expect_profile(page, person)
    expect_message(page, "Flask has a new member")

    sign_out(page)
    page.goto("/users/login/?next=/flask/users/me/")
    fill_sign_in(page, person)
    send(page, "Sign in")
    expect_flask(page, person)
    expect(page.get_by_role("status").last).to_have_text(f"Welcome {person.name}")


def test_forms_cross_over(open_page):
    person = Person.new()
    register(open_page(), person)
    for form, action, expected in [
        ("/users/login/", "/flask/users/login/", expect_flask), ("/flask/users/login/", "/users/login/", expect_signed_in),
    ]:
        page = open_page(javascript=False)
        page.goto(form)
        fill_sign_in(page, person)
        page.get_by_role("main").locator("form").evaluate("(form, action) => { form.action = action }", action)
        send(page, "Sign in")
        expected(page, person)


def test_signed_out_on_either_side(open_page):
    person = Person.new()
    page = open_page()
    register(page, person)
    page.goto("/flask/users/me/")
    page.get_by_role("link", name="Sign out").click()
    send(page, "Sign out")
    expect_signed_out(page)

    sign_in_to_flask(page, person)
    page.goto("/users/me/")
    expect_profile(page, person)
    sign_out(page)
    page.goto("/flask/users/me/")
    expect(page).to_have_url(re.compile("/flask/users/login/"))


def test_a_new_password_ends_what_began_on_either_side(open_page):
    person = Person.new()
    page = open_page()
    register(page, person)
    ours, flasks = open_page(), open_page()
    sign_in(ours, person)
    sign_in_to_flask(flasks, person)

    page.get_by_role("link", name="Change password").click()
    page.get_by_label("Current password").fill(person.password)
    page.get_by_label("New password", exact=True).fill("another secret")
    page.get_by_label("Repeat new password").fill("another secret")
    send(page, "Change password")
    expect_profile(page, person)
    page.goto("/flask/users/me/")
    expect_flask(page, person)

    person.password = "another secret"
    for window in (ours, flasks):
        expect_signed_out(window)
        sign_in_to_flask(window, person)
        window.goto("/users/me/")
        expect_profile(window, person)
