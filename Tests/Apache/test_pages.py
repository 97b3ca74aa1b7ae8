"""The site's pages by HTTP, through a real Apache: addresses, answers, crowds and bad luck."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
import requests

from support.client import Client, Person
from support.processes import eventually
from support.site import locked_database
from support.visit import visit

PAGES = ["login", "register", "me", "me/edit", "me/password"]


@pytest.fixture
def client(site):
    return Client(site.url)


@pytest.fixture
def member(site):
    """Somebody who has an account and is signed in."""
    client = Client(site.url)
    assert client.register(client.person).status_code == 303
    return client


# --- Addresses


@pytest.mark.parametrize("address", PAGES)
def test_address_without_its_slash_leads_to_the_one_with_it(client, address):
    answer = client.get(f"/users/{address}?next=/a%26b&x=1")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/users/{address}/?next=/a%26b&x=1")


def test_form_sent_to_an_address_without_its_slash_is_sent_on_whole(client):
    answer = client.post("/users/login", {"email": "ada@example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/users/login/")


def test_profile_address_without_its_slash(member):
    address = f"/users/{quote(member.person.name)}"
    answer = member.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (308, address + "/")


def test_the_start_page_is_the_list_of_posts(client):
    assert "<h1>Latest posts</h1>" in client.get("/").text
    assert client.get("/users/me/").headers["Location"] == "/users/login/?next=/users/me/"


@pytest.mark.parametrize("address", ["me/", "me/edit/", "me/password/"])
def test_pages_for_members_send_strangers_to_sign_in(client, address):
    answer = client.get(f"/users/{address}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/users/login/?next=/users/{address}")


@pytest.mark.parametrize(
    "address", ["/users/", "/users//", "/users/nobody/", "/users/a/b/", "/users/login/x/", "/users/me/x/", "/users/a%2Fb/", "/nope", "/error", "/posts/x", "/posts/1-x"]
)
def test_no_page_there(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>Page not found</h1>" in answer.text


@pytest.mark.parametrize(
    "first, links",
    [
        ("/users/login/", {"/users/login/", "/users/register/", "/users/password/", "/"}),
        (
            "/cgi-bin/cgi-login",
            {"/cgi-bin/cgi-login", "/cgi-bin/cgi-register", "/cgi-bin/cgi-password", "/cgi-bin/cgi-posts"},
        ),
    ],
)
def test_pretty_and_bare_pages_link_to_their_own_kind(client, first, links):
    assert links_of(client.get(first)) == links


def test_errors_that_apache_finds_have_pretty_links(client):
    for address in ["/nope", "/cgi-bin/", "/cgi-bin/cgi-nope", "/static/nope.css"]:
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert links_of(answer) == {"/users/login/", "/users/register/", "/"}, address
        assert re.search(r'href="/static/css/main\.[0-9a-f]{12}\.css"', answer.text)


def test_error_page_knows_who_is_signed_in(member):
    answer = member.get("/nope")
    assert member.person.name in answer.text and "Sign out" in answer.text


@pytest.mark.parametrize(
    "name", ["Zoë Ångström", "李小龍", "a.b", "50% & more?", "x+y", "Robert'); DROP TABLE users_user;--", "<script>", "#1"]
)
def test_profile_address_of_any_name(site, name):
    client = Client(site.url)
    client.person.name = f"{name} {client.person.name}"[:50]
    assert client.register(client.person).status_code == 303
    links = links_of(client.get("/users/me/"))
    [link] = [link for link in links if link.startswith("/users/") and not link.startswith("/users/me/")]
    answer = Client(site.url).get(link)
    assert answer.status_code == 200
    assert f"<h1>{escaped(client.person.name)}</h1>" in answer.text


# --- What an answer says of itself


def test_pages_with_a_form_are_not_kept_by_caches(client, member):
    for answer in [client.get("/users/login/"), client.get("/users/register/"), member.get("/users/me/")]:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in re.split(", *", answer.headers["Vary"])


@pytest.mark.parametrize("address, status", [("/users/login/", 200), ("/users/me/", 302), ("/users/login", 308), ("/nope", 404), ("/", 200)])
def test_head_is_get_without_its_body(client, address, status):
    head, get = client.request("HEAD", address), client.get(address)
    assert (head.status_code, head.content) == (status, b"")
    for name in ["Content-Type", "Location", "Cache-Control", "Content-Security-Policy"]:
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize(
    "method, address, allowed",
    [
        ("GET", "/users/logout/", {"POST", "OPTIONS"}),
        ("DELETE", "/users/login/", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("POST", "/users/me/", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_method_that_a_page_does_not_answer(client, method, address, allowed):
    answer = client.request(method, address)
    assert answer.status_code == 405
    assert set(re.split(", *", answer.headers["Allow"])) == allowed
    assert "<h1>" in answer.text


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = client.get("/users/login/").headers["Set-Cookie"]
    assert {part.strip() for part in cookie.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=Lax"}


# --- A whole visit


@pytest.mark.parametrize("mount", ["pretty", "bare"])
def test_visit(site, mount):
    visit(Client(site.url, mount))


# --- Crowds


def test_crowd_registers_and_signs_in(site):
    """32 at once: each gets an account and a session, nobody an error."""

    def come(number):
        client = Client(site.url)
        registered = client.register(client.person)
        assert registered.status_code == 303, registered.text
        client.submit("logout", page="home")
        signed_in = client.submit("login", email=client.person.email, password=client.person.password)
        return registered.status_code, signed_in.status_code, client.person.name in client.get("home").text

    with ThreadPoolExecutor(32) as pool:
        assert list(pool.map(come, range(32))) == [(303, 303, True)] * 32


def test_of_a_crowd_that_wants_one_name_one_gets_it(site):
    wanted = Person.new()
    clients = [Client(site.url) for _ in range(16)]

    def come(client):
        return client.register(Person(wanted.name, client.person.email, client.person.password))

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(come, clients))
    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [303]
    assert sum("This name is taken." in answer.text for answer in answers) == 15
    with site.database() as database:
        assert database.execute("SELECT count(*) FROM users_user WHERE name = ?", [wanted.name]).fetchone() == (1,)
    database.close()


# --- Bad luck


def test_client_that_hangs_up_in_the_middle_of_its_form(site, client):
    head = b"POST /users/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail="
    for _ in range(8):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
            connection.sendall(head)
    assert client.get("/users/login/").status_code == 200
    assert eventually(lambda: "POST /users/login/" in site.access_log())
    assert "signal" not in site.error_log()


def test_client_that_hangs_up_before_its_answer(site, client):
    for _ in range(8):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
            connection.sendall(b"GET /users/login/ HTTP/1.1\r\nHost: x\r\n\r\n")
    assert client.get("/users/login/").status_code == 200


def test_locked_database_loses_nothing_that_was_typed(impatient_site):
    client = Client(impatient_site.url)
    client.get("register")
    with locked_database(impatient_site):
        answer = client.register(client.person)
    assert answer.status_code == 503
    assert "The site cannot save anything right now." in answer.text
    assert f'value="{client.person.name}"' in answer.text and f'value="{client.person.email}"' in answer.text
    assert client.person.password not in answer.text
    assert client.register(client.person).status_code == 303


def test_locked_database_gives_a_page_that_says_so(impatient_site):
    client = Client(impatient_site.url)
    client.register(client.person)
    with locked_database(impatient_site):
        answer = client.get("home")
        sign_in_page = Client(impatient_site.url).get("login")
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "<h1>The site is busy</h1>" in answer.text and links_of(answer) >= {"/"}
    # A page that needs no database is not concerned.
    assert sign_in_page.status_code == 200
    assert client.get("home").status_code == 200


def links_of(answer) -> set:
    """Where a page leads: its links, but for those within it."""
    found = {link for link in re.findall(r'<a [^>]*href="([^"]*)"', answer.text) if not link.startswith("#")}
    return {link.replace("&amp;", "&").replace("&#39;", "'") for link in found}


def escaped(text: str) -> str:
    for character, entity in [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")]:
        text = text.replace(character, entity)
    return text
