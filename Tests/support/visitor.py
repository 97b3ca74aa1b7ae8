"""Someone with a browser, without a server: keeps cookies, fills in the forms that the pages show."""

import re
from urllib.parse import unquote, urlencode, urlsplit

from . import CHECKOUT
from .page import Page
from .script import Answer, ScriptRunner

# As Apache maps paths to scripts; the first one that matches is used.
ALIAS = re.compile(r'^ScriptAlias(?:Match)? "\^?\$\{BASE\}([^"$]*)\$?" "\$\{CGIBIN\}/(cgi-[a-z]+)"', re.MULTILINE)
MOUNTS = [("/" + path, name) for path, name in ALIAS.findall((CHECKOUT / "apache" / "pages.conf").read_text())]


def script_of(path: str):
    """The script that answers at a path, and where it is mounted."""
    if path.startswith("/cgi-bin/"):
        name = path.split("/")[2]
        return name, f"/cgi-bin/{name}"
    for mount, name in MOUNTS:
        if path == mount or path.startswith(mount + "/"):
            return name, mount
    raise AssertionError(f"no script is mounted at {path}")


class Visitor:
    """Checks with every answer what must hold for all of them, above all that the error log has none of the secrets.

    zoe = Visitor(script)
    zoe.submit("/users/login/", email="zoe@example.org", password="a secret")
    """

    def __init__(self, script: ScriptRunner, *, secure=False, environment=None):
        self.script = script
        self.cookies = {}
        self.environment = dict(environment or {}, **({"HTTPS": "on"} if secure else {}))
        self.passwords = set()
        self.tokens = set()
        self.log = ""

    def request(self, method, address, *, form=None, headers=None, **options) -> Answer:
        parts = urlsplit(address)
        path = unquote(parts.path)
        name, mount = script_of(path)
        headers = dict(headers or {})
        if self.cookies:
            headers.setdefault("Cookie", "; ".join(f"{key}={value}" for key, value in self.cookies.items()))
        environment = {**self.environment, **options.pop("environment", {})}
        answer = self.script(
            name,
            method,
            form=form,
            headers=headers,
            script_name=mount,
            path_info=path[len(mount) :],
            query=parts.query,
            environment=environment,
            **options,
        )
        self._remember_secrets(form)
        self._check(answer, method)
        self.log += answer.errors
        for name, value in answer.cookies.items():
            self.tokens.add(value)
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        return answer

    def get(self, address, **options) -> Answer:
        return self.request("GET", address, **options)

    def post(self, address, form=None, **options) -> Answer:
        return self.request("POST", address, form=form or {}, **options)

    def page(self, address, **options) -> Page:
        answer = self.get(address, **options)
        assert answer.status == 200, (answer.status, answer.header("Location"), answer.errors)
        return Page(answer.text)

    def submit(self, address, **fields) -> Answer:
        """Opens the page, fills in its form and sends it; a field given as None is left out."""
        form = {**self.page(address).form.fields, **fields}
        return self.post(address, {key: value for key, value in form.items() if value is not None})

    def follow(self, answer: Answer) -> Answer:
        assert answer.status in (302, 303), (answer.status, Page(answer.text).errors, answer.errors)
        return self.get(answer.header("Location"))

    def register(self, name="Zoe", email="zoe@example.org", password="correct horse", **fields) -> Answer:
        return self.submit(
            "/users/register/",
            **{"name": name, "email": email, "password": password, "confirm": password, "accept_tos": "y", **fields},
        )

    def sign_in(self, email="zoe@example.org", password="correct horse", next=None) -> Answer:
        query = "?" + urlencode({"next": next}) if next is not None else ""
        return self.submit("/users/login/" + query, email=email, password=password)

    def sign_out(self) -> Answer:
        """Presses the button that stands on every page."""
        page = self.page("/users/me/")
        [form] = [form for form in page.forms if "logout" in form.action]
        return self.post(form.action, form.fields)

    @property
    def name(self):
        """Whom the site takes this visitor for; None for nobody."""
        return Page(self.get("/users/login/").text).user

    def _remember_secrets(self, form):
        form = form or {}
        self.passwords |= {form[name] for name in ("password", "confirm", "current") if len(form.get(name) or "") > 3}
        self.tokens.add(form.get("csrf_token"))

    def _check(self, answer, method):
        assert answer.exit_code == 0, (answer.exit_code, answer.errors)
        if method != "HEAD" and answer.status not in (204, 304):
            assert int(answer.header("Content-Length")) == len(answer.body)
        for secret in self.passwords | self.tokens:
            assert not secret or secret not in answer.errors, "a secret was logged"
        for password in self.passwords:
            assert password not in answer.body.decode(errors="replace"), "a page shows a password"
