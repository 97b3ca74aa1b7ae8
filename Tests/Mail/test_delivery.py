"""What is queued arrives at a real server, once, as it was meant."""

import email
import email.policy
import signal
import threading

import pytest
from conftest import context_for

from support.mail_server import MailServer
from support.outbox import FAILED, QUEUED, SENT, MailSite
from support.processes import eventually
from support.sitectl import write_templates


def test_a_message_arrives_and_is_marked_with_the_servers_words(site, server):
    site.queue("zoe@example.org", name="Zoë")
    site.work()
    [received] = server.received
    assert (received.sender, received.recipients) == ("noreply@www.example.org", ["zoe@example.org"])
    assert site.states() == {"zoe@example.org": SENT}
    assert site.replies() == {"zoe@example.org": "250 2.0.0 OK: kept as number 1"}
    site.work()
    assert len(server.received) == 1


TEXT = """\
Subject: Grüße an {{ name }}: {{ "übermäßig " * 12 }}

Hello {{ name }},
.
.a line that begins with a dot
From the start of a line
{{ "a long line " * 120 }}
a blank at the end\x20
= and =3D; 漢字 and 🙂
{{ link }}
"""


def test_both_alternatives_arrive_as_they_were_written(data, server, tmp_path):
    templates = tmp_path / "mine"
    write_templates(templates, {"emails/test.txt": TEXT, "emails/test.html": "<p>{{ name }} <b>漢字</b> {{ link }}"})
    site = MailSite(data, f"smtp://127.0.0.1:{server.port}", TEMPLATES=templates, NAME="Café & Co, “the” site")
    site.queue("zoe@example.org", name="Zoë <Ω>", links={"link": {"to": "users.login", "with": {"next": "/a?b=c&d"}}})
    site.work()
    message = server.received[0].message
    link = "https://www.example.org/users/login/?next=/a?b%3Dc%26d"
    assert message["Subject"] == ("Grüße an Zoë <Ω>: " + "übermäßig " * 12).strip()
    assert message["From"].addresses[0].display_name == "Café & Co, “the” site"
    assert [(to.display_name, to.addr_spec) for to in message["To"].addresses] == [("Zoë <Ω>", "zoe@example.org")]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.tzinfo is not None
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    body = TEXT.partition("\n\n")[2].replace("{{ name }}", "Zoë <Ω>").replace("{{ link }}", link)
    body = body.replace('{{ "a long line " * 120 }}', "a long line " * 120)
    assert message.get_body(["plain"]).get_content().splitlines() == body.splitlines()
    html = f"<p>Zoë &lt;Ω&gt; <b>漢字</b> {link.replace('&', '&amp;')}"
    assert message.get_body(["html"]).get_content().strip() == html
    for line in server.received[0].content.split(b"\r\n"):
        assert len(line) <= 76 and line.isascii()


EVIL = [
    "a\r\nBcc: eve@example.org", "a\nBcc: eve@example.org", "a\rBcc: eve@example.org", "a\r\n\r\n<script>", "\r\nBcc: x",
    'a" <eve@example.org>, "b', "a\\", '\\"', "=?utf-8?Q?=0D=0ABcc:_eve@example.org?=", "a, eve@example.org",
    "ä\r\nBcc: eve@example.org", "a" * 3000, "ä" * 1000, "a\u2028Bcc: x", "a\x85Bcc: x", "a\x00b", "<eve@example.org>",
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_name_adds_a_header_or_a_recipient(site, server, evil):
    site.queue("zoe@example.org", name=evil)
    site.work()
    [received] = server.received
    assert received.recipients == ["zoe@example.org"]
    message = received.message
    assert [name for name in message.keys()] == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
    ]
    assert [to.addr_spec for to in message["To"].addresses] == ["zoe@example.org"]


@pytest.mark.parametrize("address", ["zoe@example.org\r\nBcc: eve@example.org", "zoe@example.org>\r\nDATA", "<zoe@example.org>"])
def test_an_address_that_is_none_is_given_up(site, server, address):
    site.queue(address, "zoe@example.org")
    site.work()
    assert site.states() == {address: FAILED, "zoe@example.org": SENT}
    assert server.recipients == ["zoe@example.org"]


def test_addresses_beyond_ascii(site, server):
    site.queue("zoë@bücher.example", "adam@bücher.example")
    site.work()
    assert server.recipients == ["zoë@xn--bcher-kva.example", "adam@xn--bcher-kva.example"]
    assert site.states() == {"zoë@bücher.example": SENT, "adam@bücher.example": SENT}


def test_one_click_unsubscription_is_offered_where_a_link_for_it_is(site, server):
    link = {"to": "users.edit", "purpose": "unsubscribe", "fields": {"user": 1}}
    site.queue("zoe@example.org", links={"unsubscribe": link})
    site.work()
    message = server.received[0].message
    assert message["List-Unsubscribe"].startswith("<https://www.example.org/users/me/edit/?token=")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_batch_goes_through_one_connection(site, server):
    site.queue(*(f"zoe{number}@example.org" for number in range(120)))
    site.work()
    assert sorted(server.recipients) == sorted(f"zoe{number}@example.org" for number in range(120))
    assert server.connections == 1


def test_a_server_that_limits_connections_gets_new_ones(site, server):
    server.faults.longest_connection = 3
    site.queue(*(f"zoe{number}@example.org" for number in range(10)))
    site.work()
    assert len(set(server.recipients)) == len(server.received) == 10
    assert server.connections == 4


@pytest.mark.parametrize("implicit", [False, True])
def test_encrypted_and_with_a_password(data, authority, implicit):
    with MailServer(tls=context_for(authority, "localhost"), implicit_tls=implicit, password="s:/@é") as server:
        scheme = "smtps" if implicit else "smtp"
        url = f"{scheme}://zoe%40example.org:s%3A%2F%40%C3%A9@localhost:{server.port}?ca={authority.path}"
        site = MailSite(data, url)
        site.queue("zoe@example.org")
        site.work()
        assert len(server.received) == 1
        assert server.logins == [("zoe@example.org", "s:/@é")]


def test_a_program_takes_messages_as_sendmail_does(data, tmp_path):
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >{tmp_path}/arguments\ncat >{tmp_path}/message\n')
    program.chmod(0o755)
    site = MailSite(data, f"sendmail:{program}")
    site.queue("zoe@example.org")
    site.work()
    assert (tmp_path / "arguments").read_text() == "-i -f noreply@www.example.org -- zoe@example.org\n"
    content = (tmp_path / "message").read_bytes()
    assert b"\r" not in content
    assert email.message_from_bytes(content, policy=email.policy.default)["To"] == "zoe@example.org"
    assert site.states() == {"zoe@example.org": SENT}


@pytest.mark.parametrize(
    "code, state, fails", [(75, QUEUED, False), (67, FAILED, False), (1, QUEUED, True), (127, QUEUED, True)]
)
def test_a_program_says_by_its_exit_code_what_came_of_it(data, tmp_path, code, state, fails):
    program = tmp_path / "sendmail"
    program.write_text(f"#!/bin/sh\ncat >/dev/null\necho out of order >&2\nexit {code}\n")
    program.chmod(0o755)
    site = MailSite(data, f"sendmail:{program}")
    site.queue("zoe@example.org")
    site.fail_to_work() if fails else site.work()
    assert site.states() == {"zoe@example.org": state}
    assert "out of order" in site.replies()["zoe@example.org"]


def test_a_program_that_hangs_is_ended(data, tmp_path):
    program = tmp_path / "sendmail"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    site = MailSite(data, f"sendmail:{program}", MAIL_TIMEOUT=1)
    site.queue("zoe@example.org")
    assert "it took more than 1 seconds" in site.fail_to_work()


def test_a_folder_gets_a_file_for_each(data):
    site = MailSite(data, f"file:{data}/mail")
    site.queue("zoe@example.org", "adam@example.org")
    site.work()
    paths = sorted((data / "mail").iterdir())
    messages = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    assert [message["To"] for message in messages] == ["zoe@example.org", "adam@example.org"]
    assert all(path.suffix == ".eml" and path.stat().st_mode & 0o777 == 0o600 for path in paths)


def test_a_worker_delivers_what_comes_and_stops_when_told(site, server):
    site.queue("zoe@example.org")
    worker = site.start()
    assert eventually(lambda: server.recipients == ["zoe@example.org"])
    site.queue("adam@example.org")
    assert eventually(lambda: server.recipients == ["zoe@example.org", "adam@example.org"])
    assert eventually(lambda: set(site.states().values()) == {SENT})
    worker.send_signal(signal.SIGTERM)
    output, _ = worker.communicate(timeout=10)
    assert (worker.returncode, output) == (0, b"")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_finishes_the_message_in_hand(site, server, sign):
    server.faults.hold = threading.Event()
    site.queue("zoe@example.org", "adam@example.org")
    worker = site.start()
    assert server.arrived.wait(10)
    worker.send_signal(sign)
    server.faults.hold.set()
    assert worker.wait(timeout=10) == 0
    assert server.recipients == ["zoe@example.org"]
    assert site.states() == {"zoe@example.org": SENT, "adam@example.org": QUEUED}
    # The other is given back at once, and uncounted.
    assert site.execute("SELECT owner, tries FROM site_outbox WHERE state = 0") == [(None, 0)]
    site.work()
    assert server.recipients == ["zoe@example.org", "adam@example.org"]
