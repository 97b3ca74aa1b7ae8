"""Every page of the site in every state worth looking at, each with the way there.

A view is named by the template that its page is made from; `None` is the page that needs no template. A page of the site that
no view shows is an error (test_standards.py).
"""

import re
from dataclasses import dataclass
from typing import Callable

from playwright.sync_api import Page, Response

from support.client import Client, Person
from support.site import Site
from views.scenes import Viewer, enter
from views.templates import mark


@dataclass
class View:
    template: str | None
    way: Callable[[Page, Viewer, Site], None]
    status: int
    role: str | None


VIEWS = {}


def view(template, state="", *, status=200, role=None):
    """Adds a function that leads a window to the view: that of nobody, or of somebody of that role who is signed in."""

    def add(way):
        page = template.removesuffix(".html").replace("/", "-") if template else "plain"
        name = f"{page}-{state}" if state else page
        assert name not in VIEWS, name
        VIEWS[name] = View(template, way, status, role)
        return way

    return add


def views_of(module) -> list:
    """The names of the views that a module has added."""
    return [name for name, view in VIEWS.items() if view.way.__module__ == module.__name__]


def show(name: str, page: Page, site: Site) -> Response:
    """Leads a window to a view, and returns the answer that is shown."""
    view, answers = VIEWS[name], []
    page.on("response", lambda answer: answers.append(answer) if answer.request.is_navigation_request() else None)
    viewer = enter(page, view.role, site) if view.role else Viewer(Person.new(), Client(site.url))
    view.way(page, viewer, site)
    answer = answers[-1]
    assert answer.status == view.status, (answer.url, answer.status)
    made_from = re.findall(mark("(.*)"), answer.text())
    assert made_from == [view.template] * bool(view.template), (answer.url, made_from)
    return answer
