"""Scripts that send mail: they queue it with what causes it, and neither wait for a mail server nor fail because of one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import TOOLS
from support.disk import fill, tiny_disk  # noqa: F401
from support.faults import FORM, not_saved
from support.outbox import SENT, MailSite
from support.processes import eventually
from support.script import ScriptRunner
from support.visitor import Visitor


def visitor(site, **settings) -> Visitor:
    environment = {**site.environment, **{f"SITE_{key}": str(value) for key, value in settings.items()}}
    return Visitor(ScriptRunner(environment))


def register(site, name, **settings):
    answer = visitor(site, **settings).register(name, f"{name.lower()}@example.org")
    assert answer.status == 303
    return answer


def test_who_registers_is_welcomed(site, server):
    register(site, "Zoe")
    site.work()
    [received] = server.received
    assert received.message["Subject"] == "Welcome to My Site"
    assert received.message["To"].addresses[0].display_name == "Zoe"
    text = received.message.get_body(["plain"]).get_content()
    assert "Hello Zoe," in text and "https://www.example.org/users/me/email/confirm?token=" in text


def test_links_lead_to_scripts_under_their_own_names(site, server):
    assert visitor(site).submit("/cgi-bin/cgi-register", **FORM).status == 303
    site.work()
    assert "https://www.example.org/cgi-bin/cgi-profile/me/email/confirm?" in server.received[0].message.get_body(["plain"]).get_content()


def test_no_host_that_a_client_names_gets_into_a_link(site, server):
    zoe = visitor(site)
    form = zoe.page("/users/register/").form.fields
    headers = {"Host": "evil.example.com", "X-Forwarded-Host": "evil.example.com"}
    zoe.post("/users/register/", {**form, **FORM}, headers=headers)
    site.work()
    assert b"evil" not in server.received[0].content


def test_a_site_without_mail_queues_none(data):
    site = MailSite(data, "")
    register(site, "Zoe")
    assert site.execute("SELECT count(*) FROM site_outbox") == [(0,)]


def test_who_could_not_register_is_not_welcomed(site):
    register(site, "Zoe")
    answer = visitor(site).register("Zoe", "eve@example.org")
    assert answer.status == 200
    assert site.execute("SELECT recipient FROM site_outbox") == [("zoe@example.org",)]


def test_on_a_full_disk_there_is_neither_an_account_nor_a_message(tiny_disk, server):  # noqa: F811
    site = MailSite(tiny_disk, f"smtp://127.0.0.1:{server.port}")
    register(site, "Zoe")
    eve = visitor(site)
    fill(tiny_disk)
    not_saved(eve.submit("/users/register/", **FORM))
    (tiny_disk / "filler").unlink()
    site.work()
    assert server.recipients == ["zoe@example.org"]


def test_ten_who_register_while_two_workers_deliver_get_one_message_each(site, server):
    register(site, "Zoe")
    workers = [site.start("--batch", "2") for _ in range(2)]
    names = [f"Adam{number}" for number in range(10)]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda name: register(site, name), names))
    everybody = sorted(["zoe@example.org"] + [f"{name.lower()}@example.org" for name in names])
    assert eventually(lambda: len(server.received) >= 11)
    assert eventually(lambda: set(site.states().values()) == {SENT})
    for worker in workers:
        worker.terminate()
        worker.communicate()
    assert sorted(server.recipients) == everybody


# --- MAIL_WORKER = after-response

AFTER = {"MAIL_WORKER": "after-response", "MAIL_PROGRAM": TOOLS / "sitectl"}


def test_a_script_delivers_after_its_answer(site, server):
    register(site, "Zoe", **AFTER)
    assert eventually(lambda: server.recipients == ["zoe@example.org"])
    assert eventually(lambda: set(site.states().values()) == {SENT})


def test_nobody_waits_for_a_server_that_does_not_answer_and_one_at_a_time_asks_it(site, server):
    server.faults.hold = threading.Event()
    register(site, "Zoe", **AFTER)
    assert server.arrived.wait(10)
    for number in range(4):
        # The script ends, and lets go of its standard output, while the server still thinks.
        register(site, f"Adam{number}", **AFTER)
    assert server.received == []
    server.faults.hold.set()
    assert eventually(lambda: set(site.states().values()) == {SENT})
    assert len(server.received) == 5 and server.most_in_hand == 1


def test_only_pages_that_queue_start_a_worker_and_it_gets_nothing_of_the_client(site, tmp_path):
    path = tmp_path / "worker"
    path.write_text(f'#!/bin/sh\n{{ echo "start $*"; env; echo end; }} >>{tmp_path}/log\n')
    path.chmod(0o755)
    settings = {"MAIL_WORKER": "after-response", "MAIL_PROGRAM": path}
    zoe = visitor(site, **settings)
    for _ in range(3):
        zoe.get("/users/register/", headers={"Proxy": "http://evil.example.com"})
    form = zoe.page("/users/register/").form.fields
    zoe.post("/users/register/", {**form, **FORM}, headers={"Proxy": "http://evil.example.com"})
    log = tmp_path / "log"
    assert eventually(lambda: log.exists() and log.read_text().endswith("end\n"))
    lines = log.read_text().splitlines()
    assert [line for line in lines if line.startswith("start")] == ["start mail work --once --alone --batch 20"]
    assert "SITE_MAIL_WORKER=after-response" in lines
    assert not [line for line in lines if "evil" in line or line.startswith("HTTP")]


@pytest.mark.parametrize(
    "settings, sentence",
    [
        ({"MAIL_WORKER": "after-response", "MAIL_PROGRAM": "/nowhere/sitectl"}, "set MAIL_PROGRAM to its path"),
        ({"MAIL_WORKER": "soon"}, 'MAIL_WORKER is "soon"'),
    ],
)
def test_what_keeps_a_worker_from_starting_is_in_the_error_log_only(site, settings, sentence):
    answer = register(site, "Zoe", **settings)
    assert sentence in answer.errors
    assert list(site.states().values()) == [0]
