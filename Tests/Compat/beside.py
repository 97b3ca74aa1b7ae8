"""The two sides, and who goes to and fro between them."""

from pathlib import Path

from support import CHECKOUT
from support.client import Client

HERE = Path(__file__).resolve().parent
WSGI_MODULE = Path("/usr/lib/apache2/modules/mod_wsgi.so")
# Made by ./test compat with the Python that mod_wsgi embeds.
VENV = CHECKOUT / ".venv-flask"

FLASK = {
    name: f"/flask/users/{name}/" for name in ("login", "register", "logout", "notice", "basket")
} | {"home": "/flask/users/me/"}


class Visitor(Client):
    """Someone who goes to and fro between the sides: of a page named `flask.login` Flask's, of `login` the scripts'."""

    def address(self, page) -> str:
        return FLASK[page.removeprefix("flask.")] if page.startswith("flask.") else super().address(page)

    def register(self, person, side=""):
        return self.submit(
            side + "register", name=person.name, email=person.email, password=person.password,
            confirm=person.password, accept_tos="y",
        )

    def sign_in(self, person, side=""):
        return self.submit(side + "login", email=person.email, password=person.password)

    def is_known(self, side="") -> bool:
        answer = self.get(side + "home")
        assert answer.status_code in (200, 302), answer.text
        return answer.status_code == 200 and self.person.email in answer.text
