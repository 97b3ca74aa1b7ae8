"""What has happened on the site before somebody looks at a page, brought about without a window."""

import contextlib
import email
import email.policy
import html
import re
from dataclasses import dataclass

from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from support.client import Client, Person
from support.page import Page
from support.processes import eventually
from support.site import Site

UNCONFIRMED, MEMBER, STAFF, ADMIN = "unconfirmed", "member", "staff", "admin"

# What the site knows of people of each role: their role, and whether the address is confirmed and they are known to staff.
COLUMNS = {
    UNCONFIRMED: "role = 2",
    MEMBER: "role = 2, status = 2, confirmed_email = email",
    STAFF: "role = 1, status = 2, confirmed_email = email",
    ADMIN: "role = 0, status = 2, confirmed_email = email",
}

TEXT = """A paragraph with *emphasis*, **strong** words, `code` and [a link](https://example.org/).

# A heading

> Quoted, with a second line
> behind it.

- one
- two

1. first
2. second

- [x] done
- [ ] to do

| a | table |
|:-:|--:|
| of | cells |

```swift
let answer = 42 // a line of code that is longer than the window of a telephone is wide, by far
```
"""


@dataclass
class Viewer:
    """Somebody, and a way to act as them without a window."""

    person: Person
    client: Client

    @property
    def name(self) -> str:
        return self.person.name

    def send(self, page: str, **form) -> str:
        """Fills in the form of a page, and answers where that leads."""
        fields = Page(self.client.get(page).text).form.fields
        answer = self.client.post(page, {**fields, **form})
        assert answer.status_code == 303, (page, answer.status_code, Page(answer.text).text)
        return answer.headers["Location"]


def somebody(site: Site, role=MEMBER) -> Viewer:
    """Registers somebody."""
    viewer = Viewer(Person.new(), Client(site.url))
    assert viewer.client.register(viewer.person).status_code == 303
    change(site, f"UPDATE users_user SET {COLUMNS[role]} WHERE name = '{viewer.name}'")
    # The message that welcomes them is read.
    viewer.client.get("home")
    return viewer


def enter(window: Window, role: str, site: Site) -> Viewer:
    """Registers somebody without a window, and lets this one go on."""
    viewer = somebody(site, role)
    window.context.add_cookies([{"name": "session", "value": viewer.client.cookies["session"], "url": site.url}])
    return viewer


def change(site: Site, *statements):
    """Has somebody else change something meanwhile."""
    with contextlib.closing(site.database()) as database, database:
        for statement in statements:
            database.execute(statement)


@contextlib.contextmanager
def settings(site: Site, *lines: str):
    """The site with other settings for a while."""
    file = site.data / "site.conf"
    before = file.read_text()
    file.write_text("\n".join([before, *lines, ""]))
    try:
        yield
    finally:
        file.write_text(before)


def title_by(viewer: Viewer) -> str:
    return f"The repair café of {viewer.name} opens again"


def publish(viewer: Viewer, *, text=TEXT, tags="repair bicycle") -> str:
    """Has somebody publish a post, and answers its address."""
    return viewer.send("/posts/new", title=title_by(viewer), text=text, tags=tags, button="publish")


def draft(viewer: Viewer) -> str:
    return viewer.send("/posts/new", title="Not ready yet", text="x", tags="", button="draft")


def number(address: str) -> str:
    """The post's number in its address."""
    return re.search(r"/posts/(\d+)", address)[1]


def comment(viewer: Viewer, post: str, text="I come, with my old toaster.", *, to=None) -> str:
    """Has somebody write a comment, or an answer to one, and answers its number."""
    page = f"/comments/new/{number(post)}" + (f"?to={to}" if to else "")
    return viewer.send(page, text=text).split("#comment-")[1]


def lock(site: Site, post: str):
    somebody(site, STAFF).send(f"/moderation/post/{number(post)}", act="lock", reason="All has been said.")


def mailed(viewer: Viewer, site: Site, path: str) -> str:
    """The link to a page in a message that was sent to somebody."""
    links = []

    def arrived():
        for file in (site.data / "mail").glob("[!.]*"):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if viewer.person.email in str(message["To"]):
                body = html.unescape(message.get_body(["html"]).get_content())
                links.extend(re.findall(rf'href="({re.escape(site.url)}[^"]*{re.escape(path)}[^"]*)"', body))
        return links

    assert eventually(arrived, seconds=20), site.output
    return links[0]


def expect_refusal(window: Window, text=""):
    expect(window.get_by_role("alert")).to_contain_text(text)
