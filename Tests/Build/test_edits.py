"""Whatever is edited in whatever order, `./build` builds it, and what it builds has the edit in it."""

import shutil
import subprocess

import pytest

from support import CHECKOUT
from support.script import ScriptRunner

SOURCES = ["build", "embedded", "Package.swift", "Sources", "static", "templates", "tools", "Tests", "Benchmarks"]
VIEW, OTHER_VIEW = "cgi-logout", "cgi-error"


class Copy:
    """A fresh checkout, of which things are edited and built."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        for name in SOURCES:
            source = CHECKOUT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, symlinks=True)
            else:
                shutil.copy2(source, folder / name)

    def edit(self, path, old, new):
        file = self.folder / path
        text = file.read_text()
        assert old in text, f"{path} has no {old!r} any more: choose another line for this test"
        file.write_text(text.replace(old, new))

    def build(self, *names):
        done = subprocess.run(["./build", *names], cwd=self.folder, capture_output=True, text=True, timeout=1500)
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]

    def program(self, name) -> bytes:
        return (self.folder / "out/cgi-bin" / name).read_bytes()


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return Copy(tmp_path_factory.mktemp("edits") / "checkout")


@pytest.mark.timeout(3000)
def test_each_edit_is_in_what_is_built_next(copy, data):
    scripts = [path.name for path in (CHECKOUT / "Sources").glob("cgi-*")]
    copy.build(*scripts)
    before = copy.program(OTHER_VIEW)

    # A view, built by itself and no other with it.
    copy.edit("Sources/cgi-logout/main.swift", "You are signed out.", "You have left by the view.")
    copy.build(*scripts)
    assert b"You have left by the view." in copy.program(VIEW)
    assert copy.program(OTHER_VIEW) == before

    # What all share, after one product alone.
    copy.edit("Sources/Site/Site.swift", "This page does not exist.", "The edited site has no such page.")
    copy.build(*scripts)
    assert b"The edited site has no such page." in copy.program(VIEW)

    # One by name, then the rest.
    copy.edit("Sources/CGIKit/Responses/FailureReport.swift", "Something went wrong here.", "The edited kit went wrong.")
    copy.edit("Sources/CSystem/include/CSystem.h", "512 << 10", "256 << 10")
    copy.build(VIEW)
    assert b"The edited kit went wrong." in copy.program(VIEW)
    assert b"The edited kit went wrong." not in copy.program(OTHER_VIEW)
    copy.edit("templates/base.html", "Skip to content", "Skip to what was edited")
    copy.edit("Sources/CTrim/CArena.c", "STEP = 24 << 10", "STEP = 28 << 10")
    copy.build(*scripts)
    for name in (VIEW, OTHER_VIEW):
        assert b"The edited kit went wrong." in copy.program(name)
        assert b"Skip to what was edited" in copy.program(name)

    # And it runs.
    runner = ScriptRunner({"SITE_CONFIG": str(data / "site.conf"), "SITE_TEMPLATES": ""}, scripts=copy.folder / "out/cgi-bin")
    assert "Skip to what was edited" in runner(OTHER_VIEW).text
