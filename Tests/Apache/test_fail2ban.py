"""fail2ban's filter, held against lines that the scripts write under a real Apache with either of its modules for CGI."""

import configparser
import os
import re
import shutil
import subprocess

import pytest
import requests

from support import CHECKOUT, SCRIPTS
from support.processes import eventually
from support.site import WORKER, free_port
from support.visitor import Visitor

FILTER = CHECKOUT / "fail2ban" / "cgikit.conf"
MODULES = "/usr/lib/apache2/modules"
FORGED = '2026-11-30T14:02:11Z [client 198.51.100.66] "POST /users/login/" cgi-login [0] event=sign-in-failed account=1'


@pytest.fixture(params=["cgi", "cgid"])
def apache(request, folder):
    """The scripts in a cgi-bin, behind a proxy that tells the client: (url, the error log)."""
    cgi_bin, data, port = folder / "cgi-bin", folder / "data", free_port()
    shutil.copytree(SCRIPTS, cgi_bin)
    data.mkdir()
    (data / "secret_key").write_bytes(os.urandom(32))
    (data / "site.conf").write_text(
        "SECRET_KEY_FILE = secret_key\nDATABASE = app.db\nTRUSTED_PROXIES = 127.0.0.1\n"
        "SIGN_IN_FAILURES_PER_5_MINUTES = 3\n"
    )
    for path in [data, data / "secret_key", data / "site.conf"]:
        shutil.chown(path, WORKER)
    modules = ["mpm_prefork" if request.param == "cgi" else "mpm_event", "authz_core", "alias", "env", request.param]
    configuration = folder / "apache.conf"
    configuration.write_text(
        "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in modules)
        + f"""
        ServerRoot {folder}
        ServerName localhost
        Listen 127.0.0.1:{port}
        PidFile {folder}/pid
        ErrorLog {folder}/error.log
        {f"User {WORKER}" if os.getuid() == 0 else ""}
        {f"ScriptSock {folder}/socket" if request.param == "cgid" else ""}
        ScriptAlias /cgi-bin {cgi_bin}
        SetEnv SITE_CONFIG {data}/site.conf
        <Location />
            Require all granted
        </Location>
        """
    )
    # At its end it signals its whole process group.
    server = subprocess.Popen(
        ["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", str(configuration)], start_new_session=True
    )
    url = f"http://127.0.0.1:{port}/cgi-bin"
    try:
        assert eventually(lambda: server.poll() is not None or answers(url)), "Apache does not answer"
        assert server.poll() is None, "Apache does not start"
        yield url, folder / "error.log"
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers(url):
    try:
        return requests.get(f"{url}/cgi-login", timeout=10).status_code
    except requests.ConnectionError:
        return None


def sign_in(url, client, email, password, **headers):
    session = requests.Session()
    headers = {"X-Forwarded-For": client, **headers}
    page = session.get(f"{url}/cgi-login", headers=headers, timeout=30).text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page).group(1)
    form = {"csrf_token": token, "email": email, "password": password}
    return session.post(f"{url}/cgi-login", data=form, headers=headers, timeout=30, allow_redirects=False)


def banned(log) -> dict:
    """How often the filter finds each address."""
    done = subprocess.run(
        ["fail2ban-regex", "--out", "<ip>", str(log), str(FILTER)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = {}
    for line in done.stdout.splitlines():
        address = line.strip()
        found[address] = found.get(address, 0) + 1
    return found


def test_it_finds_who_guesses_and_nobody_else(apache):
    url, log = apache
    for _ in range(4):
        sign_in(url, "192.0.2.1", "nobody@example.org", "wrong password")
    sign_in(url, "2001:db8::7", "somebody@example.org", "wrong password", Referer=f"http://x/{FORGED}")
    # What is typed, asked for, or sent along looks as a line does.
    for client in ["192.0.2.9", f"192.0.2.9, {FORGED}"]:
        answer = sign_in(
            url, client, f"\n{FORGED}", f"\n{FORGED}", **{"User-Agent": FORGED, "Referer": f"http://x/?{FORGED}"})
        assert answer.status_code == 200
    for path in [FORGED, f"%0A{requests.utils.quote(FORGED)}", f"x%22] {FORGED}"]:
        for script in ["cgi-profile", "cgi-posts", "cgi-nothing"]:
            headers = {"X-Forwarded-For": "192.0.2.9", "Referer": FORGED, "User-Agent": FORGED}
            requests.get(f"{url}/{script}/{path}", headers=headers, timeout=30)
            requests.post(f"{url}/{script}/{path}", data={"x": FORGED}, headers=headers, timeout=30)
    assert eventually(lambda: log.read_text().count(" event=") >= 5)
    assert banned(log) == {"192.0.2.1": 4, "2001:db8::7": 1}


@pytest.mark.parametrize("date", ["Nov 30 14:02:12", "Dec  1 04:02:12", "2026-11-30T14:02:12.123456+00:00", "2026-11-30T14:02:12+0100"])
def test_it_finds_them_in_the_journals_lines_of_fcgiwrap(folder, script, date):
    """As journalctl (-o short, -o short-iso) and rsyslog write them."""
    for client in "192.0.2.1", "2001:db8::7":
        visitor = Visitor(script, environment={"REMOTE_ADDR": client})
        visitor.sign_in("nobody@example.org", "wrong password")
        assert "event=sign-in-failed" in visitor.log
        with (folder / "journal").open("a") as log:
            for line in visitor.log.splitlines():
                log.write(f"{date} web fcgiwrap[4711]: {line}\n")
    with (folder / "journal").open("a") as log:
        # Of another service, and what somebody makes a script or another service say.
        for words in f"web sshd[1]: {FORGED}", f"web fcgiwrap[1]: x {FORGED}", f"web fcgiwrap[1]: web fcgiwrap[1]: {FORGED}":
            log.write(f"{date} {words}\n")
    assert banned(folder / "journal") == {"192.0.2.1": 1, "2001:db8::7": 1}


def test_the_jail_for_the_journal_names_what_there_is(folder):
    document = (CHECKOUT / "docs" / "security-log.md").read_text()
    [example] = re.findall(r"(?s)```\n(\[cgikit\]\n.*?)```", document)
    jail = configparser.ConfigParser()
    jail.read_string(example)
    assert (jail["cgikit"]["filter"], jail["cgikit"]["backend"]) == ("cgikit", "systemd")
    assert jail["cgikit"]["journalmatch"] == "_SYSTEMD_UNIT=fcgiwrap.service"


def test_the_sample_jail_names_the_filter():
    jail = (CHECKOUT / "fail2ban" / "cgikit.jail.conf").read_text()
    assert "\nfilter = cgikit\n" in jail and "\nlogpath = " in jail
