"""What is measured: its preparation, its Apache configuration and its addresses."""

import contextlib
import re
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import requests

from support import CHECKOUT

from . import limit_pages

HERE = Path(__file__).resolve().parent.parent
WSGI_MODULE = Path("/usr/lib/apache2/modules/mod_wsgi.so")
FLASK = "Flask, mod_wsgi, 2 processes: "
DEBIANS_PYTHON = "/usr/bin/python3"  # the one that mod_wsgi embeds
NAME, EMAIL, PASSWORD = "anna", "anna@example.org", "correct horse battery staple"


@dataclass
class Page:
    title: str
    url: str
    headers: dict = field(default_factory=dict)
    budget: float = 0  # least ratio to the C hello world; 0 for none
    against: dict = field(default_factory=dict)  # least ratios to other pages, by their titles


def compile_limits(folder: Path):
    """The two C programs, static and stripped, and the timer of processes."""
    folder.mkdir()
    _fill_database(folder / "limits.db")
    for name, libraries in {"hello": [], "rows": ["-lsqlite3", "-lcrypto", "-lm"], "spawn": []}.items():
        _compile(name, folder / name, folder / "limits.db", libraries)


def _compile(source: str, program: Path, database: Path, libraries: list, headers: Path = HERE):
    compiler = shutil.which("clang") or shutil.which("cc")
    if not compiler:
        raise SystemExit("Benchmarks/run: needs a C compiler, clang (part of the Swift toolchain) or cc.")
    linked = program.with_suffix(".linked")
    command = [compiler, "-O2", "-static", "-s", f'-DDATABASE="{database}"', f"-I{headers}", "-o", linked,
               HERE / "limits" / f"{source}.c", *libraries]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"Benchmarks/run: {source}.c does not compile:\n{done.stderr}")
    # Copied, as the scripts are: of a file that was written in one piece the kernel maps larger pieces at once, which
    # makes a process of it up to a fifth faster than one of the linker's own file.
    shutil.copy(linked, program)
    linked.unlink()


def seed(data: Path, become: list, users=100, posts=1000, comments=5000):
    """Fills a site's database, as the user who owns it."""
    command = [*become, CHECKOUT / "out/bin/sitectl", "seed", "--users", str(users), "--posts", str(posts),
               "--comments", str(comments)]
    done = subprocess.run(command, env={"SITE_CONFIG": str(data / "site.conf")}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"Benchmarks/run: sitectl seed fails:\n{done.stderr}")


def confirm_address(site):
    """Makes who has registered a member, whose pages have all that members can do."""
    with contextlib.closing(site.database()) as connection, connection:
        connection.execute("UPDATE users_user SET confirmed_email = email, status = 2 WHERE name = ?", [NAME])


def post_with_comments(database: Path, count=50):
    """The number and the address of the post that has most nearly so many comments."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute(
            "SELECT id, '/posts/' || id || '-' || slug FROM site_post ORDER BY abs(comment_count - ?), id LIMIT 1", [count]
        ).fetchone()


def posts_pages(url: str, data: Path, limits: Path, cookie):
    """The list of 20 posts and a post with 50 comments, and for each, signed out and in, a C program that prints the same."""
    database = data / "app.db"
    number, address = post_with_comments(database)
    found = []
    for name, path, what in [("list", "/posts/", "list of 20 posts"), ("post", address, "post with 50 comments")]:
        for reader, headers in [("", {}), (", signed in", {"Cookie": cookie})] if cookie else [("", {})]:
            page = requests.get(url + path, headers=headers, timeout=30).content
            queries = limit_pages.LIST_QUERIES if name == "list" else limit_pages.post_queries(number)
            if reader:
                queries = [limit_pages.user_query(NAME), *queries]
            limit = Page(f"C, static: {what}{reader}", f"{url}/limits/{name}{'-user' if reader else ''}")
            compile_limit_page(limit.url.rpartition("/")[2], limits, database, page, queries)
            if requests.get(limit.url, timeout=30).content != page:
                raise SystemExit(f"Benchmarks/run: {limit.title} does not print what the site does.")
            against = {limit.title: 0.75}
            if has_flask():
                against[FLASK + what + reader] = 1.5
            found += [limit, Page(f"cgi-posts: {what}{reader}", url + path, headers, against=against)]
    return found


def compile_limit_page(name: str, limits: Path, database: Path, page: bytes, queries):
    folder = limits.parent / f"limit-{name}"
    folder.mkdir()
    (folder / "page.h").write_text(limit_pages.header(database, page, queries))
    _compile("page", limits / name, database, ["-lsqlite3", "-lm"], folder)


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


def prepare_flask(folder: Path, owner: str, data: Path):
    """A copy of the Flask site with a database and a key of its own, and a copy of the posts and of the site's key."""
    shutil.copytree(HERE / "flask", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "secret_key").write_bytes(b"only for measuring, on loopback")
    database = sqlite3.connect(folder / "app.db")
    with database:
        database.execute(
            "CREATE TABLE users_user (id INTEGER PRIMARY KEY, name VARCHAR(50) UNIQUE, email VARCHAR(120) UNIQUE,"
            " password VARCHAR(120), role SMALLINT DEFAULT 2, status SMALLINT DEFAULT 1)"
        )
    database.close()
    shutil.copy(data / "app.db", folder / "posts.db")
    shutil.copy(data / "secret_key", folder / "posts_secret_key")
    shutil.copytree(CHECKOUT / "templates", folder / "site")
    for path in [folder, *folder.rglob("*")]:
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
WSGIScriptAlias /flask-posts "{flask}/posts.py" process-group=flask application-group=%{{GLOBAL}}
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


def flask_pages(url: str, same: list):
    """Flask's pages. Those of posts are the same as the site's in `same`."""
    posts = []
    for page in same:
        path = page.url.split("/", 3)[3]
        posts.append(Page(FLASK + page.title.partition(": ")[2], f"{url}/flask-posts/{path}", page.headers))
        ours, theirs = (_without_tokens(requests.get(a.url, headers=a.headers, timeout=30).text) for a in (page, posts[-1]))
        if ours != theirs.replace("/flask-posts", ""):
            raise SystemExit(f"Benchmarks/run: {posts[-1].title}: the page is not the site's.")
    signed_in = {"Cookie": register_at_flask(url)}
    return [
        Page(FLASK + "sign-in form", url + "/flask/users/login/"),
        Page(FLASK + "signed in", url + "/flask/users/me/", signed_in),
        *posts,
    ]


def _without_tokens(page: str) -> str:
    return re.sub(r'(name="(?:csrf_)?token" type="hidden" value=)"[^"]*"', r"\1", page)


def require_answers(pages):
    for page in pages:
        answer = requests.get(page.url, headers=page.headers, allow_redirects=False, timeout=30)
        if answer.status_code != 200:
            raise SystemExit(f"Benchmarks/run: {page.url} answers {answer.status_code}, not 200.")
