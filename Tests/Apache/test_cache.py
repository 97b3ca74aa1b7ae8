"""The documentation's example of mod_cache_disk in front of the scripts."""

import shutil

import requests

from support import CHECKOUT
from support.client import Client
from support.site import WORKER, running_site


def example() -> str:
    """The directives as the documentation has them."""
    lines = (CHECKOUT / "docs/posts.md").read_text().splitlines()
    return "\n".join(line.strip() for line in lines if line.startswith("    Cache"))


def test_apache_keeps_what_is_public_and_nothing_that_is_private(folder):
    cache = folder / "cache"
    cache.mkdir()
    shutil.chown(cache, WORKER)
    configuration = folder / "cache.conf"
    configuration.write_text(
        'LoadModule cache_module "/usr/lib/apache2/modules/mod_cache.so"\n'
        'LoadModule cache_disk_module "/usr/lib/apache2/modules/mod_cache_disk.so"\n'
        + example().replace("/var/cache/apache2/mod_cache_disk", str(cache)) + "\nCacheHeader on\n"
    )
    with running_site(folder / "data", arguments=["--include", str(configuration)]) as site:
        with (site.data / "site.conf").open("a") as settings:
            settings.write("\nMODERATE_FIRST_POSTS = 0\nPOSTING_NEEDS_CONFIRMED_EMAIL = no\n")
        member = Client(site.url)
        assert member.register(member.person).status_code == 303
        assert member.submit("/posts/new", title="A post", text="Its text", tags="", button="publish").status_code == 303
        address = site.url + "/posts/"
        first, second = requests.get(address), requests.get(address)
        assert "MISS" in first.headers["X-Cache"]
        assert second.headers["X-Cache"].startswith("HIT") and second.text == first.text
        assert requests.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        for _ in range(2):
            answer = member.get("/posts/")
            assert "Sign out" in answer.text
            assert "HIT" not in answer.headers.get("X-Cache", "")
        assert "Sign out" not in requests.get(address).text
        # A form's token is its visitor's own.
        forms = [requests.get(site.url + "/users/login/") for _ in range(2)]
        assert "HIT" not in forms[1].headers.get("X-Cache", "") and forms[0].text != forms[1].text
