"""Every page of the site in every state worth looking at, each with the way there."""

import contextlib
from dataclasses import dataclass
from typing import Callable

from playwright.sync_api import Page, expect

from person import Person, enter, fill_registration, fill_sign_in, send
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
        enter(page, person, site.url)
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
    expect(page.get_by_role("alert")).to_contain_text("Wrong email or password")


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
    page.get_by_label("Name", exact=True).fill(f"{person.name:W>50}")
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
    page.get_by_label("Name", exact=True).fill("me")
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


@view("lost-password")
def _(page, person, site):
    page.goto("/users/password/")


@view("lost-password-dead-link", status=410)
def _(page, person, site):
    page.goto("/users/password/reset?token=x")


@view("change-email-errors", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/email/")
    page.get_by_label("New email address").fill("ada@")
    send(page, "Change address")
    expect(page.get_by_role("alert")).to_be_visible()


@view("confirm-email", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/email/mail")


@view("sign-out-everywhere", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/sessions/")


@view("emails", signed_in=True)
def _(page, person, site):
    page.goto("/users/me/notices/")


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


TEXT = """A paragraph with *emphasis*, **strong** words, `code` and [a link](https://example.org/).

# A heading

> Quoted, with a second line
> behind it.

- one
- two

1. first
2. second

```swift
let answer = 42 // a line of code that is longer than the window of a telephone is wide, by far
```
"""


def publish(page, person, site, title="The repair café opens again"):
    """Has somebody publish a post whom the site knows well enough not to let them wait."""
    with contextlib.closing(site.database()) as database, database:
        database.execute("UPDATE users_user SET status = 2 WHERE name = ?", [person.name])
    page.goto("/posts/new")
    fill_post(page, title, TEXT, "repair bicycle")
    send(page, "Publish")
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def fill_post(page, title, text, tags):
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text").fill(text)
    page.get_by_label("Tags").fill(tags)


@view("posts", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.goto("/")


@view("posts-none")
def _(page, person, site):
    page.goto("/posts/tag/nothing-has-this")


@view("post", signed_in=True)
def _(page, person, site):
    publish(page, person, site)


@view("post-edited", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Text").fill("Shorter.")
    send(page, "Save")
    expect(page.get_by_text("edited")).to_be_visible()


@view("post-history", signed_in=True)
def _(page, person, site):
    VIEWS["post-edited"].way(page, person, site)
    page.get_by_role("link", name="History").click()
    page.get_by_text("Until").click()


@view("post-waiting", signed_in=True)
def _(page, person, site):
    page.goto("/posts/new")
    fill_post(page, "My first post", "Hello!", "")
    send(page, "Publish")
    expect(page.get_by_text("This post waits for staff")).to_be_visible()


@view("post-delete", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.get_by_role("link", name="Delete").click()


@view("post-deleted", signed_in=True)
def _(page, person, site):
    VIEWS["post-delete"].way(page, person, site)
    send(page, "Delete")
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()


@view("post-new", signed_in=True)
def _(page, person, site):
    page.goto("/posts/new")


@view("post-errors", signed_in=True)
def _(page, person, site):
    page.goto("/posts/new")
    fill_post(page, "", "", "<no> <tags>")
    send(page, "Publish")
    expect(page.get_by_role("alert")).to_be_visible()


@view("post-preview", signed_in=True)
def _(page, person, site):
    page.goto("/posts/new")
    fill_post(page, "The repair café opens again", TEXT, "repair")
    send(page, "Preview")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()


@view("drafts", signed_in=True)
def _(page, person, site):
    page.goto("/posts/new")
    fill_post(page, "Not ready yet", "x", "")
    send(page, "Save as draft")
    expect(page.get_by_text("This is a draft")).to_be_visible()
    page.goto("/posts/drafts")


@view("draft", signed_in=True)
def _(page, person, site):
    page.goto("/posts/new")
    fill_post(page, "Not ready yet", "x", "")
    send(page, "Save as draft")
    expect(page.get_by_role("main").get_by_role("button", name="Publish")).to_be_visible()
    expect(page.get_by_role("link", name="Drafts")).to_be_visible()


def change(site, *statements):
    """Has somebody else change something meanwhile."""
    with contextlib.closing(site.database()) as database, database:
        for statement in statements:
            database.execute(statement)


@view("post-changed-meanwhile", status=409, signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.get_by_role("link", name="Edit").click()
    change(site, "UPDATE site_post_text SET source = 'Another text.' WHERE post_id = (SELECT max(id) FROM site_post)")
    send(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("The post was changed while you were writing")


@view("comment-changed-meanwhile", status=409, signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.get_by_label("Write a comment").fill("I come, with my old toaster.")
    send(page, "Post comment")
    page.get_by_role("article").last.get_by_role("link", name="Edit").click()
    html = "<p>I come, with <em>two</em> toasters.</p>"
    change(
        site,
        f"UPDATE site_comment SET source = 'x', html = '{html}', edited_seconds = 1790000000"
        " WHERE id = (SELECT max(id) FROM site_comment)",
    )
    page.get_by_label("Comment").fill("I come, with my old bicycle.")
    send(page, "Save")
    expect(page.get_by_text("As it is now, edited")).to_be_visible()


@view("discussion-closed", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    lock(site)
    page.reload()
    expect(page.get_by_text("The discussion is closed.")).to_contain_text("All has been said.")


def lock(site):
    newest = "(SELECT max(id) FROM site_post)"
    change(
        site,
        f"UPDATE site_post SET is_locked = 1, version = version + 1 WHERE id = {newest}",
        "INSERT INTO site_audit (actor_id, act, post_id, comment_id, user_id, created_seconds, reason)"
        f" SELECT 1, 'lock', {newest}, 0, 1, 1790000000, 'All has been said.'",
    )


@view("comment-closed", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    number = page.url.split("/posts/")[1].split("-")[0]
    lock(site)
    page.goto(f"/comments/new/{number}")
    expect(page.get_by_role("link", name="Back to the post")).to_be_visible()


@view("moderate", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    change(site, f"UPDATE users_user SET role = 1 WHERE name = '{person.name}'")
    page.reload()
    page.get_by_role("link", name="Moderate").first.click()
    expect(page.get_by_role("button", name="Lock the discussion")).to_be_visible()


@view("moderate-person", signed_in=True)
def _(page, person, site):
    VIEWS["moderate"].way(page, person, site)
    change(
        site,
        "INSERT INTO users_user (name, email, role, status) SELECT 'Bo ' || max(id), 'bo' || max(id), 2, 2 FROM users_user",
        "INSERT INTO site_report (post_id, comment_id, reporter_id, created_seconds, reason)"
        " SELECT max(id), 0, 1, 1790000000, 'Not about bicycles' FROM site_post",
    )
    page.reload()
    expect(page.get_by_text("Not about bicycles")).to_be_visible()
    expect(page.get_by_role("link", name="Moderation").first).to_contain_text("waiting")
    with contextlib.closing(site.database()) as database:
        [[name]] = database.execute("SELECT name FROM users_user ORDER BY id DESC LIMIT 1")
    page.goto(f"/users/{name}/")
    page.get_by_role("link", name="Moderate", exact=True).click()
    expect(page.get_by_label("Hide everything")).to_be_visible()


@view("search", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.goto("/")
    page.get_by_role("searchbox").fill("repair code")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()


@view("posts-of-a-member", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.goto(f"/posts/by/{person.name}")


@view("profile-with-posts", signed_in=True)
def _(page, person, site):
    publish(page, person, site)
    page.goto(f"/users/{person.name}/")
