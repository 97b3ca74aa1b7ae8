"""A database that was there and is not any more: an empty site in its place is not what anybody wants."""

import pytest

from support.faults import FORM, keeps_the_registration, not_saved
from support.sitectl import sitectl


def test_the_first_request_makes_it(visitor, data):
    assert visitor.get("/users/nobody/").status == 404
    assert (data / "app.db").exists() and (data / "app.db-created").exists()


def lose(data):
    (data / "app.db").unlink()


def empty(data):
    (data / "app.db").write_bytes(b"")


@pytest.mark.parametrize("harm", [lose, empty])
@pytest.mark.parametrize("address", ["/users/nobody/", "/"])
def test_one_that_is_gone_is_not_recreated(zoe, new_visitor, data, harm, address):
    harm(data)
    answer = new_visitor().get(address)
    assert answer.status == 503 and answer.header("Retry-After")
    assert f"{data}/app.db: the database is gone" in answer.errors
    assert "Put a backup in its place" in answer.errors and str(data) not in answer.text
    assert not (data / "app.db").exists() or not (data / "app.db").read_bytes()
    # The operator's tool neither.
    done = sitectl("mail", "list", environment={"SITE_CONFIG": str(data / "site.conf")})
    assert done.returncode == 1 and b"the database is gone" in done.stderr


def test_what_was_typed_is_kept_while_it_is_gone(visitor, data):
    form = visitor.page("/users/register/").form.fields
    visitor.get("/users/nobody/")
    lose(data)
    keeps_the_registration(not_saved(visitor.post("/users/register/", {**form, **FORM})))
    assert not (data / "app.db").exists()


def test_a_backup_in_its_place_is_used(zoe, new_visitor, data):
    backup = (data / "app.db").read_bytes()
    lose(data)
    assert new_visitor().get("/users/nobody/").status == 503
    (data / "app.db").write_bytes(backup)
    assert new_visitor().get("/users/Zo%C3%AB/").status in (200, 404)
    assert zoe.get("/users/me/").status == 200


@pytest.mark.parametrize("left", ["app.db-journal", "app.db-wal"])
def test_what_sqlite_has_left_behind_shows_it_too(visitor, data, left):
    (data / left).write_bytes(b"x" * 512)
    answer = visitor.get("/users/nobody/")
    assert answer.status == 503 and left in answer.errors and not (data / "app.db").exists()


def test_without_the_mark_a_new_site_begins(zoe, new_visitor, data):
    lose(data)
    (data / "app.db-created").unlink()
    assert new_visitor().get("/users/nobody/").status == 404
