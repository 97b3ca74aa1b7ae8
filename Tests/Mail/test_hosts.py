"""Names of hosts and people that are not plain ASCII, or no names at all."""

import pytest

from support.mail_server import MailServer
from support.outbox import FAILED, SENT, MailSite


@pytest.fixture
def old_server():
    """One that knows nothing of SMTPUTF8."""
    with MailServer(smtputf8=False) as server:
        yield server


def test_an_address_that_the_server_cannot_take_is_given_up(data, old_server):
    site = MailSite(data, f"smtp://127.0.0.1:{old_server.port}")
    site.queue("müller@example.com", "zoe@example.org", "李@example.com")
    assert "SMTPUTF8" in site.work()
    assert old_server.recipients == ["zoe@example.org"]
    assert site.states() == {"müller@example.com": FAILED, "zoe@example.org": SENT, "李@example.com": FAILED}
    assert "SMTPUTF8" in site.replies()["müller@example.com"]


def test_a_server_with_smtputf8_gets_it(site, server):
    site.queue("zoe@example.org", "müller@example.com", "ada@example.org")
    site.work()
    assert server.recipients == ["zoe@example.org", "müller@example.com", "ada@example.org"]
    assert server.connections == 1


def test_only_the_domain_is_beyond_ascii(data, old_server):
    site = MailSite(data, f"smtp://127.0.0.1:{old_server.port}")
    site.queue("zoe@bücher.example")
    site.work()
    assert old_server.recipients == ["zoe@xn--bcher-kva.example"]


def test_a_server_that_is_not_there_costs_no_message(data):
    site = MailSite(data, "smtp://127.0.0.1:1")
    site.queue("müller@example.com")
    site.fail_to_work()
    assert set(site.states().values()) == {0}


@pytest.mark.parametrize(
    "url, name",
    [
        ("http://192.0.2.1:8080", "[192.0.2.1]"), ("http://[2001:db8::1]:8080", "[IPv6:2001:db8::1]"),
        ("https://www.example.org", "www.example.org"),
    ],
)
def test_a_site_without_a_name(data, server, url, name):
    site = MailSite(data, f"smtp://127.0.0.1:{server.port}", URL=url)
    site.queue("zoe@example.org")
    site.work()
    [received] = server.received
    assert server.greetings == [name]
    assert received.sender == f"noreply@{name}"
    head = received.content.split(b"\r\n\r\n")[0].decode()
    assert f"<noreply@{name}>" in head and f"@{name}>" in head.split("Message-ID:")[1]
