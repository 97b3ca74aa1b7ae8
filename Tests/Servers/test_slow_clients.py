"""Clients that send their bodies slowly, many at once: the site goes on answering everybody else, and their time ends."""

import contextlib
import os
import socket
import threading
import time
from pathlib import Path

import pytest
import servers
from layout import Layout

from support.processes import eventually
from support.site import public_folder, running_site

CLIENTS = 270
BYTES_PER_SECOND = 700


class SlowClients:
    """Sends to one address, from many connections, 70 bytes every tenth of a second."""

    def __init__(self, port, count=CLIENTS, addresses=9):
        head = (
            "POST /users/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            "Content-Length: 1000000\r\n\r\nemail="
        )
        self.connections = []
        for number in range(count):
            # As from many places: a server may count those of one.
            connection = socket.socket()
            connection.bind((f"127.0.{1 + number % addresses}.{2 + number // 9 if addresses > 1 else 2}", 0))
            connection.connect(("127.0.0.1", port))
            connection.sendall(head.encode())
            connection.setblocking(False)
            self.connections.append(connection)
        self.started = time.monotonic()
        self.first_end = None
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._send)
        self.thread.start()

    def _send(self):
        while not self.stopping.wait(0.1):
            for connection in list(self.connections):
                try:
                    connection.send(b"a" * (BYTES_PER_SECOND // 10))
                    if connection.recv(1000, socket.MSG_PEEK | socket.MSG_DONTWAIT) is not None:
                        self._end(connection)
                except BlockingIOError:
                    pass
                except OSError:
                    self._end(connection)

    def _end(self, connection):
        self.first_end = self.first_end or time.monotonic() - self.started
        connection.close()
        self.connections.remove(connection)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join()
        for connection in self.connections:
            connection.close()


@contextlib.contextmanager
def by_run(folder):
    with running_site(folder / "data") as site:
        yield site.port


@contextlib.contextmanager
def by_nginx(folder):
    with servers.nginx(Layout.make(folder)) as server:
        yield server.port


@contextlib.contextmanager
def by_lighttpd(folder):
    with servers.lighttpd(Layout.make(folder)) as server:
        yield server.port


@pytest.mark.parametrize("start", [by_run, by_nginx, by_lighttpd])
def test_the_site_goes_on_answering(start):
    with public_folder() as folder, start(folder) as port, SlowClients(port) as slow:
        for _ in range(20):
            began = time.monotonic()
            with socket.create_connection(("127.0.0.1", port), timeout=10) as visitor:
                visitor.sendall(b"GET /users/register/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert b" 200 " in visitor.recv(100)
            assert time.monotonic() - began < 10
        assert len(slow.connections) > CLIENTS // 2


def scripts_of(folder):
    """The processes of a site's scripts."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(process / "exe").startswith(f"{folder}/cgi-bin/"):
                found.append(process.name)
    return found


@pytest.mark.parametrize("start", [by_nginx, by_lighttpd])
def test_a_slow_body_occupies_no_script(start):
    with public_folder() as folder, start(folder) as port, SlowClients(port, 30) as slow:
        for _ in range(30):
            assert scripts_of(folder) == []
            slow.stopping.wait(0.1)
        assert len(slow.connections) == 30


def test_an_address_cannot_send_many_at_once_to_nginx():
    def status(source, port):
        request = b"GET /users/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0)) as visitor:
            visitor.sendall(request)
            return visitor.recv(100).split()[1]

    with public_folder() as folder, by_nginx(folder) as port, SlowClients(port, 110, addresses=1) as slow:
        assert eventually(lambda: status("127.0.1.2", port) == b"429")
        assert status("127.0.2.2", port) == b"200"


def test_a_body_has_a_whole_time():
    """Apache's; nginx and lighttpd limit only the time between two pieces."""
    with public_folder() as folder, by_run(folder) as port, SlowClients(port, 8) as slow:
        deadline = time.monotonic() + 60
        while len(slow.connections) > 0 and time.monotonic() < deadline:
            slow.stopping.wait(0.2)
        assert not slow.connections
        assert 10 < slow.first_end < 40
