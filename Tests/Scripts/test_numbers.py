"""Numbers of accounts, posts and comments are never used twice, whoever deletes and adds."""

import pytest


def newest(database, table):
    return database.execute(f"SELECT max(id) FROM {table}").fetchone()[0]


@pytest.mark.parametrize("adds", ["flask", "registration"])
@pytest.mark.parametrize("deletes", ["one", "all"])
def test_an_account(zoe, new_visitor, add_user, database, adds, deletes):
    add_user("Eve", "eve@example.org")
    database.execute("DELETE FROM users_user" + (" WHERE name = 'Eve'" if deletes == "one" else ""))
    if adds == "flask":
        add_user("Bo", "bo@example.org")
    else:
        new_visitor().register("Bo", "bo@example.org")
    assert database.execute("SELECT id FROM users_user WHERE name = 'Bo'").fetchone() == (3,)


def test_who_comes_later_owns_nothing_of_who_was_deleted(ada, new_visitor, database):
    assert ada.submit("/posts/new", title="Ada's", text="Text", button="publish").status == 303
    old = ada.cookies
    database.execute("DELETE FROM users_user")
    bo = new_visitor()
    bo.register("Bo", "bo@example.org")
    assert "Ada's" not in bo.get("/users/Bo/").text
    assert bo.get("/posts/1/edit").status in (403, 404)
    bo.cookies = old
    assert bo.name is None


def test_a_post(ada, database):
    for title, number in [("One", 1), ("Two", 2)]:
        answer = ada.submit("/posts/new", title=title, text="Text", button="publish")
        assert answer.header("Location").startswith(f"/posts/{number}"), answer.text
    database.execute("DELETE FROM site_post WHERE id = 2")
    answer = ada.submit("/posts/new", title="Three", text="Text", button="publish")
    assert answer.header("Location").startswith("/posts/3")


def test_a_comment(ada, database):
    ada.submit("/posts/new", title="One", text="Text", button="publish")
    for text in ("one", "two"):
        assert ada.submit("/comments/new/1", text=text).status == 303
    assert newest(database, "site_comment") == 2
    database.execute("DELETE FROM site_comment WHERE id = 2")
    assert ada.submit("/comments/new/1", text="three").status == 303
    assert newest(database, "site_comment") == 3
