"""The memory and the reference counts of release scripts, under the sanitizers for addresses and undefined behaviour."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from support import CHECKOUT

TOOLCHAIN = json.loads(subprocess.run(["swiftc", "-print-target-info"], check=True, capture_output=True).stdout)
# The one beside Swift's compiler, which comes with the sanitizers' libraries and knows Swift's calling convention.
CLANG = Path(TOOLCHAIN["paths"]["runtimeResourcePath"]).parents[1] / "bin/clang"
SANITIZED = ["-fuse-ld=lld", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# A request for more than there is fails, as it does without the sanitizer.
OPTIONS = {"ASAN_OPTIONS": "allocator_may_return_null=1"}


@pytest.mark.parametrize("name", ["arena", "memory"])
def test_no_piece_leaves_the_area_or_lies_in_another_and_objects_live_as_long_as_they_are_referred_to(name, tmp_path):
    source, program = CHECKOUT / f"Tests/Build/{name}.c", tmp_path / name
    subprocess.run([CLANG, "-O1", "-g", "-DCTRIM", *SANITIZED, source, "-o", program], check=True)
    done = subprocess.run([program], capture_output=True, text=True, env=os.environ | OPTIONS)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
