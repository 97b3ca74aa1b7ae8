"""The servers that the site is tried under."""

import contextlib

import servers
from layout import Layout

from support.site import public_folder


def event(layout):
    return servers.apache(layout, enable=["cgid", "headers", "unique_id"])


def prefork(layout):
    return servers.apache(
        layout, disable=["cgid", "mpm_event", "wsgi"], enable=["mpm_prefork", "cgi", "headers", "unique_id"]
    )


@contextlib.contextmanager
def behind_tls(layout):
    with event(layout) as behind, servers.tls_proxy(layout.folder / "proxy", behind) as server:
        yield server


# How each is started, and what it wants in site.conf.
KINDS = {
    "apache-event": (event, ""),
    "apache-prefork": (prefork, ""),
    "apache-below-a-path": (servers.apache_below_a_path, "STATIC_URL = /club/static\nSESSION_COOKIE_PATH = /club\n"),
    "apache-suexec": (servers.apache_suexec, ""),
    "nginx": (servers.nginx, ""),
    "lighttpd": (servers.lighttpd, ""),
    "tls-proxy": (behind_tls, "TRUSTED_PROXIES = 127.0.0.1\n"),
}


@contextlib.contextmanager
def started(kind, **options):
    start, settings = KINDS[kind]
    if kind == "apache-suexec":
        servers.require_own_folders()
    with public_folder() as folder, start(Layout.make(folder, settings=settings, **options)) as server:
        server.kind = kind
        yield server
