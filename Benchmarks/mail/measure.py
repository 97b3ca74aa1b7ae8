"""Measures the mail worker; see Benchmarks/mail/run."""

import argparse
import secrets
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from support import CHECKOUT, TOOLS
from support.outbox import MailSite

FEW = 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--sent", type=int, default=1_000_000)
    options = parser.parse_args()
    with sink() as port:
        with site(port) as few:
            few_rate, few_memory = deliver(few, FEW)
        with site(port) as many:
            rate, memory = deliver(many, options.messages)
        with site(port) as old:
            add_sent(old, options.sent)
            old_rate, _ = deliver(old, FEW)
    print(f"{FEW} messages: {few_rate:.0f} a second, peak memory {few_memory:.1f} MB")
    print(f"{options.messages} messages: {rate:.0f} a second, peak memory {memory:.1f} MB")
    print(f"{FEW} messages beside {options.sent} that were sent: {old_rate:.0f} a second")


@contextmanager
def sink():
    """The port of a server that says yes to everything."""
    process = subprocess.Popen([CHECKOUT / "out/benchmarks/smtp-sink"], stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


@contextmanager
def site(port):
    with tempfile.TemporaryDirectory(prefix="cgikit-benchmark-") as folder:
        data = Path(folder)
        (data / "secret_key").write_bytes(secrets.token_bytes(32))
        (data / "site.conf").write_text("SECRET_KEY_FILE = secret_key\nDATABASE = app.db\n")
        site = MailSite(data, f"smtp://127.0.0.1:{port}")
        site.queue()
        yield site


def add_sent(site, count):
    site.execute(
        "INSERT INTO site_outbox (token, kind, recipient, arguments, created_seconds, state, due_seconds, tries, reply) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
        "SELECT lower(hex(randomblob(16))), 'test', 'zoe' || i || '@example.org', '{}', ?2, 2, ?2, 1, '250 OK' FROM n",
        count,
        int(time.time()),
    )


def deliver(site, count):
    """Messages a second, and the worker's peak memory in megabytes."""
    site.queue(*(f"zoe{number}@example.org" for number in range(count)))
    start = time.monotonic()
    process = subprocess.Popen([TOOLS / "sitectl", "mail", "work", "--once"], env=site.environment)
    memory = 0
    # What wait4() says is the peak of this process, from which that one was forked.
    while process.poll() is None:
        memory = max(memory, peak_memory(process.pid))
        time.sleep(0.01)
    seconds = time.monotonic() - start
    assert process.returncode == 0
    assert site.execute("SELECT count(*) FROM site_outbox WHERE state <> 2") == [(0,)]
    return count / seconds, memory


def peak_memory(pid):
    """In megabytes, so far; 0 of a process that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except ProcessLookupError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


main()
