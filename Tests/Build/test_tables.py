"""The tables in Sources/CTables are what the programs in tools/ make."""

import pathlib
import subprocess
import sys

import pytest

from support import CHECKOUT

TABLES = CHECKOUT / "Sources/CTables"


def made(tmp_path, program) -> dict:
    subprocess.run([sys.executable, CHECKOUT / "tools" / program, tmp_path], check=True)
    return {path.name: path.read_text() for path in tmp_path.iterdir()}


def committed(names) -> dict:
    return {name: (TABLES / name).read_text() for name in names}


@pytest.mark.skipif("bookworm" not in pathlib.Path("/etc/os-release").read_text(), reason="another Debian has another Unicode")
def test_unicode(tmp_path):
    tables = made(tmp_path, "unicode-tables.py")
    assert len(tables) == 9
    assert tables == committed(tables)


def test_common_passwords(tmp_path):
    tables = made(tmp_path, "password-table.py")
    assert list(tables) == ["CommonPasswords.c"]
    assert tables == committed(tables)
