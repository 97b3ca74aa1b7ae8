"""Hashing a password takes a processor and much memory: only so many processes do it at once."""

import contextlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import PASSWORD

from support.faults import not_saved
from support.processes import eventually

HOLDER = """
import fcntl, struct, sys, time
file = open(sys.argv[1], "r+")
# Locks of the open file (F_OFD_SETLK).
for place in range(int(sys.argv[3]), int(sys.argv[3]) + int(sys.argv[2])):
    fcntl.fcntl(file, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, place, 1, 0))
print("held", flush=True)
time.sleep(600)
"""


@contextlib.contextmanager
def slots_held(path, count, first=0):
    """Another process that has some slots, until it is killed."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path), str(count), str(first)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.kill()
        holder.wait()


# The bytes of those who hash, and of those who wait.
SLOTS, QUEUE = range(1 << 20), range((1 << 20) + 1, 1 << 21)


def locks(path, place=SLOTS):
    """The bytes of a file that are locked. (A lock that moves on while the list is read may be in it twice.)"""
    inode = os.stat(path).st_ino
    with open("/proc/locks") as file:
        locked = {int(line.split()[-1]) for line in file if f":{inode} " in line and "->" not in line}
    return {number for number in locked if number in place}


@pytest.mark.parametrize("slots", [1, 2])
def test_no_more_than_the_slots_hash_at_once(zoe, new_visitor, data, slots):
    environment = {"SITE_PASSWORD_SLOTS": str(slots), "SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS": "0"}
    visitors = [new_visitor(environment=environment) for _ in range(12)]
    forms = [visitor.page("/users/login/").form.fields for visitor in visitors]

    def sign_in(number):
        form = {**forms[number], "email": "zoe@example.org", "password": PASSWORD}
        return visitors[number].post("/users/login/", form, timeout=120).status

    seen = set()
    with ThreadPoolExecutor(12) as pool:
        answers = [pool.submit(sign_in, number) for number in range(12)]
        while not all(answer.done() for answer in answers):
            hashing = sum(1 for pid in os.listdir("/proc") if pid.isdigit() and is_hashing(pid, data))
            assert hashing <= slots
            seen.add(hashing)
            if (data / "password-slots").exists():
                assert len(locks(data / "password-slots")) <= slots
    statuses = [answer.result() for answer in answers]
    assert set(statuses) <= {303, 429} and 303 in statuses
    assert max(seen) >= 1


def test_all_of_many_at_once_get_in(add_user, new_visitor, data):
    """Far more than there are slots: all wait at the same time, and each gets one."""
    for number in range(12):
        add_user(f"Zoe {number}", f"zoe-{number}@example.org", method="scrypt:32768:8:1")
    settings = {
        "SITE_PASSWORD_SLOTS": "4", "SITE_PASSWORD_SCRYPT": "32768:8:1", "SITE_SIGN_IN_FAILURES_PER_5_MINUTES": "0",
        "SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS": "0",
    }
    visitors = [new_visitor(environment={**settings, "REMOTE_ADDR": f"192.0.2.{number % 5}"}) for number in range(60)]
    forms = [visitor.page("/users/login/").form.fields for visitor in visitors]
    assert visitors[0].sign_in("zoe-0@example.org").status == 303, "the file of the slots is there"
    visitors[0].sign_out()
    forms[0] = visitors[0].page("/users/login/").form.fields

    def sign_in(number):
        form = {**forms[number], "email": f"zoe-{number % 12}@example.org", "password": PASSWORD}
        return visitors[number].post("/users/login/", form, timeout=90)

    with ThreadPoolExecutor(60) as pool, slots_held(data / "password-slots", 4) as holder:
        answers = [pool.submit(sign_in, number) for number in range(60)]
        assert eventually(lambda: len(locks(data / "password-slots", QUEUE)) == 60, 25)
        holder.kill()
        assert [answer.result().status for answer in answers] == [303] * 60


# Who waits: a slot, scrypt that takes no time, and none of the limits on wrong passwords.
WAITING = {
    "SITE_PASSWORD_SLOTS": "1", "SITE_PASSWORD_SCRYPT": "1024:8:1", "SITE_SIGN_IN_FAILURES_PER_5_MINUTES": "0",
    "SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS": "0",
}


class Line:
    """People who come one after another while the slot is held, and the order in which they are answered."""

    def __init__(self, pool, new_visitor, data):
        self.pool, self.new_visitor, self.path = pool, new_visitor, data / "password-slots"
        self.answers, self.answered = [], []

    def come(self, email, network):
        """Whether there was room."""
        visitor = self.new_visitor(environment={**WAITING, "REMOTE_ADDR": network})
        form = {**visitor.page("/users/login/").form.fields, "email": email, "password": "tr0ub4dor"}
        number, waiting = len(self.answers), len(locks(self.path, QUEUE))

        def send():
            answer = visitor.post("/users/login/", form, timeout=90)
            self.answered.append(number)
            return answer

        answer = self.pool.submit(send)
        assert eventually(lambda: answer.done() or len(locks(self.path, QUEUE)) == waiting + 1)
        if answer.done():
            assert int(answer.result().header("Retry-After")) > 0
            assert not_saved(answer.result()).form.fields["email"] == email
            return False
        self.answers.append(answer)
        return True


@pytest.fixture
def line(zoe, new_visitor, data):
    with ThreadPoolExecutor(24) as pool, slots_held(data / "password-slots", 1) as holder:
        line = Line(pool, new_visitor, data)
        line.holder = holder
        yield line
        # Whatever has failed, nobody waits any longer.
        holder.kill()


@pytest.mark.parametrize(
    "addresses", [["198.51.100.7"], ["2001:db8::1", "2001:db8:0:0:1::2", "2001:db8:0:0:ffff::"]]
)
def test_a_network_has_a_quarter_of_the_queue(line, data, addresses):
    came = [line.come(f"nobody-{number}@example.org", addresses[number % len(addresses)]) for number in range(8)]
    assert came == [True] * 6 + [False] * 2
    assert line.come("zoe@example.org", "203.0.113.1"), "others have room"
    for pid in os.listdir("/proc"):
        if pid.isdigit() and is_script(pid, data, b"REMOTE_ADDR=" + addresses[0].encode() + b"\0"):
            os.kill(int(pid), 9)
    assert eventually(lambda: len(locks(line.path, QUEUE)) < 7)
    assert line.come("nobody@example.org", addresses[0]), "the places of who is gone are free"


def test_five_wait_for_one_account(line):
    came = [line.come(["zoe@example.org", "Zoe@Example.org"][number % 2], f"198.51.100.{number}") for number in range(7)]
    assert came == [True] * 5 + [False] * 2
    assert line.come("nobody@example.org", "198.51.100.99"), "others have room"
    line.holder.kill()
    assert [answer.result().status for answer in line.answers] == [200] * 6


def test_who_came_first_is_first(line):
    for number in range(12):
        assert line.come(f"nobody-{number}@example.org", f"198.51.100.{number}")
    line.holder.kill()
    assert [answer.result().status for answer in line.answers] == [200] * 12
    # (When the next one is in, the last one's page may still be on its way.)
    assert all(abs(place - number) <= 2 for place, number in enumerate(line.answered)), line.answered


def test_the_queue_for_a_slot_has_an_end(zoe, new_visitor, data):
    """24 wait for each slot; whoever comes then is told at once, and waits for nothing."""
    with slots_held(data / "password-slots", 1), slots_held(data / "password-slots", 24, first=QUEUE.start):
        visitor = new_visitor(environment={"SITE_PASSWORD_SLOTS": "1"})
        form = visitor.page("/users/login/").form.fields
        began = time.monotonic()
        answer = visitor.post("/users/login/", {**form, "email": "zoe@example.org", "password": PASSWORD})
        assert time.monotonic() - began < 5
        assert int(answer.header("Retry-After")) > 0
        page = not_saved(answer)
        assert page.form.fields["email"] == "zoe@example.org" and page.form.fields["password"] == ""
        assert "wait for a password slot behind 24 others" in answer.errors


def is_script(pid, data, variable):
    """Whether a process is a script of this test's site that has a variable."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            environment = file.read()
    except OSError:
        return False
    return str(data).encode() in environment and variable in environment


def is_hashing(pid, data):
    """Whether a process is a script of this test's site that has the memory of a hash."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            if str(data).encode() not in file.read():
                return False
        with open(f"/proc/{pid}/statm") as file:
            size, resident, shared = map(int, file.read().split()[:3])
    except (OSError, ValueError):
        return False
    return (resident - shared) * os.sysconf("SC_PAGESIZE") > 30 << 20


def test_who_gets_no_slot_is_told_and_a_killed_holder_has_none(zoe, new_visitor, data):
    environment = {"SITE_PASSWORD_SLOTS": "2"}
    zoe.environment |= environment
    visitor, eve = (new_visitor(environment=environment) for _ in range(2))
    sent = [
        (visitor, "/users/login/", {"email": "zoe@example.org", "password": PASSWORD}),
        (eve, "/users/register/", {
            "name": "Eve", "email": "eve@example.org", "password": PASSWORD, "confirm": PASSWORD, "accept_tos": "y",
        }),
        (zoe, "/users/me/password/", {"current": PASSWORD, "password": "battery staple", "confirm": "battery staple"}),
    ]
    forms = [{**person.page(address).form.fields, **fields} for person, address, fields in sent]

    def send(number):
        person, address, _ = sent[number]
        return person.post(address, forms[number], timeout=90)

    with slots_held(data / "password-slots", 2) as holder:
        began = time.monotonic()
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(send, range(3)))
        assert 25 < time.monotonic() - began < 80
        pages = [not_saved(answer) for answer in answers]
        assert all(int(answer.header("Retry-After")) > 0 for answer in answers)
        assert pages[0].form.fields["email"] == "zoe@example.org" and pages[0].form.fields["password"] == ""
        assert pages[1].form.fields["name"] == "Eve"
        holder.kill()
        assert eventually(lambda: not locks(data / "password-slots"))
        assert visitor.sign_in().status == 303
    assert eve.register("Eve", "eve@example.org").status == 303


def test_a_killed_script_leaves_its_slot(zoe, new_visitor, data):
    visitor = new_visitor(environment={"SITE_PASSWORD_SLOTS": "1"})
    form = {**visitor.page("/users/login/").form.fields, "email": "zoe@example.org", "password": PASSWORD}
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: visitor.post("/users/login/", form))
        victims = []

        def found():
            victims[:] = [pid for pid in os.listdir("/proc") if pid.isdigit() and is_hashing(pid, data)]
            return victims

        assert eventually(found)
        os.kill(int(victims[0]), 9)
    assert eventually(lambda: not locks(data / "password-slots"))
    assert new_visitor(environment={"SITE_PASSWORD_SLOTS": "1"}).sign_in().status == 303


def test_without_a_limit_nobody_waits(zoe, new_visitor, data):
    with slots_held(data / "password-slots", 8):
        assert new_visitor(environment={"SITE_PASSWORD_SLOTS": "0"}).sign_in().status == 303


def test_a_wrong_number_is_told(visitor):
    answer = visitor.get("/users/login/", environment={"SITE_PASSWORD_SLOTS": "many"})
    assert answer.status == 500 and 'PASSWORD_SLOTS is "many"' in answer.errors


def test_slots_in_a_folder_that_cannot_be_written(zoe, new_visitor, data):
    (data / "password-slots").unlink()
    # A folder in its place is as good as none that can be written.
    (data / "password-slots").mkdir()
    assert new_visitor(environment={"SITE_PASSWORD_SLOTS": "1"}).sign_in().status == 303
