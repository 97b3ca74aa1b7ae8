"""What people do, and what HTTP promises, is the same under every server."""

import html
import re

import pytest

END = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


@pytest.fixture(scope="session")
def member(server):
    client = server.client()
    assert client.register(client.person).status_code == 303
    return client


@pytest.fixture(scope="session")
def post(server, member):
    """The address of a post, below the prefix."""
    answer = member.submit("/posts/new", title="A post", text="Its *text*, " * 300, tags="", button="publish")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].removeprefix(server.prefix)


# --- People


def test_visit(server, client):
    person = client.person
    answer = client.register(person)
    assert (answer.status_code, answer.headers["Location"]) == (303, client.address("home"))
    assert f"Hi {person.name}!" in client.get("home").text
    answer = client.submit("logout", page="home")
    assert answer.status_code == 303
    answer = client.get("edit")
    assert answer.status_code == 302 and answer.headers["Location"].startswith(client.address("login") + "?next=")
    answer = client.submit("login", email=person.email, password="wrong horse")
    assert answer.status_code == 200 and "Sign out" not in answer.text
    answer = client.submit("login", email=person.email, password=person.password)
    assert answer.status_code == 303
    assert f"Hi {person.name}!" in client.get("home").text


def test_writing_and_answering(server, client, member, post):
    assert "Its <em>text</em>" in client.get(post).text
    number = re.search(r"/posts/(\d+)", post)[1]
    answer = member.submit(f"/comments/new/{number}", text="An answer")
    assert answer.status_code == 303, answer.text
    assert "An answer" in client.get(post).text
    assert "A post" in client.get("/").text and "A post" in client.get("/posts/feed.atom").text


def test_bare_addresses(server):
    client = server.client(mount="bare")
    assert client.register(client.person).status_code == 303
    assert f"Hi {client.person.name}!" in client.get("home").text


def test_pages_link_to_where_they_lie(server, client):
    text = client.get("/").text
    links = re.findall(r'(?:href|src|action)="(/[^"]*)"', text)
    assert links and all(link.startswith(server.prefix + "/") for link in links), links
    assert client.get(re.search(r'href="([^"]*main[^"]*\.css)"', text)[1].removeprefix(server.prefix)).status_code == 200


# --- Addresses


@pytest.mark.parametrize(
    "address, right",
    [
        ("/posts", "/posts/"), ("/posts?tag=a%26b&x=1", "/posts/?tag=a%26b&x=1"), ("/moderation", "/moderation/"),
        ("/users/login?next=/a%26b&x=1", "/users/login/?next=/a%26b&x=1"), ("/users/me", "/users/me/"),
        ("/users/an%20na%C3%AB", "/users/an%20na%C3%AB/"),
    ],
)
def test_a_missing_slash(server, client, address, right):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (308, server.prefix + right)


def test_the_path_of_a_site_below_one_without_its_slash(server):
    if not server.prefix:
        pytest.skip("the site has the whole host")
    answer = server.send(f"GET {server.prefix}?tag=a%26b{END}\r\n")
    assert answer.status == 301
    # Behind a proxy that speaks HTTPS, too.
    assert f"\r\nLocation: {server.prefix}/?tag=a%26b\r\n" in answer.head
    assert server.send(f"GET {server.prefix}s{END}\r\n").status == 404
    assert server.client().get("/").status_code == 200


def test_a_form_sent_to_an_address_without_its_slash_is_sent_on_whole(client):
    assert client.post("/users/login", {"email": "ada@example.org"}).status_code == 308


@pytest.mark.parametrize(
    "address", ["/users/a%2Fb/", "/users/a%2Fb", "/users/..%2f..%2frun", "/cgi-bin/..%2f..%2frun",
                "/static/..%2f..%2frun", "/static/%2e%2e/%2e%2e/run", "/posts/..%2f..%2f..%2fetc/passwd"]
)
def test_an_encoded_slash_is_no_folder(server, address):
    answer = server.send(f"GET {server.prefix}{address}{END}\r\n")
    assert answer.status in (308, 400, 403, 404) and "bash" not in answer.body and "root:" not in answer.body


@pytest.mark.parametrize("address", ["/users/a%0aX-Injected:%20yes", "/users/a%0d%0aX-Injected:%20yes/", "/posts%0a", "/posts/tag/a%0ab", "/posts/%0a"])
def test_a_line_end_in_an_address_begins_no_header(server, address):
    answer = server.send(f"GET {server.prefix}{address}{END}\r\n")
    assert answer.status in (308, 400, 404), answer.head
    assert not re.search("(?im)^X-Injected", answer.head)
    assert f"href=\"{server.prefix}/posts/new\"" not in answer.body or answer.status != 200


def test_a_name_with_signs_of_its_own(server, client):
    client.person.name = f"50% & “Ünï”; +x {client.person.name[4:]}"
    assert client.register(client.person).status_code == 303
    [link] = set(re.findall(r'href="([^"]*/users/50%25[^"]*)"', client.get("home").text))
    link = html.unescape(link)
    assert client.get(link.removeprefix(server.prefix)).status_code == 200


# --- HTTP


@pytest.mark.parametrize("address, status", [("/users/login/", 200), ("/users/me/", 302), ("/users/login", 308), ("/nope", 404), ("/", 200), ("/static/css/main.css", 200)])
def test_HEAD_is_GET_without_its_body(client, address, status):
    head, get = client.request("HEAD", address), client.get(address)
    assert (head.status_code, head.content) == (status, b"")
    for name in ["Content-Type", "Location", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"]:
        assert head.headers.get(name) == get.headers.get(name)


def test_OPTIONS_of_a_page(client):
    answer = client.request("OPTIONS", "/users/login/")
    assert answer.status_code == 204
    assert set(re.split(", *", answer.headers["Allow"])) == {"GET", "HEAD", "POST", "OPTIONS"}


@pytest.mark.parametrize("method", ["DELETE", "PUT", "BREW"])
def test_a_method_that_a_page_does_not_have(client, method):
    answer = client.request(method, "/users/login/")
    assert answer.status_code in (405, 501)
    assert "<h1>That cannot be done here</h1>" in answer.text and method not in answer.text
    assert answer.status_code == 501 or set(re.split(", *", answer.headers["Allow"])) >= {"GET", "HEAD", "POST"}


def test_a_static_file_is_kept_and_asked_for_again(client):
    answer = client.get("/static/css/main.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert re.search("max-age=[1-9]", answer.headers["Cache-Control"]) and "private" not in answer.headers["Cache-Control"]
    for validator, name in [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]:
        again = client.request("GET", "/static/css/main.css", headers={name: answer.headers[validator]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("address", ["/posts/", "/posts/feed.atom", None, "/static/css/main.css"])
def test_a_page_is_compressed_and_not_sent_again(client, post, address, coding):
    address = address or post
    answer = client.request("GET", address, headers={"Accept-Encoding": coding})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding", "identity") == coding
    assert coding == "identity" or "Accept-Encoding" in answer.headers["Vary"]
    again = client.request("GET", address, headers={"Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.request("GET", address, headers={"Accept-Encoding": coding, "If-None-Match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize("address", ["/", "/users/login/", "/nope", "/static/css/main.css", "/static/nope.css", "/cgi-bin/cgi-login", "/users/login"])
def test_security_headers_on_every_answer(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].count("frame-ancestors 'none'") == 1
    assert headers["Content-Security-Policy"].count("default-src") == 1


def test_the_cookie_is_for_this_site_alone(server, client):
    cookie = client.get("/users/login/").headers["Set-Cookie"]
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"HttpOnly", f"Path={server.prefix or '/'}", "SameSite=Lax"} | ({"Secure"} if server.authority else set())


def test_addresses_for_elsewhere_are_whole(server, client, post):
    for address in ["/posts/feed.atom", "/sitemap.xml"]:
        assert f">{server.url}{server.prefix}{post}<" in (text := client.get(address).text) or f'href="{server.url}{server.prefix}{post}"' in text


# --- Addresses that are looked for, and files that are kept


@pytest.mark.parametrize("address, type", [("/favicon.ico", "image/"), ("/apple-touch-icon.png", "image/png"), ("/robots.txt", "text/plain")])
def test_what_is_asked_for_without_being_linked(server, client, address, type):
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith(type)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_password_managers_find_the_page(client):
    answer = client.get("/.well-known/change-password")
    assert answer.status_code == 302 and answer.headers["Location"].endswith("/users/me/password/")


def test_files_with_a_hash_in_their_names_are_kept_for_ever(server, client):
    names = re.findall(r'(?:href|src)="([^"]*/static/[^"]*)"', client.get("login").text)
    assert names
    for name in names:
        assert re.search(r"\.[0-9a-f]{12}\.[a-z]+$", name), name
        answer = client.get(name.removeprefix(server.prefix))
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client.get("/static/css/main.css").headers["Cache-Control"] == "public, max-age=3600"
    assert client.get("/static/hashed-names").status_code == 403
