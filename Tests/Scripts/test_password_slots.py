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
for place in range(int(sys.argv[2])):
    fcntl.fcntl(file, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, place, 1, 0))
print("held", flush=True)
time.sleep(600)
"""


@contextlib.contextmanager
def slots_held(path, count):
    """Another process that has some slots, until it is killed."""
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path), str(count)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        yield holder
    finally:
        holder.kill()
        holder.wait()


def locks(path):
    """The bytes of a file that are locked. (A lock that moves on while the list is read may be in it twice.)"""
    inode = os.stat(path).st_ino
    with open("/proc/locks") as file:
        return {tuple(line.split()[-2:]) for line in file if f":{inode} " in line and "->" not in line}


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
    # Who waits for too long on a busy machine is told so.
    statuses = [answer.result() for answer in answers]
    assert set(statuses) <= {303, 429, 503} and 303 in statuses
    assert max(seen) >= 1


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
    visitor = new_visitor(environment={"SITE_PASSWORD_SLOTS": "2"})
    eve = new_visitor(environment={"SITE_PASSWORD_SLOTS": "2"})
    with slots_held(data / "password-slots", 2) as holder:
        began = time.monotonic()
        page = not_saved(visitor.sign_in())
        assert 3 < time.monotonic() - began < 20
        assert page.form.fields["email"] == "zoe@example.org" and page.form.fields["password"] == ""
        page = not_saved(eve.register("Eve", "eve@example.org"))
        assert page.form.fields["name"] == "Eve"
        changed = {"current": PASSWORD, "password": "battery staple", "confirm": "battery staple"}
        form = {**zoe.page("/users/me/password/").form.fields, **changed}
        not_saved(zoe.post("/users/me/password/", form, environment={"SITE_PASSWORD_SLOTS": "2"}))
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
