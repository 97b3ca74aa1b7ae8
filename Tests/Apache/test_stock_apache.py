"""Scripts merely copied into the cgi-bin of Debian's Apache, as its package configures it, work."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import requests

from support import CHECKOUT, SCRIPTS
from support.client import Client
from support.processes import eventually
from support.site import WORKER, free_port
from support.visit import visit

STOCK = Path("/etc/apache2")


@pytest.fixture
def stock(folder):
    """The package's configuration on another port, with mod_cgid on and its cgi-bin folder in a temporary place."""
    tree, cgi_bin, port = folder / "apache2", folder / "cgi-bin", free_port()
    shutil.copytree(STOCK, tree, symlinks=True)
    for name in ["cgid.load", "cgid.conf"]:
        link = tree / "mods-enabled" / name
        link.unlink(missing_ok=True)
        link.symlink_to(f"../mods-available/{name}")
    (tree / "ports.conf").write_text(f"Listen 127.0.0.1:{port}\n")
    aliases = tree / "conf-available" / "serve-cgi-bin.conf"
    aliases.write_text(aliases.read_text().replace("/usr/lib/cgi-bin", str(cgi_bin)))
    shutil.copytree(SCRIPTS, cgi_bin)

    # What the sysadmin sets up beside the scripts: the settings and a data folder of Apache's user.
    data = folder / "data"
    data.mkdir()
    (data / "secret_key").write_bytes(os.urandom(32))
    (data / "site.conf").write_text(
        f"SECRET_KEY_FILE = secret_key\nDATABASE = sqlite:///app.db\nPASSWORD_SCRYPT = 32768:8:1\nTEMPLATES = {CHECKOUT}/templates\n"
    )
    (tree / "conf-enabled" / "site.conf").write_text(f'SetEnv SITE_CONFIG "{data}/site.conf"\n')
    for path in [data, data / "secret_key", data / "site.conf"]:
        shutil.chown(path, WORKER)
        path.chmod(0o700 if path.is_dir() else 0o600)

    # As apachectl makes it.
    (folder / "run" / "socks").mkdir(parents=True)
    shutil.chown(folder / "run" / "socks", WORKER)
    variables = {
        "PATH": os.environ["PATH"],
        "APACHE_RUN_USER": WORKER, "APACHE_RUN_GROUP": "www-data",
        "APACHE_RUN_DIR": str(folder / "run"), "APACHE_LOCK_DIR": str(folder / "run"),
        "APACHE_PID_FILE": str(folder / "run" / "pid"), "APACHE_LOG_DIR": str(folder),
    }
    server = subprocess.Popen(
        ["/usr/sbin/apache2", "-D", "FOREGROUND", "-d", str(tree), "-f", str(tree / "apache2.conf")], env=variables
    )
    url = f"http://127.0.0.1:{port}"
    try:
        assert eventually(lambda: server.poll() is not None or answers(url)), "Apache does not answer"
        assert server.poll() is None, (folder / "error.log").read_text()
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers(url):
    try:
        requests.get(url, timeout=5)
        return True
    except requests.ConnectionError:
        return False


def test_sign_in_page(stock):
    answer = requests.get(stock + "/cgi-bin/cgi-login", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>" in answer.text


def test_visit(stock):
    visit(Client(stock, "bare"))


def test_profile_of_another(stock):
    client = Client(stock, "bare")
    client.register(client.person)
    address = "/cgi-bin/cgi-profile/" + client.person.name.replace(" ", "%20")
    for variant in [address, address + "/"]:
        assert f"<h1>{client.person.name}</h1>" in Client(stock).get(variant).text
    assert Client(stock).get("/cgi-bin/cgi-profile/nobody/").status_code == 404
