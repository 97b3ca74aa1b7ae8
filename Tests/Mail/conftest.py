"""Fixtures of the mail's tests: a server with certificates, and a site that sends through it."""

import ssl

import pytest
import trustme

from support.mail_server import MailServer
from support.outbox import MailSite


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Signs certificates; `path` is its own."""
    authority = trustme.CA()
    authority.path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(authority.path)
    return authority


def context_for(authority, name) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def site(data, server) -> MailSite:
    """Sends through `server`."""
    return MailSite(data, f"smtp://127.0.0.1:{server.port}")
