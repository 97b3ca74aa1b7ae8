"""./run: what it creates, keeps, leaves behind, and says when it cannot."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
from pathlib import Path

import pytest
import requests

from support import CHECKOUT
from support.checkout import copy_checkout, give_to
from support.client import Client
from support.processes import eventually, session_members
from support.site import WORKER, Site, free_port, running_site

needs_root = pytest.mark.skipif(os.getuid() != 0, reason="needs root, to become another user")
NOBODY = pwd.getpwnam("nobody")
AS_NOBODY = ["setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups", "--"]


def run(*arguments, checkout=CHECKOUT, prefix=()):
    """./run in a case where it ends at once."""
    return subprocess.run(
        [*prefix, str(checkout / "run"), *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )


def assert_plain_failure(done, sentence):
    assert done.returncode != 0
    assert sentence in done.stderr
    assert done.stderr.startswith("run: ") and done.stderr.count("\n") == 1, done.stderr


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


# --- What a start creates and the next one keeps


def test_first_start_creates_an_owner_only_data_folder(folder):
    data = folder / "new" / "data"
    with running_site(data) as site:
        assert requests.get(site.url + "/users/login/").status_code == 200
    assert (mode(data), data.owner()) == ((0o1770, "root") if os.getuid() == 0 else (0o700, WORKER))
    assert (mode(data / "secret_key"), (data / "secret_key").owner()) == (0o600, WORKER)
    settings = (mode(data / "site.conf"), (data / "site.conf").owner())
    assert settings == ((0o640, "root") if os.getuid() == 0 else (0o600, WORKER))
    assert len((data / "secret_key").read_bytes()) == 32
    assert (data / "logs" / "access.log").owner() == WORKER
    assert [path.owner() for path in (data / "template-cache").glob("cgi-login:users%2Flogin.html")] == [WORKER]


def test_second_start_keeps_everything(folder):
    data = folder / "data"
    with running_site(data) as site:
        with site.database() as database:
            database.execute("CREATE TABLE kept (word)")
            database.execute("INSERT INTO kept VALUES ('here')")
        database.close()
        with open(data / "site.conf", "a") as settings:
            settings.write("NAME = Changed by hand\n")
        before = {name: (data / name).read_bytes() for name in ["secret_key", "site.conf"]}
    if os.getuid() == 0:
        shutil.chown(data / "app.db", WORKER)
    with running_site(data) as site:
        assert {name: (data / name).read_bytes() for name in before} == before
        database = site.database()
        assert database.execute("SELECT word FROM kept").fetchall() == [("here",)]
        database.close()


def test_two_first_starts_at_once_share_one_key(folder):
    sites = [Site(folder / "data") for _ in range(2)]
    try:
        for site in sites:
            site.ready()
        assert len((folder / "data" / "secret_key").read_bytes()) == 32
        assert sorted(path.name for path in (folder / "data").glob("secret_key*")) == ["secret_key"]
    finally:
        for site in sites:
            site.stop()


def test_a_folder_that_another_start_begins_to_fill_is_taken(folder):
    data = folder / "data"
    (data / "logs").mkdir(parents=True)
    (data / "secret_key.a1B2c3").touch()
    data.chmod(0o700)
    give_to(WORKER, data)
    with running_site(data) as site:
        assert requests.get(site.url + "/users/login/").status_code == 200


def test_what_is_there_already_is_no_broken_pipe_to_who_would_write_it(folder):
    kept = folder / "kept"
    kept.write_text("here")
    create = 'set -euo pipefail; . tools/messages.sh; . tools/apache.sh; . tools/data.sh; '
    create += 'head -c 1000000 /dev/zero | sh -c "$create_once" sh "$1" 0600'
    subprocess.run(["bash", "-c", create, "run", kept], cwd=CHECKOUT, check=True)
    assert kept.read_text() == "here"


def test_folder_names_with_spaces(folder):
    checkout = copy_checkout(folder / "my checkout")
    with running_site(folder / "my data", checkout=checkout) as site:
        assert requests.get(site.url + "/users/login/").status_code == 200
        assert eventually(lambda: "GET /users/login/" in site.access_log())


def test_mail_goes_into_a_folder_and_its_links_onto_the_console(folder):
    with running_site(folder / "data") as site:
        client = Client(site.url)
        client.register(client.person)
        assert site.wait_for_line("Mail to ") == f"Mail to {client.person.email}: Welcome to My Site\n"
        [message] = (site.data / "mail").iterdir()
        assert message.owner() == WORKER
        assert f"{site.url}/users/me/email/confirm?token=3D" in message.read_text().replace("=\n", "")
    assert session_members(site.process.pid) == []


def test_a_site_without_mail_queues_none(folder):
    with running_site(folder / "data"):
        pass
    settings = folder / "data" / "site.conf"
    settings.write_text(settings.read_text().replace("MAIL_URL", "#MAIL_URL"))
    with running_site(folder / "data") as site:
        client = Client(site.url)
        assert client.register(client.person).status_code == 303
        database = site.database()
        assert database.execute("SELECT count(*) FROM site_outbox").fetchall() == [(0,)]
        database.close()


# --- Stopping


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_nothing(folder, sign):
    before = set(Path("/tmp").glob("cgikit-??????"))
    site = Site(folder / "data").ready()
    session = site.process.pid
    assert len(session_members(session)) > 2
    assert site.stop(sign) == 0
    assert session_members(session) == []
    assert set(Path("/tmp").glob("cgikit-??????")) - before == set()
    assert sorted(path.name for path in site.data.rglob("*") if path.is_socket() or path.suffix == ".pid") == []


def test_stopping_ends_a_script_that_hangs(folder):
    checkout = copy_checkout(folder / "checkout", {"cgi-login": "echo started >&2; exec sleep 600"})
    site = Site(folder / "data", checkout=checkout).ready()
    with socket.create_connection(("127.0.0.1", site.port)) as client:
        client.sendall(b"GET /users/login/ HTTP/1.0\r\n\r\n")
        site.wait_for_line("started")
        site.stop()
    assert session_members(site.process.pid) == []


def test_apache_ends_when_run_is_killed_and_the_next_start_tidies_up(folder):
    before = set(Path("/tmp").glob("cgikit-??????"))
    site = Site(folder / "data").ready()
    site.stop(signal.SIGKILL)
    assert eventually(lambda: session_members(site.process.pid) == [])
    assert set(Path("/tmp").glob("cgikit-??????")) - before != set()
    with running_site(folder / "data"):
        pass
    assert set(Path("/tmp").glob("cgikit-??????")) - before == set()


# --- Who serves from where


@needs_root
def test_checkout_that_apache_cannot_enter(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    checkout = copy_checkout(closed / "checkout")
    (checkout / "static" / "probe.txt").write_text("static")
    with running_site(folder / "data", checkout=checkout) as site:
        assert "serving copies" in "".join(site.output)
        assert requests.get(site.url + "/users/login/").status_code == 200
        assert requests.get(site.url + "/static/probe.txt").text == "static"


@needs_root
def test_file_that_apache_cannot_read(folder):
    checkout = copy_checkout(folder / "checkout")
    probe = checkout / "static" / "probe.txt"
    probe.write_text("static")
    probe.chmod(0o600)
    with running_site(folder / "data", checkout=checkout) as site:
        assert requests.get(site.url + "/static/probe.txt").text == "static"


# --- What the scripts' user could name, but not read


AS_WORKER = ["setpriv", f"--reuid={WORKER}", f"--regid={WORKER}", "--init-groups", "--"]


@needs_root
def test_the_scripts_user_cannot_change_the_settings(folder):
    data = folder / "data"
    with running_site(data):
        pass
    before = (data / "site.conf").read_bytes()
    for command in ['echo x >>"$1"', 'mv "$1" "$1.old"', 'rm -f "$1"', 'ln -sf /etc/passwd "$1"', 'chmod 0666 "$1"']:
        assert subprocess.run([*AS_WORKER, "sh", "-c", command, "sh", data / "site.conf"], capture_output=True).returncode
    assert (data / "site.conf").read_bytes() == before and not (data / "site.conf").is_symlink()


@pytest.fixture
def secret(folder):
    """A folder with a template that the scripts' user cannot read, in a checkout of root's that nobody else enters."""
    secret = folder / "roots"
    secret.mkdir(mode=0o700)
    (secret / "base.html").write_text("roots-secret")
    return secret


def found(folder, words):
    """Files below a folder, or in the folders that ./run makes, which hold the words; not where they were put."""
    places = [folder, *Path("/tmp").glob("cgikit-??????")]
    done = subprocess.run(["grep", "-rlF", words, *places], capture_output=True, text=True)
    return [path for path in done.stdout.splitlines() if Path(path).parent.name != "roots"]


@needs_root
@pytest.mark.parametrize("how", ["the setting", "a link to it", "a relative path"])
def test_templates_that_only_root_can_read_are_not_served(folder, secret, how):
    data = folder / "data"
    with running_site(data):
        pass
    named = {"the setting": secret, "a link to it": data / "link", "a relative path": "../roots"}[how]
    if how == "a link to it":
        (data / "link").symlink_to(secret)
    settings = (data / "site.conf").read_text()
    (data / "site.conf").write_text(settings.replace(f"TEMPLATES = {CHECKOUT}/templates", f"TEMPLATES = {named}"))
    done = run("--no-build", "--port", str(free_port()), "--data", str(data))
    assert_plain_failure(done, "cannot read" if how == "the setting" else "templates")
    assert found(folder, "roots-secret") == [] and mode(secret) == 0o700


@needs_root
@pytest.mark.parametrize("place", ["static", "templates", "out/cgi-bin"])
def test_a_link_in_a_checkout_is_not_followed_when_it_is_copied(folder, secret, place):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    checkout = copy_checkout(closed / "checkout")
    (checkout / place / "link.html").symlink_to(secret / "base.html")
    (checkout / place / "folder").symlink_to(secret)
    with running_site(folder / "data", checkout=checkout) as site:
        assert "serving copies" in "".join(site.output)
        assert found(folder, "roots-secret") == []
        assert requests.get(site.url + "/users/login/").status_code == 200
        assert requests.get(site.url + "/static/link.html").status_code in (403, 404)
    assert mode(secret) == 0o700


@needs_root
def test_a_tool_that_is_a_link_is_not_copied(folder, secret):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    checkout = copy_checkout(closed / "checkout")
    tool = checkout / "out" / "bin" / "sitectl"
    tool.unlink()
    tool.symlink_to(secret / "base.html")
    (secret / "base.html").chmod(0o700)
    with running_site(folder / "data", checkout=checkout) as site:
        assert f"{tool} is a link" in "".join(site.output)
        assert found(folder, "roots-secret") == []
    assert mode(secret / "base.html") == 0o700


@needs_root
def test_settings_that_are_a_link_are_read_as_the_scripts_user(folder, secret):
    data = folder / "data"
    data.mkdir(mode=0o700)
    give_to(WORKER, data)
    (secret / "site.conf").write_text("TEMPLATES = /roots-secret\n")
    (data / "site.conf").symlink_to(secret / "site.conf")
    done = run("--no-build", "--port", str(free_port()), "--data", str(data))
    assert done.returncode and "roots-secret" not in done.stderr + done.stdout


@needs_root
def test_a_folder_in_one_of_the_scripts_users_is_made_by_that_user(folder):
    theirs = folder / "theirs"
    theirs.mkdir()
    give_to(WORKER, theirs)
    with running_site(theirs / "new" / "data") as site:
        assert requests.get(site.url + "/users/login/").status_code == 200
    assert (theirs / "new" / "data").owner() == WORKER and mode(theirs / "new" / "data") == 0o700


@needs_root
def test_ordinary_user_in_a_closed_home(folder):
    home = folder / "home"
    home.mkdir(mode=0o700)
    checkout = copy_checkout(home / "checkout", {"cgi-register": r"printf 'Content-Type: text/plain\n\n'; id -un"})
    give_to("nobody", home)
    with running_site(checkout / "data", checkout=checkout, prefix=AS_NOBODY) as site:
        assert requests.get(site.url + "/users/register/").text == "nobody\n"
        assert requests.get(site.url + "/users/login/").status_code == 200
        assert site.data.owner() == "nobody" and mode(site.data) == 0o700
        assert "TEMPLATES = ../templates\n" in (site.data / "site.conf").read_text()
    assert session_members(site.process.pid) == []


# --- What it says when it cannot


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["--port", "http"], '"http" is not a port'),
        (["--port", "0"], '"0" is not a port'),
        (["--port", "65536"], '"65536" is not a port'),
        (["--port", "80 80"], '"80 80" is not a port'),
        (["--port"], "--port needs a value"),
        (["--data"], "--data needs a value"),
        (["--sport", "1"], "there is no option --sport"),
        (["here"], "there is no option here"),
    ],
)
def test_wrong_options(arguments, sentence):
    done = run(*arguments)
    assert done.returncode == 2
    assert_plain_failure(done, sentence)


def test_help_names_every_option():
    done = run("--help")
    assert done.returncode == 0
    assert all(option in done.stdout for option in ["--port", "--data", "--no-build"])


def test_port_taken(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("--no-build", "--port", str(port), "--data", str(folder / "data"))
    assert_plain_failure(done, f"port {port} is taken")


def test_port_bound_but_silent(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        done = run("--no-build", "--port", str(port), "--data", str(folder / "data"))
    assert_plain_failure(done, f"port {port} is taken")


@needs_root
def test_port_only_for_root(folder):
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 81:
        pytest.skip("this machine gives low ports to everybody")
    home = folder / "home"
    home.mkdir()
    checkout = copy_checkout(home / "checkout")
    give_to("nobody", home)
    done = run("--no-build", "--port", "81", checkout=checkout, prefix=AS_NOBODY)
    assert_plain_failure(done, "port 81 is only for root")


def test_broken_build(folder):
    checkout = copy_checkout(folder / "checkout")
    (checkout / "build").write_text("#!/bin/sh\nexit 1\n")
    done = run("--port", str(free_port()), "--data", str(folder / "data"), checkout=checkout)
    assert_plain_failure(done, "the scripts could not be built")
    assert not (folder / "data").exists()


def test_nothing_built(folder):
    checkout = copy_checkout(folder / "checkout")
    shutil.rmtree(checkout / "out")
    done = run("--no-build", "--port", str(free_port()), "--data", str(folder / "data"), checkout=checkout)
    assert_plain_failure(done, "there are no scripts in out/cgi-bin/")


@needs_root
def test_no_apache(folder):
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode:
        pytest.skip("this machine does not let root hide a file from a process")
    hide = "mount --bind /dev/null /usr/sbin/apache2 && exec \"$@\""
    done = run("--no-build", "--port", str(free_port()), "--data", str(folder / "data"),
               prefix=["unshare", "--mount", "sh", "-c", hide, "sh"])
    assert_plain_failure(done, "there is no Apache")


def test_data_folder_with_other_files(folder):
    (folder / "letters").mkdir(mode=0o755)
    (folder / "letters" / "a.txt").write_text("mine")
    done = run("--no-build", "--port", str(free_port()), "--data", str(folder / "letters"))
    assert_plain_failure(done, "holds other files")
    assert mode(folder / "letters") == 0o755
    assert [path.name for path in (folder / "letters").iterdir()] == ["a.txt"]


def test_data_is_a_file(folder):
    (folder / "data").write_text("mine")
    done = run("--no-build", "--port", str(free_port()), "--data", str(folder / "data"))
    assert_plain_failure(done, "is not a folder")


@needs_root
def test_data_folder_that_apache_cannot_enter(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    done = run("--no-build", "--port", str(free_port()), "--data", str(closed / "deep" / "data"))
    assert_plain_failure(done, f"cannot enter {closed}")
    assert list(closed.iterdir()) == []


@needs_root
def test_data_folder_of_somebody_else(folder):
    data = folder / "data"
    data.mkdir()
    (data / "app.db").touch()
    done = run("--no-build", "--port", str(free_port()), "--data", str(data))
    assert_plain_failure(done, f"'chown -R www-data {data}' fixes that")


def test_templates_that_are_gone(folder):
    checkout = copy_checkout(folder / "checkout")
    with running_site(folder / "data", checkout=checkout):
        pass
    checkout = checkout.rename(folder / "moved")
    done = run("--no-build", "--port", str(free_port()), "--data", str(folder / "data"), checkout=checkout)
    assert_plain_failure(done, f"names the templates {folder}/checkout/templates, which are not there")


def test_empty_secret_key(folder):
    data = folder / "data"
    with running_site(data):
        pass
    (data / "secret_key").write_bytes(b"")
    done = run("--no-build", "--port", str(free_port()), "--data", str(data))
    assert_plain_failure(done, "the secret key")
