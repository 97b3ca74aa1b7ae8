"""Forms that are sent twice, by a double click or an impatient Reload: the second answer is that of the first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import PASSWORD
from support.page import Page

NEW = "battery staple"
REGISTRATION = {
    "name": "Zoë",
    "email": "zoe@example.org",
    "password": PASSWORD,
    "confirm": PASSWORD,
    "accept_tos": "y",
}
CHANGE = {"current": PASSWORD, "password": NEW, "confirm": NEW}


def copy_of(visitor, new_visitor):
    copy = new_visitor(environment=visitor.environment)
    copy.cookies = dict(visitor.cookies)
    return copy


def filled(visitor, address, **fields):
    return {**visitor.page(address).form.fields, **fields}


def sent_twice(visitor, new_visitor, address, form, how):
    """Both answers, the second as a visitor with the cookie that the browser would have by then."""
    second = copy_of(visitor, new_visitor)
    if how == "at once":
        with ThreadPoolExecutor() as pool:
            answers = list(pool.map(lambda who: who.post(address, form), [visitor, second]))
    else:
        answers = [visitor.post(address, form)]
        if how == "with the new cookie":
            second.cookies = dict(visitor.cookies)
        answers.append(second.post(address, form))
    return answers, second


HOW = pytest.mark.parametrize("how", ["at once", "with the old cookie", "with the new cookie"])


@HOW
def test_registering(visitor, new_visitor, database, how):
    form = filled(visitor, "/users/register/", **REGISTRATION)
    answers, second = sent_twice(visitor, new_visitor, "/users/register/", form, how)
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/users/me/")] * 2
    assert visitor.name == second.name == "Zoë"
    assert database.execute("SELECT count(*) FROM users_user").fetchone() == (1,)
    assert Page(second.follow(answers[1]).text).user == "Zoë"


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "another one", "confirm": "another one"},
        {"name": "Zoe"},
        {"email": "zoe@example.com"},
    ],
)
def test_registering_once_more_with_something_else_is_not_the_same(visitor, new_visitor, changed):
    form = filled(visitor, "/users/register/", **REGISTRATION)
    second = copy_of(visitor, new_visitor)
    assert visitor.post("/users/register/", form).status == 303
    answer = second.post("/users/register/", {**form, **changed})
    if "email" in changed:
        assert Page(answer.text).errors == {"name": ["This name is taken."]}
    else:
        assert "email" in Page(answer.text).errors
    assert second.name is None


def test_only_the_form_that_made_the_account_signs_in_once_more(visitor, new_visitor):
    """Not another one with the same in it: that would be a way around the sign-in page."""
    form = filled(visitor, "/users/register/", **REGISTRATION)
    assert visitor.post("/users/register/", form).status == 303
    stranger = new_visitor()
    answer = stranger.post("/users/register/", filled(stranger, "/users/register/", **REGISTRATION))
    assert answer.status == 200 and set(Page(answer.text).errors) == {"name", "email"}
    # Nor with its token alone.
    assert stranger.post("/users/register/", form).status == 400
    assert stranger.name is None


@HOW
def test_signing_in(add_user, visitor, new_visitor, how):
    add_user()
    form = filled(visitor, "/users/login/?next=/posts/", email="zoe@example.org", password=PASSWORD)
    answers, second = sent_twice(visitor, new_visitor, "/users/login/?next=/posts/", form, how)
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/posts/")] * 2
    assert visitor.name == second.name == "Zoe"


def test_the_form_of_before_signs_in_nobody_else(add_user, visitor):
    add_user()
    add_user("Eve", "eve@example.org")
    form = filled(visitor, "/users/login/", email="zoe@example.org", password=PASSWORD)
    assert visitor.post("/users/login/", form).status == 303
    # Back in the browser, to the form that was kept: the message says what to do, as ever.
    answer = visitor.post("/users/login/", {**form, "email": "eve@example.org"})
    assert answer.status == 400 and visitor.name == "Zoe"
    again = {**Page(answer.text).form.fields, "password": PASSWORD}
    assert visitor.post("/users/login/", again).status == 303
    assert visitor.name == "Eve"
    # And with a wrong password nothing.
    assert visitor.post("/users/login/", {**again, "password": "wrong"}).status == 200
    assert visitor.name == "Eve"


@HOW
def test_changing_the_password(zoe, new_visitor, database, how):
    form = filled(zoe, "/users/me/password/", **CHANGE)
    answers, second = sent_twice(zoe, new_visitor, "/users/me/password/", form, how)
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/users/me/")] * 2
    assert zoe.name == second.name == "Zoe"
    assert new_visitor().sign_in(password=NEW).status == 303
    assert new_visitor().sign_in().status == 200


@pytest.mark.parametrize("how", ["with the old cookie", "with the new cookie"])
def test_the_form_that_changed_the_password_is_no_other_way_in(zoe, new_visitor, how):
    form = filled(zoe, "/users/me/password/", **CHANGE)
    copy = copy_of(zoe, new_visitor)
    assert zoe.post("/users/me/password/", form).status == 303
    if how == "with the new cookie":
        copy.cookies = dict(zoe.cookies)
    other = {"password": "another one", "confirm": "another one"}
    answer = copy.post("/users/me/password/", {**form, **other})
    assert answer.status in (303, 400)
    assert (answer.header("Location") or "").startswith("/users/login/") == (how == "with the old cookie")
    assert new_visitor().sign_in(password=NEW).status == 303
    # Another form of the session that is over does nothing either, though it knows the new password.
    thief = new_visitor()
    thief.cookies = dict(copy.cookies) if how == "with the old cookie" else {}
    answer = thief.post("/users/me/password/", {**CHANGE, "csrf_token": "x"})
    assert answer.header("Location").startswith("/users/login/")
    assert thief.name is None


@HOW
def test_signing_out(zoe, new_visitor, how):
    page = zoe.page("/users/me/")
    [form] = [form.fields for form in page.forms if "logout" in form.action]
    answers, second = sent_twice(zoe, new_visitor, "/users/logout/", form, how)
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/users/login/")] * 2
    assert zoe.name is second.name is None


@HOW
def test_signing_out_everywhere(zoe, new_visitor, how):
    answers, second = sent_twice(
        zoe, new_visitor, "/users/me/sessions/", zoe.page("/users/me/sessions/").form.fields, how
    )
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/users/login/")] * 2
    assert zoe.name is second.name is None


@HOW
def test_editing_the_profile(zoe, new_visitor, how):
    form = filled(zoe, "/users/me/edit/", name="Zoë")
    answers, _ = sent_twice(zoe, new_visitor, "/users/me/edit/", form, how)
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/users/me/")] * 2


@pytest.mark.parametrize("how", ["at once", "with the new cookie"])
def test_changing_the_address_without_mail(zoe, new_visitor, database, how):
    form = filled(zoe, "/users/me/email/", email="zoe@example.com", current=PASSWORD)
    answers, _ = sent_twice(zoe, new_visitor, "/users/me/email/", form, how)
    assert [(answer.status, answer.header("Location")) for answer in answers] == [(303, "/users/me/")] * 2
    assert database.execute("SELECT email FROM users_user").fetchall() == [("zoe@example.com",)]


@HOW
def test_staffs_decisions(people, new_visitor, database, how):
    staff = people("Mo", role=1)
    people("Bo")
    form = filled(staff, "/moderation/user/Bo", reason="Spam", act="ban")
    answers, _ = sent_twice(staff, new_visitor, "/moderation/user/Bo", form, how)
    assert [answer.status for answer in answers] == [303, 303]
    assert database.execute("SELECT count(*) FROM site_audit").fetchone() == (1,)
