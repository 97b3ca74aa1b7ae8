"""The commands of README.md and docs/servers.md, word for word, on a system that forgets them afterwards."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import servers

from support import CHECKOUT, SCRIPTS, TOOLS

# Folders of its own over the system's, and a network of its own in which port 80 is free.
BEGIN = r"""
layers=$(mktemp -d)
mount -t tmpfs tmpfs "$layers"
for folder in usr etc var run; do
    mkdir -p "$layers/$folder/upper" "$layers/$folder/work"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$layers/$folder/upper,workdir=$layers/$folder/work" "/$folder"
done
ip link set lo up
echo 127.0.0.1 www.example.org >>/etc/hosts
"""
# What systemd does with these services.
SYSTEMD = r"""
systemctl() {
    case "$*" in
    "reload apache2") apachectl -k graceful ;;
    "restart apache2")
        apachectl -k stop
        while pgrep apache2 >/dev/null; do sleep 0.05; done
        apachectl -k start
        ;;
    "restart fcgiwrap")
        . /etc/default/fcgiwrap
        chmod 1777 "$layers"
        setsid setpriv --reuid=www-data --regid=www-data --init-groups sh -c \
            'exec fcgiwrap "$1" -s "unix:$2"' sh "$DAEMON_OPTS" "$layers/socket" 2>/var/log/fcgiwrap &
        until [ -S "$layers/socket" ]; do sleep 0.05; done
        ln -sf "$layers/socket" /run/fcgiwrap.socket
        ;;
    "reload nginx") nginx ;;
    "restart lighttpd") mkdir -p /var/cache/lighttpd/uploads /run/lighttpd && lighttpd -f /etc/lighttpd/lighttpd.conf ;;
    *) echo "systemctl $*?" >&2 && return 1 ;;
    esac
}
apt-get() {
    dpkg-query -W "${@:3}" >/dev/null
    # Debian starts Apache as it installs it, without a module for CGI.
    case "$*" in *apache2*)
        rm -f /etc/apache2/mods-enabled/cgi*
        apachectl -k start
        until [ -e /run/apache2/apache2.pid ]; do sleep 0.05; done
        ;;
    esac
}
"""
WALK = """
import sys
sys.path.insert(0, "Tests")
from support.client import Client
client = Client(sys.argv[1])
assert "Our Club" in client.get("/users/login/").text
assert client.register(client.person).status_code == 303
assert f"Hi {client.person.name}!" in client.get("home").text
assert client.get("/static/css/main.css").status_code == 200
assert "Page not found" in client.get("/nope").text
"""


@pytest.fixture(autouse=True)
def _private_system():
    servers.require_own_folders()
    if subprocess.run(["unshare", "--mount", "--net", "bash", "-e", "-c", BEGIN], capture_output=True).returncode:
        pytest.skip("this machine does not let root put folders over the system's")


def commands(file: str, *headings: str) -> str:
    text = (CHECKOUT / file).read_text()
    parts = []
    for heading in headings:
        section = re.split(r"\n##+ ", text.split(f"# {heading}\n")[1])[0]
        parts.append("".join(line[4:] + "\n" for line in section.splitlines() if line.startswith("    ")))
    commands = "".join(parts).replace("out/cgi-bin", str(SCRIPTS)).replace("out/bin", str(TOOLS))
    return commands


def walk(script: str, afterwards: str = "", url: str = "http://www.example.org"):
    return run(f"{script}\n{sys.executable} - {url} <<'END'\n{WALK}\nEND\n{afterwards}")


def run(script: str):
    script = f"{BEGIN}{SYSTEMD}{script}"
    # What it has started ends with it.
    command = ["unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child", "bash", "-eu", "-c", script]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_readme():
    walk(commands("README.md", "Deploy"))


@pytest.mark.parametrize("server", ["Apache", "nginx", "lighttpd"])
def test_servers(server):
    first = "Static error pages"
    owners = "stat -c %U /var/lib/cgikit/* | sort -u\nsetpriv --reuid=www-data --regid=www-data --clear-groups test ! -w /etc/cgikit/site.conf\n"
    done = walk(commands("docs/servers.md", "Files", "Settings and data", first, server), owners)
    assert "www-data\n" in done.stdout and "root\n" not in done.stdout


def fenced(heading: str) -> str:
    section = (CHECKOUT / "docs/servers.md").read_text().split(f"## {heading}\n")[1]
    [commands] = re.findall("(?s)```\n(.*?)```", section.split("\n## ")[0])
    return commands


def test_apache_makes_room_for_a_proxy():
    made = commands("docs/servers.md", "Files", "Settings and data", "Apache") + fenced("Behind an HTTPS proxy")
    only_here = "! ss -Hltn | grep -v '127.0.0.1:8080 '\n"
    walk(made, only_here, url="http://www.example.org:8080")


def test_a_script_without_a_server_where_the_site_is_installed():
    installed = commands("docs/servers.md", "Settings and data") + "cd $(mktemp -d) && chmod 777 .\n"
    alone = commands("README.md", "Run a script without a server").split("\n", 1)[1]
    done = run(f"{installed}runuser -u nobody -- sh -e <<'END'\n{alone}END\n")
    assert done.stdout.startswith("Status: 200 OK"), done.stdout[:200]


def test_suexec():
    heading = "suEXEC: scripts as their own user"
    made = fenced(heading).replace("out/cgi-bin", str(SCRIPTS))
    host = "cat >/etc/apache2/sites-available/site.conf <<'HOST'\n" + servers.snippet(heading) + "HOST\n"
    enable = "apt-get install --no-install-recommends apache2\na2enmod cgid headers unique_id suexec && a2ensite site && systemctl restart apache2\n"
    pages = commands("docs/servers.md", "Static error pages")
    for old, new in {"-u www-data": "-u club", "/etc/cgikit": "/var/www/club/data", "/usr/lib/cgi-bin": "/var/www/club/app/cgi-bin"}.items():
        pages = pages.replace(old, new)
    owner = "stat -c %U /var/www/club/data/app.db\n"
    done = walk(
        "useradd --system --user-group club\n" + commands("docs/servers.md", "Files") + made + pages + host + enable, owner
    )
    assert done.stdout.endswith("club\n")


def test_fcgiwraps_children():
    count = "until [ $(pgrep -c fcgiwrap) -ge 16 ]; do sleep 0.05; done; pgrep -c fcgiwrap\n"
    done = walk(commands("docs/servers.md", "Files", "Settings and data", "nginx") + count)
    # One that starts the others.
    assert done.stdout.split()[-1] in ("16", "17")


def test_a_running_program_is_replaced():
    busy = "cp /bin/sleep /usr/lib/cgi-bin/cgi-login\n/usr/lib/cgi-bin/cgi-login 60 &\n"
    walk("mkdir -p /usr/lib/cgi-bin\n" + busy + commands("README.md", "Deploy"))


def test_the_operators_tool_finds_its_libraries():
    """README names the packages that a server without compilers lacks."""
    dynamic = subprocess.run(["readelf", "-d", TOOLS / "sitectl"], check=True, capture_output=True, text=True).stdout
    if "libswiftCore.so" in dynamic:
        pytest.skip("a debug build")
    files = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
    # What a system has by itself, and Apache brings along.
    known = {"libc6", "libgcc-s1", "libstdc++6", "zlib1g", "libssl3"}
    for name in files:
        paths = subprocess.run(["dpkg", "-S", f"*/{name}"], check=True, capture_output=True, text=True).stdout
        package = paths.split(":")[0]
        assert package in known or f"`{package}`" in Path(CHECKOUT / "README.md").read_text(), package
