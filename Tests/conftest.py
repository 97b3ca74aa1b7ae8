"""Fixtures for all Python tests."""

import os
import secrets
import sqlite3

import pytest

from support import CHECKOUT
from support.client import Client
from support.script import ScriptRunner
from support.site import public_folder, running_site

# Test folders are there for Apache's user too, whatever the caller's umask.
os.umask(0o022)


@pytest.fixture(scope="session")
def site():
    """The site under a real Apache, started by ./run; all tests of a session share it (see support.site.Site)."""
    with public_folder() as folder, running_site(folder / "data") as site:
        with (site.data / "site.conf").open("a") as settings:
            # Tests register more people in an hour, and mistype more, from one address than people do.
            settings.write(
                "\nPOSTING_NEEDS_CONFIRMED_EMAIL = no\nREGISTRATIONS_PER_HOUR_BY_ADDRESS = 0\nREGISTRATIONS_PER_HOUR = 0\n"
                "SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS = 0\n"
            )
            # Hashes of the quick kind, as many at once as there are people: tests sign in a lot, and on a busy machine
            # a crowd would wait for longer than the site lets them.
            settings.write("PASSWORD_SCRYPT = 32768:8:1\nPASSWORD_SLOTS = 0\n")
        yield site


@pytest.fixture(scope="session")
def impatient_site():
    """A site whose pages wait for a locked database only briefly."""
    with public_folder() as folder:
        with running_site(folder / "data") as site:
            with (site.data / "site.conf").open("a") as settings:
                # Tests write more in a minute, from one address, than people do.
                settings.write("\nDATABASE_TIMEOUT = 1\nPOSTS_PER_MINUTE_BY_ADDRESS = 0\nPOSTING_NEEDS_CONFIRMED_EMAIL = no\n")
                settings.write("REGISTRATIONS_PER_HOUR_BY_ADDRESS = 0\nREGISTRATIONS_PER_HOUR = 0\n")
                settings.write("SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS = 0\nEDITS_PER_MINUTE_BY_ADDRESS = 0\n")
                settings.write("PASSWORD_SCRYPT = 32768:8:1\n")
            # Whoever comes first creates the database.
            Client(site.url).submit("login", email="nobody@example.org", password="x")
            yield site


@pytest.fixture
def data(tmp_path):
    """A data folder of the test's own, for scripts run without a server."""
    (tmp_path / "secret_key").write_bytes(secrets.token_bytes(32))
    (tmp_path / "site.conf").write_text(
        f"SECRET_KEY_FILE = secret_key\nDATABASE = sqlite:///app.db\nPASSWORD_SCRYPT = 32768:8:1\nTEMPLATES = {CHECKOUT}/templates\n"
    )
    return tmp_path


@pytest.fixture
def script(data):
    """Runs scripts as processes on the test's own data folder (see support.script.ScriptRunner)."""
    return ScriptRunner({"SITE_CONFIG": str(data / "site.conf")})


@pytest.fixture
def database(data):
    """A connection to the test's own database. Whichever script runs first creates the tables."""
    connection = sqlite3.connect(data / "app.db", timeout=10, isolation_level=None)
    yield connection
    connection.close()
