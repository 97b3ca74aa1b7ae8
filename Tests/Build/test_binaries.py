"""The release scripts are what a sysadmin can copy anywhere: static, stripped, small, no Swift runtime inside."""

import subprocess

import pytest

from support import CHECKOUT, SCRIPTS
from support.elf import Elf

# libcmark-gfm and, in cgi-posts, SQLite's full-text search bring in up to 0.7 MB; only these may.
RENDERS_MARKDOWN = {"cgi-admin", "cgi-comments", "cgi-posts"}
# libcrypto's scrypt brings in 3.8 MB; only these may.
HASHES_PASSWORDS = {"cgi-login", "cgi-register", "cgi-profile", "cgi-password"}

PRODUCTS = subprocess.run([CHECKOUT / "build", "--list"], check=True, capture_output=True, text=True).stdout.split()
NAMES = [name for name in PRODUCTS if name.startswith("cgi-")]


@pytest.fixture(params=NAMES)
def path(request):
    return SCRIPTS / request.param


def test_static(path):
    elf = Elf(path)
    assert not elf.needs_loader, f"{path.name} asks for a dynamic loader"
    assert not elf.has_dynamic_section, f"{path.name} has a dynamic section"


def test_stripped(path):
    assert not {".symtab", ".debug_info"} & set(Elf(path).sections)


def test_size(path):
    limit = 3_300_000
    if path.name in RENDERS_MARKDOWN:
        limit = 4_000_000
    if path.name in HASHES_PASSWORDS:
        limit = 7_000_000
    assert path.stat().st_size <= limit


def test_no_swift_runtime(path):
    # Ordinary Swift describes its types to the runtime in these sections; Embedded Swift has neither.
    assert [name for name in Elf(path).sections if name.startswith("swift5_")] == []


def test_no_foundation(path):
    assert b"Foundation" not in path.read_bytes()


def test_nothing_else_lies_among_the_scripts():
    assert sorted(entry.name for entry in SCRIPTS.iterdir()) == sorted(NAMES)


def test_the_hot_functions_are_those_of_the_scripts():
    """What the linker is to put side by side must be there under that name, or pages meet more page faults."""
    lines = (CHECKOUT / "tools/hot-functions.txt").read_text().splitlines()
    listed = {line for line in lines if not line.startswith("#")}
    linked = set()
    for name in NAMES:
        command = ["nm", "--defined-only", "--format=just-symbols", CHECKOUT / ".build-embedded/release" / name]
        linked |= set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines())
    gone = listed - linked
    assert len(gone) <= len(listed) / 20, f"{len(gone)} of {len(listed)} are in no script: run Benchmarks/profile --write"
