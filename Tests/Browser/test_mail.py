"""What people do with what the site mails them: the messages that a real server received, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from person import (
    Person, expect_message, expect_profile, expect_signed_in, expect_signed_out, fill_sign_in, register, send, sign_in,
)
from support.mail_server import MailServer
from support.processes import eventually
from support.site import public_folder, running_site


@pytest.fixture(scope="module")
def server():
    with MailServer() as server:
        yield server


@pytest.fixture(scope="module")
def site(server):
    """A site of its own, which sends what it has to say to a server, at once."""
    with public_folder() as folder, running_site(folder / "data") as site:
        site.stop()
        settings = site.data / "site.conf"
        settings.write_text(
            settings.read_text().replace("MAIL_URL = file:mail", f"MAIL_URL = smtp://127.0.0.1:{server.port}")
            # What confirmed people write waits for nobody: others are to answer it.
            + "\nMODERATE_FIRST_POSTS = 0\nPASSWORD_SCRYPT = 32768:8:1\n"
        )
        with running_site(folder / "data") as site:
            yield site


@pytest.fixture
def mailbox(server, site):
    """The link in the newest message to somebody: mailbox(person, "Confirm my email address")."""

    def newest(person, label, *, count=1):
        def received():
            return [each for each in server.received if each.recipients == [person.email]]

        assert eventually(lambda: len(received()) >= count), (server.recipients, site.output)
        html = received()[-1].message.get_body(["html"]).get_content()
        [address] = re.findall(rf'<a href="([^"]+)">{re.escape(label)}</a>', html)
        assert address.startswith(site.url)
        return address.replace("&amp;", "&")

    return newest


def test_from_registering_to_a_new_password(page, open_page, person, mailbox):
    register(page, person)
    expect(page.get_by_role("main")).to_contain_text("not confirmed yet")
    page.goto(mailbox(person, "Confirm my email address"))
    send(page, "Yes, confirm")
    expect_message(page, "Thank you. Your email address is confirmed.")
    expect(page.locator("dt", has_text="Status").locator("+ dd")).to_have_text("active")

    elsewhere = open_page()
    elsewhere.goto("/users/login/")
    elsewhere.get_by_role("link", name="Lost your password?").click()
    elsewhere.get_by_label("Email address").fill(person.email)
    send(elsewhere, "Send link")
    expect(elsewhere.get_by_role("status")).to_contain_text("we have sent an email to it")
    link = mailbox(person, "Set a new password", count=2)
    elsewhere.goto(link)
    person.password = "another secret"
    elsewhere.get_by_label("New password", exact=True).fill(person.password)
    elsewhere.get_by_label("Repeat new password").fill(person.password)
    send(elsewhere, "Set new password")
    expect_message(elsewhere, "Your password has been changed. Sign in with the new one.")

    expect_signed_out(page)
    fill_sign_in(elsewhere, person)
    send(elsewhere, "Sign in")
    expect_signed_in(elsewhere, person)
    mailbox(person, "set a new one immediately", count=3)


def test_another_address_and_back(page, open_page, person, mailbox):
    register(page, person)
    page.goto(mailbox(person, "Confirm my email address"))
    send(page, "Yes, confirm")
    other = Person.new()
    page.get_by_role("link", name="Change email address").click()
    page.get_by_label("New email address").fill(other.email)
    page.get_by_label("Current password").fill(person.password)
    send(page, "Change email address")
    expect(page.get_by_role("status")).to_contain_text("an email to your new address")
    page.goto(mailbox(other, "Confirm my new email address"))
    send(page, "Yes, confirm")
    expect_message(page, "Your email address has been changed.")
    expect(page.get_by_role("main")).to_contain_text(other.email)

    owner = open_page()
    owner.goto(mailbox(person, "Undo the change", count=2))
    send(owner, "Undo the change")
    expect(owner.get_by_role("status")).to_contain_text("old email address again")
    expect_signed_out(page)
    owner.goto(mailbox(person, "Set a new password", count=3))


def test_answers_are_told_and_can_be_stopped(page, open_page, person, mailbox):
    register(page, person)
    page.goto(mailbox(person, "Confirm my email address"))
    send(page, "Yes, confirm")
    page.goto("/posts/new")
    page.get_by_label("Title").fill(f"A post by {person.name}")
    page.get_by_label("Text").fill("Its text")
    send(page, "Publish")
    post = page.url

    other, window = Person.new(), open_page()
    register(window, other)
    window.goto(post)
    window.get_by_role("link", name="confirm your email address").click()
    window.goto(mailbox(other, "Confirm my email address"))
    send(window, "Yes, confirm")
    window.goto(post)
    window.get_by_label("Write a comment").fill("Well said")
    send(window, "Post comment")

    page.goto("/users/me/")
    page.goto(mailbox(person, "Read the reply", count=2))
    expect(page.locator(".comment", has_text="Well said")).to_be_visible()
    page.get_by_role("link", name="Notifications").click()
    page.get_by_role("link", name="notification settings").click()
    page.get_by_label("never").check()
    send(page, "Save")
    expect_message(page, "Your settings have been saved.")
    page.get_by_role("link", name="Email notifications").click()
    expect(page.get_by_label("never")).to_be_checked()
    stranger = open_page()
    stranger.goto(mailbox(person, "Mute this discussion", count=2))
    send(stranger, "Turn off notifications")
    expect(stranger.get_by_role("heading", name="Notifications are off")).to_be_visible()
