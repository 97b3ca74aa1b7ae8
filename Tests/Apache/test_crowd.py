"""Two hundred people at once on one post, half of them writing. CROWD_SECONDS=60 makes it last."""

import os
import re
import threading
import time
from collections import Counter
from contextlib import closing

import pytest
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from support.client import Client
from support.site import public_folder, running_site

SECONDS = float(os.environ.get("CROWD_SECONDS", "4"))
WRITERS = READERS = 100


@pytest.fixture
def open_site():
    """A site that lets everybody write as often as they like."""
    with public_folder() as folder, running_site(folder / "data") as site:
        with (site.data / "site.conf").open("a") as settings:
            settings.write(
                "\nMODERATE_FIRST_POSTS = 0\nPOSTING_NEEDS_CONFIRMED_EMAIL = no\n"
                "COMMENTS_PER_MINUTE = 0\nCOMMENTS_PER_MINUTE_BY_ADDRESS = 0\n"
                "DATABASE_TIMEOUT = 30\n"
            )
        yield site


def write_post(client):
    answer = client.submit("/posts/new", title="A crowd", text="Come all.", tags="", button="publish")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def token(client):
    return re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get("/comments/new/1").text).group(1)


class Crowd:
    """Threads that go on until the time is over, and what became of each request."""

    def __init__(self, site, members, post):
        self.site, self.members, self.post = site, members, post
        self.end = time.monotonic() + SECONDS
        self.lock = threading.Lock()
        self.written = Counter()
        self.others = []
        self.reads = 0

    def run(self):
        threads = [threading.Thread(target=self._write, args=(n,)) for n in range(WRITERS)]
        threads += [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self

    def _client(self, member=None):
        client = Client(self.site.url)
        # Apache may close a kept connection just when the next request comes: as browsers do, it is sent again then.
        client._session.mount("http://", HTTPAdapter(max_retries=Retry(total=3, allowed_methods=None)))
        if member:
            client._session.cookies.update(member._session.cookies)
        return client

    def _write(self, number):
        member, csrf = self.members[number % len(self.members)]
        client, turn = self._client(member), 0
        while turn == 0 or time.monotonic() < self.end:
            turn += 1
            text = f"comment {number}.{turn}"
            form = {"csrf_token": csrf, "token": f"{number}-{turn}", "text": text}
            # Every third is sent twice, as by a double click.
            for _ in range(2 if turn % 3 == 0 else 1):
                answer = client.post("/comments/new/1", form)
                with self.lock:
                    if answer.status_code == 303:
                        self.written[text] += 1
                    else:
                        self.others.append((answer.status_code, text))

    def _read(self):
        client, turn = self._client(), 0
        while turn == 0 or time.monotonic() < self.end:
            turn += 1
            answer = client.get(self.post)
            with self.lock:
                self.reads += 1
                if answer.status_code != 200 or "</html>" not in answer.text[-20:]:
                    self.others.append((answer.status_code, "reading"))


def test_no_comment_of_a_crowd_is_lost_or_doubled(open_site):
    members = []
    for _ in range(4):
        client = Client(open_site.url)
        assert client.register(client.person).status_code == 303
        members.append(client)
    post = write_post(members[0])
    crowd = Crowd(open_site, [(client, token(client)) for client in members], post).run()
    with closing(open_site.database()) as database:
        stored = Counter(source for (source,) in database.execute("SELECT source FROM site_comment"))
        [(count,)] = database.execute("SELECT comment_count FROM site_post").fetchall()
        [(ids, paths)] = database.execute("SELECT count(DISTINCT id), count(DISTINCT path) FROM site_comment").fetchall()
    assert crowd.others == []
    assert "database is locked" not in open_site.error_log()
    assert set(stored) == set(crowd.written), "none is lost"
    assert set(stored.values()) == {1}, "none is doubled"
    assert count == ids == paths == len(stored)
    assert len(stored) >= WRITERS and crowd.reads >= READERS
    print(f"{len(stored)} comments, {crowd.reads} pages read in {SECONDS:g} s")


def test_a_limit_is_exact_however_many_ask_at_once(open_site):
    with (open_site.data / "site.conf").open("a") as settings:
        settings.write("COMMENTS_PER_MINUTE = 5\n")
    client = Client(open_site.url)
    assert client.register(client.person).status_code == 303
    write_post(client)
    csrf = token(client)
    statuses = []

    def send(number):
        answer = client.post("/comments/new/1", {"csrf_token": csrf, "token": str(number), "text": f"comment {number}"})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(statuses) == {303: 5, 429: 25}
    with closing(open_site.database()) as database:
        assert database.execute("SELECT count(*) FROM site_comment").fetchall() == [(5,)]
