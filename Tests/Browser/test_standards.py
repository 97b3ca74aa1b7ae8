"""What the views leave: that they show every page, the style sheets, and mail."""

import importlib
import pkgutil
from email import message_from_bytes
from email.policy import default

import pytest

import views
from support import CHECKOUT, axe
from support.client import Client
from support.outbox import MailSite
from support.windows import PHONE
from views.templates import FOLDER, page_templates


def test_every_page_has_a_view():
    for module in pkgutil.iter_modules(views.__path__, "views."):
        importlib.import_module(module.name)
    assert {view.template for view in views.VIEWS.values()} == page_templates() | {None}


@pytest.mark.parametrize("sheet", list((CHECKOUT / "static" / "css").glob("*.css")), ids=lambda file: file.name)
def test_style_sheet_is_valid(sheet, nu):
    assert nu.findings(sheet.read_bytes(), "text/css") == []


@pytest.mark.parametrize(
    "address", ["/users/me/", "/posts", "/users/me/%00", "/" + "x" * 9000], ids=["redirect", "moved", "malformed", "too long"]
)
def test_what_no_window_shows_is_valid(address, site, nu):
    answer = Client(site.url).get(address)
    assert answer.status_code in (302, 308, 400, 404, 414)
    assert nu.findings(answer.content) == [], answer.text


LINK = {"to": "users.home"}

# What each kind of message is about.
MAILS = {
    "welcome": {},
    "confirm": {},
    "confirm_change": {},
    "email_changed": {"address": "bo@example.org"},
    "reset": {},
    "password_changed": {},
    "reply": {
        "author": "Bo <b>", "title": "Of “bees” & wasps", "excerpt": "Well said.",
        "paragraphs": ["Well said.", "<p>But wait!"],
    },
    "digest": {
        "count": 3,
        "threads": [
            {"author": "Bo", "title": "<Of bees>", "comment": 7}, {"author": "Cy", "title": "Wasps", "comment": 8},
        ],
    },
    "moderation": {"waiting": 1, "reported": 2},
    "test": {},
    "failures": {
        "count": 2, "failures": [{"id": 1, "kind": "reply", "recipient": "bo@example.org", "reply": "550 <no>"}],
        "pages": [{"summary": "template: broken <b>", "count": 3}],
    },
}


def test_every_kind_of_message_is_checked():
    assert {f"{kind}.html" for kind in MAILS} | {"base.html"} == {file.name for file in (FOLDER / "emails").glob("*.html")}


@pytest.fixture
def messages(data):
    """The HTML of a message of each kind, as it is sent."""
    site = MailSite(data, f"file:{data}/mail")
    for kind, values in MAILS.items():
        links = dict.fromkeys(("link", "mute", "unsubscribe", "settings"), LINK)
        site.queue(f"{kind}@example.org", kind=kind, name="Zoë", values=values, links=links)
    site.work()
    sent = [message_from_bytes(file.read_bytes(), policy=default) for file in (data / "mail").iterdir()]
    assert len(sent) == len(MAILS)
    return {message["To"].addresses[0].username: message.get_body(["html"]).get_content() for message in sent}


# A message is shown on a page of its reader's program, which has these.
OF_WHOLE_PAGES = ("bypass:", "landmark-one-main:", "page-has-heading-one:", "region:")


def test_messages_are_valid_and_accessible(messages, open_page, nu):
    page, found = open_page(width=PHONE), {}
    for kind, html in messages.items():
        page.set_content(html)
        found[kind] = [each for each in axe.findings(page) if not each.startswith(OF_WHOLE_PAGES)]
        found[kind] += nu.findings(html.encode())
    assert not any(found.values()), "\n".join(f"{kind}: {each}" for kind, all in found.items() for each in all)
