"""Who has lost a password sets another by a mailed link, which nobody else learns of or uses."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from members import PASSWORD, link_to, links, mail_to, member, register, visitor
from support.page import Page
from support.signing import resigned

RESET = "/users/password/reset"


@pytest.fixture
def zoe(site, server):
    """Zoe is registered and signed in somewhere; her first message is read."""
    person = register(site, "Zoe")
    site.work()
    server.received.clear()
    return person


def ask(site, email="zoe@example.org", **options):
    answer = visitor(site, **options).submit("/users/password/", email=email)
    assert answer.status == 303, Page(answer.text).summary
    return answer


def mailed_link(site, server):
    site.work()
    return link_to(mail_to(server, "zoe@example.org")[-1], RESET)


def set_password(person, link, password="battery staple"):
    return person.submit(link, password=password, confirm=password)


def is_dead(answer):
    assert answer.status == 410, answer.status
    assert "no longer works" in Page(answer.text).summary[0]
    return True


def test_the_mailed_link_ends_a_strangers_guesses(site, server, zoe):
    stranger, person = visitor(site), visitor(site)
    for _ in range(5):
        assert stranger.sign_in("zoe@example.org", "tr0ub4dor").status == 200
    assert person.sign_in("zoe@example.org", PASSWORD).status == 429
    ask(site)
    assert set_password(person, mailed_link(site, server)).status == 303
    assert person.sign_in("zoe@example.org", "battery staple").status == 303
    assert "event=password-reset account=1" in person.log


def test_strangers_guesses_do_not_keep_out_who_has_reset_the_password(site, server, zoe):
    stranger, person = visitor(site), visitor(site)
    ask(site)
    assert set_password(person, mailed_link(site, server)).status == 303
    for _ in range(5):
        assert stranger.sign_in("zoe@example.org", "tr0ub4dor").status == 200
    assert stranger.sign_in("zoe@example.org", "battery staple").status == 429
    assert person.sign_in("zoe@example.org", "battery staple").status == 303


def test_a_lost_password_is_reset_by_the_mailed_link(site, server, zoe):
    assert ask(site).header("Location") == "/users/login/"
    link = mailed_link(site, server)
    assert server.received[-1].message["Subject"] == "Reset your password at My Site"
    person = visitor(site)
    answer = set_password(person, link)
    assert answer.status == 303 and answer.header("Location") == "/users/login/"
    assert zoe.get("/users/me/").status == 302, "the old session goes on"
    assert Page(person.sign_in(password=PASSWORD).text).flashes[0][1] == "Wrong email or password"
    assert person.sign_in(password="battery staple").status == 303
    site.work()
    notice = server.received[-1]
    assert notice.message["Subject"] == "Your password at My Site has been changed"
    assert links(notice)[0] == "/users/password/"
    assert b"battery staple" not in b"".join(received.content for received in server.received)


def test_nothing_tells_whether_an_address_is_known(site, server, zoe):
    answers = [ask(site, email) for email in ("zoe@example.org", "nobody@example.org")]
    known, unknown = (
        (answer.status, answer.header("Location"), [name for name, _ in answer.headers]) for answer in answers
    )
    assert known == unknown
    assert [row for row in site.execute("SELECT recipient FROM site_outbox WHERE kind = 'reset'")] == [
        ("zoe@example.org",)
    ]


def test_an_unknown_address_takes_as_long(site, zoe):
    times = {"zoe@example.org": [], "nobody@example.org": []}
    for number in range(20):
        site.execute("DELETE FROM site_event")
        for email in times:
            person = visitor(site)
            form = person.page("/users/password/").form.fields
            start = time.perf_counter()
            person.post("/users/password/", {**form, "email": email})
            times[email].append(time.perf_counter() - start)
    known, unknown = (statistics.median(values) for values in times.values())
    assert 0.5 < known / unknown < 2, (known, unknown)


def test_closed_accounts_get_no_link(site, server, zoe):
    site.execute("UPDATE users_user SET status = 0")
    ask(site)
    site.work()
    assert server.received == []


def test_the_message_goes_to_the_address_of_the_account_not_to_what_was_typed(site, server, zoe):
    ask(site, "ZOE@EXAMPLE.ORG")
    site.work()
    assert server.recipients == ["zoe@example.org"]


def test_a_link_is_good_once(site, server, zoe):
    ask(site)
    link = mailed_link(site, server)
    assert set_password(visitor(site), link).status == 303
    assert is_dead(visitor(site).get(link))
    assert is_dead(visitor(site).post(link, {"password": "x", "confirm": "x"}))


def test_of_two_who_use_a_link_at_once_one_does(site, server, zoe):
    ask(site)
    link = mailed_link(site, server)
    people = [visitor(site) for _ in range(4)]
    forms = [person.page(link).form.fields for person in people]

    def send(number):
        fields = {**forms[number], "password": f"battery {number}", "confirm": f"battery {number}"}
        return people[number].post(link, fields).status

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [303, 410, 410, 410]


def test_a_newer_link_and_a_changed_password_end_it(site, server, zoe):
    ask(site)
    first = mailed_link(site, server)
    ask(site)
    second = mailed_link(site, server)
    assert first != second
    assert is_dead(visitor(site).get(first))
    assert visitor(site).get(second).status == 200
    changed = zoe.submit("/users/me/password/", current=PASSWORD, password="battery staple", confirm="battery staple")
    assert changed.status == 303
    assert is_dead(visitor(site).get(second))


@pytest.mark.parametrize("age, is_good", [(0, True), (3590, True), (3610, False), (10**6, False)])
def test_a_link_is_good_for_an_hour(site, server, zoe, age, is_good):
    ask(site)
    link = resigned(mailed_link(site, server), "email-reset-password", site.data / "secret_key", age)
    answer = visitor(site).get(link)
    assert answer.status == 200 if is_good else is_dead(answer)


def test_no_other_token_is_one(site, server, zoe):
    ask(site)
    link = mailed_link(site, server)
    confirm = resigned(link, "email-confirm-email", site.data / "secret_key", 0)
    for address in (RESET, f"{RESET}?token=", f"{RESET}?token=x", link[:-1], link + "A", confirm):
        assert is_dead(visitor(site).get(address))


def test_mistakes_are_told_at_their_field_and_cost_nothing(site, server, zoe):
    ask(site)
    link = mailed_link(site, server)
    person = visitor(site)
    answer = person.submit(link, password="battery staple", confirm="battery stable")
    assert Page(answer.text).errors["confirm"] == ["Passwords must match"]
    assert set_password(person, link).status == 303
    answer = visitor(site).submit("/users/password/", email="zoe")
    assert Page(answer.text).errors["email"] == ["Invalid email address."]


def test_the_address_of_the_page_stays_here(site, server, zoe):
    ask(site)
    answer = visitor(site).get(mailed_link(site, server))
    assert answer.header("Referrer-Policy") == "strict-origin"
    assert answer.header("Cache-Control") == "no-store"
    assert "http" not in answer.text.split("<body")[1]


def test_nothing_that_lets_anybody_in_is_stored(site, server, zoe):
    ask(site)
    link = mailed_link(site, server)
    token = link.split("token=")[1]
    [[stored]] = site.execute("SELECT arguments FROM site_outbox WHERE kind = 'reset'")
    assert token not in stored and token.split(".")[-1] not in (site.data / "app.db").read_bytes().decode("latin-1")


def test_an_address_gets_three_messages_an_hour_whether_it_is_known_or_not(site, server, zoe):
    for email in ("zoe@example.org", "nobody@example.org"):
        for number in range(3):
            ask(site, email, address=f"192.0.2.{number}")
        answer = visitor(site, "198.51.100.1").submit("/users/password/", email=email)
        assert answer.status == 429
        assert "Please send it again in" in Page(answer.text).summary[0]
    site.work()
    assert len(server.received) == 3
    site.ahead = 3601
    ask(site)


def test_a_client_asks_ten_times_an_hour(site, server, zoe):
    for number in range(10):
        ask(site, f"a{number}@example.org", address="203.0.113.9")
    answer = visitor(site, "203.0.113.9").submit("/users/password/", email="b@example.org")
    assert answer.status == 429


def test_the_link_confirms_the_address(site, server, zoe):
    ask(site)
    set_password(visitor(site), mailed_link(site, server))
    assert site.execute("SELECT status, confirmed_email FROM users_user") == [(1, "zoe@example.org")]


def test_a_forged_form_sets_nothing(site, server, zoe):
    ask(site)
    link = mailed_link(site, server)
    answer = visitor(site).post(link, {"password": "battery staple", "confirm": "battery staple"})
    assert answer.status == 400
    assert zoe.get("/users/me/").status == 200


def test_a_site_without_mail_says_so(data):
    from support.outbox import MailSite

    site = MailSite(data, "")
    answer = visitor(site).get("/users/password/")
    assert answer.status == 410 and "This site does not send email" in answer.text
    assert "/users/password/" not in visitor(site).get("/users/login/").text


def test_a_member_is_told_of_a_changed_password(site, server):
    zoe = member(site, server, "Zoe")
    zoe.submit("/users/me/password/", current=PASSWORD, password="battery staple", confirm="battery staple")
    site.work()
    assert server.received[-1].message["Subject"] == "Your password at My Site has been changed"
