"""A script answers in a bare shell, without a server and without a site."""

import subprocess

from support import SCRIPTS
from support.script import parse_answer


def test_sign_in_page():
    done = subprocess.run([SCRIPTS / "cgi-login"], env={"REQUEST_METHOD": "GET"}, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    answer = parse_answer(done.stdout)
    assert done.returncode == 0
    # Without a secret key there is no form to sign in with, but a page that says so.
    assert answer.status in (200, 500)
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert int(answer.header("Content-Length")) == len(answer.body)
