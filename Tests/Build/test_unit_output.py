"""What `./test unit` prints of Swift Testing's output: all but what passes."""

import subprocess

from support import CHECKOUT

PASSING = """\
◇ Test run started.
◇ Suite "Names" started.
◇ Test one() started.
✔ Test one() passed after 0.001 seconds.
◇ Test rows(text:) started.
◇ Test case passing 1 argument text → "a
b" to rows(text:) started.
"""
TOLD = [
    '✘ Test two() recorded an issue at Names.swift:7:9: Expectation failed: (a → "x\ny") == b\n',
    "CGIKit/PasswordSlots.swift:83: Fatal error: Division by zero\n",
    "CGIKit/Statement.swift:20: Precondition failed: each placeholder needs one value\n",
    "*** Signal 4: Backtracing from 0x7fc4e0b6df7f... done ***\nThread 0 crashed:\n0 wait(for:) at PasswordSlots.swift:83\n",
    "error: Exited with unexpected signal code 4\n",
]


def printed(output) -> str:
    script = f". {CHECKOUT}/tools/parts.sh && without_passing_tests"
    return subprocess.run(["bash", "-c", script], input=output, capture_output=True, text=True, check=True).stdout


def test_what_passes_is_not_printed():
    assert printed(PASSING) == ""


def test_what_fails_and_what_ends_the_run_is_printed():
    for words in TOLD:
        assert printed(PASSING + words) == words
    assert printed("".join(PASSING + words for words in TOLD)) == "".join(TOLD)
