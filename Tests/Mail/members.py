"""People of a site that sends mail: they register, read their messages, and follow the links."""

import re
from urllib.parse import urlsplit

from support.script import ScriptRunner
from support.visitor import Visitor

PASSWORD = "correct horse"
ORIGIN = "https://www.example.org"


def visitor(site, address="192.0.2.1", **settings) -> Visitor:
    environment = {**site.environment, **{f"SITE_{key}": str(value) for key, value in settings.items()}}
    return Visitor(ScriptRunner(environment), environment={"REMOTE_ADDR": address})


def links(received) -> list:
    """The site's addresses in a message; both of its alternatives have them."""
    plain, html = (received.message.get_body([kind]).get_content() for kind in ("plain", "html"))
    found = re.findall(re.escape(ORIGIN) + r"(\S+)", plain)
    for address in found:
        assert f'href="{ORIGIN}{address}"'.replace("&", "&amp;") in html.replace("&#38;", "&amp;"), address
    return found


def link_to(received, path: str) -> str:
    [address] = [address for address in links(received) if urlsplit(address).path == path]
    return address


def mail_to(server, recipient: str) -> list:
    return [received for received in server.received if received.recipients == [recipient]]


def register(site, name, **settings) -> Visitor:
    """Somebody who has registered, and is signed in."""
    person = visitor(site, **settings)
    answer = person.register(name, f"{name.lower()}@example.org")
    assert answer.status == 303, answer.text
    return person


def member(site, server, name, **settings) -> Visitor:
    """The same, with a confirmed address, and known to staff."""
    person = register(site, name, **settings)
    site.work()
    [received] = mail_to(server, f"{name.lower()}@example.org")
    assert person.submit(link_to(received, "/users/me/email/confirm")).status == 303
    site.execute("UPDATE users_user SET status = 2 WHERE name = ?", name)
    return person


def status(site, email: str):
    [row] = site.execute("SELECT status, confirmed_email FROM users_user WHERE email = ?", email)
    return row
