"""Nothing that people write executes: under the site's policy, and without it."""

import pytest
from playwright.sync_api import expect

from payloads import PAYLOADS
from support.client import Client
from support.site import public_folder, running_site

PER_POST = 90

# Everything that the renderer can write, and no attribute that runs anything.
TAGS = "p h2 h3 h4 h5 h6 blockquote ul ol li em strong a code pre br hr".split()
ATTRIBUTES = ["href", "title", "rel", "class", "start"]
# The last is what browsers say of an address that is none, and leads nowhere.
LEADING = ["http:", "https:", "mailto:", ":"]


@pytest.fixture(scope="module")
def posts():
    """A site with all payloads as comments on a few posts, written by somebody without rights."""
    with public_folder() as folder, running_site(folder / "data") as site:
        with (site.data / "site.conf").open("a") as settings:
            settings.write(
                "\nMODERATE_FIRST_POSTS = 0\nPOSTING_NEEDS_CONFIRMED_EMAIL = no\nPOSTS_PER_MINUTE = 0\n"
                "COMMENTS_PER_MINUTE = 0\nCOMMENTS_PER_MINUTE_BY_ADDRESS = 0\n"
            )
        client = Client(site.url)
        assert client.register(client.person).status_code == 303
        addresses = []
        for number, batch in enumerate(batched(PAYLOADS), 1):
            answer = client.submit("/posts/new", title=f"Batch {number}", text="\n\n".join(batch[:40]), tags="", button="publish")
            assert answer.status_code == 303, answer.text
            addresses.append(answer.headers["Location"])
            csrf = token(client, number)
            for index, payload in enumerate(batch):
                answer = client.post(f"/comments/new/{number}", {"csrf_token": csrf, "token": f"{index}", "text": payload})
                assert answer.status_code == 303, payload
        yield site, addresses


def batched(items):
    return [items[start : start + PER_POST] for start in range(0, len(items), PER_POST)]


def token(client, number):
    text = client.get(f"/comments/new/{number}").text
    return text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "without"])
def test_nothing_executes(browser, posts, policy):
    site, addresses = posts
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    executed, asked, violations = [], [], []
    context.expose_function("xss", lambda: executed.append(page.url))
    page.on("dialog", lambda dialog: (executed.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: violations.append(message.text) if "Content Security" in message.text else None)
    if not policy:
        page.route("**/*", without_policy)
    shown = 0
    for address in addresses:
        page.goto(address)
        shown += page.locator(".comment .prose").count()
        found = page.evaluate(
            """([tags, attributes, leading]) => [...document.querySelectorAll(".prose *")].flatMap((element) => [
                ...(tags.includes(element.localName) ? [] : [element.outerHTML]),
                ...(element.getAttributeNames().every((name) => attributes.includes(name)) ? [] : [element.outerHTML]),
                ...(element.href === undefined || leading.includes(element.protocol) ? [] : [element.href]),
            ])""",
            [TAGS, ATTRIBUTES, LEADING],
        )
        assert found == []
        # What needs a hand: links are followed, everything is pointed at and focused.
        page.evaluate(
            """() => {
                document.addEventListener("click", (event) => event.preventDefault());
                for (const element of document.querySelectorAll(".prose, .prose *")) {
                    for (const name of ["mouseover", "focus", "click"]) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
                }
            }"""
        )
    page.wait_for_load_state("networkidle")
    context.close()
    assert shown == len(PAYLOADS)
    assert executed == [] and violations == []
    assert {url for url in asked if not url.startswith(site.url)} == set(), "nothing is loaded from elsewhere"


def without_policy(route):
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=headers)


def test_the_test_would_notice(browser, posts):
    """The same window, with a page that does execute."""
    site, addresses = posts
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    executed = []
    context.expose_function("xss", lambda: executed.append(page.url))
    page.route("**/posts/*", lambda route: route.fulfill(body="<p onclick='xss()'>a<script>xss()</script>", content_type="text/html"))
    page.goto(addresses[0])
    page.locator("p").dispatch_event("click")
    page.wait_for_function("1")
    expect(page.locator("p")).to_be_visible()
    context.close()
    assert len(executed) == 2
