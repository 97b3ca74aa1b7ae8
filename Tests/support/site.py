"""Starts ./run, as a person would, and stops it."""

import contextlib
import os
import pwd
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
from pathlib import Path

from . import CHECKOUT

# The user whom scripts run as, and so the owner of the data.
WORKER = "www-data" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def public_folder():
    """A temporary folder that Apache's user can enter; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="cgikit-test-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def hear_all_signals():
    """What started the tests may ignore signals (nohup does), and a shell cannot take that back."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Site:
    """A running ./run. `url` has no slash at its end; `output` holds the lines printed so far."""

    def __init__(self, data, *, port=None, checkout=CHECKOUT, prefix=(), arguments=()):
        self.data = Path(data)
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = []
        self._lines = queue.Queue()
        command = [*prefix, str(checkout / "run"), "--no-build", "--port", str(self.port), "--data", str(data), *arguments]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True, cwd="/", preexec_fn=hear_all_signals,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.output.append(line)
            self._lines.put(line)
        self._lines.put(None)

    def wait_for_line(self, text, seconds=30):
        """The first line not yet waited for that contains the text."""
        while True:
            line = self._lines.get(timeout=seconds)
            if line is None:
                raise AssertionError(f"./run ended without printing {text!r}:\n{''.join(self.output)}")
            if text in line:
                return line

    def ready(self):
        self.wait_for_line("Serving ")
        return self

    def stop(self, sign=signal.SIGINT, seconds=20):
        """Sends the signal that Ctrl-C sends and returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        return self.process.wait(timeout=seconds)

    def database(self):
        """A connection to the site's database; the caller closes it."""
        # Some kernels do not let root open another user's file with O_CREAT in a folder of this kind.
        return sqlite3.connect(f"file:{self.data}/app.db?mode=rw", uri=True, timeout=10)

    def error_log(self):
        """What has arrived so far: Apache writes its logs after the answer, so wait for what a test expects."""
        return (self.data / "logs" / "error.log").read_text()

    def access_log(self):
        return (self.data / "logs" / "access.log").read_text()


@contextlib.contextmanager
def running_site(data, **options):
    """A site that answers, stopped at the end whatever happens."""
    site = Site(data, **options)
    try:
        yield site.ready()
    finally:
        try:
            site.stop()
        except subprocess.TimeoutExpired:
            site.process.kill()
            raise


@contextlib.contextmanager
def locked_database(site):
    """Holds the site's database, which must be there, so that nobody else can read or write it."""
    path = f"file:{site.data}/app.db?mode=rw"
    with contextlib.closing(sqlite3.connect(path, uri=True, timeout=10, isolation_level=None)) as database:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.rollback()
