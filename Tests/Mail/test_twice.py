"""Forms and links of messages that are used twice, by a double click: one message, and the answer of the first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from members import PASSWORD, link_to, mail_to, register, visitor

EMAIL = "/users/me/email"
NEW = "battery staple"


@pytest.fixture
def zoe(site, server):
    person = register(site, "Zoe")
    site.work()
    return person


def twice(person, address, *, at_once=False, **fields):
    form = {**person.page(address).form.fields, **fields}
    if at_once:
        with ThreadPoolExecutor() as pool:
            return list(pool.map(lambda _: person.post(address, form), range(2)))
    return [person.post(address, form), person.post(address, form)]


def same(answers):
    first, second = [(answer.status, answer.header("Location")) for answer in answers]
    assert first == second and first[0] == 303, (first, second)
    return first[1]


def newest(site, server, recipient, path):
    site.work()
    return link_to(mail_to(server, recipient)[-1], path)


@pytest.mark.parametrize("at_once", [False, True])
def test_asking_for_a_new_password(site, server, zoe, at_once):
    for email in ("zoe@example.org", "nobody@example.org"):
        server.received.clear()
        assert same(twice(visitor(site), "/users/password/", at_once=at_once, email=email)) == "/users/login/"
        site.work()
        assert len(server.received) == (1 if email.startswith("zoe") else 0)
    # Another address in the same form is another wish, and so is another form.
    for _ in range(2):
        visitor(site).submit("/users/password/", email="zoe@example.org")
    site.work()
    assert len(mail_to(server, "zoe@example.org")) == 2


@pytest.mark.parametrize("at_once", [False, True])
def test_resetting_a_password(site, server, zoe, at_once):
    visitor(site).submit("/users/password/", email="zoe@example.org")
    link = newest(site, server, "zoe@example.org", "/users/password/reset")
    person = visitor(site)
    form = {**person.page(link).form.fields, "password": NEW, "confirm": NEW}
    person.get(link)
    assert same(twice(person, link, at_once=at_once, password=NEW, confirm=NEW)) == "/users/login/"
    assert person.sign_in(password=NEW).status == 303
    # Another password by the same link, or the same by another's form, changes nothing and tells nothing.
    stranger = visitor(site)
    assert stranger.post(link, {**form, "password": NEW, "confirm": NEW}).status == 410
    assert person.post(link, {**form, "password": PASSWORD, "confirm": PASSWORD}).status == 410
    site.work()
    told = [received.message["Subject"] for received in mail_to(server, "zoe@example.org")]
    assert sum("has been changed" in subject for subject in told) == 1


def test_another_confirmation(site, server, zoe):
    server.received.clear()
    same(twice(zoe, f"{EMAIL}/mail"))
    site.work()
    assert len(server.received) == 1


def test_another_address_and_back(site, server, zoe):
    server.received.clear()
    assert same(twice(zoe, f"{EMAIL}/", email="zoe@example.com", current=PASSWORD)) == "/users/me/"
    site.work()
    assert len(server.received) == 1
    link = newest(site, server, "zoe@example.com", f"{EMAIL}/change")
    assert same(twice(zoe, link)) == "/users/me/"
    assert zoe.get(link).status == 410, "and then the link is done"
    site.work()
    assert len(mail_to(server, "zoe@example.org")) == 1
    back = newest(site, server, "zoe@example.org", f"{EMAIL}/revert")
    server.received.clear()
    assert same(twice(visitor(site), back)) == "/users/login/"
    site.work()
    assert len(mail_to(server, "zoe@example.org")) == 1
