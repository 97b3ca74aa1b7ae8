"""Servers, networks, disks and rows that fail: nothing is lost, and nothing is sent twice that need not be."""

import random
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import context_for

from support.disk import fill, tiny_disk  # noqa: F401
from support.faults import is_sound
from support.mail_server import MailServer, silent_port
from support.outbox import FAILED, QUEUED, SENT, MailSite
from support.processes import eventually
from support.site import free_port
from support.sitectl import write_templates

HOUR, DAY = 3600, 86400


def test_a_server_that_is_down_for_an_hour_gets_everything_when_it_is_back(data):
    port = free_port()
    site = MailSite(data, f"smtp://127.0.0.1:{port}")
    recipients = [f"zoe{number}@example.org" for number in range(60)]
    site.queue(*recipients)
    for site.ahead in (0, 120, 600, 1800):
        words = site.fail_to_work()
        assert "Failed to connect" in words or "Couldn't connect" in words
        assert set(site.states().values()) == {QUEUED}
    with MailServer(port=port) as server:
        site.ahead = HOUR
        site.work()
        assert sorted(server.recipients) == sorted(recipients)
    assert set(site.states().values()) == {SENT}


def test_waits_become_longer_and_end_after_days(data):
    site = MailSite(data, f"smtp://127.0.0.1:{free_port()}", MAIL_GIVE_UP_DAYS=2)
    site.queue("zoe@example.org")
    for ahead, shortest, longest in [(0, 40, 76), (80, 85, 151), (240, 170, 301)]:
        site.ahead = ahead
        site.fail_to_work()
        assert shortest < site.waits()["zoe@example.org"] < longest
    site.ahead = 2 * DAY + 1
    words = site.fail_to_work()
    assert "email 1 was given up after 4 tries" in words
    assert site.states() == {"zoe@example.org": FAILED}
    assert "connect" in site.replies()["zoe@example.org"]


def test_a_refused_recipient_is_given_up_and_the_others_are_not(site, server):
    server.faults.rcpt = {"gone@example.org": "550 5.1.1 No such user here", "full@example.org": "450 4.2.2 Mailbox full"}
    server.faults.data = {"spam@example.org": "554 5.7.1 Spam", "later@example.org": "451 4.3.0 Try again"}
    site.queue("gone@example.org", "full@example.org", "spam@example.org", "later@example.org", "zoe@example.org")
    said = site.work()
    assert site.states() == {
        "gone@example.org": FAILED, "full@example.org": QUEUED, "spam@example.org": FAILED, "later@example.org": QUEUED,
        "zoe@example.org": SENT,
    }
    assert site.replies() == {
        "gone@example.org": "550 5.1.1 No such user here", "full@example.org": "450 4.2.2 Mailbox full",
        "spam@example.org": "554 5.7.1 Spam", "later@example.org": "451 4.3.0 Try again",
        "zoe@example.org": "250 2.0.0 OK: kept as number 1",
    }
    assert "email 1 was given up: 550 5.1.1 No such user here" in said
    assert server.recipients == ["zoe@example.org"]
    server.faults.rcpt = server.faults.data = {}
    site.ahead = 100
    site.work()
    assert sorted(server.recipients) == ["full@example.org", "later@example.org", "zoe@example.org"]


def test_a_server_that_shuts_down_is_left_alone(site, server):
    server.faults.rcpt = {"zoe1@example.org": "421 4.3.2 Shutting down"}
    site.queue(*(f"zoe{number}@example.org" for number in range(4)))
    assert "421 4.3.2 Shutting down" in site.fail_to_work()
    assert server.recipients == ["zoe0@example.org"]
    assert list(site.states().values()) == [SENT, QUEUED, QUEUED, QUEUED]


def test_a_connection_that_drops_after_the_content_is_tried_again_with_the_same_id(site, server):
    # The server has taken the first, but nobody could know.
    server.faults.data = {"zoe@example.org": None}
    site.queue("zoe@example.org", "adam@example.org")
    [[token]] = site.execute("SELECT token FROM site_outbox WHERE recipient = 'zoe@example.org'")
    site.work()
    assert site.states() == {"zoe@example.org": QUEUED, "adam@example.org": SENT}
    server.faults.data = {}
    site.ahead = 100
    site.work()
    assert server.recipients == ["adam@example.org", "zoe@example.org"]
    assert server.ids[1] == f"<{token}@www.example.org>"


def test_a_server_that_says_nothing_is_given_up_on_in_time(data):
    with silent_port() as port:
        site = MailSite(data, f"smtp://127.0.0.1:{port}", MAIL_TIMEOUT=1)
        site.queue("zoe@example.org", "adam@example.org")
        assert "timed out" in site.fail_to_work().lower()
        assert set(site.states().values()) == {QUEUED}


def test_a_server_that_is_slow_with_the_content_is_given_up_on_in_time(data, server):
    site = MailSite(data, f"smtp://127.0.0.1:{server.port}", MAIL_TIMEOUT=1)
    server.faults.hold = threading.Event()
    site.queue("zoe@example.org", "adam@example.org")
    words = site.fail_to_work().lower()
    assert "timed out" in words or "timeout" in words
    assert set(site.states().values()) == {QUEUED}


@pytest.mark.parametrize("trusted, name", [(False, "localhost"), (True, "elsewhere.example.org")])
def test_a_certificate_that_is_not_right_gets_no_password(data, authority, trusted, name):
    with MailServer(tls=context_for(authority, name), password="secret") as server:
        ca = f"?ca={authority.path}" if trusted else ""
        site = MailSite(data, f"smtp://zoe:secret@localhost:{server.port}{ca}")
        site.queue("zoe@example.org")
        words = site.fail_to_work()
        assert "certificate" in words and "secret" not in words
        assert (server.logins, server.received) == ([], [])
        assert site.states() == {"zoe@example.org": QUEUED}


def test_a_server_without_encryption_gets_no_password(data):
    with MailServer(password="secret") as server:
        site = MailSite(data, f"smtp://zoe:secret@localhost:{server.port}")
        site.queue("zoe@example.org")
        site.fail_to_work()
        assert (server.logins, server.received) == ([], [])
        site.settings["MAIL_URL"] += "?starttls=never"
        site.ahead = 100
        site.work()
        assert server.logins == [("zoe", "secret")] and len(server.received) == 1


def test_a_wrong_password_costs_no_message(data, authority):
    with MailServer(tls=context_for(authority, "localhost"), password="secret") as server:
        site = MailSite(data, f"smtp://zoe:wrong@localhost:{server.port}?ca={authority.path}")
        site.queue("zoe@example.org", "adam@example.org")
        words = site.fail_to_work()
        assert "535" in words and "wrong" not in words
        assert site.states() == {"zoe@example.org": QUEUED, "adam@example.org": QUEUED}
        assert "535" in site.replies()["zoe@example.org"]
        assert len(server.logins) == 1


def test_a_server_that_wants_a_password_and_gets_none_costs_no_message(data):
    with MailServer(password="secret") as server:
        site = MailSite(data, f"smtp://localhost:{server.port}")
        site.queue("zoe@example.org")
        assert "530" in site.fail_to_work()
        assert site.states() == {"zoe@example.org": QUEUED}


@pytest.mark.parametrize(
    "url, sentence",
    [
        ("", "MAIL_URL is not set"), ("http://example.org", "MAIL_URL is not of a supported kind"),
        ("smtp://", "MAIL_URL is not valid"), ("smtp://a:b@c:x", "MAIL_URL is not valid"),
        ("smtp://localhost?starttls=maybe", 'starttls is required, try or never, not "maybe"'),
        ("smtp://localhost?tls=yes", 'unknown option "tls"'), ("file:", "MAIL_URL is not of a supported kind"),
    ],
)
def test_a_wrong_address_of_the_server_is_named(data, url, sentence):
    site = MailSite(data, url)
    site.queue("zoe@example.org")
    assert sentence in site.fail_to_work()
    assert site.states() == {"zoe@example.org": QUEUED}


def test_malformed_rows_hold_nothing_up(site, server):
    broken = [f"broken{number}@example.org" for number in range(6)]
    site.queue(*broken, "zoe@example.org")
    changes = [
        "kind = 'nope'", "arguments = '{'", "arguments = x'00ff80'", "token = 'x' || char(10) || 'y'",
        "arguments = '{\"links\": {\"a\": 7}}'", "recipient = x'ff40ff', created_seconds = 'x', tries = 'y'",
    ]
    for recipient, change in zip(broken, changes):
        site.execute(f"UPDATE site_outbox SET {change} WHERE recipient = ?", recipient)
    site.work()
    assert server.recipients == ["zoe@example.org"]
    assert sorted(row[0] for row in site.execute("SELECT state FROM site_outbox")) == [FAILED] * 6 + [SENT]
    replies = [reply for [reply] in site.execute("SELECT reply FROM site_outbox WHERE state = 1 ORDER BY id")]
    assert 'There is no kind of email "nope".' == replies[0]
    assert replies[1].startswith("The email's arguments are not JSON")


def test_a_broken_template_waits_for_whoever_mends_it(data, server, tmp_path):
    templates = tmp_path / "mine"
    write_templates(templates, {"emails/test.html": "{% if %}"})
    site = MailSite(data, f"smtp://127.0.0.1:{server.port}", TEMPLATES=templates)
    site.queue("zoe@example.org")
    site.work()
    assert site.states() == {"zoe@example.org": QUEUED}
    assert "emails/test.html:1" in site.replies()["zoe@example.org"]
    (templates / "emails" / "test.html").unlink()
    site.ahead = 100
    site.work()
    assert server.recipients == ["zoe@example.org"]


def test_killed_workers_lose_nothing_and_repeat_only_what_was_in_hand(site, server):
    recipients = [f"zoe{number}@example.org" for number in range(1000)]
    site.queue(*recipients)
    chance = random.Random(1)
    kills = 0
    arrived = 0
    while arrived < len(recipients):
        worker = site.start()
        goal = min(arrived + chance.randint(1, 45), len(recipients))
        assert eventually(lambda: len(set(server.recipients)) >= goal, 30)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        arrived = len(set(server.recipients))
        kills += 1
    site.work()
    assert kills > 20, "too few were killed to mean anything"
    assert set(site.states().values()) == {SENT}
    assert set(server.recipients) == set(recipients)
    assert [path.name for path in site.data.glob("app.db-*")] == ["app.db-created"]
    assert len(server.received) - len(recipients) <= kills
    # What came twice is recognisably the same.
    tokens = dict(site.execute("SELECT recipient, token FROM site_outbox"))
    for received in server.received:
        assert received.id == f"<{tokens[received.recipients[0]]}@www.example.org>"
    assert max(Counter(server.ids).values()) <= 3
    assert is_sound(site.data / "app.db")


def test_two_workers_and_ten_who_post_lose_and_double_nothing(site, server):
    workers = [site.start("--batch", "7") for _ in range(2)]
    recipients = [[f"zoe{post}-{number}@example.org" for number in range(20)] for post in range(10)]
    site.queue("first@example.org")

    def post(addresses):
        for address in addresses:
            site.queue(address)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(post, recipients))
    everybody = ["first@example.org"] + [address for group in recipients for address in group]
    assert eventually(lambda: len(server.received) >= len(everybody), 30)
    assert eventually(lambda: set(site.states().values()) == {SENT})
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        output, _ = worker.communicate(timeout=10)
        assert (worker.returncode, output) == (0, b"")
    assert sorted(server.recipients) == sorted(everybody)


def test_a_full_disk_sends_nothing_that_cannot_be_marked(tiny_disk, server):  # noqa: F811
    site = MailSite(tiny_disk, f"smtp://127.0.0.1:{server.port}")
    site.queue("zoe@example.org", "adam@example.org")
    fill(tiny_disk)
    assert "full" in site.fail_to_work()
    assert server.received == []
    (tiny_disk / "filler").unlink()
    site.ahead = 301
    site.work()
    assert sorted(server.recipients) == ["adam@example.org", "zoe@example.org"]
    assert is_sound(tiny_disk / "app.db")


def test_a_disk_that_fills_up_while_a_message_is_sent_does_not_double_it(tiny_disk, server):  # noqa: F811
    site = MailSite(tiny_disk, f"smtp://127.0.0.1:{server.port}")
    site.queue("zoe@example.org", "adam@example.org")
    server.faults.hold = threading.Event()
    worker = site.start()
    assert server.arrived.wait(10)
    fill(tiny_disk)
    server.faults.hold.set()
    assert b"full" in worker.stdout.readline()
    assert server.recipients == ["zoe@example.org"]
    (tiny_disk / "filler").unlink()
    assert eventually(lambda: server.recipients == ["zoe@example.org", "adam@example.org"])
    worker.send_signal(signal.SIGTERM)
    worker.communicate()
    assert (worker.returncode, set(site.states().values())) == (0, {SENT})
