"""A browser without a window: keeps cookies, and fills in forms with the token that came with them."""

import itertools
import os
import re
from dataclasses import dataclass

import requests

ADDRESSES = {
    "pretty": {
        "login": "/users/login/", "register": "/users/register/", "logout": "/users/logout/", "home": "/users/me/",
        "index": "/", "edit": "/users/me/edit/", "password": "/users/me/password/",
    },
    "bare": {
        "login": "/cgi-bin/cgi-login", "register": "/cgi-bin/cgi-register", "logout": "/cgi-bin/cgi-logout",
        "home": "/cgi-bin/cgi-profile", "index": "/cgi-bin/cgi-posts", "edit": "/cgi-bin/cgi-profile/me/edit/",
        "password": "/cgi-bin/cgi-profile/me/password/",
    },
}

_numbers = itertools.count(1)


@dataclass
class Person:
    name: str
    email: str
    password: str

    @classmethod
    def new(cls):
        """Somebody whom no site has seen: a site may outlive a test."""
        number = f"{os.getpid()}-{next(_numbers)}"
        return cls(f"Ada {number}", f"ada-{number}@example.org", f"correct horse {number}")


class Client:
    """Asks one site for pages, by their address or their name, and follows no redirects. `prefix` is the path that the site
    lies below, `verify` a file with the authority of its certificate.

        client = Client(site.url)
        client.register(client.person)
        assert client.get("home").status_code == 200
    """

    def __init__(self, url, mount="pretty", *, prefix="", verify=True):
        self.url = url
        self.prefix = prefix
        self.person = Person.new()
        self._addresses = ADDRESSES[mount]
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = verify

    @property
    def cookies(self) -> dict:
        return self._session.cookies.get_dict()

    def address(self, page) -> str:
        """The path of a page, given by its name or by its path below the site's prefix."""
        return self.prefix + self._addresses.get(page, page)

    def request(self, method, page, **options):
        url = self.url + self.address(page)
        return self._session.request(method, url, allow_redirects=False, timeout=60, **options)

    def get(self, page):
        return self.request("GET", page)

    def post(self, page, form):
        return self.request("POST", page, data=form)

    def submit(self, to, *, page=None, **form):
        """Sends a form, with the token from the page that it stands on."""
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', self.get(page or to).text)
        return self.post(to, {"csrf_token": token.group(1), **form})

    def register(self, person: Person):
        return self.submit(
            "register", name=person.name, email=person.email, password=person.password, confirm=person.password,
            accept_tos="y",
        )
