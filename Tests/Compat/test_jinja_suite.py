"""Jinja2's own tests, with their templates rendered by `sitectl render` (see jinja_suite/shim.py)."""

import os
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree

import pytest

from support import CHECKOUT, TOOLS

HERE = CHECKOUT / "Tests/Compat"
# Those that can be expressed. There are more when more can.
EXPRESSIBLE = 626


@pytest.fixture
def source(tmp_path):
    """The folder of Jinja2's source."""
    requirements = HERE / "jinja_suite/requirements.txt"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:",
         "--requirement", requirements, "--dest", tmp_path],
        check=True,
    )
    (archive,) = tmp_path.glob("jinja2-*.tar.gz")
    with tarfile.open(archive) as files:
        files.extractall(tmp_path, filter="data")
    return tmp_path / archive.name.removesuffix(".tar.gz")


@pytest.mark.timeout(900)
def test_all_of_jinjas_tests_that_can_be_expressed_pass(source, tmp_path):
    report = tmp_path / "report.xml"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "jinja_suite.shim", "-p", "no:cacheprovider", "-n", "auto",
         "--maxprocesses", "4", "--tb=short", f"--junitxml={report}", "tests"],
        cwd=source,
        # Jinja's own source before any that is installed.
        env=os.environ | {"PYTHONPATH": f"{source}/src:{HERE}:{CHECKOUT}/Tests", "TOOLS": str(TOOLS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-8000:]
    suite = ElementTree.parse(report).getroot().find("testsuite")
    counts = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
    assert counts["tests"] >= EXPRESSIBLE and counts["failures"] + counts["errors"] + counts["skipped"] == 0, counts
