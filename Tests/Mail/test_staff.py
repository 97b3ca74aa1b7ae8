"""Staff learns by mail of what waits and of reports: at most once an hour, and only who wants to."""

import pytest

from members import link_to, mail_to, member


@pytest.fixture
def mo(site, server):
    """Of staff."""
    person = member(site, server, "Mo")
    site.execute("UPDATE users_user SET role = 1 WHERE name = 'Mo'")
    return person


@pytest.fixture
def zoe(site, server):
    """A newcomer, whose texts wait."""
    person = member(site, server, "Zoe")
    site.execute("UPDATE users_user SET status = 1 WHERE name = 'Zoe'")
    return person


def write(site, person, title):
    site.execute("DELETE FROM site_event WHERE kind IN (1, 2)")
    assert person.submit("/posts/new", title=title, text="Text", button="publish").status == 303


def told(site, server) -> list:
    server.received.clear()
    site.work()
    return mail_to(server, "mo@example.org")


def test_what_waits_is_told_once_an_hour(site, server, mo, zoe):
    write(site, zoe, "One")
    [received] = told(site, server)
    assert received.message["Subject"] == "For staff at My Site: 1 pending"
    assert mo.get(link_to(received, "/moderation/")).status == 200
    assert link_to(received, "/users/me/notices/")
    assert told(site, server) == []
    write(site, zoe, "Two")
    assert told(site, server) == []
    site.ahead += 3601
    site.execute("UPDATE site_post SET updated_seconds = updated_seconds - 10 WHERE title = 'One'")
    [received] = told(site, server)
    assert "2 pending" in received.message["Subject"]
    # Nothing has come since.
    site.ahead += 3601
    site.execute("UPDATE site_post SET updated_seconds = updated_seconds - 7300")
    assert told(site, server) == []


def test_reports_are_told(site, server, mo, zoe):
    write(site, mo, "Fine")
    assert told(site, server) == []
    [[post]] = site.execute("SELECT id FROM site_post")
    assert zoe.submit(f"/moderation/report/{post}", reason="Spam").status == 303
    [received] = told(site, server)
    assert received.message["Subject"] == "For staff at My Site: 1 reported"


def test_who_wants_none_gets_none(site, server, mo, zoe):
    assert mo.page("/users/me/notices/").form.fields["moderation"] == "hourly"
    assert mo.submit("/users/me/notices/", moderation="off").status == 303
    assert mo.page("/users/me/notices/").form.fields["moderation"] == "off"
    write(site, zoe, "One")
    assert told(site, server) == []
    assert mo.submit("/users/me/notices/", moderation="hourly").status == 303
    assert len(told(site, server)) == 1


def test_members_have_no_such_choice(site, server, zoe):
    assert "moderation" not in zoe.page("/users/me/notices/").form.fields
    assert zoe.submit("/users/me/notices/", frequency="off").status == 303
    write(site, zoe, "One")
    site.work()
    assert mail_to(server, "zoe@example.org")[1:] == []
