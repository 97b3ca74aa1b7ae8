"""What is measured: its preparation, its Apache configuration and its addresses."""

import re
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import requests

HERE = Path(__file__).resolve().parent.parent
WSGI_MODULE = Path("/usr/lib/apache2/modules/mod_wsgi.so")
DEBIANS_PYTHON = "/usr/bin/python3"  # the one that mod_wsgi embeds
NAME, EMAIL, PASSWORD = "anna", "anna@example.org", "correct horse battery staple"


@dataclass
class Page:
    title: str
    url: str
    headers: dict = field(default_factory=dict)
    budget: float = 0  # least ratio to the C hello world; 0 for none


def compile_limits(folder: Path):
    """The two C programs, static and stripped, and the timer of processes."""
    folder.mkdir()
    _fill_database(folder / "limits.db")
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        raise SystemExit("Benchmarks/run: needs a C compiler, clang (part of the Swift toolchain) or cc.")
    for name, libraries in {"hello": [], "rows": ["-lsqlite3", "-lcrypto", "-lm"], "spawn": []}.items():
        command = [compiler, "-O2", "-static", "-s", f'-DDATABASE="{folder}/limits.db"', "-o", folder / name,
                   HERE / "limits" / f"{name}.c", *libraries]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"Benchmarks/run: {name}.c does not compile:\n{done.stderr}")


def _fill_database(path: Path):
    database = sqlite3.connect(path)
    with database:
        database.execute("CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT)")
        database.execute("CREATE TABLE post (id INTEGER PRIMARY KEY, user_id INTEGER, title TEXT)")
        database.executemany("INSERT INTO user VALUES (?, ?)", [(i, f"user {i}") for i in range(1, 101)])
        posts = [(i, i % 100 + 1, f"The title of post number {i}") for i in range(1, 1001)]
        database.executemany("INSERT INTO post VALUES (?, ?, ?)", posts)
    database.close()


def has_flask() -> bool:
    # -I: or the folder flask/ beside this package is what it finds.
    command = [DEBIANS_PYTHON, "-I", "-c", "import flask"]
    return WSGI_MODULE.exists() and subprocess.run(command, capture_output=True).returncode == 0


def prepare_flask(folder: Path, owner: str):
    """A copy of the Flask site with a database and a key of its own."""
    shutil.copytree(HERE / "flask", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "secret_key").write_bytes(b"only for measuring, on loopback")
    database = sqlite3.connect(folder / "app.db")
    with database:
        database.execute(
            "CREATE TABLE users_user (id INTEGER PRIMARY KEY, name VARCHAR(50) UNIQUE, email VARCHAR(120) UNIQUE,"
            " password VARCHAR(120), role SMALLINT DEFAULT 2, status SMALLINT DEFAULT 1)"
        )
    database.close()
    for path in [folder, *folder.iterdir()]:
        shutil.chown(path, owner)


def limits_configuration(limits: Path) -> str:
    return f"""
ScriptAlias "/limits/" "{limits}/"
<Directory "{limits}">
    Require all granted
</Directory>
"""


def flask_configuration(flask: Path) -> str:
    return f"""
LoadModule wsgi_module "{WSGI_MODULE}"
WSGISocketPrefix "${{RUNTIME}}/wsgi"
WSGIDaemonProcess flask processes=2 threads=4
WSGIScriptAlias /flask "{flask}/app.py" process-group=flask application-group=%{{GLOBAL}}
<Directory "{flask}">
    Require all granted
</Directory>
"""


def register_at_site(url: str) -> str:
    """Registers through the site's own form; the value of the Cookie header of whoever is then signed in."""
    browser = requests.Session()
    form = browser.get(url + "/users/register/", timeout=30)
    form.raise_for_status()
    fields = dict(re.findall(r'name="(csrf_token)"[^>]*value="([^"]*)"', form.text))
    fields |= {"name": NAME, "email": EMAIL, "password": PASSWORD, "confirm": PASSWORD, "accept_tos": "y"}
    answer = browser.post(url + "/users/register/", data=fields, timeout=30)
    if NAME not in answer.text or not answer.url.endswith("/users/me/"):
        raise RuntimeError(f"registering ended at {answer.url} with {answer.status_code}")
    return _cookie_header(browser)


def register_at_flask(url: str) -> str:
    browser = requests.Session()
    fields = {"name": NAME, "email": EMAIL, "password": PASSWORD}
    browser.post(url + "/flask/users/register/", data=fields, timeout=30, allow_redirects=False).raise_for_status()
    browser.get(url + "/flask/users/me/", timeout=30).raise_for_status()  # also puts the CSRF secret into the session
    return _cookie_header(browser)


def _cookie_header(browser: requests.Session) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)


def cgi_pages(url: str):
    """The CGI programs' pages, C's hello world first, and the Cookie header of somebody signed in, if all goes well."""
    found = [
        Page("C, static: hello world", url + "/limits/hello"),
        Page("C, static: 20 rows from SQLite, SHA-256", url + "/limits/rows"),
        Page("cgi-login: sign-in form", url + "/users/login/", budget=0.75),
    ]
    cookie = None
    try:
        cookie = register_at_site(url)
        found.append(Page("cgi-profile: signed in", url + "/users/me/", {"Cookie": cookie}, budget=0.55))
    except (requests.RequestException, RuntimeError) as error:
        print(f"The profile is left out: {error}")
    return found, cookie


def flask_pages(url: str):
    signed_in = {"Cookie": register_at_flask(url)}
    return [
        Page("Flask, mod_wsgi, 2 processes: sign-in form", url + "/flask/users/login/"),
        Page("Flask, mod_wsgi, 2 processes: signed in", url + "/flask/users/me/", signed_in),
    ]


def require_answers(pages):
    for page in pages:
        answer = requests.get(page.url, headers=page.headers, allow_redirects=False, timeout=30)
        if answer.status_code != 200:
            raise SystemExit(f"Benchmarks/run: {page.url} answers {answer.status_code}, not 200.")
