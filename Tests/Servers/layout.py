"""What a sysadmin makes before the server: the settings, and a data folder of the scripts' user."""

import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support import CHECKOUT, SCRIPTS
from support.site import WORKER

SETTINGS = """NAME = My Site
SECRET_KEY_FILE = {data}/secret_key
DATABASE = {data}/app.db
TEMPLATE_CACHE = {data}/template-cache
MODERATE_FIRST_POSTS = 0
# Tests do more in a minute, from one address, than people do.
POSTS_PER_MINUTE_BY_ADDRESS = 0
REGISTRATIONS_PER_HOUR_BY_ADDRESS = 0
SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS = 0
"""


@dataclass
class Layout:
    """Where everything lies. `group` is the scripts' user's."""

    folder: Path
    scripts: Path
    static: Path
    config: Path
    data: Path
    errors: Path

    @classmethod
    def make(cls, folder: Path, *, scripts: dict = {}, settings: str = ""):
        """`scripts` replaces some by shell code: {"cgi-login": "exit 1"}."""
        layout = cls(folder, folder / "cgi-bin", folder / "static", folder / "etc" / "site.conf", folder / "data", folder / "errors")
        shutil.copytree(SCRIPTS, layout.scripts)
        for name, code in scripts.items():
            path = layout.scripts / name
            path.unlink(missing_ok=True)
            path.write_text(f"#!/bin/sh\n{code}\n")
            path.chmod(0o755)
        shutil.copytree(CHECKOUT / "static", layout.static)
        subprocess.run([CHECKOUT / "tools" / "hash-static", layout.static], check=True)
        (layout.static / ".hidden").write_text("hidden")

        layout.data.mkdir(mode=0o700)
        (layout.data / "template-cache").mkdir(mode=0o700)
        (layout.data / "secret_key").write_bytes(os.urandom(32))
        (layout.data / "secret_key").chmod(0o600)
        for path in [layout.data, *layout.data.iterdir()]:
            shutil.chown(path, WORKER)
        layout.config.parent.mkdir()
        layout.config.write_text(SETTINGS.format(data=layout.data) + settings)
        layout.config.chmod(0o640)
        if os.getuid() == 0:
            shutil.chown(layout.config, "root", WORKER)
        return layout

    def database(self):
        return sqlite3.connect(f"file:{self.data}/app.db?mode=rw", uri=True, timeout=10)


def changed(text: str, changes: dict) -> str:
    """A configuration with what a sysadmin changes in it, each of which must be there."""
    for old, new in changes.items():
        assert old in text, f"there is no {old!r}"
        text = text.replace(old, str(new))
    return text
