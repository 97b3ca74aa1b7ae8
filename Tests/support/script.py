"""Runs one script as a web server does (RFC 3875): variables and standard input in, an answer out."""

import subprocess
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from . import SCRIPTS


@dataclass
class Answer:
    status: int
    reason: str
    headers: list  # (name, value) in the order sent
    body: bytes
    errors: str  # what the script wrote to the error log
    exit_code: int

    @property
    def text(self) -> str:
        return self.body.decode()

    def all(self, name) -> list:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name):
        """The header's value, or None; a header sent twice is an error."""
        values = self.all(name)
        assert len(values) <= 1, f"{name} was sent {len(values)} times: {values}"
        return values[0] if values else None

    @property
    def cookies(self) -> dict:
        jar = SimpleCookie()
        for value in self.all("Set-Cookie"):
            jar.load(value)
        return {name: morsel.value for name, morsel in jar.items()}


def parse_answer(output: bytes, errors: bytes = b"", exit_code: int = 0) -> Answer:
    head, separator, body = output.partition(b"\r\n\r\n")
    assert separator, f"the script's answer has no end of headers: {output[:500]!r} {errors.decode(errors='replace')}"
    headers = []
    status = "200 OK"
    for line in head.decode("latin-1").split("\r\n"):
        name, colon, value = line.partition(":")
        assert colon and name == name.strip(), f"not a header: {line!r}"
        if name.lower() == "status":
            status = value.strip()
        else:
            headers.append((name, value.strip()))
    code, _, reason = status.partition(" ")
    return Answer(int(code), reason, headers, body, errors.decode(errors="replace"), exit_code)


def request_environment(method="GET", *, script_name="/cgi-bin/cgi-login", path_info="", query="", headers=None, body=b""):
    """The meta-variables of a request. `headers` are the client's: {"Cookie": "…"}."""
    environment = {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": "test",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8080",
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": method,
        "REQUEST_SCHEME": "http",
        "REQUEST_URI": script_name + path_info + ("?" + query if query else ""),
        "SCRIPT_NAME": script_name,
        "PATH_INFO": path_info,
        "QUERY_STRING": query,
        "HTTP_HOST": "127.0.0.1:8080",
    }
    if body:
        environment["CONTENT_LENGTH"] = str(len(body))
    for name, value in (headers or {}).items():
        key = name.upper().replace("-", "_")
        environment[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key] = value
    return environment


class ScriptRunner:
    """Calls scripts with one site's settings.

        answer = script("cgi-login", "POST", form={"email": "a@example.org"}, headers={"Cookie": cookie})
    """

    def __init__(self, settings: dict, *, scripts=SCRIPTS, user=None):
        self.settings = settings
        self.scripts = scripts
        self.user = user

    def __call__(self, name, method="GET", *, form=None, body=b"", environment=None, timeout=30, **request):
        headers = dict(request.pop("headers", None) or {})
        if form is not None:
            body = urlencode(form, doseq=True).encode()
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
            headers.setdefault("Content-Length", str(len(body)))
        request.setdefault("script_name", f"/cgi-bin/{name}")
        variables = request_environment(method, headers=headers, body=body, **request)
        return self.raw(name, {**variables, **self.settings, **(environment or {})}, body, timeout)

    def raw(self, name, environment, body=b"", timeout=30) -> Answer:
        """With exactly this environment; a value of None leaves a variable out."""
        variables = {key: value for key, value in environment.items() if value is not None}
        done = subprocess.run(
            [self.scripts / name], env=variables, input=body, capture_output=True, timeout=timeout, user=self.user
        )
        return parse_answer(done.stdout, done.stderr, done.returncode)
