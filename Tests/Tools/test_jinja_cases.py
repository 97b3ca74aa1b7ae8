"""All cases of the real Jinja2 through `sitectl render`."""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support import CHECKOUT
from support.sitectl import render

CASES = CHECKOUT / "Tests/CGIKitTests/Cases/jinja_cases.jsonl"
# Python objects that a JSON file cannot bring along; the unit tests have stand-ins for them.
NEEDS_PYTHON = ("$url_for", "$flashes", "$field")


def failure(case: dict):
    """How the answer differs from Jinja's; None if it does not."""
    with tempfile.TemporaryDirectory() as folder:
        answer = render(
            Path(folder),
            case["main"],
            "--autoescape",
            "on" if case["autoescape"] else "off",
            "--env",
            json.dumps(case.get("env", {})),
            context=case["context"],
            templates=case["templates"],
        )
    output, errors = answer.stdout.decode(), answer.stderr.decode()
    if case["error"] is None:
        wanted = [case["expected"], case.get("expected_unfolded")]
        return None if answer.returncode == 0 and output in wanted and not errors else (case["name"], output, errors)
    place = f"{case['error_template']}:{case['error_line']}:"
    is_right = (
        answer.returncode == 1
        and output == ""
        and (case["error_kind"] == "python" or errors.startswith(case["error"] + ": "))
        and (case["error_line"] is None or place in errors)
    )
    return None if is_right else (case["name"], output, errors)


@pytest.mark.timeout(600)
def test_all_cases_render_as_in_jinja():
    cases = [json.loads(line) for line in CASES.read_bytes().decode().split("\n") if line]
    cases = [case for case in cases if not any(tag in json.dumps(case["context"]) for tag in NEEDS_PYTHON)]
    assert len(cases) > 1200
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failures = [failure for failure in pool.map(failure, cases) if failure]
    assert failures == []
