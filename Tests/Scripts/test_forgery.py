"""Forms that did not come from the site's own page, for this visitor, lately (CSRF)."""

import pytest

from support.page import Page
from support.signing import csrf_serializer

GOOD = {
    "name": "Zoë",
    "email": "zoe@example.org",
    "password": "correct horse",
    "confirm": "correct horse",
    "accept_tos": "y",
}
WORDS = "This form has expired, or you signed in or out in another window."


@pytest.fixture
def key(data):
    return (data / "secret_key").read_bytes()


def session_token(visitor, key):
    """The token in the visitor's session, out of a form's."""
    return csrf_serializer(key).loads(visitor.page("/users/register/").form.fields["csrf_token"])


def refused(answer):
    """The page of a refused form. All that was typed is still in it, but no password, and it can be sent as it is."""
    assert answer.status == 400
    page = Page(answer.text)
    assert len(page.summary) == 1 and page.summary[0].startswith(WORDS)
    assert page.form.fields["name"] == GOOD["name"]
    assert page.form.fields["email"] == GOOD["email"]
    assert page.form.fields["accept_tos"] == "y"
    assert page.form.fields["password"] == page.form.fields["confirm"] == ""
    assert page.errors == {}
    return page


def test_without_a_token(visitor, database):
    visitor.get("/users/register/")
    page = refused(visitor.post("/users/register/", GOOD))
    assert visitor.post("/users/register/", {**GOOD, "csrf_token": page.form.fields["csrf_token"]}).status == 303


@pytest.mark.parametrize(
    "tamper",
    [
        lambda token: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        lambda token: "x" + token,
        lambda token: token.rsplit(".", 1)[0],
        lambda token: token.split(".")[0],
        lambda token: "..",
        lambda token: "",
        lambda token: "\u0000é"[1:] * 50,
        lambda token: "A" * 100_000,
    ],
)
def test_with_a_forged_token(visitor, tamper):
    token = visitor.page("/users/register/").form.fields["csrf_token"]
    refused(visitor.post("/users/register/", {**GOOD, "csrf_token": tamper(token)}))


def test_with_a_token_under_another_key(visitor, key):
    token = csrf_serializer(b"another key").dumps(session_token(visitor, key))
    refused(visitor.post("/users/register/", {**GOOD, "csrf_token": token}))


@pytest.mark.parametrize("age, status", [(0, 303), (3590, 303), (3610, 400), (10**7, 400), (-100, 400)])
def test_a_token_is_good_for_an_hour(visitor, key, age, status):
    token = csrf_serializer(key, age=age).dumps(session_token(visitor, key))
    answer = visitor.post("/users/register/", {**GOOD, "csrf_token": token})
    assert answer.status == status
    if status == 400:
        refused(answer)


def test_the_hour_is_a_setting(visitor, key):
    token = csrf_serializer(key, age=10**7).dumps(session_token(visitor, key))
    form = {**GOOD, "csrf_token": token}
    assert visitor.post("/users/register/", form, environment={"SITE_WTF_CSRF_TIME_LIMIT": "60"}).status == 400
    assert visitor.post("/users/register/", form, environment={"SITE_WTF_CSRF_TIME_LIMIT": "0"}).status == 303


def test_with_the_token_of_another_session(visitor, new_visitor):
    token = new_visitor().page("/users/register/").form.fields["csrf_token"]
    visitor.get("/users/register/")
    refused(visitor.post("/users/register/", {**GOOD, "csrf_token": token}))


def test_without_a_session(visitor, new_visitor):
    token = visitor.page("/users/register/").form.fields["csrf_token"]
    nobody = new_visitor()
    page = refused(nobody.post("/users/register/", {**GOOD, "csrf_token": token}))
    # That page gave a session, so the second attempt is good.
    assert nobody.post("/users/register/", {**GOOD, "csrf_token": page.form.fields["csrf_token"]}).status == 303


def test_other_errors_are_told_too(visitor):
    page = Page(visitor.post("/users/register/", {"name": "Zoe"}).text)
    assert page.summary[0].startswith(WORDS)
    assert set(page.errors) == {"email", "password", "confirm", "accept_tos"}


def test_nothing_is_done_for_a_forged_form(zoe, database):
    before = database.execute("SELECT * FROM users_user").fetchall()
    for address, fields in [
        ("/users/me/edit/", {"name": "Eve"}),
        ("/users/me/password/", {"current": "correct horse", "password": "mine", "confirm": "mine"}),
        ("/users/login/", {"email": "zoe@example.org", "password": "correct horse"}),
        ("/users/logout/", {}),
    ]:
        answer = zoe.post(address, fields)
        assert answer.status == 400, address
        assert Page(answer.text).summary[0].startswith(WORDS)
    assert database.execute("SELECT * FROM users_user").fetchall() == before
    assert zoe.name == "Zoe"


def test_the_name_typed_stays_in_a_refused_edit(zoe):
    assert Page(zoe.post("/users/me/edit/", {"name": "Eve"}).text).form.fields["name"] == "Eve"


def test_a_refused_sign_out_can_be_repeated(zoe):
    page = Page(zoe.post("/users/logout/", {}).text)
    assert page.headings == ["Sign out"]
    assert zoe.post("/users/logout/", page.form.fields).status == 303
    assert zoe.name is None


def test_a_form_from_before_signing_in_is_not_good_after(visitor, add_user):
    add_user("Zoe", "zoe@example.org")
    old = visitor.page("/users/register/").form.fields
    assert visitor.sign_in().status == 303
    assert visitor.post("/users/register/", {**old, **GOOD}).status == 400


def test_the_check_can_be_turned_off(visitor, script):
    answer = visitor.post("/users/register/", GOOD, environment={"SITE_CSRF_ENABLED": "false"})
    assert answer.status == 303


def test_flask_wtfs_token_is_good_where_sessions_are_shared(visitor, data):
    visitor.environment["SITE_SESSION_DIGEST"] = "sha1"
    key = (data / "secret_key").read_bytes()
    token = csrf_serializer(key, "sha1").loads(visitor.page("/users/register/").form.fields["csrf_token"])
    answer = visitor.post("/users/register/", {**GOOD, "csrf_token": csrf_serializer(key, "sha1").dumps(token)})
    assert answer.status == 303
