"""Compression, and static files under names that browsers keep for ever."""

import hashlib
import re
import struct
import subprocess

import pytest
import requests
from lxml import etree

from support import CHECKOUT
from support.checkout import copy_checkout
from support.client import Client
from support.site import public_folder, running_site

FOR_EVER = "public, max-age=31536000, immutable"


def get(url, encoding="identity", **headers):
    return requests.get(url, headers={"Accept-Encoding": encoding, **headers}, timeout=20)


def write_post(site):
    """A post that everybody sees: an empty list has no ETag."""
    with (site.data / "site.conf").open("a") as settings:
        settings.write("\nMODERATE_FIRST_POSTS = 0\nPOSTING_NEEDS_CONFIRMED_EMAIL = no\n")
    member = Client(site.url)
    assert member.register(member.person).status_code == 303
    assert member.submit("/posts/new", title="A post", text="Its text", tags="", button="publish").status_code == 303


@pytest.fixture(scope="module")
def written():
    with public_folder() as folder, running_site(folder / "data") as site:
        write_post(site)
        yield site


def linked(text):
    """The addresses of a page's styles, scripts and icons."""
    return etree.HTML(text).xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")


@pytest.mark.parametrize("address, type", [
    ("/", "text/html"), ("/users/login/", "text/html"), ("/posts/feed.atom", "application/atom+xml"),
    ("/sitemap.xml", "application/xml"), ("/robots.txt", "text/plain"), ("/static/css/main.css", "text/css"),
    ("/static/js/main.js", "text/javascript"), ("/static/img/icon.svg", "image/svg+xml"),
])
def test_texts_go_out_compressed(site, address, type):
    plain = get(site.url + address)
    assert plain.headers["Content-Type"].startswith(type) and "Content-Encoding" not in plain.headers
    small = get(site.url + address, "gzip")
    assert small.headers["Content-Encoding"] == "gzip"
    assert "accept-encoding" in small.headers["Vary"].lower()
    for quality in ["gzip;q=0", "br", "identity"]:
        assert "Content-Encoding" not in get(site.url + address, quality).headers
    # A form's token is another one each time.
    assert abs(len(small.content) - len(plain.content)) < 50


@pytest.mark.parametrize("address", ["/", "/posts/", "/posts/feed.atom", "/sitemap.xml", "/static/css/main.css", "/static/js/main.js"])
def test_what_was_compressed_is_not_sent_again(written, address):
    first = get(written.url + address, "gzip")
    tag = first.headers["ETag"]
    for known in [tag, 'W/"x", ' + tag]:
        again = get(written.url + address, "gzip", **{"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b""), known
    assert get(written.url + address, "gzip", **{"If-None-Match": '"x-gzip"'}).status_code == 200


def test_images_are_not_compressed_again(site):
    assert "Content-Encoding" not in get(site.url + "/favicon.ico", "gzip").headers


@pytest.fixture
def hashed(folder):
    """A site whose static files a test may change."""
    checkout = copy_checkout(folder / "checkout")
    subprocess.run([checkout / "tools/hash-static", checkout / "static"], check=True)
    with running_site(folder / "data", checkout=checkout) as site:
        yield site, checkout / "static"


def test_static_files_are_named_by_their_content_and_kept_for_ever(hashed):
    site, static = hashed
    addresses = linked(get(site.url + "/users/login/").text)
    assert len(addresses) == 3
    for address in addresses:
        stem, hash, suffix = re.fullmatch(r"/static/(.+)\.([0-9a-f]{12})\.([a-z]+)", address).groups()
        content = (static / f"{stem}.{suffix}").read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(hash)
        answer = get(site.url + address)
        assert (answer.content, answer.headers["Cache-Control"]) == (content, FOR_EVER)
        plain = get(f"{site.url}/static/{stem}.{suffix}")
        assert (plain.content, plain.headers["Cache-Control"]) == (content, "public, max-age=3600")
        assert plain.headers["Content-Type"] == answer.headers["Content-Type"]
    assert get(f"{site.url}/static/css/main.0123456789ab.css").status_code == 404
    assert get(f"{site.url}/static/hashed-names").status_code == 403


def test_a_file_that_is_changed_in_its_place_is_seen_at_once(hashed):
    site, static = hashed
    write_post(site)
    address = site.url + "/posts/"
    before = get(address)
    [style] = [link for link in linked(before.text) if link.endswith(".css")]
    (static / "css/main.css").write_text("p { color: red }\n")
    # Also by those who have the page.
    after = get(address, **{"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    [changed] = [link for link in linked(after.text) if ".css" in link]
    assert changed.startswith("/static/css/main.css?v=")
    answer = get(site.url + changed)
    assert (answer.text, answer.headers["Cache-Control"]) == ("p { color: red }\n", "public, max-age=3600")
    # A page that was made before still has its style.
    assert get(site.url + style).headers["Cache-Control"] == FOR_EVER
    subprocess.run([CHECKOUT / "tools/hash-static", static], check=True)
    again = get(address, **{"If-None-Match": after.headers["ETag"]})
    [named] = [link for link in linked(again.text) if ".css" in link]
    assert named != style and re.fullmatch(r"/static/css/main\.[0-9a-f]{12}\.css", named)
    assert get(site.url + named).text == "p { color: red }\n"


def test_former_copies_go_and_other_files_stay(folder):
    static = folder / "static"
    (static / "css").mkdir(parents=True)
    (static / "css/a.css").write_text("a")
    for name in ["a b.css", "notes.txt", "css/b.0123456789ab.css"]:
        (static / name).write_text(name)
    tool = [CHECKOUT / "tools/hash-static", static]
    for _ in range(2):
        subprocess.run(tool, check=True)
        copy = f"css/a.{hashlib.sha256(b'a').hexdigest()[:12]}.css"
        names = {str(path.relative_to(static)) for path in static.rglob("*") if path.is_file()}
        assert names == {"css/a.css", "a b.css", "notes.txt", "css/b.0123456789ab.css", copy, "hashed-names"}
    assert (static / copy).stat().st_mtime == (static / "css/a.css").stat().st_mtime
    assert subprocess.run([CHECKOUT / "tools/hash-static", folder / "nowhere"], capture_output=True).returncode == 1


def source(png):
    """The digest of what a PNG was made of, and its size."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and png[12:16] == b"IHDR"
    return re.search(rb"tEXtSource\0([0-9a-f]{64})", png)[1].decode(), struct.unpack(">II", png[16:24])


def test_icons_are_made_of_the_one_that_pages_have(site):
    digest = hashlib.sha256((CHECKOUT / "static/img/icon.svg").read_bytes()).hexdigest()
    answer = get(site.url + "/apple-touch-icon.png")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert source(answer.content) == (digest, (180, 180))
    icon = get(site.url + "/favicon.ico")
    assert (icon.status_code, icon.headers["Content-Type"]) == (200, "image/x-icon")
    kind, count = struct.unpack("<HH", icon.content[2:6])
    assert (kind, count) == (1, 3)
    for index in range(count):
        width, height, *_, length, place = struct.unpack("<BBBBHHII", icon.content[6 + 16 * index : 22 + 16 * index])
        assert source(icon.content[place : place + length]) == (digest, (width, height))


def test_well_known_addresses(site):
    assert f"Sitemap: {site.url}/sitemap.xml" in get(site.url + "/robots.txt").text
    answer = requests.get(site.url + "/.well-known/change-password", allow_redirects=False, timeout=20)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/users/me/password/")
    assert get(site.url + "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200").status_code >= 400
