"""The memory of release scripts, to its end."""

import shutil
import subprocess

from support import CHECKOUT


def test_no_piece_leaves_the_area_or_lies_in_another(tmp_path):
    compiler = shutil.which("clang") or shutil.which("cc")
    program = tmp_path / "arena"
    subprocess.run([compiler, "-O1", "-DCTRIM", CHECKOUT / "Tests/Build/arena.c", "-o", program], check=True)
    done = subprocess.run([program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
