"""What HTTP asks of the pages: conditions, caches, well-known addresses, proxies, and bodies that come slowly."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from lxml import etree

from support import SCRIPTS
from support.page import Page
from support.script import ScriptRunner, parse_answer, request_environment

OLD, LATE = "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2038 00:00:00 GMT"


@pytest.mark.parametrize("address", ["/", "/posts/", "/posts/feed.atom", "/sitemap.xml", "/posts/1-a-title", "/posts/by/Ada"])
@pytest.mark.parametrize("suffix", ["-gzip", "-br", "-zstd"])
def test_a_page_that_a_server_has_compressed_is_known_again(ada, visitor, script, address, suffix):
    script.settings["SITE_MODERATE_FIRST_POSTS"] = "0"
    ada.submit("/posts/new", title="A title", text="Its text", tags="", button="publish")
    tag = visitor.get(address).header("ETag")
    for known in [tag[:-1] + suffix + '"', tag + suffix, tag[2:-1] + suffix + '"', f'"x", {tag[:-1]}{suffix}"']:
        again = visitor.get(address, headers={"If-None-Match": known})
        assert (again.status, again.body) == (304, b""), known
    # A cache finds what it has by this.
    assert visitor.get(address, headers={"If-None-Match": tag[:-1] + suffix + '"'}).header("ETag") == tag[:-1] + suffix + '"'
    assert visitor.get(address, headers={"If-None-Match": tag[:-1] + suffix + 'x"'}).status == 200


@pytest.mark.parametrize("address", ["/", "/posts/", "/sitemap.xml", "/posts/feed.atom", "/users/login/", "/users/Ada/"])
def test_what_is_asked_for_in_another_version_is_not_sent(ada, visitor, address):
    for value in ['"x"', 'W/"x"', '"a", "b"', ""]:
        answer = visitor.get(address, headers={"If-Match": value})
        assert (answer.status, answer.header("Cache-Control")) == (412, "no-store"), value
        assert Page(answer.text).headings == ["This page has changed"]
    tag = visitor.get(address).header("ETag")
    if tag:
        # A weak tag is no one's match, and what must match comes before what must not (RFC 9110, 13.2.2).
        assert visitor.get(address, headers={"If-Match": tag}).status == 412
        assert visitor.get(address, headers={"If-Match": '"x"', "If-None-Match": tag}).status == 412
    assert visitor.get(address, headers={"If-Match": "*"}).status == 200
    assert visitor.get(address, headers={"If-Unmodified-Since": LATE}).status == 200
    assert visitor.get(address, headers={"Range": "bytes=0-1"}).status == 200
    # There is nothing of which it could be another version.
    assert visitor.get("/users/nobody/", headers={"If-Match": '"x"'}).status == 404


def test_a_page_that_has_changed_since_is_not_sent(ada, visitor, script):
    script.settings["SITE_MODERATE_FIRST_POSTS"] = "0"
    ada.submit("/posts/new", title="A title", text="Its text", tags="", button="publish")
    ada.get("/")  # A message is shown once, and its page is nobody's to keep.
    for address in ["/", "/posts/1-a-title", "/posts/feed.atom", "/sitemap.xml"]:
        for reader in [visitor, ada]:
            assert reader.get(address, headers={"If-Unmodified-Since": OLD}).status == 412
            assert reader.get(address, headers={"If-Unmodified-Since": OLD, "If-Match": "*"}).status == 200
            assert reader.get(address, headers={"If-Unmodified-Since": "nonsense"}).status == 200


def test_nothing_is_done_where_a_condition_fails(ada, database):
    form = {**ada.page("/users/me/edit/").form.fields, "name": "Bo"}
    for headers in [{"If-Match": '"x"'}, {"If-None-Match": "*"}]:
        assert ada.post("/users/me/edit/", form, headers=headers).status == 412
        assert database.execute("SELECT name FROM users_user").fetchall() == [("Ada",)]
    assert ada.post("/users/me/edit/", form, headers={"If-Match": "*"}).status == 303


def test_caches_may_keep_where_an_address_leads(ada, visitor, script):
    script.settings["SITE_MODERATE_FIRST_POSTS"] = "0"
    ada.submit("/posts/new", title="A title", text="Its text", tags="", button="publish")
    ada.submit("/posts/new", title="Secret", text="Its text", tags="", button="draft")
    for address, status in [("/posts", 308), ("/users/login", 308), ("/posts/1", 301), ("/posts/by/ADA", 301), ("/users/ADA/", 301)]:
        answer = visitor.get(address)
        assert answer.status == status
        assert answer.header("Cache-Control").startswith("public, max-age=")
        assert answer.header("Set-Cookie") is None
    # Who is signed in for good gets the cookie with each answer, which is nobody else's.
    answer = ada.get("/posts/1")
    assert answer.status == 301
    assert answer.header("Set-Cookie") is None or answer.header("Cache-Control").startswith("private")
    # The address of a draft says its title.
    answer = ada.get("/posts/2")
    assert (answer.status, answer.header("Cache-Control")) == (302, "private, no-store")


# https://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd, as far as it is used.
SITEMAP = etree.RelaxNG(etree.fromstring("""
<element name="urlset" ns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <oneOrMore><element name="url">
    <element name="loc"><data type="anyURI"><param name="minLength">12</param><param name="maxLength">2048</param></data></element>
    <optional><element name="lastmod"><data type="dateTime"/></element></optional>
  </element></oneOrMore>
</element>"""))


def test_a_sitemap_without_posts_has_the_home_page(ada, visitor, script, database):
    def addresses(query=""):
        answer = visitor.get("/sitemap.xml" + query, headers={"Host": "a.example"})
        root = etree.fromstring(answer.body)
        SITEMAP.assertValid(root)
        return root.xpath("//*[local-name() = 'loc']/text()")

    assert addresses() == ["http://a.example/"]
    script.settings["SITE_MODERATE_FIRST_POSTS"] = "0"
    ada.submit("/posts/new", title="A title", text="Its text", tags="", button="publish")
    assert addresses() == ["http://a.example/posts/1-a-title"]
    database.execute("UPDATE site_post SET id = 25000")
    assert [addresses(f"?part={part}") for part in range(3)] == [
        ["http://a.example/"], ["http://a.example/"], ["http://a.example/posts/25000-a-title"]
    ]


def test_robots_txt_names_the_sitemap(visitor):
    answer = visitor.get("/robots.txt", headers={"Host": "a.example"})
    assert (answer.status, answer.header("Content-Type")) == (200, "text/plain; charset=utf-8")
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Sitemap: http://a.example/sitemap.xml" in lines
    closed = [line.split(": ")[1] for line in lines if line.startswith("Disallow: ")]
    assert "/posts/search" in closed
    for address in ["/", "/posts/", "/posts/1-a", "/users/Ada/", "/static/css/main.css", "/sitemap.xml"]:
        assert not any(address.startswith(path) for path in closed)
    settings = {"SITE_URL": "https://www.example.org/"}
    assert "Sitemap: https://www.example.org/sitemap.xml" in visitor.get("/robots.txt", environment=settings).text
    bare = visitor.get("/cgi-bin/cgi-posts/robots.txt", headers={"Host": "a.example"})
    assert "Sitemap: http://a.example/cgi-bin/cgi-posts/sitemap.xml" in bare.text


def test_password_managers_find_the_page_that_changes_a_password(ada, visitor):
    for person in [ada, visitor]:
        answer = person.get("/.well-known/change-password")
        assert (answer.status, answer.header("Location")) == (302, "/users/me/password/")
    assert ada.follow(answer).status == 200
    bare = visitor.get("/cgi-bin/cgi-profile/.well-known/change-password")
    assert bare.header("Location") == "/cgi-bin/cgi-profile/me/password/"
    assert visitor.post("/.well-known/change-password").status == 405


def links(text):
    return [value for value in etree.HTML(text).xpath("//*/@href | //*/@src | //form/@action") if not value.startswith("#")]


def test_programs_that_end_in_cgi_link_to_such(script, data):
    named = data / "cgi"
    named.mkdir()
    for program in filter(Path.is_file, SCRIPTS.glob("cgi-*")):
        shutil.copy(program, named / f"{program.name}.cgi")
    ending = ScriptRunner(script.settings, scripts=named)
    answer = ending("cgi-login.cgi")
    assert answer.status == 200
    paths = [link.split("?")[0] for link in links(answer.text) if "/static/" not in link]
    assert paths and all(path.startswith("/cgi-bin/cgi-") and path.endswith(".cgi") for path in paths), paths
    answer = ending("cgi-profile.cgi", path_info="/me/edit/")
    assert answer.header("Location").startswith("/cgi-bin/cgi-login.cgi?next=/cgi-bin/cgi-profile.cgi/me/edit/")
    assert "/cgi-bin/cgi-posts.cgi/sitemap.xml" in ending("cgi-posts.cgi", path_info="/robots.txt").text


PROXY = {"SITE_TRUSTED_PROXIES": "127.0.0.1", "SITE_TRUST_FORWARDED_PREFIX": "yes"}
SENT = {"X-Forwarded-Prefix": "/club", "X-Forwarded-Host": "www.example.org", "X-Forwarded-Proto": "https"}


def test_links_are_below_the_prefix_of_a_trusted_proxy(visitor):
    answer = visitor.get("/users/login/", headers=SENT, environment=PROXY)
    assert all(link.startswith("/club/") for link in links(answer.text)), links(answer.text)
    [cookie] = answer.all("Set-Cookie")
    assert "Path=/club" in cookie and "Secure" in cookie
    assert visitor.get("/users/login", headers=SENT, environment=PROXY).header("Location") == "/club/users/login/"
    answer = visitor.get("/users/me/edit/", headers=SENT, environment=PROXY)
    assert answer.header("Location") == "/club/users/login/?next=/club/users/me/edit/"
    assert "https://www.example.org/club/sitemap.xml" in visitor.get("/robots.txt", headers=SENT, environment=PROXY).text
    feed = visitor.get("/posts/feed.atom", headers=SENT, environment=PROXY)
    assert 'href="https://www.example.org/club/posts/feed.atom"' in feed.text
    # Two sites of one program are not one page.
    assert visitor.get(
        "/posts/feed.atom", headers={**SENT, "X-Forwarded-Prefix": "/other", "If-None-Match": feed.header("ETag")}, environment=PROXY
    ).status == 200
    bare = visitor.get("/cgi-bin/cgi-login", headers=SENT, environment=PROXY)
    assert all(link.startswith(("/club/cgi-bin/", "/club/static/")) for link in links(bare.text))


def test_signing_in_below_a_prefix(add_user, new_visitor):
    add_user()
    visitor = new_visitor(environment={**PROXY, **{"HTTP_" + name.upper().replace("-", "_"): value for name, value in SENT.items()}})
    form = {**visitor.page("/users/login/").form.fields, "email": "zoe@example.org", "password": "correct horse"}
    headers = {"Referer": "https://www.example.org/club/users/login/"}
    answer = visitor.post("/users/login/?next=/club/users/me/edit/", form, headers=headers)
    assert (answer.status, answer.header("Location")) == (303, "/club/users/me/edit/")


@pytest.mark.parametrize("settings, peer, headers", [
    ({}, "127.0.0.1", SENT),
    ({"SITE_TRUSTED_PROXIES": "127.0.0.1"}, "127.0.0.1", SENT),
    ({"SITE_TRUST_FORWARDED_PREFIX": "yes"}, "127.0.0.1", SENT),
    (PROXY, "192.0.2.1", SENT),
    (PROXY, "127.0.0.1", {"X-Forwarded-Prefix": "//evil.example", "X-Forwarded-Host": "evil.example/x"}),
    (PROXY, "127.0.0.1", {"X-Forwarded-Prefix": "https://evil.example"}),
])
def test_what_others_say_of_the_prefix_is_ignored(visitor, settings, peer, headers):
    environment = {**settings, "REMOTE_ADDR": peer}
    text = visitor.get("/users/login/", headers=headers, environment=environment).text
    assert not any("club" in link or "evil" in link for link in links(text))
    assert "://127.0.0.1:8080/sitemap.xml" in visitor.get("/robots.txt", headers=headers, environment=environment).text


def slow(script, name, environment, chunks):
    """The answer to a client that sends pieces, each when the one before was taken, and then waits without end."""
    variables = {**request_environment("POST", script_name="/users/login", path_info="/", headers=environment), **script.settings}
    process = subprocess.Popen(
        [SCRIPTS / name], env={**variables, "SITE_BODY_TIMEOUT": "1"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    for chunk in chunks:
        os.write(process.stdin.fileno(), chunk)
    started = time.monotonic()
    output, errors = process.stdout.read(), process.stderr.read()
    process.stdin.close()
    return parse_answer(output, errors, process.wait(timeout=30)), time.monotonic() - started


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("type, start", [(FORM, b"email=a"), ("multipart/form-data; boundary=b", b"--b\r\nContent-Dis"), (FORM, b"")])
def test_a_body_that_takes_too_long_is_given_up(script, type, start):
    answer, _ = slow(script, "cgi-login", {"Content-Type": type, "Content-Length": "1000"}, [start] if start else [])
    assert (answer.status, answer.exit_code) == (408, 0)
    assert Page(answer.text).headings == ["That took too long"]
    assert answer.errors.count("\n") == 1 and " 408 " in answer.errors


@pytest.mark.parametrize("headers, status", [
    ({"Content-Type": FORM, "Content-Length": "2000000"}, 413),
    ({"Content-Type": "text/plain", "Content-Length": "1000"}, 415),
    ({"Content-Type": FORM, "Transfer-Encoding": "chunked"}, 411),
])
def test_what_nobody_asked_for_is_not_waited_for(script, headers, status):
    answer, _ = slow(script, "cgi-login", headers, [b"x"])
    assert (answer.status, answer.exit_code) == (status, 0)


def test_a_body_may_come_in_pieces(script):
    variables = {**request_environment("POST", script_name="/users/login", path_info="/", headers={"Content-Type": FORM, "Content-Length": "20"})}
    process = subprocess.Popen(
        [SCRIPTS / "cgi-login"], env={**variables, **script.settings}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    for piece in [b"email=a%40", b"b.c&p", b"assw"]:
        os.write(process.stdin.fileno(), piece)
    os.write(process.stdin.fileno(), b"=")
    output, _ = process.communicate(timeout=30)
    assert parse_answer(output).status == 400
    assert b'value="a@b.c"' in output
