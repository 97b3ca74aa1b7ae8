"""Pages about what went wrong."""

import contextlib

from playwright.sync_api import expect

from support.site import locked_database
from views import view
from views.scenes import MEMBER, settings


@view("404.html", status=404)
def _(page, viewer, site):
    page.goto("/nowhere")


@view("404.html", "member", status=404, role=MEMBER)
def _(page, viewer, site):
    page.goto("/posts/999999")


@view("error.html", "forbidden", status=403)
def _(page, viewer, site):
    page.goto("/cgi-bin/")


@view("error.html", "forbidden-member", status=403, role=MEMBER)
def _(page, viewer, site):
    page.goto("/moderation/")


@view("error.html", "wrong-method", status=405)
def _(page, viewer, site):
    page.goto("/")
    page.locator("form.search").evaluate("form => { form.method = 'post'; form.action = '/posts/'; form.submit(); }")
    expect(page.get_by_role("heading", level=1)).to_have_text("That cannot be done here")


@view("error.html", "dead-link", status=410)
def _(page, viewer, site):
    page.goto("/users/me/email/confirm?token=x")


@view("error.html", "database-locked", status=503, role=MEMBER)
def _(page, viewer, site):
    with locked_database(site):
        page.goto("/users/me/")


@contextlib.contextmanager
def _broken(site, name):
    """A template that cannot be read, for a while."""
    file = site.data.parent / "templates" / name
    source = file.read_text()
    file.write_text("{% if %}")
    try:
        yield
    finally:
        file.write_text(source)


@view("error.html", "broken", status=500)
def _(page, viewer, site):
    with _broken(site, "users/login.html"):
        page.goto("/users/login/")


@view("error.html", "details", status=500)
def _(page, viewer, site):
    with _broken(site, "users/login.html"), settings(site, "DEBUG = true"):
        page.goto("/users/login/")
    expect(page.locator("pre")).to_contain_text("login.html")


@view(None, status=500)
def _(page, viewer, site):
    with _broken(site, "base.html"):
        page.goto("/users/login/")


@view(None, "details", status=500)
def _(page, viewer, site):
    with _broken(site, "base.html"), settings(site, "DEBUG = true"):
        page.goto("/users/login/")
    expect(page.locator("pre")).to_contain_text("base.html")
