"""One site under each web server, for the tests that are the same for all."""

import pytest
from kinds import KINDS, started

from support.visitor import MOUNTS


@pytest.fixture(scope="session", params=list(KINDS))
def server(request):
    with started(request.param) as server:
        yield server


SHOWS_ITS_VARIABLES = r"received=$(wc -c); printf 'Content-Type: text/plain\n\n'; echo SCRIPT=${0##*/}; echo RECEIVED=$received; env"
PROBES = sorted({name for _, name in MOUNTS} - {"cgi-error"})


@pytest.fixture(scope="session", params=list(KINDS))
def probe(request):
    """The same with scripts that print the variables they are given."""
    with started(request.param, scripts=dict.fromkeys(PROBES, SHOWS_ITS_VARIABLES)) as server:
        yield server


@pytest.fixture
def client(server):
    return server.client()
