"""A Flask site and the scripts under one Apache, on one database and one key."""

import json
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from beside import FLASK, HERE, VENV, WSGI_MODULE, Visitor
from support import CHECKOUT
from support.client import Client
from support.site import WORKER, public_folder, running_site
from support.windows import browser, open_page


@pytest.fixture(scope="session")
def site():
    """Both, as apache/side-by-side.conf has them. Flask, which was there first, has made the database."""
    with public_folder() as folder:
        flask, data = folder / "club", folder / "data"
        shutil.copytree(HERE / "club", flask, ignore=shutil.ignore_patterns("__pycache__"))
        # Apache's user may not be able to enter the checkout.
        shutil.copytree(VENV, folder / "venv", symlinks=True)
        give_settings(flask, data)
        include = folder / "apache.conf"
        include.write_text(
            f'LoadModule wsgi_module "{WSGI_MODULE}"\n'
            f'WSGISocketPrefix "${{RUNTIME}}/wsgi"\n'
            f'Define FLASK "{flask}"\n'
            f'Define FLASK_VENV "{folder}/venv"\n'
            f'Include "{CHECKOUT}/apache/side-by-side.conf"\n'
        )
        with running_site(data, arguments=["--include", str(include)]) as site:
            answer = Client(site.url).get(FLASK["login"])
            assert answer.status_code == 200, f"{answer.text}\n{site.error_log()}"
            yield site


def give_settings(flask: Path, data: Path):
    """One key and one database, as docs/moving-from-flask.md says."""
    data.mkdir(mode=0o700)
    (data / "logs").mkdir()
    (data / "secret_key").write_bytes(secrets.token_bytes(32))
    (data / "site.conf").write_text(
        "SECRET_KEY_FILE = secret_key\nDATABASE = sqlite:///app.db\nPASSWORD_SCRYPT = 32768:8:1\nSESSION_DIGEST = sha1\n"
        f"TEMPLATES = {CHECKOUT}/templates\n"
        # Tests register more people in an hour, from one address, than people do.
        "REGISTRATIONS_PER_HOUR_BY_ADDRESS = 0\nREGISTRATIONS_PER_HOUR = 0\nSIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS = 0\n"
    )
    (flask / "config.py").write_text(
        f"SECRET_KEY = open({str(data / 'secret_key')!r}, 'rb').read()\n"
        f"SQLALCHEMY_DATABASE_URI = 'sqlite:///{data}/app.db'\n"
        "SESSION_COOKIE_SAMESITE = 'Lax'\n"
    )
    for path in [data, *data.iterdir(), flask / "config.py"]:
        shutil.chown(path, WORKER)
    # What Flask says at its first start is for the test's output, not for Apache's log.
    subprocess.run(
        [flask.parent / "venv" / "bin" / "python", "-m", "club.create", flask / "config.py"], cwd=flask.parent, check=True,
        user=WORKER if os.getuid() == 0 else None, env={"PATH": "/usr/bin:/bin"},
    )


@dataclass
class Club:
    database: Path
    people: list  # (name, address, password)


@pytest.fixture(scope="session")
def club(tmp_path_factory):
    """A database that Flask-SQLAlchemy has made; tests work on copies."""
    path = tmp_path_factory.mktemp("club") / "app.db"
    answer = subprocess.run(
        [VENV / "bin" / "python", "-m", "club.people", path], cwd=HERE, capture_output=True, text=True, check=True
    )
    return Club(path, json.loads(answer.stdout))


@pytest.fixture
def visitor(site):
    return Visitor(site.url)


@pytest.fixture(params=[("", "flask."), ("flask.", "")], ids=["from scripts to Flask", "from Flask to scripts"])
def sides(request):
    """Where it begins, and where it goes on."""
    return request.param
