"""Looks at the machine's processes."""

import os
import time


def session_members(session: int) -> list:
    """Ids of the living processes of a session: a command started in its own, and all that it started."""
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and _session(pid) == session]


def _session(pid: str):
    try:
        with open(f"/proc/{pid}/stat") as file:
            state, _parent, _group, session = file.read().rpartition(")")[2].split()[:4]
    except OSError:
        return None
    return None if state == "Z" else int(session)


def eventually(condition, seconds=10):
    """Waits until the condition holds; whether it came to."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def next_second():
    """Waits until the clock shows another second: cookies are dated to the second."""
    second = int(time.time())
    assert eventually(lambda: int(time.time()) > second)
