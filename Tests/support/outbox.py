"""A site's queue of messages, and the tool that works on it."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from . import TOOLS
from .sitectl import sitectl

QUEUED, FAILED, SENT = 0, 1, 2


class MailSite:
    """A data folder with settings for mail, and what is asked of `sitectl mail` there."""

    def __init__(self, data: Path, mail_url="", **settings):
        self.data = data
        self.settings = {"URL": "https://www.example.org", "MAIL_URL": mail_url, "MAIL_TIMEOUT": "10", **settings}
        self._ahead = 0
        self._has_tables = False

    @property
    def environment(self) -> dict:
        settings = {f"SITE_{key}": str(value) for key, value in self.settings.items()}
        return {"SITE_CONFIG": str(self.data / "site.conf"), "PATH": os.environ["PATH"], **settings}

    @property
    def ahead(self) -> int:
        """Seconds that have passed beside those of the clock. To let some pass makes all times in the database older."""
        return self._ahead

    @ahead.setter
    def ahead(self, seconds):
        passed, self._ahead = seconds - self._ahead, seconds
        self.execute(
            "UPDATE site_outbox SET created_seconds = created_seconds - ?1, due_seconds = due_seconds - ?1", passed
        )
        self.execute("UPDATE site_event SET second = second - ?", passed)

    def mail(self, *arguments, timeout=60) -> subprocess.CompletedProcess:
        return sitectl("mail", *arguments, environment=self.environment, timeout=timeout)

    def work(self, *options) -> str:
        """Delivers what is due, and answers what the worker said; it may not fail."""
        done = self.mail("work", "--once", *options)
        assert done.returncode == 0, done.stderr.decode()
        return done.stderr.decode()

    def fail_to_work(self) -> str:
        done = self.mail("work", "--once")
        assert done.returncode == 1, (done.returncode, done.stderr.decode())
        return done.stderr.decode()

    def start(self, *options) -> subprocess.Popen:
        """A worker that goes on."""
        return subprocess.Popen(
            [TOOLS / "sitectl", "mail", "work", *options], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=hear_signals,
        )

    def queue(self, *recipients, kind="test", name=None, values={}, links={}):
        """Puts messages into the queue, as the site's pages do."""
        if not self._has_tables:
            # A file that is there may be a worker's that has only begun.
            assert self.mail("list").returncode == 0
            self._has_tables = True
        arguments = json.dumps({"script": "", "values": values, "links": links})
        now = int(time.time())
        with closing(self._database()) as database, database:
            database.executemany(
                "INSERT INTO site_outbox (token, kind, recipient, name, arguments, created_seconds, state, due_seconds, "
                "tries) VALUES (lower(hex(randomblob(16))), ?, ?, ?, ?, ?, 0, ?, 0)",
                [(kind, recipient, name, arguments, now, now) for recipient in recipients],
            )

    def _database(self):
        # As support.site.Site.database.
        return sqlite3.connect(f"file:{self.data}/app.db?mode=rw", uri=True, timeout=10)

    def execute(self, sql, *values) -> list:
        with closing(self._database()) as database, database:
            return database.execute(sql, values).fetchall()

    def states(self) -> dict:
        return dict(self.execute("SELECT recipient, state FROM site_outbox ORDER BY id"))

    def replies(self) -> dict:
        return dict(self.execute("SELECT recipient, reply FROM site_outbox ORDER BY id"))

    def waits(self) -> dict:
        """The seconds until each message is tried again."""
        now = time.time()
        rows = self.execute("SELECT recipient, due_seconds FROM site_outbox WHERE state = 0")
        return {recipient: due - now for recipient, due in rows}


def hear_signals():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
