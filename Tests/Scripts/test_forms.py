"""What each form refuses, with its words at its field, and what it keeps of the input."""

import pytest

from support.page import Page

REQUIRED = {
    "name": ["Enter a name."],
    "email": ["Enter your email address."],
    "password": ["Choose a password."],
    "confirm": ["Repeat the password."],
    "accept_tos": ["Please accept the TOS."],
}
GOOD = {
    "name": "Zoe",
    "email": "zoe@example.org",
    "password": "correct horse",
    "confirm": "correct horse",
    "accept_tos": "y",
}
HOSTILE = """<script>alert(1)</script>"'&amp;{{ 7*7 }}"""


@pytest.mark.parametrize("url", ["https://example.org/terms?a=1&b=2", "/about/terms"])
def test_the_terms_are_linked_to_where_they_are(visitor, url):
    link = '<a href="%s">' % url.replace("&", "&amp;")
    assert link in visitor.get("/users/register/", environment={"SITE_TERMS_URL": url}).text
    assert "terms" not in visitor.get("/users/register/").text


@pytest.mark.parametrize(
    "change, errors",
    [
        ({"name": ""}, {"name": REQUIRED["name"]}),
        ({"name": "   "}, {"name": REQUIRED["name"]}),
        ({"name": "x" * 51}, {"name": ["The name cannot be longer than 50 characters."]}),
        ({"name": "a/b"}, {"name": ["A name cannot contain a slash."]}),
        ({"name": "a\\b"}, {"name": ["A name cannot contain a slash."]}),
        ({"name": "a\nb"}, {"name": ["A name cannot contain invisible characters."]}),
        ({"name": "a\u202eb"}, {"name": ["A name cannot contain invisible characters."]}),
        ({"name": "a\u200bb"}, {"name": ["A name cannot contain invisible characters."]}),
        ({"name": "\u3164\u2800"}, {"name": ["A name must contain a visible character."]}),
        ({"name": ".."}, {"name": ["A name cannot be all dots."]}),
        ({"name": "me"}, {"name": ["This name is taken."]}),
        ({"name": "Login"}, {"name": ["This name is taken."]}),
        ({"email": ""}, {"email": REQUIRED["email"]}),
        ({"email": "nobody"}, {"email": ["Invalid email address."]}),
        ({"email": "zoe@example.org\nBcc: eve@example.org"}, {"email": ["Invalid email address."]}),
        ({"email": "a" * 60 + "@" + "b" * 60 + ".org"}, {"email": ["The email address cannot be longer than 120 characters."]}),
        ({"password": ""}, {"password": REQUIRED["password"], "confirm": ["Passwords must match"]}),
        ({"password": "", "confirm": ""}, {"password": REQUIRED["password"], "confirm": REQUIRED["confirm"]}),
        ({"confirm": "correct hors"}, {"confirm": ["Passwords must match"]}),
        ({"accept_tos": None}, {"accept_tos": REQUIRED["accept_tos"]}),
        ({"accept_tos": "false"}, {"accept_tos": REQUIRED["accept_tos"]}),
        (
            {name: None for name in GOOD},
            REQUIRED,
        ),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_registering_says_what_is_wrong_at_its_field(visitor, database, change, errors):
    fields = {**GOOD, **change}
    answer = visitor.submit("/users/register/", **fields)
    assert answer.status == 200
    page = Page(answer.text)
    assert page.errors == errors
    assert len(page.summary) == len(errors)
    assert page.title.startswith("Error: ")
    form = page.form
    # An input of one line cannot hold a line break; what browsers make of it is theirs.
    assert form.fields["name"] == (fields["name"] or "").strip()
    assert form.fields["email"] == (fields["email"] or "")
    assert form.fields["password"] == form.fields["confirm"] == ""
    assert "value" not in form.inputs["password"] or form.inputs["password"]["value"] == ""
    assert ("accept_tos" in form.fields) == (fields["accept_tos"] == "y")
    for name in errors:
        assert form.inputs[name]["aria-invalid"] == "true"
    assert answer.errors == ""
    assert database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] in (0, 1) or not count(database)


def count(database):
    return database.execute("SELECT count(*) FROM users_user").fetchone()[0]


@pytest.mark.parametrize(
    "fields, errors",
    [
        ({"email": "", "password": ""}, {"email": REQUIRED["email"], "password": ["Enter your password."]}),
        ({"email": "zoe", "password": "correct horse"}, {"email": ["Invalid email address."]}),
        ({"email": "zoe@example.org", "password": ""}, {"password": ["Enter your password."]}),
    ],
)
def test_signing_in_says_what_is_wrong_at_its_field(visitor, fields, errors):
    page = Page(visitor.submit("/users/login/", **fields).text)
    assert page.errors == errors
    assert page.form.fields["email"] == fields["email"]
    assert page.form.fields["password"] == ""


def test_a_wrong_password_keeps_the_address_only(zoe, new_visitor):
    page = Page(new_visitor().sign_in("zoe@example.org", "a wrong one").text)
    assert page.form.fields["email"] == "zoe@example.org"
    assert page.form.fields["password"] == ""
    assert page.errors == {}


@pytest.mark.parametrize(
    "fields, errors",
    [
        ({"current": "wrong"}, {"current": ["This is not your current password."]}),
        ({"current": ""}, {"current": ["Enter your current password."]}),
        ({"confirm": "other"}, {"confirm": ["Passwords must match"]}),
        ({"password": "", "confirm": ""}, {"password": ["Choose a new password."], "confirm": ["Repeat the new password."]}),
    ],
)
def test_changing_the_password_says_what_is_wrong(zoe, new_visitor, fields, errors):
    good = {"current": "correct horse", "password": "battery staple", "confirm": "battery staple"}
    answer = zoe.submit("/users/me/password/", **{**good, **fields})
    assert Page(answer.text).errors == errors
    assert all(value == "" for name, value in Page(answer.text).form.fields.items() if name != "csrf_token")
    assert new_visitor().sign_in().status == 303


@pytest.mark.parametrize(
    "name, error", [("", REQUIRED["name"]), ("x" * 51, None), ("eve", ["This name is taken."]), ("me", None)]
)
def test_changing_the_name_says_what_is_wrong(zoe, add_user, name, error):
    add_user("Eve", "eve@example.org")
    page = Page(zoe.submit("/users/me/edit/", name=name).text)
    assert list(page.errors) == ["name"]
    assert error is None or page.errors["name"] == error
    assert page.form.fields["name"] == name
    assert page.user == "Zoe"


@pytest.mark.parametrize(
    "name, email, errors",
    [
        ("zoe", "new@example.org", ["name"]),
        ("ZOE", "new@example.org", ["name"]),
        ("Eve", "ZOE@EXAMPLE.ORG", ["email"]),
        ("Eve", "zoe@Example.Org", ["email"]),
        ("zOE", "Zoe@example.org", ["name", "email"]),
    ],
)
def test_names_and_addresses_are_unique_whatever_their_case(add_user, visitor, name, email, errors):
    add_user("Zoe", "zoe@example.org")
    page = Page(visitor.register(name, email).text)
    messages = {"name": ["This name is taken."], "email": ["An account with this email address already exists."]}
    assert page.errors == {key: messages[key] for key in errors}
    assert (page.form.fields["name"], page.form.fields["email"]) == (name, email)
    assert page.user is None


@pytest.mark.parametrize("first, second", [("ÉCOLE", "école"), ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("Ж", "ж")])
def test_case_is_unicodes(add_user, visitor, first, second):
    add_user(first, "first@example.org")
    assert list(Page(visitor.register(second).text).errors) == ["name"]


def test_input_is_shown_as_text_and_never_as_html(visitor):
    for name in ["name", "email"]:
        answer = visitor.submit("/users/register/", **{**GOOD, name: HOSTILE, "accept_tos": None})
        assert "<script>alert" not in answer.text
        assert Page(answer.text).form.fields[name] == HOSTILE


def test_a_hostile_name_is_text_everywhere(add_user, visitor):
    name = HOSTILE.replace("/", "")
    hostile = name.replace("<script>", '<img src=x onerror="alert(1)">')
    add_user(hostile, "zoe@example.org")
    home, profile = visitor.follow(visitor.sign_in()), visitor.get("/users/me/")
    for answer in [home, profile]:
        assert "<img" not in answer.text and "<script>" not in answer.text
        assert Page(answer.text).user == hostile
    assert Page(home.text).flashes == [("message", f"Welcome {hostile}")]
    page = Page(profile.text)
    assert page.headings == [f"Hi {hostile}!"]
    assert page.title.startswith(hostile)


def test_a_name_with_line_breaks_injects_no_header(add_user, visitor):
    # The forms refuse such a name, but a Flask app may have stored it.
    name = "Zoe\r\nSet-Cookie: evil=1\r\n\r\n<b>"
    add_user(name, "zoe@example.org")
    answer = visitor.sign_in()
    assert set(answer.cookies) == {"session", "known_device_1"}
    answer = visitor.follow(answer)
    assert "evil" not in {key.lower() for key, _ in answer.headers}
    answer = visitor.get("/users/zoe%0D%0ASet-Cookie:%20evil=1%0D%0A%0D%0A%3Cb%3E/")
    assert answer.status == 301
    assert answer.header("Location") == "/users/Zoe%0D%0ASet-Cookie:%20evil=1%0D%0A%0D%0A%3Cb%3E/"
    assert answer.cookies == {}


def test_fields_sent_twice_and_unknown_ones_are_no_trouble(visitor, database):
    form = visitor.page("/users/register/").form.fields
    answer = visitor.post(
        "/users/register/", {**form, **GOOD, "name": ["Zoe", "Eve"], "role": "0", "status": "2", "id": "7"}
    )
    assert answer.status == 303
    assert database.execute("SELECT id, name, role, status FROM users_user").fetchall() == [(1, "Zoe", 2, 1)]


def test_a_multipart_form_is_as_good(visitor):
    form = {**visitor.page("/users/register/").form.fields, **GOOD}
    body = b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in form.items()
    )
    answer = visitor.request(
        "POST",
        "/users/register/",
        body=body + b"--x--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answer.status == 303
