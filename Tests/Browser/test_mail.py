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
    """The link in the newest message to somebody: mailbox(person, "Confirm my address")."""

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
    page.goto(mailbox(person, "Confirm my address"))
    send(page, "Yes, it is mine")
    expect_message(page, "Thank you. Your email address is confirmed.")
    expect(page.locator("dt", has_text="Status").locator("+ dd")).to_have_text("active")

    elsewhere = open_page()
    elsewhere.goto("/users/login/")
    elsewhere.get_by_role("link", name="Password lost?").click()
    elsewhere.get_by_label("Email address").fill(person.email)
    send(elsewhere, "Send the link")
    expect(elsewhere.get_by_role("status")).to_contain_text("a message is on its way")
    link = mailbox(person, "Set a new password", count=2)
    elsewhere.goto(link)
    person.password = "another secret"
    elsewhere.get_by_label("New password", exact=True).fill(person.password)
    elsewhere.get_by_label("Repeat new password").fill(person.password)
    send(elsewhere, "Set the new password")
    expect_message(elsewhere, "Your password is changed. Sign in with the new one.")

    expect_signed_out(page)
    fill_sign_in(elsewhere, person)
    send(elsewhere, "Sign in")
    expect_signed_in(elsewhere, person)
    mailbox(person, "set another one at once", count=3)


def test_another_address_and_back(page, open_page, person, mailbox):
    register(page, person)
    page.goto(mailbox(person, "Confirm my address"))
    send(page, "Yes, it is mine")
    other = Person.new()
    page.get_by_role("link", name="Change email address").click()
    page.get_by_label("New email address").fill(other.email)
    page.get_by_label("Current password").fill(person.password)
    send(page, "Change address")
    expect(page.get_by_role("status")).to_contain_text("on its way to your new address")
    page.goto(mailbox(other, "This is my new address"))
    send(page, "Yes, it is mine")
    expect_message(page, "Your email address is changed.")
    expect(page.get_by_role("main")).to_contain_text(other.email)

    owner = open_page()
    owner.goto(mailbox(person, "It was not me", count=2))
    send(owner, "Take the change back")
    expect(owner.get_by_role("status")).to_contain_text("former address again")
    expect_signed_out(page)
    owner.goto(mailbox(person, "Set a new password", count=3))


def test_answers_are_told_and_can_be_stopped(page, open_page, person, mailbox):
    register(page, person)
    page.goto(mailbox(person, "Confirm my address"))
    send(page, "Yes, it is mine")
    page.goto("/posts/new")
    page.get_by_label("Title").fill(f"A post by {person.name}")
    page.get_by_label("Text").fill("Its text")
    send(page, "Publish")
    post = page.url

    other, window = Person.new(), open_page()
    register(window, other)
    window.goto(post)
    window.get_by_role("link", name="confirm your email address").click()
    window.goto(mailbox(other, "Confirm my address"))
    send(window, "Yes, it is mine")
    window.goto(post)
    window.get_by_label("Write a comment").fill("Well said")
    send(window, "Post comment")

    page.goto("/users/me/")
    page.goto(mailbox(person, "Read the answer", count=2))
    expect(page.locator(".comment", has_text="Well said")).to_be_visible()
    page.get_by_role("link", name="Emails about answers").click()
    page.get_by_role("link", name="which emails you get").click()
    page.get_by_label("never").check()
    send(page, "Save")
    expect_message(page, "Your choice is saved.")
    page.get_by_role("link", name="Emails you get").click()
    expect(page.get_by_label("never")).to_be_checked()
    stranger = open_page()
    stranger.goto(mailbox(person, "No more about this thread", count=2))
    send(stranger, "No more emails")
    expect(stranger.get_by_role("heading", name="Done")).to_be_visible()
