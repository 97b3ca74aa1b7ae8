"""Signing in and out, registering, one's own account, and what others see of it."""

from playwright.sync_api import expect

from person import fill_registration, fill_sign_in, send
from support.client import Person
from support.site import locked_database
from views import view
from views.scenes import (
    ADMIN, MEMBER, STAFF, UNCONFIRMED, Viewer, change, comment, draft, expect_refusal, mailed, number, publish, settings,
    somebody,
)


@view("users/login.html")
def _(page, viewer, site):
    page.goto("/users/login/")


@view("users/login.html", "errors")
def _(page, viewer, site):
    page.goto("/users/login/")
    page.get_by_label("Email address").fill("ada@")
    send(page, "Sign in")
    expect_refusal(page)


@view("users/login.html", "wrong-password")
def _(page, viewer, site):
    page.goto("/users/login/")
    fill_sign_in(page, viewer.person)
    send(page, "Sign in")
    expect_refusal(page, "Wrong email or password")


@view("users/login.html", "account-closed")
def _(page, viewer, site):
    closed = somebody(site)
    change(site, f"UPDATE users_user SET status = 0 WHERE name = '{closed.name}'")
    page.goto("/users/login/")
    fill_sign_in(page, closed.person)
    send(page, "Sign in")
    expect_refusal(page)


@view("users/login.html", "too-many", status=429)
def _(page, viewer, site):
    page.goto("/users/login/")
    for _ in range(5):
        viewer.client.submit("login", email=viewer.person.email, password="x")
    fill_sign_in(page, viewer.person)
    send(page, "Sign in")
    expect_refusal(page)


@view("users/login.html", "needed")
def _(page, viewer, site):
    page.goto("/users/me/")
    expect(page.get_by_role("status")).to_contain_text("You need to be signed in")


@view("users/login.html", "stale", status=400)
def _(page, viewer, site):
    page.goto("/users/login/")
    fill_sign_in(page, viewer.person)
    page.context.clear_cookies()
    send(page, "Sign in")
    expect_refusal(page)


@view("users/login.html", "text-kept")
def _(page, viewer, site):
    post = publish(somebody(site))
    page.goto(post)
    page.get_by_label("Write a comment").fill("I come too.")
    send(page, "Post comment")
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


@view("users/login.html", "signed-out", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")


@view("users/logout.html", "stale", status=400, role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Sign out")).to_be_visible()


@view("users/register.html")
def _(page, viewer, site):
    page.goto("/users/register/")


@view("users/register.html", "errors")
def _(page, viewer, site):
    page.goto("/users/register/")
    fill_registration(page, Person("me", "ada@", "one"), repeated="two", accepts=False)
    send(page, "Register")
    expect_refusal(page)


@view("users/register.html", "database-locked", status=503)
def _(page, viewer, site):
    page.goto("/users/register/")
    fill_registration(page, viewer.person)
    with locked_database(site):
        send(page, "Register")
        expect_refusal(page)


@view("users/profile.html", "welcome")
def _(page, viewer, site):
    page.goto("/users/register/")
    fill_registration(page, viewer.person)
    send(page, "Register")
    expect(page.get_by_role("status")).to_contain_text("Thanks for registering")


@view("users/profile.html", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/")


@view("users/profile.html", "staff", role=STAFF)
def _(page, viewer, site):
    page.goto("/users/me/")


@view("users/profile.html", "admin", role=ADMIN)
def _(page, viewer, site):
    page.goto("/users/me/")


@view("users/profile.html", "long-name", role=MEMBER)
def _(page, viewer, site):
    draft(viewer)
    page.goto("/users/me/edit/")
    page.get_by_label("Name", exact=True).fill(f"{viewer.name:W>50}")
    send(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("Your profile has been saved")


@view("users/edit.html", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/edit/")


@view("users/edit.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/edit/")
    page.get_by_label("Name", exact=True).fill("me")
    send(page, "Save")
    expect_refusal(page)


@view("users/password.html", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/password/")


@view("users/password.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/password/")
    page.get_by_label("Current password").fill("wrong")
    page.get_by_label("New password", exact=True).fill("one")
    page.get_by_label("Repeat new password").fill("two")
    send(page, "Change password")
    expect_refusal(page)


@view("users/change_email.html", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/email/")


@view("users/change_email.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/email/")
    page.get_by_label("New email address").fill("ada@")
    send(page, "Change email address")
    expect_refusal(page)


@view("users/confirm.html", "none-yet", role=UNCONFIRMED)
def _(page, viewer, site):
    page.goto("/users/me/email/mail")


@view("users/confirm.html", "done", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/email/mail")


@view("users/confirm.html", "too-many", role=UNCONFIRMED, status=429)
def _(page, viewer, site):
    with settings(site, "CONFIRMATIONS_PER_HOUR = 1"):
        viewer.send("/users/me/email/", email=Person.new().email, current=viewer.person.password)
        page.goto("/users/me/email/mail")
        send(page, "Send another email")
        expect_refusal(page)


@view("users/confirm.html", "link")
def _(page, viewer, site):
    page.goto(mailed(somebody(site), site, "/email/confirm?"))


@view("users/confirm.html", "link-of-a-taken-address", status=409, role=MEMBER)
def _(page, viewer, site):
    other = Person.new()
    viewer.send("/users/me/email/", email=other.email, current=viewer.person.password)
    page.goto(_mailed_to(other, viewer, site, "/email/change?"))
    change(site, f"INSERT INTO users_user (name, email, email_key) VALUES ('{other.name}', '{other.email}', '{other.email}')")
    send(page, "Yes, confirm")
    expect_refusal(page)


def _mailed_to(other, viewer, site, path):
    return mailed(Viewer(other, viewer.client), site, path)


@view("users/revert_email.html")
def _(page, viewer, site):
    owner, other = somebody(site), Person.new()
    owner.send("/users/me/email/", email=other.email, current=owner.person.password)
    owner.send(_mailed_to(other, owner, site, "/email/change?").removeprefix(site.url))
    page.goto(mailed(owner, site, "/email/revert?"))


@view("users/lost_password.html")
def _(page, viewer, site):
    page.goto("/users/password/")


@view("users/lost_password.html", "errors")
def _(page, viewer, site):
    page.goto("/users/password/")
    send(page, "Send link")
    expect_refusal(page)


@view("users/lost_password.html", "dead-link", status=410)
def _(page, viewer, site):
    page.goto("/users/password/reset?token=x")


@view("users/login.html", "link-sent")
def _(page, viewer, site):
    page.goto("/users/password/")
    page.get_by_label("Email address").fill(viewer.person.email)
    send(page, "Send link")
    expect(page.get_by_role("status")).to_contain_text("we have sent an email to it")


@view("users/reset_password.html")
def _(page, viewer, site):
    owner = somebody(site)
    owner.send("/users/password/", email=owner.person.email)
    page.goto(mailed(owner, site, "/users/password/reset?"))


@view("users/reset_password.html", "errors")
def _(page, viewer, site):
    owner = somebody(site)
    owner.send("/users/password/", email=owner.person.email)
    page.goto(mailed(owner, site, "/users/password/reset?"))
    page.get_by_label("New password", exact=True).fill("one")
    send(page, "Set new password")
    expect_refusal(page)


@view("users/sessions.html", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/sessions/")


@view("users/notices.html", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/notices/")


@view("users/notices.html", "staff", role=STAFF)
def _(page, viewer, site):
    viewer.send(f"/users/me/notices/{number(publish(viewer))}", button="mute")
    page.goto("/users/me/notices/")


@view("users/notices.html", "unconfirmed", role=UNCONFIRMED)
def _(page, viewer, site):
    page.goto("/users/me/notices/")


@view("users/notices.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto("/users/me/notices/")
    page.get_by_label("never").evaluate("input => { input.value = 'sometimes'; input.checked = true; }")
    send(page, "Save")
    expect_refusal(page)


@view("users/thread_notices.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/users/me/notices/{number(publish(viewer))}")


@view("users/thread_notices.html", "muted", role=MEMBER)
def _(page, viewer, site):
    post = number(publish(viewer))
    viewer.send(f"/users/me/notices/{post}", button="mute")
    page.goto(f"/users/me/notices/{post}")


@view("users/stop_notices.html")
def _(page, viewer, site):
    _follow_link_of_answer(page, site)


@view("users/stop_notices.html", "done")
def _(page, viewer, site):
    _follow_link_of_answer(page, site)
    send(page, "Turn off notifications")
    expect(page.get_by_role("heading", name="Notifications are off")).to_be_visible()


def _follow_link_of_answer(page, site):
    author = somebody(site)
    comment(somebody(site), publish(author))
    page.goto(mailed(author, site, "/notices/stop?"))


@view("users/public.html")
def _(page, viewer, site):
    page.goto(f"/users/{somebody(site).name}/")


@view("users/public.html", "with-posts", role=MEMBER)
def _(page, viewer, site):
    publish(viewer)
    page.goto(f"/users/{viewer.name}/")


@view("users/public.html", "closed", role=STAFF)
def _(page, viewer, site):
    closed = somebody(site)
    change(site, f"UPDATE users_user SET status = 0 WHERE name = '{closed.name}'")
    page.goto(f"/users/{closed.name}/")
