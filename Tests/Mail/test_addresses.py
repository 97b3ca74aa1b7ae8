"""An address counts when its owner has followed the mailed link: of a new account, and of one that gets another."""

import pytest

from members import PASSWORD, link_to, links, mail_to, member, register, status, visitor
from support.page import Page
from support.processes import next_second
from support.signing import resigned

CONFIRM, CHANGE, REVERT = (f"/users/me/email/{name}" for name in ("confirm", "change", "revert"))
NEW, ACTIVE = 1, 2
PENDING = 1


@pytest.fixture
def zoe(site, server):
    return register(site, "Zoe")


def newest_link(site, server, recipient, path):
    site.work()
    return link_to(mail_to(server, recipient)[-1], path)


# --- A new account's


def test_a_new_account_may_write_when_its_link_is_followed(site, server, zoe):
    link = newest_link(site, server, "zoe@example.org", CONFIRM)
    assert status(site, "zoe@example.org") == (NEW, None)
    page = zoe.page(link)
    assert "Is zoe@example.org the email address of Zoe?" in page.text
    assert status(site, "zoe@example.org") == (NEW, None), "programs that look into mail confirm it"
    answer = zoe.submit(link)
    assert answer.header("Location") == "/users/me/"
    assert "not confirmed yet" not in Page(zoe.follow(answer).text).text
    assert status(site, "zoe@example.org") == (NEW, "zoe@example.org"), "confirmed is not trusted"
    assert zoe.submit(link).status == 303, "followed once more it does no harm"
    assert zoe.submit("/posts/new", title="Mine", text="My text", button="publish").status == 303
    assert site.execute("SELECT status FROM site_post") == [(PENDING,)], "staff sees the first texts of new people"


def test_it_is_a_full_one_at_once_where_nothing_waits(site, server):
    zoe = register(site, "Zoe", MODERATE_FIRST_POSTS=0)
    assert status(site, "zoe@example.org") == (NEW, None)
    assert zoe.submit(newest_link(site, server, "zoe@example.org", CONFIRM)).status == 303
    assert status(site, "zoe@example.org") == (ACTIVE, "zoe@example.org")


def test_nobody_needs_to_be_signed_in_for_it(site, server, zoe):
    answer = visitor(site).submit(newest_link(site, server, "zoe@example.org", CONFIRM))
    assert answer.header("Location") == "/users/login/"
    assert status(site, "zoe@example.org") == (NEW, "zoe@example.org")


@pytest.mark.parametrize("age, code", [(604790, 200), (604810, 410)])
def test_it_is_good_for_a_week(site, server, zoe, age, code):
    link = newest_link(site, server, "zoe@example.org", CONFIRM)
    assert zoe.get(resigned(link, "email-confirm-email", site.data / "secret_key", age)).status == code


def test_no_other_token_confirms(site, server, zoe):
    link = newest_link(site, server, "zoe@example.org", CONFIRM)
    other = resigned(link, "email-revert-email", site.data / "secret_key", 0)
    for address in (CONFIRM, f"{CONFIRM}?token=x", link[:-2], other):
        answer = zoe.get(address)
        assert answer.status == 410 and "request another one" in answer.text


def test_a_closed_account_stays_closed(site, server, zoe):
    link = newest_link(site, server, "zoe@example.org", CONFIRM)
    site.execute("UPDATE users_user SET status = 0")
    assert visitor(site).get(link).status == 410


def test_a_lost_message_is_sent_again_five_times_an_hour(site, server, zoe):
    site.work()
    assert "not confirmed yet" in zoe.page("/users/me/").text
    for _ in range(5):
        assert zoe.submit("/users/me/email/mail").status == 303
        # The same button, pressed twice within a second, asks once.
        next_second()
    answer = zoe.submit("/users/me/email/mail")
    assert answer.status == 429
    site.work()
    assert len(server.received) == 6
    assert zoe.submit(link_to(server.received[-1], CONFIRM)).status == 303
    assert "not confirmed yet" not in zoe.page("/users/me/").text


def test_who_has_not_confirmed_reads_but_does_not_write(site, server, zoe):
    ada = member(site, server, "Ada")
    post = ada.submit("/posts/new", title="A post", text="Its text", button="publish").header("Location")
    answer = zoe.submit("/posts/new", title="Mine", text="My text", button="publish")
    page = Page(answer.text)
    assert answer.status == 403 and "confirm your email address" in page.summary[0]
    assert page.form.fields["title"] == "Mine" and page.form.fields["text"] == "My text"
    assert '<p><a href="/users/me/email/mail' in answer.text, "the error leads on"
    assert ada.submit("/comments/new/" + post.split("/")[2].split("-")[0], text="One").status == 303
    assert "Reply" not in zoe.get(post).text
    site.execute("DELETE FROM site_comment")
    shown = zoe.get(post)
    assert shown.status == 200 and "/users/me/email/mail" in shown.text and "/comments/new/" not in shown.text
    answer = zoe.submit("/comments/new/" + post.split("/")[2].split("-")[0], text="A comment")
    assert answer.status == 403 and "A comment" in answer.text
    assert site.execute("SELECT count(*) FROM site_comment") == [(0,)]
    assert zoe.submit(newest_link(site, server, "zoe@example.org", CONFIRM)).status == 303
    assert zoe.submit("/posts/new", title="Mine", text="My text", button="publish").status == 303


def test_a_site_can_let_them_write(site, server):
    zoe = register(site, "Zoe", POSTING_NEEDS_CONFIRMED_EMAIL="no")
    assert zoe.submit("/posts/new", title="Mine", text="My text", button="publish").status == 303
    [[waits]] = site.execute("SELECT status FROM site_post")
    assert waits == 1, "staff sees the first posts of new people"


# --- Another one


def change(zoe, address="zoe@new.example.org", password=PASSWORD):
    return zoe.submit("/users/me/email/", email=address, current=password)


def test_another_address_is_confirmed_by_the_new_one_and_announced_to_the_old_one(site, server):
    zoe = member(site, server, "Zoe")
    assert change(zoe).status == 303
    link = newest_link(site, server, "zoe@new.example.org", CHANGE)
    assert status(site, "zoe@example.org") == (ACTIVE, "zoe@example.org"), "nothing changes before"
    assert visitor(site).submit(link).status == 303
    assert status(site, "zoe@new.example.org") == (ACTIVE, "zoe@new.example.org")
    site.work()
    [_, notice] = mail_to(server, "zoe@example.org")
    assert "zoe@new.example.org" in notice.message.get_body(["plain"]).get_content()
    assert link_to(notice, REVERT)
    assert visitor(site).sign_in("zoe@new.example.org").status == 303
    assert visitor(site).get(link).status == 410, "the account has another address by now"


def test_the_old_address_takes_the_account_back(site, server):
    thief = member(site, server, "Zoe")
    change(thief, "eve@example.com")
    visitor(site).submit(newest_link(site, server, "eve@example.com", CHANGE))
    change(thief, "eve@example.net")
    pending = newest_link(site, server, "eve@example.net", CHANGE)
    revert = link_to(mail_to(server, "zoe@example.org")[-1], REVERT)
    # Whoever has the account uses up the resets of the hour; the link that is promised comes nevertheless.
    for _ in range(4):
        visitor(site).submit("/users/password/", email="zoe@example.org")
    zoe = visitor(site)
    assert zoe.submit(revert).status == 303
    assert status(site, "zoe@example.org") == (ACTIVE, "zoe@example.org")
    assert thief.get("/users/me/").status == 302, "the thief is signed in still"
    assert Page(visitor(site).sign_in().text).flashes[0][1] == "Wrong email or password"
    assert visitor(site).get(pending).status == 410
    reset = newest_link(site, server, "zoe@example.org", "/users/password/reset")
    assert zoe.submit(reset, password="battery staple", confirm="battery staple").status == 303
    assert zoe.sign_in(password="battery staple").status == 303


def test_no_limit_keeps_the_promised_link_from_who_takes_the_account_back(site, server):
    thief = member(site, server, "Zoe")
    for _ in range(5):
        visitor(site).submit("/users/password/", email="zoe@example.org")
    change(thief, "eve@example.com")
    visitor(site).submit(newest_link(site, server, "eve@example.com", CHANGE))
    site.work()
    revert = link_to(mail_to(server, "zoe@example.org")[-1], REVERT)
    zoe = visitor(site)
    for _ in range(12):
        zoe.submit("/users/password/", email="nobody@example.org")
    assert zoe.submit(revert).status == 303
    reset = newest_link(site, server, "zoe@example.org", "/users/password/reset")
    assert zoe.submit(reset, password="battery staple", confirm="battery staple").status == 303


@pytest.mark.parametrize(
    "address, password, field, message",
    [
        ("zoe@new.example.org", "wrong", "current", "This is not your current password."),
        ("ADA@example.org", PASSWORD, "email", "An account with this email address already exists."),
        ("zoe@example.org", PASSWORD, "email", "This is already your email address."),
        ("ada", PASSWORD, "email", "Invalid email address."),
        ("@".join(["a" * 60, ".".join(["b" * 60, "org"])]), PASSWORD, "email", "The email address cannot be longer than 120 characters."),
    ],
)
def test_mistakes_are_told_at_their_field(site, server, zoe, address, password, field, message):
    register(site, "Ada")
    assert Page(change(zoe, address, password).text).errors[field] == [message]
    assert mail_to(server, "zoe@new.example.org") == []


def test_an_address_that_is_taken_in_the_meantime_stays_the_others(site, server, zoe):
    change(zoe, "ada@example.org")
    link = newest_link(site, server, "ada@example.org", CHANGE)
    register(site, "Ada")
    answer = visitor(site).submit(link)
    assert answer.status == 409
    assert site.execute("SELECT email FROM users_user ORDER BY id") == [("zoe@example.org",), ("ada@example.org",)]


def test_a_stranger_gets_five_messages_an_hour_at_most(site, server, zoe):
    site.work()
    server.received.clear()
    for _ in range(5):
        assert change(zoe, "victim@example.com").status == 303
        next_second()
    assert change(zoe, "victim@example.com").status == 429
    ada = register(site, "Ada")
    assert change(ada, "victim@example.com").status == 429
    site.work()
    assert len(mail_to(server, "victim@example.com")) == 5


@pytest.mark.parametrize("age, code", [(86390, 200), (86410, 410)])
def test_a_change_is_confirmed_within_a_day(site, server, zoe, age, code):
    change(zoe)
    link = newest_link(site, server, "zoe@new.example.org", CHANGE)
    assert zoe.get(resigned(link, "email-change-email", site.data / "secret_key", age)).status == code


def test_a_link_dies_with_the_password_that_asked_for_it(site, server, zoe):
    change(zoe)
    link = newest_link(site, server, "zoe@new.example.org", CHANGE)
    zoe.submit("/users/me/password/", current=PASSWORD, password="battery staple", confirm="battery staple")
    assert zoe.get(link).status == 410


def test_without_mail_an_address_is_changed_at_once(data):
    from support.outbox import MailSite

    site = MailSite(data, "")
    zoe = register(site, "Zoe")
    assert change(zoe).status == 303
    assert status(site, "zoe@new.example.org") == (NEW, None)
    assert zoe.sign_in("zoe@new.example.org").status == 303


def test_what_flask_changes_is_not_confirmed(site, server):
    zoe = member(site, server, "Zoe")
    site.execute("UPDATE users_user SET email = 'zoe@new.example.org'")
    assert "not confirmed yet" in zoe.page("/users/me/").text


def test_no_link_leads_elsewhere(site, server, zoe):
    change(zoe)
    site.work()
    for received in server.received:
        assert all(address.startswith("/") for address in links(received))
