"""New passwords: what is refused, what is said before, and what their hashes cost."""

import pytest

from conftest import PASSWORD
from support.page import Page

HINT = "At least 8 characters."


def set_setting(data, line):
    with (data / "site.conf").open("a") as settings:
        settings.write(line + "\n")


def errors(answer):
    assert answer.status == 200, answer.text
    return Page(answer.text).errors


@pytest.mark.parametrize(
    "password, words",
    [
        ("a", "at least 8 characters; this one has 1."),
        ("é" * 7, "this one has 7."),
        ("iloveyou", "too common"),
        ("TrustNo1", "too common"),
        ("Zoe.Example.Org", "too similar to your name"),
        ("My-Site 2026", "too similar to your name"),
        ("x" * 131073, "at most 131072 bytes"),
    ],
)
def test_a_weak_password_is_refused_wherever_one_is_chosen(visitor, new_visitor, database, password, words):
    refused = errors(visitor.register(password=password, confirm=password))
    assert set(refused) == {"password"} and words in refused["password"][0]
    assert visitor.register().status == 303
    assert database.execute("SELECT count(*) FROM users_user").fetchone() == (1,)
    refused = errors(visitor.submit("/users/me/password/", current=PASSWORD, password=password, confirm=password))
    assert set(refused) == {"password"} and words in refused["password"][0]
    assert new_visitor().sign_in().status == 303


def test_the_rule_stands_beside_the_field(zoe, new_visitor):
    for page in new_visitor().get("/users/register/"), zoe.get("/users/me/password/"):
        assert HINT in page.text
        assert 'id="password-hint"' in page.text and 'aria-describedby="password-hint"' in page.text


def test_the_least_length_is_a_setting(visitor, data):
    set_setting(data, "PASSWORD_MINIMUM = 15")
    assert "At least 15 characters." in visitor.get("/users/register/").text
    assert "at least 15 characters; this one has 13." in errors(visitor.register())["password"][0]
    assert visitor.register(password="correct horses", confirm="correct horses").status == 200
    assert visitor.register(password="correct horse b", confirm="correct horse b").status == 303


def test_an_old_short_password_still_signs_in(add_user, visitor):
    add_user("Zoe", "zoe@example.org", "x", method="pbkdf2:sha256:1000")
    assert visitor.sign_in(password="x").status == 303


def test_the_cost_is_a_setting_and_old_hashes_get_it_at_sign_in(visitor, new_visitor, data, database):
    def method():
        return database.execute("SELECT password FROM users_user").fetchone()[0].split("$")[0]

    set_setting(data, "PASSWORD_SCRYPT = 1024:8:1")
    assert visitor.register().status == 303
    assert method() == "scrypt:1024:8:1"
    set_setting(data, "PASSWORD_SCRYPT = 2048:8:2")
    assert new_visitor().sign_in().status == 303
    assert method() == "scrypt:2048:8:2"
    set_setting(data, "PASSWORD_SCRYPT = 1024:8:1")
    assert new_visitor().sign_in().status == 303
    assert method() == "scrypt:2048:8:2", "no hash gets weaker"
    set_setting(data, "PASSWORD_SCRYPT = 1000:8:1")
    answer = new_visitor().get("/users/login/")
    assert answer.status == 500
    assert "PASSWORD_SCRYPT" in answer.errors and "131072:8:1" in answer.errors
