"""What operators see and do: list, show, retry, drop, test, and the digest that tells them."""

import re
import signal

import pytest

from support.mail_server import MailServer
from support.outbox import FAILED, QUEUED, SENT, MailSite
from support.script import ScriptRunner
from support.site import free_port


def output(done) -> str:
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def refused(site, server):
    """A site with one message that was given up, and one that waits."""
    server.faults.rcpt = {"gone@example.org": "550 5.1.1 No such user", "full@example.org": "450 4.2.2 Full"}
    site.queue("gone@example.org", "full@example.org")
    site.work()
    server.faults.rcpt = {}
    return site


def test_the_list_shows_what_came_of_each(refused):
    lines = output(refused.mail("list")).splitlines()
    assert [re.split(r"\s+", line, maxsplit=6) for line in lines] == [
        ["2", "queued", lines[0].split()[2], "1", "test", "full@example.org", "450 4.2.2 Full"],
        ["1", "failed", lines[1].split()[2], "1", "test", "gone@example.org", "550 5.1.1 No such user"],
    ]
    assert [line.split()[0] for line in output(refused.mail("list", "--state", "failed")).splitlines()] == ["1"]
    assert [line.split()[0] for line in output(refused.mail("list", "--state", "queued")).splitlines()] == ["2"]
    assert output(refused.mail("list", "--state", "sent")) == output(refused.mail("list", "--state", "leased")) == ""
    assert len(output(refused.mail("list", "--limit", "1")).splitlines()) == 1


def test_no_reply_of_a_server_reaches_the_terminal_as_commands(refused):
    refused.execute("UPDATE site_outbox SET reply = 'x' || char(27) || '[2J' || char(10) || 'y' WHERE id = 1")
    assert r"x\x1b[2J\ny" in output(refused.mail("list"))
    assert r"reply: x\x1b[2J\ny" in output(refused.mail("show", 1))


def test_what_was_given_up_can_be_tried_again(refused, server):
    assert output(refused.mail("retry", "--all-failed")) == "1 queued again\n"
    refused.work()
    assert server.recipients == ["gone@example.org"]
    assert output(refused.mail("retry", 2)) == ""
    refused.work()
    assert server.recipients == ["gone@example.org", "full@example.org"]
    done = refused.mail("retry", 1, 7)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        f"sitectl: email {number} cannot be retried: it was sent, a worker has it, or it does not exist."
        for number in (1, 7)
    ]


def test_what_is_dropped_is_gone(refused):
    assert output(refused.mail("drop", 1)) == ""
    assert list(refused.states()) == ["full@example.org"]
    assert refused.mail("drop", 1).returncode == 1


def test_what_a_worker_has_is_not_dropped(refused):
    refused.execute("UPDATE site_outbox SET owner = 'somebody', due_seconds = due_seconds + 1000 WHERE id = 2")
    assert output(refused.mail("list", "--state", "leased")).split()[1] == "leased"
    for command in ("drop", "retry"):
        assert b"a worker has it" in refused.mail(command, 2).stderr


def test_a_message_is_shown_without_what_its_links_grant(site, server):
    link = {"to": "users.password", "purpose": "reset-password", "fields": {"user": 1}}
    site.queue("zoe@example.org", links={"unsubscribe": link})
    masked = output(site.mail("show", 1))
    assert "state: queued" in masked and "To: zoe@example.org" in masked
    assert "?token=hidden>" in masked
    shown = output(site.mail("show", 1, "--links"))
    assert re.search(r"\?token=[\w.-]{60,}>", shown)
    done = site.mail("show", 2)
    assert (done.returncode, done.stderr) == (1, b"sitectl: there is no email 2.\n")


def test_a_worker_prints_links_for_whoever_tries_the_site_out(site, server):
    site.queue("zoe@example.org", links={"link": {"to": "users.login"}})
    assert site.work("--links").splitlines() == [
        "Mail to zoe@example.org: Test email from My Site", "  https://www.example.org/users/login/",
    ]


def test_a_test_message_tells_what_the_server_says(site, server):
    assert output(site.mail("test", "zoe@example.org")) == "sent: 250 2.0.0 OK: kept as number 1\n"
    server.faults.rcpt = {"gone@example.org": "550 No", "full@example.org": "450 Later"}
    done = site.mail("test", "gone@example.org")
    assert done.returncode == 1 and done.stderr.endswith(b"sitectl: not sent: 550 No\n")
    done = site.mail("test", "full@example.org")
    assert (done.returncode, done.stderr) == (1, b"sitectl: not sent: 450 Later\n")
    # What failed comes to nobody later.
    assert site.states() == {"zoe@example.org": SENT}
    assert site.mail("test", "zoe").returncode == 64


def test_nothing_is_sent_before_the_site_says_where_it_is(data, server):
    site = MailSite(data, f"smtp://127.0.0.1:{server.port}", URL="")
    site.queue("zoe@example.org")
    assert "URL is not set" in site.fail_to_work()
    assert site.states() == {"zoe@example.org": QUEUED}


def test_admins_are_told_of_failures_at_most_once_an_hour(site, server):
    site.settings["ADMINS"] = "root@example.org, staff@example.org"
    server.faults.rcpt = {f"gone{number}@example.org": f"550 No {number}" for number in range(3)}
    site.queue("gone0@example.org", "zoe@example.org")
    site.work()
    assert server.recipients == ["zoe@example.org", "root@example.org", "staff@example.org"]
    digest = server.received[1].message
    assert digest["Subject"] == "1 email from My Site could not be delivered"
    for kind in ("plain", "html"):
        assert "test to gone0@example.org: 550 No 0" in digest.get_body([kind]).get_content()

    site.ahead = 1800
    site.queue("gone1@example.org")
    site.work()
    assert len(server.received) == 3
    site.ahead = 3601
    site.queue("gone2@example.org")
    site.work()
    assert server.recipients[3:] == ["root@example.org", "staff@example.org"]
    assert server.received[3].message["Subject"] == "2 emails from My Site could not be delivered"
    site.ahead = 9000
    site.work()
    assert len(server.received) == 5


def test_a_digest_that_cannot_be_delivered_begets_no_other(site, server):
    site.settings["ADMINS"] = "root@example.org"
    server.faults.rcpt = {"gone@example.org": "550 No", "root@example.org": "550 No"}
    site.queue("gone@example.org")
    for site.ahead in (0, 4000, 8000):
        site.work()
    assert site.states() == {"gone@example.org": FAILED, "root@example.org": FAILED}
    assert len(site.execute("SELECT id FROM site_outbox")) == 2


def test_the_watcher_counts(site, server):
    site.queue("zoe@example.org")
    watcher = site_watch(site)
    assert watcher.stdout.readline().split() == "due 1 later 0 leased 0 failed 0 queued/s 0 sent/s 0".encode().split()
    site.work()
    for line in watcher.stdout:
        if line.split()[1] == b"0":
            break
    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(timeout=10) == 0


def site_watch(site):
    import subprocess

    from support import TOOLS
    from support.outbox import hear_signals

    return subprocess.Popen(
        [TOOLS / "sitectl", "mail", "list", "--watch"], env=site.environment, stdout=subprocess.PIPE,
        preexec_fn=hear_signals,
    )


def test_what_was_sent_is_forgotten_after_a_month(site, server):
    server.faults.rcpt = {"gone@example.org": "550 No"}
    site.queue("zoe@example.org", "gone@example.org")
    site.work()
    site.ahead = 29 * 86400
    site.queue("ada@example.org")
    site.work()
    assert site.states() == {"zoe@example.org": SENT, "gone@example.org": FAILED, "ada@example.org": SENT}
    site.ahead = 31 * 86400
    site.work()
    assert site.states() == {"gone@example.org": FAILED, "ada@example.org": SENT}
    site.settings["MAIL_KEEP_SENT_DAYS"] = 0
    site.ahead = 900 * 86400
    site.work()
    assert site.states() == {"gone@example.org": FAILED, "ada@example.org": SENT}


def test_admins_are_told_of_pages_that_fail(site, server, tmp_path):
    site.settings["ADMINS"] = "root@example.org"
    site.queue("zoe@example.org")
    site.work()
    (tmp_path / "users").mkdir()
    (tmp_path / "users" / "login.html").write_text("{{ nothing.at.all }}")
    script = ScriptRunner({**site.environment, "SITE_TEMPLATES": str(tmp_path)})
    for _ in range(3):
        answer = script("cgi-login", script_name="/users/login", path_info="/")
        assert answer.status == 500
    site.work()
    [received] = [received for received in server.received if received.recipients == ["root@example.org"]]
    assert received.message["Subject"] == "Errors on My Site"
    for kind in ("plain", "html"):
        text = " ".join(received.message.get_body([kind]).get_content().split())
        assert "3 times" in text and "1 time" not in text and "users/login.html:1:14: UndefinedError" in text
    site.work()
    assert server.recipients.count("root@example.org") == 1
