"""Names and addresses that are or look the same are one account's."""

import pytest

from conftest import accounts
from support.page import Page
from support.sitectl import sitectl

UNSEEN = [0x34F, 0xFE00, 0xFE0F, 0x180B, 0xE0100, 0x3164, 0xFFA0, 0x115F, 0x2800, 0x17B4, 0xAD, 0x200B, 0x2060, 0xE0041]


def register(visitor, name, email="other@example.org"):
    """The errors at the fields; none if somebody is registered."""
    answer = visitor.register(name, email)
    return {} if answer.status == 303 else Page(answer.text).errors


@pytest.mark.parametrize(
    "name, other",
    [("Zoë", "Zoe\u0308"), ("ａｌｉｃｅ", "alice"), ("Ada L", "ADA  l"), ("Straße", "STRASSE"), ("Amie", "Arnie"), ("coco", "сосо")]
    + [("Ian", "lAN"), ("Ian", "lan"), ("Boss", "B0SS"), ("Bill", "B1LL")],
)
def test_a_name_is_taken_by_what_looks_like_it(visitor, new_visitor, data, name, other):
    assert register(visitor, name, "zoe@example.org") == {}
    assert register(new_visitor(), other) == {"name": ["This name is taken."]}
    assert len(accounts(data)) == 1


def test_nobody_is_called_admin(visitor):
    for name in "Admin", "ADMlN", "AdMlN", "ADM1N":
        assert register(visitor, name) == {"name": ["This name is taken."]}


def test_how_often_a_name_changes(zoe, new_visitor, add_user, data):
    zoe.environment["SITE_RENAMES_PER_HOUR"] = "2"

    def rename(name):
        return zoe.submit("/users/me/edit/", name=name)

    add_user("Bob", "bob@example.org")
    assert [rename(name).status for name in ("Zoe", "Bob", "Zoe1", "Zoe1", "Zoe2")] == [303, 200, 303, 303, 303]
    answer = rename("Zoe3")
    assert answer.status == 429 and 0 < int(answer.header("Retry-After")) <= 3600
    page = Page(answer.text)
    assert page.form.fields["name"] == "Zoe3"
    assert "You have changed your name too often. You can change it again in 60 minutes." in answer.text
    assert accounts(data)[0] == ("Zoe2", "zoe@example.org")
    assert rename("Zoe2").status == 303, "the name that one has"
    assert '<p class="notice">You have changed your name too often' in zoe.get("/users/me/edit/").text
    zoe.environment["SITE_RENAMES_PER_HOUR"] = "0"
    assert rename("Zoe3").status == 303


def test_a_name_has_nothing_in_it_that_is_not_seen(visitor, new_visitor, data):
    assert register(visitor, "Ada3", "ada@example.org") == {}
    for code in UNSEEN:
        for name in f"Ada3{chr(code)}", f"{chr(code)}Bo", f"B{chr(code)}o", chr(code):
            assert "name" in register(new_visitor(), name), f"U+{code:X}"
    for name in "\u0430dmin", "Ada\u00a0L", "Ada\u200dL":
        assert "name" in register(new_visitor(), name), ascii(name)
    assert len(accounts(data)) == 1


@pytest.mark.parametrize("name", ["علی\u200cرضا", "Kit 👩\u200d🚀", "Zoe\u0308", "🏳\ufe0f\u200d🌈", "Нина"])
def test_names_are_written_as_their_languages_are(visitor, name):
    assert register(visitor, name) == {}
    assert visitor.get("/users/me/").status == 200


@pytest.mark.parametrize("title", ["\u200fשלום", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "نامه\u200cای"])
def test_titles_too(zoe, title):
    answer = zoe.submit("/posts/new", title=title, text="Text", button="publish")
    assert answer.status == 303, answer.text


@pytest.mark.parametrize("first, second", [("münchen", "xn--mnchen-3ya"), ("xn--mnchen-3ya", "MÜNCHEN"), ("mu\u0308nchen", "münchen")])
def test_an_address_is_one_however_its_domain_is_written(visitor, new_visitor, data, first, second):
    assert register(visitor, "Zoe", f"a@{first}.example") == {}
    assert "email" in register(new_visitor(), "Ann", f"a@{second}.example")
    assert new_visitor().sign_in(f"a@{second}.example").status == 303
    assert new_visitor().sign_in(f"a@{first}.example").status == 303
    assert len(accounts(data)) == 1


@pytest.mark.parametrize("typed", ["zoe@example.org ", " zoe@example.org", "\tzoe@example.org\u00a0"])
def test_blanks_around_an_address_are_not_part_of_it(visitor, new_visitor, data, typed):
    assert register(visitor, "Zoe", typed) == {}
    assert accounts(data) == [("Zoe", "zoe@example.org")]
    assert new_visitor().sign_in(typed).status == 303


def test_accounts_that_collide_go_on_and_are_listed(add_user, new_visitor, database, data):
    people = [("Ada\u200b", "a@münchen.example"), ("ada", "a@xn--mnchen-3ya.example"), ("Amie", "b@example.org"), ("Arnie", "c@example.org")]
    for name, email in people:
        add_user(name, email, method="pbkdf2:sha256:1000")
    for name, email in people:
        visitor = new_visitor()
        assert visitor.sign_in(email).status == 303
        assert visitor.name == name
        assert visitor.submit("/users/me/edit/").status == 303, "a name may stay as it is"
    listed = sitectl("users", "collisions", environment={"SITE_CONFIG": str(data / "site.conf")})
    assert listed.stdout.decode().splitlines() == [
        "name\t1\tAda\u200b\ta@münchen.example",
        "name\t2\tada\ta@xn--mnchen-3ya.example",
        "name\t3\tAmie\tb@example.org",
        "name\t4\tArnie\tc@example.org",
        "email\t1\tAda\u200b\ta@münchen.example",
        "email\t2\tada\ta@xn--mnchen-3ya.example",
    ]
    assert listed.stderr == b"3 collisions\n"
