"""apache/httpd.conf: addresses, static files, headers and limits, with scripts that show what reaches them."""

import http.client
import re
import subprocess

import pytest
import requests

from support import CHECKOUT
from support.checkout import copy_checkout
from support.processes import eventually
from support.site import public_folder, running_site

SHOWS_ITS_VARIABLES = r"printf 'Content-Type: text/plain\n\n'; echo SCRIPT=${0##*/}; env"
SCRIPTS = {name: SHOWS_ITS_VARIABLES for name in ["cgi-login", "cgi-register", "cgi-logout", "cgi-posts", "cgi-profile"]} | {
    "cgi-error": r"printf 'Status: %s\nContent-Type: text/plain\n\nthe page for %s' $REDIRECT_STATUS $REDIRECT_STATUS",
    "cgi-broken": "exit 1",
    "cgi-own": r"printf 'Status: 404\nX-Frame-Options: SAMEORIGIN\nContent-Security-Policy: own\n"
    r"X-Content-Type-Options: nosniff\nReferrer-Policy: no-referrer\nContent-Type: text/plain\n\nmy own 404'",
}


@pytest.fixture(scope="module")
def probe():
    """A site whose scripts print the variables they are given."""
    with public_folder() as folder:
        checkout = copy_checkout(folder / "checkout", SCRIPTS)
        (checkout / "static" / "css").mkdir(parents=True, exist_ok=True)
        (checkout / "static" / "css" / "probe.css").write_text("p { color: red }\n")
        (checkout / "static" / ".hidden").write_text("hidden")
        with running_site(folder / "data", checkout=checkout) as site:
            yield site


def get(site, address, **options):
    answer = requests.get(site.url + address, allow_redirects=False, timeout=10, **options)
    answer.encoding = "utf-8"
    return answer


def variables(answer) -> dict:
    assert answer.status_code == 200, answer.text
    return dict(line.split("=", 1) for line in answer.text.splitlines())


def get_as_is(site, path, headers={}):
    """Sends the path without tidying it up, as `requests` would."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


# --- Addresses


@pytest.mark.parametrize(
    "address, script, script_name, path_info",
    [
        ("/users/login/", "cgi-login", "/users/login", "/"),
        ("/users/register/", "cgi-register", "/users/register", "/"),
        ("/users/logout/", "cgi-logout", "/users/logout", "/"),
        ("/users/me/", "cgi-profile", "/users/me", "/"),
        ("/users/me/edit/", "cgi-profile", "/users/me", "/edit/"),
        ("/users/meg/", "cgi-profile", "/users", "/meg/"),
        ("/users/anna/", "cgi-profile", "/users", "/anna/"),
        ("/users/an%20na%C3%AB/", "cgi-profile", "/users", "/an naë/"),
        ("/users/a%2Fb/", "cgi-profile", "/users", "/a%2Fb/"),
        ("/", "cgi-posts", "/", None),
        ("/posts/", "cgi-posts", "/posts", "/"),
        ("/posts/1-an-%C3%A9", "cgi-posts", "/posts", "/1-an-é"),
        ("/posts/feed.atom", "cgi-posts", "/posts", "/feed.atom"),
        ("/sitemap.xml", "cgi-posts", "/sitemap.xml", None),
        ("/cgi-bin/cgi-login", "cgi-login", "/cgi-bin/cgi-login", None),
        ("/cgi-bin/cgi-profile/anna/", "cgi-profile", "/cgi-bin/cgi-profile", "/anna/"),
    ],
)
def test_address_leads_to_its_script(probe, address, script, script_name, path_info):
    seen = variables(get(probe, address))
    assert (seen["SCRIPT"], seen["SCRIPT_NAME"], seen.get("PATH_INFO")) == (script, script_name, path_info)


@pytest.mark.parametrize(
    "address", ["/nope", "/static/nope.css", "/static/", "/static/css", "/static/css/", "/user", "/cgi-bin/cgi-nope"]
)
def test_unknown_address_gets_the_sites_page(probe, address):
    answer = get(probe, address)
    assert (answer.status_code, answer.text) == (404, "the page for 404")


@pytest.mark.parametrize("address", ["/cgi-bin/", "/cgi-bin/env", "/static/.hidden"])
def test_forbidden_address_gets_the_sites_page(probe, address):
    answer = get(probe, address)
    assert (answer.status_code, answer.text) == (403, "the page for 403")


@pytest.mark.parametrize("path", ["/static/../run", "/static/%2e%2e/run", "/static/..%2frun", "/cgi-bin/..%2f..%2frun", "/static//../run"])
def test_nothing_outside_is_served(probe, path):
    status, body = get_as_is(probe, path)
    assert status in (400, 403, 404) and "bash" not in body


def test_broken_script_gets_the_sites_page(probe):
    answer = get(probe, "/cgi-bin/cgi-broken")
    assert (answer.status_code, answer.text) == (500, "the page for 500")


def test_a_scripts_own_error_page_stays(probe):
    answer = get(probe, "/cgi-bin/cgi-own")
    assert (answer.status_code, answer.text) == (404, "my own 404")


def test_apache_has_words_of_its_own_when_the_error_page_is_broken(folder):
    checkout = copy_checkout(folder / "checkout", {"cgi-error": "exit 1", "cgi-login": "exit 1"})
    with running_site(folder / "data", checkout=checkout) as site:
        for address, status in [("/nope", 404), ("/users/login/", 500)]:
            answer = get(site, address)
            assert answer.status_code == status
            assert "ErrorDocument" in answer.text


# --- What reaches a script


def test_script_gets_its_configuration(probe):
    assert variables(get(probe, "/users/login/"))["SITE_CONFIG"] == str(probe.data / "site.conf")


def test_proxy_header_does_not_become_a_variable(probe):
    assert "HTTP_PROXY" not in variables(get(probe, "/users/login/", headers={"Proxy": "http://evil.example"}))


def test_one_request_id_in_script_and_access_log(probe):
    request_id = variables(get(probe, "/users/login/?secret=once"))["UNIQUE_ID"]
    line = f'"GET /users/login/ HTTP/1.1" 200 .* {re.escape(request_id)}\n'
    assert eventually(lambda: re.search(line, probe.access_log()))
    assert "secret" not in probe.access_log()


def test_body_over_the_limit(probe):
    answer = requests.post(probe.url + "/users/login/", data=b"x" * ((1 << 20) + 1), timeout=20)
    assert (answer.status_code, answer.text) == (413, "the page for 413")


def test_trace_is_off(probe):
    answer = requests.request("TRACE", probe.url + "/users/login/", timeout=10)
    assert (answer.status_code, answer.text) == (405, "the page for 405")


@pytest.mark.parametrize("path, headers, status", [
    ("/" + "a" * 9000, {}, 414), ("/users/login/", {"X": "a" * 9000}, 400), ("/%zz", {}, 400),
    ("/static/css/probe.css", {"Range": "bytes=100-"}, 416), ("/users/login/", {"Expect": "cake"}, 417),
])
def test_what_apache_refuses_by_itself_gets_the_sites_page(probe, path, headers, status):
    assert get_as_is(probe, path, headers) == (status, f"the page for {status}")


def test_apache_that_starts_no_programs_does_not_serve_them(folder):
    configuration = (CHECKOUT / "apache" / "httpd.conf").read_text()
    module = 'LoadModule cgid_module "${MODULES}/mod_cgid.so"\n'
    assert module in configuration
    (folder / "httpd.conf").write_text(configuration.replace(module, "").replace("ScriptSock", "#ScriptSock").replace("CGIDScript", "#CGIDScript"))
    (folder / "logs").mkdir()
    command = ["/usr/sbin/apache2", "-t", "-f", str(folder / "httpd.conf")]
    for name, value in {"ROOT": CHECKOUT, "DATA": folder}.items():
        command += ["-C", f'Define {name} "{value}"']
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert done.returncode != 0 and "'a2enmod cgid'" in done.stderr, done.stderr


# --- Static files and headers


def test_static_file_is_cached_and_revalidated(probe):
    answer = get(probe, "/static/css/probe.css")
    assert answer.text == "p { color: red }\n"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    again = get(probe, "/static/css/probe.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")


@pytest.mark.parametrize(
    "address", ["/static/css/probe.css", "/users/login/", "/nope", "/cgi-bin/", "/cgi-bin/cgi-broken", "/users/login"]
)
def test_security_headers_on_every_answer(probe, address):
    headers = get(probe, address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "Apache"


def test_a_scripts_own_headers_stay(probe):
    # `requests` would join a header that came twice with a comma.
    headers = get(probe, "/cgi-bin/cgi-own").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Content-Security-Policy"] == "own"
