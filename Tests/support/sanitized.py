"""Runs a C program of the tests under the sanitizers for addresses and undefined behaviour."""

import json
import os
import subprocess
from pathlib import Path

from . import CHECKOUT

SANITIZED = ["-fuse-ld=lld", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# A request for more than there is fails, as it does without the sanitizer.
OPTIONS = {"ASAN_OPTIONS": "allocator_may_return_null=1"}


def clang() -> Path:
    """The one beside Swift's compiler, which comes with the sanitizers' libraries and knows Swift's calling convention."""
    toolchain = json.loads(subprocess.run(["swiftc", "-print-target-info"], check=True, capture_output=True).stdout)
    return Path(toolchain["paths"]["runtimeResourcePath"]).parents[1] / "bin/clang"


def run_sanitized(name, folder, *flags) -> tuple:
    """Builds Tests/Build/NAME.c in the folder and runs it: its exit code, and what it says."""
    source, program = CHECKOUT / f"Tests/Build/{name}.c", folder / name
    subprocess.run([clang(), "-O1", "-g", *SANITIZED, source, "-o", program, *flags], check=True)
    done = subprocess.run([program], capture_output=True, text=True, errors="replace", env=os.environ | OPTIONS)
    return done.returncode, done.stdout, done.stderr
