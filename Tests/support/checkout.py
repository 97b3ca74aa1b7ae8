"""Copies of the checkout, as far as ./run needs it, in which a test may break things."""

import os
import shutil
from pathlib import Path

from . import CHECKOUT, SCRIPTS, TOOLS

SERVED = ["run", "build", "tools", "apache", "static", "templates"]


def copy_checkout(folder: Path, scripts: dict = {}) -> Path:
    """Copies to a new folder. `scripts` replaces some by shell code: {"cgi-login": "exit 1"}."""
    folder.mkdir()
    for name in SERVED:
        source = CHECKOUT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
    shutil.copytree(SCRIPTS, folder / "out" / "cgi-bin")
    (folder / "out" / "bin").mkdir()
    shutil.copy2(TOOLS / "sitectl", folder / "out" / "bin")
    for name, code in scripts.items():
        path = folder / "out" / "cgi-bin" / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{code}\n")
        path.chmod(0o755)
    return folder


def give_to(user: str, folder: Path):
    shutil.chown(folder, user)
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            shutil.chown(os.path.join(parent, name), user)
