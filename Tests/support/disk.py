"""A small disk that a test can fill."""

import contextlib
import os
import subprocess

import pytest

from . import CHECKOUT
from .site import public_folder


@pytest.fixture
def tiny_disk():
    """A small disk of its own, with a site's data on it."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a disk")
    with public_folder() as folder:
        disk = folder / "disk"
        disk.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=512k,mode=755", "tmpfs", disk], capture_output=True, text=True
        )
        if done.returncode != 0:
            pytest.skip(f"this machine lets nobody mount a disk: {done.stderr.strip()}")
        try:
            (disk / "secret_key").write_bytes(b"k" * 32)
            (disk / "site.conf").write_text(
                f"SECRET_KEY_FILE = secret_key\nDATABASE = app.db\nTEMPLATES = {CHECKOUT}/templates\n"
            )
            yield disk
        finally:
            subprocess.run(["mount", "-o", "remount,rw", disk], check=False)
            subprocess.run(["umount", "-l", disk], check=True)


def fill(disk, leaving=0):
    with open(disk / "filler", "ab", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        if leaving:
            file.truncate(max(0, file.seek(0, os.SEEK_END) - leaving))
