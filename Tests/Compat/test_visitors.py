"""What one side begins the other goes on with, asked for by a program."""

import re

import pytest

from beside import Visitor
from support.processes import next_second


def done(answer):
    assert answer.status_code in (302, 303), answer.text
    return answer


def token(visitor, page):
    return re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', visitor.get(page).text).group(1)


def test_who_registers_on_one_side_is_known_on_the_other_and_can_sign_in_there(site, visitor, sides):
    here, there = sides
    person = visitor.person
    done(visitor.register(person, here))
    assert visitor.is_known(here) and visitor.is_known(there)

    # Of the sessions that Flask signs, those count here that are younger than the password.
    next_second()
    elsewhere = Visitor(site.url)
    elsewhere.person = person
    done(elsewhere.sign_in(person, there))
    assert elsewhere.is_known(there) and elsewhere.is_known(here)


def test_a_wrong_password_is_refused_on_either_side(site, visitor, sides):
    here, there = sides
    done(visitor.register(visitor.person, here))
    elsewhere = Visitor(site.url)
    elsewhere.person = visitor.person
    answer = elsewhere.submit(there + "login", email=visitor.person.email, password="wrong")
    assert answer.status_code == 200
    assert not elsewhere.is_known(here) and not elsewhere.is_known(there)


def test_who_signs_out_on_one_side_is_signed_out_on_the_other(visitor, sides):
    here, there = sides
    done(visitor.register(visitor.person, here))
    page = "home" if there == "" else there + "logout"
    done(visitor.submit(there + "logout", page=page))
    assert not visitor.is_known(here) and not visitor.is_known(there)


def test_a_message_left_on_one_side_is_shown_once_on_the_other(visitor):
    assert visitor.get("flask.notice").status_code == 204
    page = visitor.get("login").text
    assert "Flask left &lt;this&gt; – “für dich”" in page
    assert "<em>marked</em> up" in page
    assert "Flask left" not in visitor.get("login").text + visitor.get("flask.login").text

    done(visitor.register(visitor.person))
    page = visitor.get("flask.home").text
    assert "Thanks for registering" in page
    assert "Thanks for registering" not in visitor.get("home").text + visitor.get("flask.home").text


def test_a_form_of_one_side_can_be_sent_to_the_other(visitor, sides):
    here, there = sides
    done(visitor.register(visitor.person, here))
    given = token(visitor, here + "login")
    form = dict(csrf_token=given, email=visitor.person.email, password=visitor.person.password)
    done(visitor.post(there + "login", form))
    assert visitor.is_known(here)


@pytest.mark.parametrize("side", ["", "flask."])
def test_neither_side_takes_a_form_of_another_session(site, visitor, side):
    done(visitor.register(visitor.person))
    stranger = token(Visitor(site.url), side + "login")
    token(visitor, side + "login")
    form = dict(csrf_token=stranger, email=visitor.person.email, password=visitor.person.password)
    assert visitor.post(side + "login", form).status_code in (200, 400)


@pytest.mark.parametrize("side", ["", "flask."])
def test_neither_side_takes_a_session_that_was_changed(site, visitor, side):
    done(visitor.register(visitor.person))
    [cookie] = visitor._session.cookies
    payload, rest = cookie.value.rsplit(".", 2)[0], cookie.value.rsplit(".", 2)[1:]
    changed = payload[:-2] + ("AA" if payload[-2:] != "AA" else "BB")
    visitor._session.cookies.set(cookie.name, ".".join([changed, *rest]), domain=cookie.domain, path=cookie.path)
    assert not visitor.is_known(side)


def test_a_new_password_ends_all_sessions_there_were_before(site, visitor):
    person = visitor.person
    done(visitor.register(person))
    next_second()
    others = {}
    for side in ("", "flask."):
        others[side] = Visitor(site.url)
        others[side].person = person
        done(others[side].sign_in(person, side))
        assert others[side].is_known()

    done(visitor.submit("password", current=person.password, password="changed here", confirm="changed here"))
    assert visitor.is_known() and visitor.is_known("flask.")
    for other in others.values():
        # Also when a page gives the old session a token or takes a message out of it.
        other.get("login")
        assert not other.is_known()
        assert not other.is_known("flask.")

    for side in ("", "flask."):
        other = others[side]
        assert other.sign_in(person, side).status_code == 200
        person.password = "changed here"
        next_second()
        done(other.sign_in(person, side))
        assert other.is_known() and other.is_known("flask.")
        person.password = "no longer"
    person.password = "changed here"


def test_whom_flask_signs_in_over_a_session_of_ours_is_who_is_signed_in(visitor):
    first = visitor.person
    done(visitor.register(first))
    second = type(first).new()
    done(Visitor(visitor.url).register(second))
    next_second()

    visitor.person = second
    done(visitor.sign_in(second, "flask."))
    assert visitor.is_known("flask.") and visitor.is_known()
    assert first.email not in visitor.get("home").text

    visitor.person = first
    done(visitor.sign_in(first, "flask."))
    assert visitor.is_known("flask.") and visitor.is_known()


def test_what_flask_keeps_in_a_session_stays_there(visitor):
    assert visitor.request("PUT", "flask.basket").status_code == 204
    assert visitor.get("flask.basket").status_code == 200
    # The form's token, and another message: the scripts sign the session again.
    answer = visitor.get("login")
    assert "session=" in answer.headers["Set-Cookie"]
    # A session that Flask has made permanent stays that.
    assert "Expires=" in answer.headers["Set-Cookie"]
    answer = visitor.get("flask.basket")
    assert answer.status_code == 200, answer.text
    assert "csrf_token" in answer.text


def test_flask_reads_a_name_that_was_changed_by_a_script(visitor):
    done(visitor.register(visitor.person, "flask."))
    done(visitor.submit("edit", name="Zoë <3 李小龍"))
    assert "Flask knows Zoë &lt;3 李小龍" in visitor.get("flask.home").text
