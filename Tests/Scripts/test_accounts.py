"""Register, sign in, see the profile, sign out and in again: through cookies and the forms' own tokens."""

import resource

import pytest

from support.page import Page


def test_registering_signs_in_and_shows_the_profile(visitor, database):
    answer = visitor.register("Zoë 👍", "zoe@example.org", "correct horse")
    assert answer.status == 303
    assert answer.header("Location") == "/users/me/"
    page = Page(visitor.follow(answer).text)
    assert page.flashes == [("message", "Thanks for registering")]
    assert page.headings == ["Hi Zoë 👍!"]
    assert page.user == "Zoë 👍"
    for fact in ["zoe@example.org", "user", "new"]:
        assert fact in page.text
    [row] = database.execute("SELECT name, email, role, status FROM users_user").fetchall()
    assert row == ("Zoë 👍", "zoe@example.org", 2, 1)


def test_a_message_is_shown_once(zoe):
    assert zoe.page("/users/me/").flashes
    assert zoe.page("/users/me/").flashes == []


def test_sign_out_and_in_again(zoe):
    zoe.page("/users/me/")
    answer = zoe.sign_out()
    assert answer.status == 303
    assert answer.header("Location") == "/users/login/"
    page = Page(zoe.follow(answer).text)
    assert page.flashes == [("message", "You are signed out.")]
    assert page.user is None
    answer = zoe.sign_in()
    assert answer.header("Location") == "/"
    page = Page(zoe.follow(answer).text)
    assert page.user == "Zoe"
    assert page.flashes == [("message", "Welcome Zoe")]


def test_the_password_is_stored_as_werkzeug_does(zoe, database):
    from werkzeug.security import check_password_hash

    [[stored]] = database.execute("SELECT password FROM users_user").fetchall()
    assert stored.startswith("scrypt:32768:8:1$")
    assert check_password_hash(stored, "correct horse")
    assert not check_password_hash(stored, "correct horse ")


def test_the_same_flow_under_the_scripts_own_names(visitor):
    answer = visitor.submit(
        "/cgi-bin/cgi-register",
        name="Zoe",
        email="zoe@example.org",
        password="correct horse",
        confirm="correct horse",
        accept_tos="y",
    )
    assert answer.header("Location") == "/cgi-bin/cgi-profile"
    page = Page(visitor.follow(answer).text)
    assert page.headings == ["Hi Zoe!"]
    assert visitor.submit("/cgi-bin/cgi-profile/me/edit/", name="Eve").header("Location") == "/cgi-bin/cgi-profile"
    page = visitor.page("/cgi-bin/cgi-profile")
    assert page.user == "Eve"
    [form] = [form for form in page.forms if form.action]
    assert form.action == "/cgi-bin/cgi-logout"
    answer = visitor.post(form.action, form.fields)
    assert answer.header("Location") == "/cgi-bin/cgi-login"
    answer = visitor.get("/cgi-bin/cgi-profile/me/edit/")
    assert answer.header("Location") == "/cgi-bin/cgi-login?next=/cgi-bin/cgi-profile/me/edit/"
    answer = visitor.submit(answer.header("Location"), email="zoe@example.org", password="correct horse")
    assert answer.header("Location") == "/cgi-bin/cgi-profile/me/edit/"


def test_changing_the_name(zoe, new_visitor):
    assert zoe.page("/users/me/edit/").form.fields["name"] == "Zoe"
    answer = zoe.submit("/users/me/edit/", name="  Zoë Ångström  ")
    page = Page(zoe.follow(answer).text)
    assert page.headings == ["Hi Zoë Ångström!"]
    assert page.flashes[-1] == ("message", "Your profile has been saved.")
    assert new_visitor().page("/users/Zo%C3%AB%20%C3%85ngstr%C3%B6m/").headings == ["Zoë Ångström"]


def test_changing_nothing_or_only_the_case_of_the_name(zoe):
    assert zoe.submit("/users/me/edit/").status == 303
    assert zoe.submit("/users/me/edit/", name="ZOE").status == 303
    assert zoe.name == "ZOE"


def test_the_public_page_shows_no_address_and_no_rights(add_user, visitor):
    add_user("Zoe", "zoe@example.org", role=0)
    answer = visitor.get("/users/Zoe/")
    assert Page(answer.text).headings == ["Zoe"]
    assert "zoe@example.org" not in answer.text


@pytest.mark.parametrize("address", ["/users/zoe/", "/users/ZOE/"])
def test_the_public_page_has_one_address(add_user, visitor, address):
    add_user("Zoe")
    answer = visitor.get(address)
    assert (answer.status, answer.header("Location")) == (301, "/users/Zoe/")


def test_inactive_people_have_no_public_page_and_cannot_sign_in(add_user, visitor):
    add_user("Gone", "gone@example.org", status=0)
    assert visitor.get("/users/Gone/").status == 404
    answer = visitor.sign_in("gone@example.org")
    assert answer.status == 200
    page = Page(answer.text)
    assert page.user is None
    assert page.flashes == [("error-message", "This account is closed.")]
    # Only who knows the password learns that there is such an account.
    assert Page(visitor.sign_in("gone@example.org", "wrong").text).flashes == [
        ("error-message", "Wrong email or password")
    ]


def test_who_becomes_inactive_is_signed_out(zoe, database):
    database.execute("UPDATE users_user SET status = 0")
    assert zoe.get("/users/me/").status == 302
    database.execute("DELETE FROM users_user")
    assert zoe.get("/users/me/").status == 302


def test_wrong_password_and_unknown_address_have_the_same_answer(add_user, visitor):
    add_user("Zoe", "zoe@example.org")

    def answer(email):
        answer = visitor.sign_in(email, "a wrong one")
        page = Page(answer.text)
        text = answer.text.replace(page.form.fields["csrf_token"], "TOKEN").replace(email, "ADDRESS")
        headers = [(name, value) for name, value in answer.headers if name not in ("Set-Cookie", "Content-Length")]
        return answer.status, headers, text

    known = answer("zoe@example.org")
    assert known == answer("eve@example.org")
    assert known[0] == 200
    assert "Wrong email or password" in known[2]


def test_an_address_that_cannot_sign_in_costs_as_much_work_as_a_wrong_password(add_user, visitor, database):
    add_user("Zoe", "zoe@example.org")
    for number, stored in enumerate([None, "", "!", "sha1$old"]):
        add_user(f"Eve {number}", f"eve{number}@example.org")
        database.execute("UPDATE users_user SET password = ? WHERE name = ?", [stored, f"Eve {number}"])
    visitor.environment["SITE_SIGN_IN_FAILURES_PER_MINUTE_BY_ADDRESS"] = "0"
    form = visitor.page("/users/login/").form.fields

    def cost(email):
        """Processor seconds of the script: what other processes do does not count."""
        costs = []
        for _ in range(4):
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            visitor.post("/users/login/", {**form, "email": email, "password": "a wrong one"})
            costs.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
        return min(costs)

    wrong_password = cost("zoe@example.org")
    # A scrypt is some thirty times the rest of a page: half of one, or two, would show.
    assert cost("no address") < wrong_password / 4
    # Of one from before the cost was raised, too.
    add_user("Ann", "ann@example.org", method="scrypt:8192:8:1")
    for email in ["nobody@example.org", "ann@example.org", *(f"eve{number}@example.org" for number in range(4))]:
        assert 0.6 < cost(email) / wrong_password < 1.7, email


@pytest.mark.parametrize("method", ["pbkdf2:sha256:1000", "scrypt:1024:8:1", "pbkdf2:sha512:20000"])
def test_an_old_hash_is_made_again_at_sign_in(add_user, visitor, database, method):
    add_user("Zoe", "zoe@example.org", method=method)
    assert visitor.sign_in(password="wrong").status == 200
    assert database.execute("SELECT password FROM users_user").fetchone()[0].startswith(method)
    assert visitor.sign_in().status == 303
    assert visitor.name == "Zoe"
    [[stored]] = database.execute("SELECT password FROM users_user").fetchall()
    assert stored.startswith("scrypt:32768:8:1$")
    assert visitor.sign_in().status == 303
    assert database.execute("SELECT password FROM users_user").fetchone() == (stored,)


def test_sessions_end_everywhere_when_the_password_changes(zoe, new_visitor):
    other = new_visitor()
    other.sign_in()
    stolen = dict(zoe.cookies)
    assert other.name == "Zoe"
    answer = zoe.submit(
        "/users/me/password/", current="correct horse", password="battery staple", confirm="battery staple"
    )
    page = Page(zoe.follow(answer).text)
    assert page.user == "Zoe"
    assert page.flashes[-1] == ("message", "Your password has been changed.")
    assert other.name is None
    assert other.get("/users/me/").status == 302
    thief = new_visitor()
    thief.cookies = stolen
    assert thief.get("/users/me/").status == 302
    assert other.sign_in().status == 200
    assert other.sign_in(password="battery staple").status == 303


def test_a_session_goes_on_when_the_site_only_makes_the_hash_again(add_user, visitor, new_visitor, database):
    add_user("Zoe", "zoe@example.org", method="pbkdf2:sha256:1000")
    assert visitor.sign_in().status == 303
    assert visitor.get("/users/me/").status == 200
    assert visitor.get("/users/me/").status == 200


@pytest.mark.parametrize("email", ["zoe@example.org", "ZOE@EXAMPLE.ORG", "Zoe@Example.org"])
def test_the_address_signs_in_whatever_its_case(add_user, visitor, email):
    add_user("Zoe", "zoe@example.org")
    assert visitor.sign_in(email).status == 303


def test_who_is_signed_in_can_sign_in_as_another(zoe, add_user):
    add_user("Eve", "eve@example.org")
    assert zoe.sign_in("eve@example.org").status == 303
    assert zoe.name == "Eve"
