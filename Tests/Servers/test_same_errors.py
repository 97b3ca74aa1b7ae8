"""What a server finds wrong by itself, it says in the site's design and in words."""

import re

import pytest

END = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
ENGLISH_OF_HTTP = re.compile(r"\b(Bad Request|Not Found|Forbidden|Method|GET|POST|DELETE|TRACE|Entity|URI|Implemented|[45]\d\d)\b")

BEFORE_THE_ADDRESS = {
    "a line that is not HTTP": ({400, 404}, f"GET / HTPP{END}\r\n"),
    "a header that is none": ({400}, f"GET /{END}Bad Header\r\n\r\n"),
    "a long address": ({414, 431}, f"GET /{'a' * 70000}{END}\r\n"),
    "a long header": ({400, 431}, f"GET /{END}X: {'a' * 70000}\r\n\r\n"),
    "no host": ({400}, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
    "a method for machines": ({405, 501}, f"TRACE /static/css/main.css{END}\r\n"),
    "a coding of the body that nobody knows": ({400, 501}, f"POST /users/login/{END}Transfer-Encoding: magic\r\n\r\n"),
    "too much": ({413}, f"POST /users/login/{END}Content-Length: 1048577\r\n\r\n"),
}
AFTER_IT = {
    "a broken escape": ({400, 404}, "GET /%zz", ""),
    "a hidden file": ({403}, "GET /static/.hidden", ""),
    "no page": ({404}, "GET /nope", ""),
    "no file": ({404}, "GET /static/nope.css", ""),
    "a folder": ({403, 404}, "GET /static/css/", ""),
    "no script": ({404}, "GET /cgi-bin/cgi-nope", ""),
    "another program": ({403, 404}, "GET /cgi-bin/env", ""),
    "to change a file": ({405, 501}, "DELETE /static/css/main.css", ""),
    "no such part": ({416}, "GET /static/css/main.css", "Range: bytes=99999999-\r\n"),
}


@pytest.mark.parametrize("name", BEFORE_THE_ADDRESS)
def test_before_the_address_is_known(server, name):
    if server.kind in ("tls-proxy", "apache-below-a-path"):
        pytest.skip("another site's, or the proxy's own")
    statuses, text = BEFORE_THE_ADDRESS[name]
    assert_is_the_sites_page(server, server.send(text), statuses)


@pytest.mark.parametrize("name", AFTER_IT)
def test_at_an_address(server, name):
    statuses, first, header = AFTER_IT[name]
    answer = server.send(f"{first.replace(' ', ' ' + server.prefix)}{END}{header}\r\n")
    if name == "a broken escape" and server.kind in ("tls-proxy", "apache-below-a-path"):
        pytest.skip("no address")
    assert_is_the_sites_page(server, answer, statuses)
    if answer.status == 405:
        assert re.search("(?im)^Allow: *GET, *HEAD", answer.head), answer.head


def assert_is_the_sites_page(server, answer, statuses):
    assert answer.status in statuses, answer.head
    assert f'href="{server.prefix}/static/css/main' in answer.body and "<h1>" in answer.body, answer.body[:300]
    [title] = re.findall("<title>(.*?) – My Site</title>", answer.body)
    [main] = re.findall('(?s)<main.*?</main>', answer.body)
    words = re.sub('<[^>]*>|Reference: <code>.*?</code>', " ", main)
    assert title in words and not ENGLISH_OF_HTTP.search(words), words


def test_the_errors_of_another_site_on_the_host_stay_its_own(server):
    if server.kind != "apache-below-a-path":
        pytest.skip("the site has the host to itself")
    answer = server.send(f"GET /nope{END}\r\n")
    assert answer.status == 404 and "My Site" not in answer.body
    assert server.send(f"GET /{END}\r\n").body.endswith("another site")


@pytest.mark.parametrize("size", ["Content-Length: 1048577\r\n\r\n", f"Transfer-Encoding: chunked\r\n\r\n1e8480\r\n{'a' * 2000000}\r\n0\r\n\r\n"], ids=["announced", "in chunks"])
def test_what_is_too_large_reaches_no_script(server, size):
    if server.kind == "tls-proxy" and "Length" in size:
        # It takes all of a body before it hands on any.
        size += "a" * 1048577
    answer = server.send(f"POST {server.prefix}/users/login/{END}Content-Type: text/plain\r\n{size}")
    assert answer.status in ({413} if "Length" in size else {411, 413})


def test_the_pages_made_in_advance_are_no_addresses(server):
    answer = server.client().get("/error-pages/400.html")
    assert answer.status_code in (403, 404)
