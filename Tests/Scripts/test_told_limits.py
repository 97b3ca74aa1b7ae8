"""Whoever has reached a limit is told when a form opens, before anything is typed."""

import re

import pytest
from conftest import PASSWORD
from discussion import comment, number, write_post
from test_guessing import WEAK

NOTICE = re.compile(r'<p class="notice">(.*?) in (\d+ (?:second|minute|hour)s?)\.')
OTHER_NETWORK = "192.0.2.77"


def told(visitor, address):
    """What the notice of a form says, without the time; nothing if there is none."""
    answer = visitor.get(address)
    assert answer.status == 200 and answer.errors == "", address
    notices = NOTICE.findall(answer.text)
    assert len(notices) <= 1
    return notices[0][0] if notices else None


def statements(visitor, address):
    answer = visitor.get(address, environment={"SITE_DEBUG": "true"})
    return int(re.fullmatch(r'sql;desc="(\d+) statements"', answer.header("Server-Timing"))[1])


SENT = "You have sent too much in a short time. You can send again"
NETWORK_SENT = "Your network has sent too much in a short time. You can send again"
PASSWORDS = "Too many failed attempts. You can try again"
ASKED = "Too many emails were requested in a short time. You can request another"


@pytest.fixture
def mail(visitor, script):
    script.settings |= {
        "SITE_MAIL_URL": "smtp://127.0.0.1:1", "SITE_MAIL_FROM": "a@example.org", "SITE_URL": "http://127.0.0.1",
    }



@pytest.mark.parametrize("address", ["/users/me/password/", "/users/me/email/"])
@pytest.mark.parametrize("is_known", [True, False])
def test_wrong_passwords_of_an_account(add_user, visitor, address, is_known, mail):
    add_user(method=WEAK)
    visitor.sign_in()
    if not is_known:
        visitor.cookies = {name: value for name, value in visitor.cookies.items() if "device" not in name}
    assert told(visitor, address) is None
    cost = statements(visitor, address)
    for _ in range(5):
        visitor.submit(address, current="x", password="battery staple", confirm="battery staple", email="n@example.org")
    page = visitor.get(address)
    assert told(visitor, address) == PASSWORDS
    assert '<a href="/users/password/">get an email with a link</a>' in page.text
    assert cost == 1 and statements(visitor, address) == 2, "how long it lasts is asked for only then"




@pytest.mark.parametrize("setting", ["CONFIRMATIONS_PER_HOUR", "CONFIRMATIONS_PER_HOUR_BY_ADDRESS"])
def test_messages_to_confirm_an_address(add_user, visitor, mail, setting):
    add_user(method=WEAK)
    visitor.sign_in()
    visitor.environment[f"SITE_{setting}"] = "1"
    assert told(visitor, "/users/me/email/mail") is None
    assert visitor.submit("/users/me/email/mail").status == 303
    assert told(visitor, "/users/me/email/mail") == told(visitor, "/users/me/email/") == ASKED


def test_posts_and_comments_of_a_network(people):
    ada, bo = people("Ada"), people("Bo")
    post = write_post(ada)
    forms = ["/posts/new", post, f"/comments/new/{number(post)}"]
    limits = {"SITE_POSTS_PER_MINUTE_BY_ADDRESS": "2", "SITE_COMMENTS_PER_MINUTE_BY_ADDRESS": "1"}
    ada.environment |= limits
    bo.environment |= limits
    costs = [statements(bo, address) for address in forms]
    assert max(costs) <= 3
    assert [told(bo, address) for address in forms] == [None] * 3
    known = bo.get(post).header("ETag")
    write_post(ada, "Another")
    comment(ada, post, "one")
    assert [told(bo, address) for address in forms] == [NETWORK_SENT] * 3
    assert [statements(bo, address) for address in forms] == [cost + 1 for cost in costs]
    # A page that the browser has says so, too.
    assert bo.get(post, headers={"If-None-Match": known}).status == 200
    known = bo.get(post).header("ETag")
    assert bo.get(post, headers={"If-None-Match": known}).status == 304
    bo.environment["REMOTE_ADDR"] = OTHER_NETWORK
    assert bo.get(post, headers={"If-None-Match": known}).status == 200
    assert [told(bo, address) for address in forms] == [None] * 3


@pytest.mark.parametrize("setting, words", [("EDITS_PER_MINUTE", SENT), ("EDITS_PER_MINUTE_BY_ADDRESS", NETWORK_SENT)])
def test_edits(people, setting, words):
    ada = people("Ada")
    post = write_post(ada)
    ada.environment[f"SITE_{setting}"] = "1"
    forms = [f"/posts/{number(post)}/edit", f"/comments/{comment(ada, post, 'one')}/edit"]
    costs = [statements(ada, address) for address in forms]
    assert [told(ada, address) for address in forms] == [None] * 2
    assert ada.submit(forms[0], text="Another text", button="publish").status == 303
    assert [told(ada, address) for address in forms] == [words] * 2
    assert [statements(ada, address) for address in forms] == [cost + 1 for cost in costs]


def test_reports(people):
    ada, bo = people("Ada"), people("Bo")
    post = write_post(ada)
    bo.environment["SITE_REPORTS_PER_MINUTE"] = "1"
    address = f"/moderation/report/{number(post)}"
    assert told(bo, address) is None
    assert bo.submit(address, reason="Spam").status == 303
    assert told(bo, address) == SENT


@pytest.mark.parametrize("address", ["/users/login/", "/users/register/", "/users/password/"])
def test_a_visitors_form_opens_without_the_database(new_visitor, mail, address):
    assert statements(new_visitor(), address) == 0


def test_a_limit_that_is_over_is_not_told(people, database):
    ada = people("Ada")
    post = write_post(ada)
    ada.environment["SITE_EDITS_PER_MINUTE"] = "1"
    form = f"/posts/{number(post)}/edit"
    assert ada.submit(form, text="Another text", button="publish").status == 303
    assert told(ada, form) == SENT
    database.execute("UPDATE site_event SET second = second - 61")
    assert told(ada, form) is None
    assert ada.submit(form, text="A third text", button="publish").status == 303


def test_addresses_of_others_that_are_asked_for(add_user, visitor, people):
    add_user(method=WEAK)
    ada = people("Ada")
    ada.environment["SITE_REGISTRATIONS_PER_HOUR_BY_ADDRESS"] = "1"
    assert told(ada, "/users/me/email/") is None
    ada.submit("/users/me/email/", email="zoe@example.org", current=PASSWORD)
    assert told(ada, "/users/me/email/") == NETWORK_SENT
    assert ada.submit("/users/me/email/", email="new@example.org", current=PASSWORD).status == 429


def test_edits_of_a_draft(people):
    ada = people("Ada")
    ada.environment["SITE_EDITS_PER_MINUTE"] = "1"
    draft = ada.submit("/posts/new", title="A title", text="One", button="draft").header("Location")
    form = f"/posts/{number(draft)}/edit"
    assert told(ada, form) is None
    assert ada.submit(form, text="Two", button="draft").status == 303
    assert told(ada, form) == SENT
    assert ada.submit(form, text="Three", button="draft").status == 429


def test_what_a_wrong_clock_has_noted_for_much_later_is_not_told(people, database):
    ada = people("Ada")
    post = write_post(ada)
    ada.environment |= {f"SITE_{what}_PER_MINUTE": "1" for what in ("EDITS", "POSTS", "COMMENTS")}
    form = f"/posts/{number(post)}/edit"
    assert ada.submit(form, text="Another text", button="publish").status == 303
    database.execute("DELETE FROM site_event WHERE kind = 1")
    write_post(ada, "Another")
    comment(ada, post, "one")
    forms = [form, "/posts/new", post]
    assert [told(ada, address) for address in forms] == [SENT] * 3
    database.execute("UPDATE site_event SET second = second + 86400")
    database.execute(
        "UPDATE users_user SET posts_again_seconds = posts_again_seconds + 86400,"
        " comments_again_seconds = comments_again_seconds + 86400"
    )
    assert [told(ada, address) for address in forms] == [None] * 3
    assert ada.submit(form, text="A third text", button="publish").status == 303
