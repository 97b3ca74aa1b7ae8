"""Forms on pages of other sites, or of other hosts of this one: refused before anything, and the cookie stays as it is."""

import pytest

from support.page import Page
from support.signing import session_serializer

CROSS = {"Sec-Fetch-Site": "cross-site"}
FORMS = [
    "/users/login/",
    "/users/register/",
    "/users/logout/",
    "/users/password/",
    "/users/password/reset",
    "/users/me/edit/",
    "/users/me/password/",
    "/users/me/email/",
    "/users/me/email/change",
    "/users/me/email/revert",
    "/users/me/email/confirm",
    "/users/me/email/mail",
    "/users/me/sessions/",
    "/users/me/notices/",
    "/users/me/notices/stop",
    "/users/me/notices/1",
    "/posts/new",
    "/posts/1/edit",
    "/posts/1/delete",
    "/comments/new/1",
    "/comments/1/edit",
    "/comments/1/delete",
    "/moderation/post/1",
    "/moderation/comment/1",
    "/moderation/user/Zoe",
    "/moderation/report/1",
    "/posts/",
    "/users/nobody/",
]


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("has_cookie", [True, False])
def test_every_form_is_refused_and_no_cookie_sent(zoe, new_visitor, address, has_cookie):
    # A message waits, which any page would take out of the session.
    visitor = zoe if has_cookie else new_visitor()
    answer = visitor.post(address, {"email": "zoe@example.org", "password": "x"}, headers=CROSS)
    assert answer.status == 403, answer.errors
    assert answer.all("Set-Cookie") == []
    assert "sent from another site" in answer.text
    if has_cookie:
        assert zoe.page("/users/me/").flashes == [("message", "Thanks for registering")]


@pytest.mark.parametrize(
    "headers, environment, status",
    [
        ({}, {}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, {}, 303),
        ({"Sec-Fetch-Site": "none"}, {}, 303),
        ({"Sec-Fetch-Site": "same-site"}, {}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, {}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8080"}, {}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {}, 303),
        ({"Sec-Fetch-Site": "", "Origin": ""}, {}, 303),
        ({"Origin": "http://127.0.0.1:8080"}, {}, 303),
        ({"Origin": "HTTP://127.0.0.1:8080"}, {}, 303),
        ({"Origin": "null"}, {}, 403),
        ({"Origin": "http://127.0.0.1:8081"}, {}, 403),
        ({"Origin": "http://127.0.0.1"}, {}, 403),
        ({"Origin": "http://evil.example"}, {}, 403),
        ({"Origin": "http://127.0.0.1:8080.evil.example"}, {}, 403),
        ({"Origin": "file://"}, {}, 403),
        # A proxy takes HTTPS off, and is not known to.
        ({"Origin": "https://127.0.0.1:8080"}, {}, 303),
        ({"Origin": "http://127.0.0.1:8080"}, {"HTTPS": "on"}, 403),
        # Or gives the site another name.
        ({"Origin": "https://www.example.org"}, {}, 403),
        ({"Origin": "https://www.example.org"}, {"SITE_URL": "https://www.example.org"}, 303),
    ],
)
def test_what_browsers_say_of_where_a_form_is(add_user, visitor, headers, environment, status):
    add_user()
    visitor.environment.update(environment)
    form = {**visitor.page("/users/login/").form.fields, "email": "zoe@example.org", "password": "correct horse"}
    assert visitor.post("/users/login/", form, headers=headers).status == status


def test_links_on_other_sites_lead_here(zoe):
    assert zoe.get("/users/me/", headers=CROSS).status == 200


def test_a_page_of_apaches_about_a_refused_form_sends_no_cookie_either(zoe, data):
    key = (data / "secret_key").read_bytes()
    zoe.environment["SITE_SESSION_DIGEST"] = "sha256"
    session = session_serializer(key).loads(zoe.cookies["session"])
    zoe.cookies["session"] = session_serializer(key).dumps({"_permanent": True, "basket": 1})
    environment = {"REDIRECT_STATUS": "413", "REDIRECT_REQUEST_METHOD": "POST"}
    assert zoe.get("/error", environment=environment).all("Set-Cookie") != []
    answer = zoe.get("/error", environment=environment, headers=CROSS)
    assert answer.status == 413 and answer.all("Set-Cookie") == []
    assert session["user_id"] == 1


def test_a_refused_form_does_not_sign_out(zoe):
    assert zoe.post("/users/logout/", {}, headers={"Origin": "http://evil.example"}).status == 403
    assert zoe.name == "Zoe"
    assert Page(zoe.get("/users/me/").text).headings == ["Hi Zoe!"]
