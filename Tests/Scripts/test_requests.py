"""Requests as clients and servers really send them, and as they should not: a right status, never a crash."""

import os
import subprocess

import pytest

from support import SCRIPTS
from support.faults import one_line
from support.page import Page
from support.script import parse_answer, request_environment

PAGES = ["/users/login/", "/users/register/", "/users/me/", "/users/me/edit/", "/users/me/password/", "/users/Zoe/"]


@pytest.mark.parametrize("address", PAGES)
def test_head_answers_as_get_does_without_the_page(zoe, address):
    get = zoe.get(address)
    get = zoe.get(address)
    head = zoe.request("HEAD", address)
    assert head.body == b""
    assert head.status == get.status == 200

    def plain(answer):
        return [(name, value) for name, value in answer.headers if name != "Set-Cookie"]

    assert plain(head) == plain(get)
    assert int(head.header("Content-Length")) == len(get.body)


@pytest.mark.parametrize(
    "address, allowed",
    [
        ("/users/login/", "GET, POST, HEAD, OPTIONS"),
        ("/users/register/", "GET, POST, HEAD, OPTIONS"),
        ("/users/logout/", "POST, OPTIONS"),
        ("/users/me/", "GET, HEAD, OPTIONS"),
        ("/users/me/edit/", "GET, POST, HEAD, OPTIONS"),
        ("/users/Zoe/", "GET, HEAD, OPTIONS"),
    ],
)
def test_methods(visitor, address, allowed):
    answer = visitor.request("OPTIONS", address)
    assert (answer.status, answer.header("Allow"), answer.body) == (204, allowed, b"")
    assert answer.header("Content-Length") is None
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW", "get", "PROPFIND", "M-SEARCH"]:
        if method in allowed.split(", "):
            continue
        answer = visitor.request(method, address, form={"a": "b"} if method in ("POST", "PUT", "PATCH") else None)
        assert answer.status == 405, method
        assert answer.header("Allow") == allowed
        assert Page(answer.text).headings == ["That cannot be done here"]


@pytest.mark.parametrize("method", ["", "G ET", "GET\r\nX: y", "GËT", "GET/", "\x01", "(GET)", '"'])
def test_malformed_methods(visitor, method):
    answer = visitor.request(method, "/users/login/")
    assert answer.status == 400
    assert len(answer.errors.splitlines()) == 1


@pytest.mark.parametrize(
    "address, location",
    [
        ("/users/login", "/users/login/"),
        ("/users/login?next=/a%2Fb&c", "/users/login/?next=/a%2Fb&c"),
        ("/users/register", "/users/register/"),
        ("/users/me", "/users/me/"),
        ("/users/me/edit", "/users/me/edit/"),
        ("/users/Zoe", "/users/Zoe/"),
        ("/users/Zo%C3%AB%20x", "/users/Zo%C3%AB%20x/"),
        ("/users/a%2F%2Fb", "/users/a%2F%2Fb/"),
        ("/users/a%3Fb%23", "/users/a%3Fb%23/"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_the_slash_at_the_end_is_asked_for(visitor, method, address, location):
    answer = visitor.request(method, address, form={"a": "b"} if method == "POST" else None)
    assert (answer.status, answer.header("Location")) == (308, location)


@pytest.mark.parametrize(
    "address",
    [
        "/users/login/x",
        "/users/login//",
        "/users/login/x/",
        "/users/register/../login/",
        "/users/me/x/",
        "/users/me/edit/x/",
        "/users/",
        "/users//",
        "/users//evil.example/",
        "/users/nobody/",
        "/users/%E2%80%AE/",
        "/users/" + "x" * 5000 + "/",
        "/users/LOGIN/",
        "/users/'%20OR%201=1%20--/",
        "/users/%25/",
        "/users/_/",
        "/error",
        "/error/",
        "/error/x",
        "/cgi-bin/cgi-login/x",
        "/cgi-bin/cgi-profile/me/x",
        "/cgi-bin/cgi-error",
    ],
)
def test_other_addresses_are_not_found(visitor, address):
    answer = visitor.get(address)
    assert answer.status == 404
    assert Page(answer.text).headings == ["Page not found"]
    assert visitor.post(address, {"a": "b"}).status in (404, 405)


GOOD_TYPE = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "length, body, status",
    [
        (None, b"", 411),
        ("", b"", 411),
        ("x", b"a=b", 400),
        ("-1", b"a=b", 400),
        ("+3", b"a=b", 400),
        ("3.0", b"a=b", 400),
        ("1e1", b"a=b", 400),
        (" 3", b"a=b", 400),
        ("0x3", b"a=b", 400),
        ("99999999999999999999", b"a=b", 400),
        ("9223372036854775807", b"a=b", 413),
        ("1048577", b"a=b", 413),
        ("500001", b"a=b", 413),
        # More announced than sent: the client went away.
        ("4", b"a=b", 400),
        ("500000", b"a=b", 400),
        # Less announced than sent: the rest is not ours.
        ("3", b"a=b&csrf_token=x", 200),
        ("0", b"a=b", 200),
    ],
)
def test_lengths_of_bodies(visitor, length, body, status):
    headers = {"Content-Type": GOOD_TYPE, "Content-Length": length or ""}
    answer = visitor.request(
        "POST", "/users/login/", body=body, headers=headers, environment={"CONTENT_LENGTH": length}
    )
    # The form without a token is 400 too, but shows the form.
    shows_form = any(not form.action for form in Page(answer.text).forms)
    assert answer.status == (400 if status == 200 else status), answer.text
    assert shows_form == (status == 200)


@pytest.mark.parametrize(
    "type, body, status",
    [
        (GOOD_TYPE, b"email=%zz", 400),
        (GOOD_TYPE, b"email=%", 400),
        (GOOD_TYPE, b"email=%1", 400),
        (GOOD_TYPE, b"email=%ff", 400),
        (GOOD_TYPE, b"email=\xff", 400),
        (GOOD_TYPE, b"email=%00", 400),
        (GOOD_TYPE, b"email=\0", 400),
        (GOOD_TYPE, b"%00=x", 400),
        (GOOD_TYPE, b"email=%ed%a0%80", 400),
        (GOOD_TYPE, b"email=%c0%80", 400),
        (GOOD_TYPE, b"&" * 1001 + b"a=b", 413),
        (GOOD_TYPE, b"a=b&" * 1001, 413),
        (GOOD_TYPE, b"email=" + b"x" * 499_000, 200),
        (GOOD_TYPE, b"=&=&&===", 200),
        (GOOD_TYPE, b"email", 200),
        (GOOD_TYPE + "; charset=utf-8", b"email=x", 200),
        (GOOD_TYPE.upper(), b"email=x", 200),
        ("text/plain", b"email=x", 415),
        ("application/json", b"{}", 415),
        ("", b"email=x", 415),
        (";", b"x", 400),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=", b"x", 400),
        ("multipart/form-data; boundary=x", b"x", 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 200),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--\r\n", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n',
            400,
        ),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nno end', 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="email"; filename="x"\r\n\r\n\xff\0\r\n--x--\r\n',
            200,
        ),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_bodies(visitor, type, body, status):
    answer = visitor.request("POST", "/users/login/", body=body, headers={"Content-Type": type})
    shows_form = any(not form.action for form in Page(answer.text).forms)
    assert answer.status == (400 if status == 200 else status), answer.text
    assert shows_form == (status == 200)
    if status != 200:
        assert len(answer.errors.splitlines()) == 1
        assert f" {status} " in answer.errors


BYTES = [
    b"\xff",
    b"\xc3",
    b"%zz",
    b"a\x01b",
    b"\xed\xa0\x80",
    b"x" * 100_000,
    b"'\"<>&",
    b"\r\nX: y",
    "é\u202e".encode(),
]


@pytest.mark.parametrize("value", BYTES, ids=lambda value: ascii(value)[:20])
@pytest.mark.parametrize(
    "variable",
    [
        "PATH_INFO",
        "QUERY_STRING",
        "HTTP_COOKIE",
        "HTTP_HOST",
        "CONTENT_TYPE",
        "SCRIPT_NAME",
        "REMOTE_ADDR",
        "HTTPS",
        "UNIQUE_ID",
        "SERVER_NAME",
        "REQUEST_URI",
        "SCRIPT_FILENAME",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_USER_AGENT",
        "REDIRECT_STATUS",
        "HTTP_REFERER",
        "HTTP_TRANSFER_ENCODING",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_any_bytes_in_any_variable(script, variable, value, method):
    body = b"email=x&password=y"
    for name in ["cgi-login", "cgi-profile", "cgi-error"]:
        environment = request_environment(
            method,
            script_name="/users/me" if name == "cgi-profile" else "/users/login",
            path_info="/",
            headers={"Content-Type": GOOD_TYPE},
            body=body if method == "POST" else b"",
        )
        environment = {key.encode(): text.encode() for key, text in {**environment, **script.settings}.items()}
        environment[variable.encode()] = value
        done = subprocess.run([SCRIPTS / name], env=environment, input=body, capture_output=True, timeout=30)
        answer = parse_answer(done.stdout, done.stderr, done.returncode)
        assert answer.exit_code == 0
        assert 200 <= answer.status < 500, answer.errors
        assert not {"x", "evil"} & {key.lower() for key, _ in answer.headers}
        assert len(answer.errors.splitlines()) <= 1


def test_a_query_that_is_not_well_formed_is_no_crash(visitor, add_user):
    add_user()
    for query in ["next=%ff", "next=%", "%00", "&" * 2000, "next=%zz"]:
        assert visitor.get(f"/users/login/?{query}").status in (200, 400, 413)
        fields = {**visitor.page("/users/login/").form.fields, "email": "zoe@example.org", "password": "correct horse"}
        assert visitor.post(f"/users/login/?{query}", fields).status in (303, 400, 413)


def test_a_proxy_header_from_a_client_changes_nothing(visitor):
    assert visitor.get("/users/login/", headers={"Proxy": "http://evil.example"}).status == 200


def test_a_client_that_goes_away_leaves_no_trace(script):
    environment = {**request_environment(script_name="/users/login", path_info="/"), **script.settings}
    ends = os.pipe()
    os.close(ends[0])
    with os.fdopen(ends[1], "wb") as closed:
        done = subprocess.run(
            [SCRIPTS / "cgi-login"], env=environment, stdin=subprocess.DEVNULL, stdout=closed, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("address", [*PAGES, "/users/nobody/", "/users/login", "/error"])
def test_security_headers(zoe, address):
    answer = zoe.get(address)
    policy = dict(part.strip().partition(" ")[::2] for part in answer.header("Content-Security-Policy").split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe-inline" not in answer.header("Content-Security-Policy")
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Referrer-Policy") == "same-origin"
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    # Where an address leads that lacks its slash is the same for all.
    kept = ["public, max-age=86400"] if answer.status == 308 else ["no-store", "private, no-cache"]
    assert answer.header("Cache-Control") in kept
    if address in ("/users/me/", "/users/me/edit/"):
        assert answer.header("Cache-Control") == "no-store"


def test_pages_hold_no_inline_script_or_style(zoe):
    for address in [*PAGES, "/users/nobody/"]:
        text = zoe.get(address).text
        assert "<style" not in text and " style=" not in text and " onclick=" not in text
        assert text.count("<script") == text.count("<script src=")


@pytest.mark.parametrize(
    "redirect_status, status, heading",
    [
        ("403", 403, "Not allowed"),
        ("404", 404, "Page not found"),
        ("500", 500, "Something went wrong"),
        ("503", 503, "The site is busy"),
        ("413", 413, "That was too large"),
        (None, 404, "Page not found"),
        ("200", 404, "Page not found"),
        ("302", 404, "Page not found"),
        ("x", 404, "Page not found"),
        ("", 404, "Page not found"),
        ("99999999999999999999", 404, "Page not found"),
        ("600", 404, "Page not found"),
        ("-404", 404, "Page not found"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "BREW"])
def test_the_servers_own_errors(visitor, method, redirect_status, status, heading):
    environment = {"REDIRECT_STATUS": redirect_status, "REDIRECT_URL": "/users/<b>"}
    answer = visitor.request(method, "/error", form={"a": "b"} if method == "POST" else None, environment=environment)
    assert answer.status == status
    assert Page(answer.text).headings == [heading]
    if status < 500:
        assert answer.errors == ""
    else:
        # The script whose answer is missing is named, unless the server has done so (Apache sets ERROR_NOTES).
        one_line(answer, f"{status} the script of /error ended without a response")
        assert visitor.get("/error", environment={**environment, "REDIRECT_ERROR_NOTES": "End of script output"}).errors == ""


def test_the_line_about_a_script_without_an_answer_has_the_address_that_was_asked_for(script):
    environment = {"REDIRECT_STATUS": "502", "REQUEST_URI": '/users/Zo%c3%ab/%0a"x/"?token=a-secret'}
    answer = script("cgi-error", script_name="/error", environment=environment)
    [line] = answer.errors.splitlines()
    assert '"GET /users/Zo%C3%AB/%0A%22x/%22" cgi-error [' in line and "ended without a response" in line
    assert "a-secret" not in line
