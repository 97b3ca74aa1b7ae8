"""A script that is killed, or that traps, is named in the log under every server; who asked gets the site's page."""

import re

import pytest
from kinds import KINDS, started

from support.processes import eventually

DEAD = {
    "cgi-login": "kill -KILL $$",
    "cgi-register": "kill -ILL $$",
    "cgi-logout": "exit 3",
}


@pytest.fixture(scope="module", params=list(KINDS))
def server(request):
    with started(request.param, scripts=DEAD) as server:
        yield server


@pytest.mark.parametrize("name", DEAD)
def test_a_script_that_ends_without_an_answer(server, name):
    address = "/users/" + name.removeprefix("cgi-") + "/"
    answer = server.client().get(address + "?token=a-secret")
    assert answer.status_code in (500, 502)
    assert "<h1>Something went wrong</h1>" in answer.text
    said = f"End of script output before headers: {name}|50[02] ({name}|the script of {server.prefix}{address}) ended without a response"
    assert eventually(lambda: re.search(said, server.error_log())), server.error_log()
    if f"script output before headers: {name}" not in server.error_log():
        # The line has the address that was asked for.
        assert re.search(f'"GET {re.escape(server.prefix + address)}" cgi-error \\[.*ended without', server.error_log())
    assert "a-secret" not in server.error_log()
