"""Starts web servers on the loopback address, with the configurations of this checkout and everything of their own in a
temporary folder."""

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from layout import Layout, changed

from support import CHECKOUT
from support.client import Client
from support.processes import eventually
from support.site import WORKER, free_port

PAGES_BY_APACHE = CHECKOUT / "apache" / "pages.conf"
IS_ROOT = os.getuid() == 0


@dataclass
class Raw:
    """An answer as it came."""

    status: int
    head: str
    body: str


class Server:
    """A running web server. `url` is the host's, `prefix` the path below which the site lies."""

    def __init__(self, layout: Layout, port: int, *, prefix: str = "", authority: Path | None = None):
        self.layout = layout
        self.port = port
        self.prefix = prefix
        self.authority = authority
        self.url = f"https://localhost:{port}" if authority else f"http://127.0.0.1:{port}"
        self.logs = layout.folder / "logs"

    def client(self, **options) -> Client:
        return Client(self.url, prefix=self.prefix, verify=str(self.authority or True), **options)

    def send(self, text: str) -> Raw:
        """Sends exactly this, whether it is HTTP or not."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        if self.authority:
            context = ssl.create_default_context(cafile=self.authority)
            connection = context.wrap_socket(connection, server_hostname="localhost")
        answer = b""
        with connection:
            connection.sendall(text.encode())
            while received := connection.recv(65536):
                answer += received
        head, _, body = answer.decode(errors="replace").partition("\r\n\r\n")
        return Raw(int(head.split(" ")[1]), head, body)

    def log(self, name: str) -> str:
        path = self.logs / name
        return path.read_text(errors="replace") if path.exists() else ""

    def error_log(self) -> str:
        """What server and scripts have written so far; servers write late, so wait for what a test expects."""
        return self.log("error.log") + self.log("scripts.log")

    def access_log(self) -> str:
        return self.log("access.log")


def is_open(port) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(command, ready, **options):
    """A server in the foreground, in a process group of its own, from its first answer until all of it is gone."""
    process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL, **options)
    try:
        assert eventually(lambda: process.poll() is not None or ready(), 20), f"{command[0]} does not answer"
        assert process.poll() is None, f"{command[0]} has ended"
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def as_worker(*command) -> list:
    if not IS_ROOT:
        return list(command)
    return ["setpriv", f"--reuid={WORKER}", f"--regid={WORKER}", "--init-groups", "--", *command]


def make_logs(layout: Layout) -> Path:
    logs = layout.folder / "logs"
    logs.mkdir()
    shutil.chown(logs, WORKER)
    return logs


# --- nginx


@contextlib.contextmanager
def nginx(layout: Layout):
    """Debian's nginx and fcgiwrap, with nginx/site.conf."""
    port, logs = free_port(), make_logs(layout)
    wrapper = layout.folder / "fcgiwrap.socket"
    site = changed(
        (CHECKOUT / "nginx" / "site.conf").read_text(),
        {
            "listen 80;": f"listen 127.0.0.1:{port};", "server_name www.example.org;": "server_name localhost;",
            "/usr/lib/cgi-bin;": f"{layout.scripts};", "/usr/share/cgikit/static;": f"{layout.static};",
            "/etc/cgikit/site.conf;": f"{layout.config};", "/run/fcgiwrap.socket": wrapper,
            "/var/log/nginx/site-access.log": logs / "access.log", "/var/log/nginx/site-error.log": logs / "error.log",
        },
    )
    with fcgiwrap(layout, wrapper), run_nginx(layout.folder / "nginx", site, lambda: is_open(port)):
        yield Server(layout, port)


@contextlib.contextmanager
def fcgiwrap(layout: Layout, path: Path):
    """As nginx/site.conf says: without -f, so that lines of scripts go to its standard error, which is the journal's."""
    with (layout.folder / "logs" / "scripts.log").open("wb") as log:
        # It makes its socket where it runs.
        path.parent.chmod(0o777)
        command = as_worker("fcgiwrap", "-c", "16", "-s", f"unix:{path}")
        with running(command, path.exists, stderr=log):
            path.chmod(0o777)
            yield


@contextlib.contextmanager
def run_nginx(folder: Path, site: str, ready):
    """Debian's nginx.conf with one site and a folder of its own."""
    folder.mkdir()
    (folder / "enabled").mkdir()
    (folder / "enabled" / "site").write_text(site)
    main = changed(
        Path("/etc/nginx/nginx.conf").read_text(),
        {
            "user www-data;": f"user {WORKER};" if IS_ROOT else "", "/run/nginx.pid": folder / "pid",
            "/var/log/nginx": folder, "include /etc/nginx/conf.d/*.conf;": temporary_folders(folder),
            "/etc/nginx/sites-enabled/*": folder / "enabled" / "*",
        },
    )
    (folder / "nginx.conf").write_text("daemon off;\n" + main)
    command = ["/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
    with running(command, ready):
        yield


def temporary_folders(folder: Path) -> str:
    kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    return "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)


@contextlib.contextmanager
def tls_proxy(folder: Path, behind: Server):
    """nginx that speaks HTTPS and hands on to a server, as docs/servers.md has it."""
    port = free_port()
    folder.mkdir()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(folder / "all.pem"))
    site = changed(
        snippet("Behind an HTTPS proxy"),
        {
            "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;", "www.example.org": "localhost",
            "/etc/letsencrypt/live/localhost/fullchain.pem": folder / "all.pem",
            "/etc/letsencrypt/live/localhost/privkey.pem": folder / "all.pem",
            "http://127.0.0.1:8080": f"http://127.0.0.1:{behind.port}",
        },
    )
    with run_nginx(folder / "nginx", site, lambda: is_open(port)):
        yield Server(behind.layout, port, authority=folder / "authority.pem")


def snippet(heading: str) -> str:
    """The configuration in a section of docs/servers.md."""
    section = (CHECKOUT / "docs" / "servers.md").read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    return "".join(line[4:] + "\n" for line in section.splitlines() if line.startswith("    "))


# --- lighttpd


@contextlib.contextmanager
def lighttpd(layout: Layout):
    """Debian's lighttpd.conf with lighttpd/site.conf."""
    port, logs, folder = free_port(), make_logs(layout), layout.folder / "lighttpd"
    folder.mkdir()
    (folder / "uploads").mkdir()
    shutil.chown(folder / "uploads", WORKER)
    make_error_pages(layout)
    site = changed(
        (CHECKOUT / "lighttpd" / "site.conf").read_text(),
        {
            '"/usr/lib/cgi-bin"': f'"{layout.scripts}"', '"/usr/share/cgikit/static"': f'"{layout.static}"',
            '"/etc/cgikit/site.conf"': f'"{layout.config}"', '"/usr/share/cgikit/errors"': f'"{layout.errors}"',
            "/var/log/lighttpd/site-access.log": logs / "access.log", "/var/log/lighttpd/site-error.log": logs / "scripts.log",
        },
    )
    (folder / "site.conf").write_text(site)
    main = changed(
        Path("/etc/lighttpd/lighttpd.conf").read_text(),
        {
            "/var/log/lighttpd/error.log": logs / "error.log", "/run/lighttpd.pid": folder / "pid",
            "/var/cache/lighttpd/uploads": folder / "uploads",
            "server.port                 = 80": f'server.port = {port}\nserver.bind = "127.0.0.1"',
            'include_shell "/usr/share/lighttpd/use-ipv6.pl " + server.port': "",
            "/etc/lighttpd/conf-enabled/*.conf": folder / "site.conf", '"www-data"': f'"{WORKER}"',
        },
    )
    (folder / "lighttpd.conf").write_text(main)
    with running(["/usr/sbin/lighttpd", "-D", "-f", str(folder / "lighttpd.conf")], lambda: is_open(port)):
        yield Server(layout, port)


def make_error_pages(layout: Layout):
    """By the command of docs/servers.md."""
    layout.errors.mkdir()
    command = changed(
        snippet("Static error pages"),
        {
            "/usr/lib/cgi-bin": layout.scripts, "/usr/share/cgikit/errors": layout.errors,
            "/etc/cgikit/site.conf": layout.config,
        }
        | ({} if IS_ROOT else {"runuser -u www-data -- ": ""}),
    )
    subprocess.run(["sh", "-e", "-c", command], check=True)


# --- Apache


@contextlib.contextmanager
def apache(layout: Layout, *, enable, disable=(), site=None, prefix="", command=()):
    """Debian's /etc/apache2 with some modules more or fewer, and one site: apache/site.conf if none is given."""
    port, logs, tree = free_port(), make_logs(layout), layout.folder / "apache2"
    shutil.copytree("/etc/apache2", tree, symlinks=True)
    for path in (tree / "sites-enabled").iterdir():
        path.unlink()
    (tree / "ports.conf").write_text(f"Listen 127.0.0.1:{port}\nServerName 127.0.0.1\n")
    if not layout.errors.exists():
        make_error_pages(layout)
    site = site or changed(
        (CHECKOUT / "apache" / "site.conf").read_text(),
        {
            "<VirtualHost *:80>": f"<VirtualHost 127.0.0.1:{port}>", "/usr/share/cgikit/apache/pages.conf": PAGES_BY_APACHE,
        }
        | apache_paths(layout),
    )
    site = site.replace("PORT", str(port))
    (tree / "sites-available" / "site.conf").write_text(site)
    run_folder = layout.folder / "run"
    (run_folder / "socks").mkdir(parents=True)
    shutil.chown(run_folder / "socks", WORKER)
    # As apachectl makes it.
    variables = {
        "PATH": os.environ["PATH"], "LANG": "C",
        "APACHE_RUN_USER": WORKER, "APACHE_RUN_GROUP": WORKER, "APACHE_RUN_DIR": str(run_folder),
        "APACHE_LOCK_DIR": str(run_folder), "APACHE_PID_FILE": str(run_folder / "pid"), "APACHE_LOG_DIR": str(logs),
    }
    (tree / "sites-enabled" / "site.conf").symlink_to("../sites-available/site.conf")
    set_modules(tree, enable, disable)
    start = [*command, "/usr/sbin/apache2", "-D", "FOREGROUND", "-d", str(tree), "-f", str(tree / "apache2.conf")]
    with running(start, lambda: is_open(port), env=variables):
        yield Server(layout, port, prefix=prefix)


def set_modules(tree: Path, enable, disable):
    """What a2enmod and a2dismod do, but for their notes in /var/lib."""
    for name in disable:
        for path in (tree / "mods-enabled").glob(f"{name}.*"):
            path.unlink()
    for name in enable:
        available = list((tree / "mods-available").glob(f"{name}.*"))
        assert available, f"Debian's Apache has no module {name}"
        for path in available:
            link = tree / "mods-enabled" / path.name
            link.unlink(missing_ok=True)
            link.symlink_to(f"../mods-available/{path.name}")


def apache_paths(layout: Layout) -> dict:
    return {
        "/usr/lib/cgi-bin": layout.scripts, "/usr/share/cgikit/static": layout.static,
        "/etc/cgikit/site.conf": layout.config, "/usr/share/cgikit/errors": layout.errors,
        "${APACHE_LOG_DIR}/site-": "${APACHE_LOG_DIR}/",
    }


VIRTUAL_HOST = {"/usr/share/cgikit/apache/pages.conf": PAGES_BY_APACHE, "<VirtualHost *:80>": "<VirtualHost 127.0.0.1:PORT>"}


def apache_below_a_path(layout: Layout):
    """The site at /club/ of a virtual host that has other files."""
    other = layout.folder / "html"
    other.mkdir()
    (other / "index.html").write_text("another site")
    paths = {old: new for old, new in apache_paths(layout).items() if "errors" not in old}
    site = changed(snippet("Under a path of another site"), VIRTUAL_HOST | paths | {"/var/www/html": other})
    # As Debian grants /var/www.
    site += f'<Directory "{other}">\n    Require all granted\n</Directory>\n'
    return apache(layout, enable=["cgid", "headers", "unique_id"], site=site, prefix="/club")


def require_own_folders():
    if not IS_ROOT:
        pytest.skip("needs root")
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        pytest.skip("this machine does not let root give a process folders of its own")


def apache_suexec(layout: Layout):
    """The scripts as nobody, below a /var/www that only this server sees."""
    club, var_www = layout.folder / "www" / "club", Path("/var/www/club")
    (club / "app").mkdir(parents=True)
    shutil.copytree(layout.scripts, club / "app" / "cgi-bin")
    shutil.copytree(layout.static, club / "static")
    make_error_pages(layout)
    settings = layout.config.read_text().replace(str(layout.data), str(var_www / "data"))
    layout.data = layout.data.rename(club / "data")
    # suEXEC hands on no variables.
    (layout.data / "site.conf").write_text(settings + f"STATIC_FOLDER = {var_www}/static\n")
    for path in [club / "app", club / "app" / "cgi-bin", *(club / "app" / "cgi-bin").iterdir(), layout.data, *layout.data.iterdir()]:
        shutil.chown(path, "nobody", "nogroup")
    changes = VIRTUAL_HOST | {
        "club club": "nobody nogroup", "/usr/share/cgikit/errors": layout.errors, "${APACHE_LOG_DIR}/site-": "${APACHE_LOG_DIR}/",
    }
    logs = layout.folder / "suexec"
    logs.mkdir()
    hide = f'mount --bind {layout.folder}/www /var/www && mount --bind {logs} /var/log/apache2 && exec "$@"'
    return apache(
        layout, enable=["cgid", "headers", "unique_id", "suexec"],
        site=changed(snippet("suEXEC: scripts as their own user"), changes), command=["unshare", "--mount", "sh", "-c", hide, "sh"],
    )
