"""Every page of the site in every state worth looking at, each with the way there."""

from dataclasses import dataclass
from typing import Callable

from playwright.sync_api import Page, expect

from person import Person, fill_registration, fill_sign_in, register, send
from support.site import Site, locked_database


@dataclass
class View:
    way: Callable[[Page, Person, Site], None]
    status: int
    signed_in: bool


VIEWS = {}


def view(name, *, status=200, signed_in=False):
    """Adds a function that leads a window to the view; for some only a member, signed in, can go there."""

    def add(way):
        VIEWS[name] = View(way, status, signed_in)
        return way

    return add


def show(name: str, page: Page, site: Site) -> Person:
    """Leads a window to a view, and returns the person who looks at it."""
    view, person, answers = VIEWS[name], Person.new(), []
    page.on("response", lambda answer: answers.append(answer) if answer.request.is_navigation_request() else None)
    if view.signed_in:
        register(page, person)
    view.way(page, person, site)
    assert answers[-1].status == view.status, answers[-1].url
    return person


@view("sign-in")
def _(page, person, site):
    page.goto("/users/login/")


@view("sign-in-errors")
def _(page, person, site):
    page.goto("/users/login/")
    page.get_by_label("Email address").fill("ada@")
    send(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()


@view("sign-in-wrong-password")
def _(page, person, site):
    page.goto("/users/login/")
    fill_sign_in(page, person)
    send(page, "Sign in")
    expect(page.get_by_role("status")).to_contain_text("Wrong email or password")


@view("sign-in-needed")
def _(page, person, site):
    page.goto("/users/me/")
    expect(page.get_by_role("status")).to_contain_text("You need to be signed in")


@view("sign-in-stale", status=400)
def _(page, person, site):
    page.goto("/users/login/")
    fill_sign_in(page, person)
    page.context.clear_cookies()
    send(page, "Sign in")
    expect(page.get_by_role("alert")).to_be_visible()


@view("register-database-locked", status=503)
def _(page, person, site):
    page.goto("/users/register/")
    fill_registration(page, person)
    with locked_database(site):
        send(page, "Register")
        expect(page.get_by_role("alert")).to_be_visible()


@view("signed-out", signed_in=True)
def _(page, person, site):
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")


@view("register")
def _(page, person, site):
    page.goto("/users/register/")


@view("register-errors")
def _(page, person, site):
    page.goto("/users/register/")
    fill_registration(page, Person("me", "ada@", "one"), repeated="two", accepts=False)
    send(page, "Register")
    expect(page.get_by_role("alert")).to_be_visible()


@view("welcome", signed_in=True)
def _(page, person, site):
    expect(page.get_by_role("status")).to_contain_text("Thanks for registering")


@view("profile", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/")


@view("profile-long-name", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/edit/")
    page.get_by_label("NickName").fill(f"{person.name:W>50}")
    send(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("Your profile is saved")


@view("profile-database-locked", status=503, signed_in=True)
def _(page, person, site):
    with locked_database(site):
        page.goto("/users/me/")


@view("edit", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/edit/")


@view("edit-errors", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/edit/")
    page.get_by_label("NickName").fill("me")
    send(page, "Save")
    expect(page.get_by_role("alert")).to_be_visible()


@view("password", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/password/")


@view("password-errors", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/password/")
    page.get_by_label("Current password").fill("wrong")
    page.get_by_label("New password", exact=True).fill("one")
    page.get_by_label("Repeat new password").fill("two")
    send(page, "Change password")
    expect(page.get_by_role("alert")).to_be_visible()


@view("sign-out-stale", status=400, signed_in=True)
def _(page, person, site):
    page.goto("/users/me/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign out")).to_be_visible()


@view("public-profile", signed_in=True)
def _(page, person, site):
    page.get_by_role("link", name="Public page").click()
    expect(page.get_by_role("heading", name=person.name)).to_be_visible()


@view("not-found", status=404)
def _(page, person, site):
    page.goto("/nowhere")


@view("forbidden", status=403)
def _(page, person, site):
    page.goto("/cgi-bin/")
