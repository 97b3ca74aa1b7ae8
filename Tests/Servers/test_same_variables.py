"""What reaches a script, and what the logs hold of it, under every server."""

import re

import pytest

from support import CHECKOUT
from support.processes import eventually

ADDRESSES = [
    ("/users/login/", "cgi-login", "/users/login", "/"),
    ("/users/login", "cgi-login", "/users/login", ""),
    ("/users/register/", "cgi-register", "/users/register", "/"),
    ("/users/logout/", "cgi-logout", "/users/logout", "/"),
    ("/users/password/reset", "cgi-password", "/users/password", "/reset"),
    ("/users/me/", "cgi-profile", "/users/me", "/"),
    ("/users/me/edit/", "cgi-profile", "/users/me", "/edit/"),
    ("/users/meg/", "cgi-profile", "/users", "/meg/"),
    ("/users/loginx/", "cgi-profile", "/users", "/loginx/"),
    ("/users/an%20na%C3%AB/", "cgi-profile", "/users", "/an naë/"),
    ("/", "cgi-posts", "/", ""),
    ("/posts/", "cgi-posts", "/posts", "/"),
    ("/posts/1-an-%C3%A9", "cgi-posts", "/posts", "/1-an-é"),
    ("/posts/feed.atom", "cgi-posts", "/posts", "/feed.atom"),
    ("/comments/new/1", "cgi-comments", "/comments", "/new/1"),
    ("/moderation/", "cgi-admin", "/moderation", "/"),
    ("/moderation/user/anna", "cgi-admin", "/moderation", "/user/anna"),
    ("/sitemap.xml", "cgi-posts", "/sitemap.xml", ""),
    ("/cgi-bin/cgi-login", "cgi-login", "/cgi-bin/cgi-login", ""),
    ("/cgi-bin/cgi-profile/anna/", "cgi-profile", "/cgi-bin/cgi-profile", "/anna/"),
]


def variables(answer) -> dict:
    assert answer.status_code == 200, answer.text
    answer.encoding = "utf-8"
    return dict(line.split("=", 1) for line in answer.text.splitlines() if "=" in line)


@pytest.mark.parametrize("address, script, script_name, path_info", ADDRESSES)
def test_an_address_leads_to_its_script(probe, address, script, script_name, path_info):
    seen = variables(probe.client().get(address + "?a=b%26c"))
    assert (seen["SCRIPT"], seen["SCRIPT_NAME"], seen.get("PATH_INFO", "")) == (script, probe.prefix + script_name, path_info)
    assert seen["QUERY_STRING"] == "a=b%26c" and seen["REQUEST_METHOD"] == "GET"


@pytest.mark.parametrize("address", ["/user", "/postsx/", "/sitemap.xmlx", "/commentsx", "/moderations", "/cgi-binx/cgi-login", "/nope"])
def test_what_begins_like_an_address_is_none(probe, address):
    assert probe.client().get(address).status_code == 404


def test_what_a_script_must_know(probe):
    seen = variables(probe.client().request("GET", "/users/login/", headers={"Proxy": "http://evil.example", "X-Y": "z"}))
    assert "HTTP_PROXY" not in seen or seen["HTTP_PROXY"] == ""
    assert seen["HTTP_X_Y"] == "z" and seen["REMOTE_ADDR"] == "127.0.0.1"
    assert seen["HTTP_HOST"] == probe.url.split("//")[1]
    if probe.kind != "apache-suexec":
        assert seen["SITE_CONFIG"] == str(probe.layout.config)
    # lighttpd has none; the scripts then make one.
    assert re.fullmatch("[A-Za-z0-9@_-]{16,}", seen.get("UNIQUE_ID", "lighttpd-has-none"))


def test_what_is_sent_arrives_whole(probe):
    sent = variables(probe.client().post("/users/login/", {"a": "b" * 1000}))
    assert sent["CONTENT_LENGTH"] == sent["RECEIVED"] == "1002" and sent["CONTENT_TYPE"] == "application/x-www-form-urlencoded"


def test_logs_have_no_query(probe):
    probe.client().get("/users/password/reset?token=a-secret")
    probe.client().get("/nope?token=a-secret")
    path = probe.prefix + "/users/password/reset"
    for line in [f'"GET {path} HTTP/1..".* 200 ', 'nope HTTP/1..".* 404 ']:
        assert eventually(lambda: re.search(line, probe.access_log())), probe.access_log()[-1000:]
    assert "a-secret" not in probe.access_log() + probe.error_log()


def test_an_address_that_was_forgotten_starts_its_program_all_the_same(probe):
    """lighttpd would send what it is not told to start."""
    if probe.kind != "lighttpd":
        pytest.skip("the others have one line for both")
    programs = sorted(path.name for path in probe.layout.scripts.iterdir())
    text = (CHECKOUT / "lighttpd" / "site.conf").read_text()
    assert [name for name in programs if f'"/{name}" => ""' not in text] == []
