"""A worker that goes on takes in other settings, and another database in the place of the old one."""

import os
import shutil
import signal
import sqlite3

import pytest

from support.mail_server import MailServer
from support.outbox import SENT, MailSite
from support.processes import eventually


@pytest.fixture
def worker(data, server):
    """A site whose settings stand in its file, and its worker."""
    site = MailSite(data)
    del site.settings["MAIL_URL"], site.settings["URL"]
    set_settings(data, MAIL_URL=f"smtp://127.0.0.1:{server.port}", URL="https://www.example.org")
    site.queue("first@example.org")
    process = site.start()
    site.process = process
    try:
        assert eventually(lambda: site.states() == {"first@example.org": SENT})
        yield site
    finally:
        process.kill()
        process.wait()


def set_settings(data, **settings):
    lines = [line for line in (data / "site.conf").read_text().splitlines() if line.split(" ")[0] not in settings]
    new = data / "site.conf.new"
    new.write_text("\n".join([*lines, *(f"{key} = {value}" for key, value in settings.items())]) + "\n")
    new.rename(data / "site.conf")


def test_changed_settings_are_read(data, worker):
    with MailServer() as other:
        set_settings(data, MAIL_URL=f"smtp://127.0.0.1:{other.port}")
        assert eventually(lambda: (worker.queue("zoe@example.org"), other.recipients)[1])
    assert worker.process.poll() is None


def test_a_mistake_in_the_settings_is_waited_out(data, server, worker):
    set_settings(data, MAIL_URL="nonsense")
    worker.process.send_signal(signal.SIGHUP)
    assert eventually(lambda: b"MAIL_URL is not of a supported kind" in worker.process.stdout.readline())
    set_settings(data, MAIL_URL=f"smtp://127.0.0.1:{server.port}")
    with sqlite3.connect(data / "app.db", timeout=10) as database:
        database.execute("UPDATE site_outbox SET state = 0, due_seconds = 0, owner = NULL")
    worker.process.send_signal(signal.SIGHUP)
    assert eventually(lambda: len(server.received) == 2)


def test_sighup_starts_over(data, server, worker):
    worker.process.send_signal(signal.SIGHUP)
    assert b"SIGHUP" in worker.process.stdout.readline()
    worker.queue("zoe@example.org")
    assert eventually(lambda: "zoe@example.org" in server.recipients)
    worker.process.send_signal(signal.SIGTERM)
    assert worker.process.wait(20) == 0


def test_a_restored_database_is_opened(data, server, worker):
    shutil.copy(data / "app.db", data / "backup.db")
    os.replace(data / "backup.db", data / "app.db")
    worker.queue("zoe@example.org")
    assert eventually(lambda: "zoe@example.org" in server.recipients)
    assert eventually(lambda: worker.states() == {"first@example.org": SENT, "zoe@example.org": SENT})


def test_a_database_that_is_gone_for_a_while(data, server, worker):
    os.replace(data / "app.db", data / "backup.db")
    assert eventually(lambda: b"the database is gone" in worker.process.stdout.readline())
    assert not (data / "app.db").exists()
    os.replace(data / "backup.db", data / "app.db")
    worker.process.send_signal(signal.SIGHUP)
    worker.queue("zoe@example.org")
    assert eventually(lambda: "zoe@example.org" in server.recipients)


def test_settings_that_change_while_the_worker_makes_the_database(data, server):
    """The worker has read its settings, and waits for the secret key, when they change."""
    site = MailSite(data)
    del site.settings["MAIL_URL"], site.settings["URL"]
    key = (data / "secret_key").read_bytes()
    os.mkfifo(data / "slow_key", 0o600)
    old = dict(URL="https://www.example.org", SECRET_KEY_FILE="slow_key", MAIL_URL="file:mail")
    set_settings(data, **old)
    assert not (data / "app.db").exists()
    process = site.start()
    try:
        # Opens when the worker does.
        with open(data / "slow_key", "wb") as slow:
            set_settings(data, SECRET_KEY_FILE="secret_key", MAIL_URL=f"smtp://127.0.0.1:{server.port}")
            slow.write(key)
        assert b"starts over" in process.stdout.readline()
        site.queue("zoe@example.org")
        assert eventually(lambda: "zoe@example.org" in server.recipients)
    finally:
        process.kill()
        process.wait()


def test_a_worker_that_begins_with_a_mistake_waits(data, server):
    site = MailSite(data)
    del site.settings["MAIL_URL"], site.settings["URL"]
    set_settings(data, MAIL_URL=f"smtp://127.0.0.1:{server.port}", URL="https://www.example.org", POSTS_PER_MINUTE="many")
    process = site.start()
    try:
        said = process.stdout.readline()
        assert b'POSTS_PER_MINUTE is "many"' in said
        assert process.stdout.readline() == b"waiting until this is fixed\n"
        # Again with each signal, it looks, and says nothing new.
        process.send_signal(signal.SIGHUP)
        set_settings(data, POSTS_PER_MINUTE="4")
        process.send_signal(signal.SIGHUP)
        assert process.stdout.readline() == b"works again\n"
        site.queue("zoe@example.org")
        assert eventually(lambda: "zoe@example.org" in server.recipients)
    finally:
        process.kill()
        process.wait()


def test_a_server_that_is_back_is_told(data, worker):
    with MailServer() as other:
        port = other.port
    set_settings(data, MAIL_URL=f"smtp://127.0.0.1:{port}")
    assert b"starts over" in worker.process.stdout.readline()
    worker.queue("zoe@example.org")
    assert b"nothing is delivered" in worker.process.stdout.readline()
    with MailServer(port=port) as other:
        worker.execute("UPDATE site_outbox SET due_seconds = 0 WHERE state = 0")
        assert eventually(lambda: other.recipients)
        assert eventually(lambda: b"works again" in worker.process.stdout.readline())
