"""Moderation: who can see and do what, what is noted, and what authors are told."""

import pytest

from discussion import ADMIN, INACTIVE, NEW, STAFF, USER, comment, comments, number, reply, send_comment, write_post
from support.page import Page


@pytest.fixture
def mo(people):
    """Staff."""
    return people("Mo", role=STAFF)


@pytest.fixture
def post(ada):
    return write_post(ada, "Of bees", "They hum.")


def audit(database):
    return database.execute(
        "SELECT actor.name, act, post_id, comment_id, person.name, reason FROM site_audit"
        " LEFT JOIN users_user actor ON actor.id = actor_id LEFT JOIN users_user person ON person.id = user_id"
        " ORDER BY site_audit.id"
    ).fetchall()


def act(visitor, address, act, reason=""):
    return visitor.submit(address, act=act, reason=reason)


def test_a_comment_is_reported_hidden_and_shown_again(ada, people, mo, post, new_visitor, database):
    bo, anyone = people("Bo"), new_visitor()
    rude = comment(bo, post, "You are all wrong.")
    answer = ada.submit(f"/moderation/report/{number(post)}?comment={rude}", reason="Not kind")
    assert (answer.status, answer.header("Location")) == (303, f"{post}#comment-{rude}")
    queue = mo.page("/moderation/").text
    assert "You are all wrong." in queue and "Not kind" in queue and "Ada" in queue

    assert act(mo, f"/moderation/comment/{rude}", "hide", "Be kind").header("Location") == "/moderation/"
    assert "wrong" not in anyone.page(post).text and "wrong" not in ada.page(post).text
    assert database.execute("SELECT comment_count FROM site_post").fetchall() == [(0,)]
    told = bo.page(post).text
    assert "You are all wrong." in told and "This comment was hidden by staff: Be kind" in told
    assert "Not kind" not in told, "who reports is not told to the author"
    assert bo.get(f"/comments/{rude}/edit").status == 403
    answer = bo.get(f"/comments/{rude}/delete")
    assert answer.status == 403, "what staff has hidden is not the author's to bring back"
    assert "Only staff can unhide this comment." in answer.text
    assert "You are all wrong." not in mo.page("/moderation/").text, "reports are closed"

    assert act(mo, f"/moderation/comment/{rude}", "unhide").status == 303
    assert "You are all wrong." in anyone.page(post).text
    assert audit(database) == [
        ("Mo", "hide", 1, rude, "Bo", "Be kind"), ("Mo", "unhide", 1, rude, "Bo", ""),
    ]
    log = mo.page("/moderation/log").text
    assert f"Mo hid a comment {rude} by Bo on Of bees. Be kind" in " ".join(log.split())


def test_a_post_is_hidden_with_all_below_it(ada, people, mo, post, new_visitor, database):
    bo = people("Bo")
    first = comment(bo, post, "one")
    assert act(mo, f"/moderation/post/{number(post)}", "hide", "Off topic").status == 303
    for who in (bo, new_visitor()):
        assert who.get(post).status == 404
        assert who.get(f"/comments/{first}").status == 404
        assert "Of bees" not in who.page("/").text
    assert "This post was hidden by staff: Off topic" in ada.page(post).text
    answer = bo.post(f"/comments/new/{number(post)}", {"text": "two"})
    assert answer.status == 409 and "bees" not in answer.text
    assert Page(answer.text).form.fields["text"] == "two", "nothing is lost"
    assert act(mo, f"/moderation/post/{number(post)}", "unhide").status == 303
    assert "one" in new_visitor().page(post).text


def test_what_takes_away_needs_a_reason(mo, ada, post):
    for verb in ("hide", "lock"):
        answer = act(mo, f"/moderation/post/{number(post)}", verb, "  ")
        assert answer.status == 200
        assert "enter a reason" in Page(answer.text).errors["reason"][0]


def test_a_locked_discussion_is_closed_to_all_but_staff(ada, mo, post, database):
    first = comment(ada, post, "one")
    form_before = [form for form in ada.page(post).forms if "/comments/new/" in form.action][0]
    assert act(mo, f"/moderation/post/{number(post)}", "lock", "Enough").status == 303
    page = ada.page(post)
    assert "This discussion is locked. Enough" in page.text and "Reply" not in page.text
    answer = ada.post(form_before.action, {**form_before.fields, "text": "late"})
    assert answer.status == 409
    assert Page(answer.text).form.fields["text"] == "late", "nothing is lost"
    told = mo.page(post)
    assert "This discussion is locked. Only staff can comment. Enough" in told.text
    assert told.text.index("Enough") < told.text.index("Write a comment")
    assert reply(mo, post, first, "the last word")
    assert act(mo, f"/moderation/post/{number(post)}", "unlock").status == 303
    comment(ada, post, "open again")


def test_the_first_texts_of_newcomers_wait(people, mo, post, new_visitor, database):
    neo, anyone = people("Neo", status=NEW), new_visitor()
    answer = send_comment(neo, post, "hello all")
    assert answer.status == 303
    page = Page(neo.follow(answer).text)
    assert page.flashes == [("message", "Your comment has been saved. Others will see it after staff has approved it.")]
    assert "hello all" in page.text and "waiting for approval" in page.text
    assert "hello all" not in anyone.page(post).text
    assert anyone.get("/comments/1").status == 404
    [(status,)] = comments(database, "status")
    assert status == 1
    assert "hello all" in mo.page("/moderation/").text
    assert act(mo, "/moderation/comment/1", "approve").status == 303
    assert "hello all" in anyone.page(post).text
    assert database.execute("SELECT status FROM users_user WHERE name = 'Neo'").fetchall() == [(2,)]
    comment(neo, post, "and now at once")
    assert "and now at once" in anyone.page(post).text


@pytest.mark.parametrize("verb", ["approve", "unhide"])
def test_what_staff_has_not_seen_is_not_shown_to_all(people, mo, post, database, verb):
    neo = people("Neo", status=NEW)
    n = comment(neo, post, "hello")
    other = neo.submit("/posts/new", title="Mine", text="hello", button="publish").header("Location")
    targets = [(f"/moderation/comment/{n}", f"/comments/{n}/edit"), (f"/moderation/post/{number(other)}", f"{other}/edit")]
    for moderation, edit in targets:
        edit = edit.replace("-mine", "")
        if verb == "unhide":
            assert act(mo, moderation, "hide", "Why not").status == 303
            table = "site_comment" if "comment" in moderation else "site_post_text"
            form = mo.page(moderation).form.fields
            database.execute(f"UPDATE {table} SET source = 'buy pills'")
        else:
            form = mo.page(moderation).form.fields
            assert neo.submit(edit, text="buy pills").status == 303
        answer = mo.post(moderation, {**form, "act": verb})
        assert answer.status == 409
        assert "buy pills" in Page(answer.text).text or verb == "unhide"
        assert mo.post(moderation, {**Page(answer.text).form.fields, "act": verb}).status == 303


def test_what_its_author_has_taken_away_can_be_hidden(ada, people, mo, post, new_visitor):
    bo = people("Bo")
    rude = comment(bo, post, "rude")
    assert bo.submit(f"/comments/{rude}/delete", button="delete").status == 303
    assert act(mo, f"/moderation/comment/{rude}", "hide", "It is rude").status == 303
    assert bo.get(f"/comments/{rude}/delete").status == 403
    assert ada.submit(f"/posts/{number(post)}/delete", button="delete").status == 303
    assert act(mo, f"/moderation/post/{number(post)}", "hide", "Off topic").status == 303
    assert ada.submit(f"/posts/{number(post)}/delete", button="restore").status in (303, 403)
    assert new_visitor().get(post).status == 404


def test_taking_away_and_bringing_back_is_no_way_around_waiting(people, mo, post, database):
    neo = people("Neo", status=NEW)
    n = comment(neo, post, "hello")
    assert neo.submit(f"/comments/{n}/delete", button="delete").status == 303
    assert neo.submit(f"/comments/{n}/delete", button="restore").status == 303
    assert comments(database, "status") == [(1,)]


def test_how_many_wait_is_a_setting(people, mo, post, database):
    neo = people("Neo", status=NEW)
    for who in (neo, mo):
        who.environment["SITE_MODERATE_FIRST_POSTS"] = "2"
    for text in ("one", "two"):
        n = comment(neo, post, text)
        assert act(mo, f"/moderation/comment/{n}", "approve").status == 303
    assert comments(database, "status") == [(2,), (2,)]
    assert database.execute("SELECT status FROM users_user WHERE name = 'Neo'").fetchall() == [(2,)]
    other = people("Trinity", status=NEW)
    other.environment["SITE_MODERATE_FIRST_POSTS"] = "0"
    comment(other, post, "three")
    assert comments(database, "status")[-1] == (2,)


def test_a_closed_account_is_out_at_once(people, mo, post, add_user, new_visitor, database):
    bo = people("Bo")
    comment(bo, post, "spam")
    assert act(mo, "/moderation/user/Bo", "ban", "Spam").header("Location") == "/moderation/user/Bo"
    assert bo.name is None
    assert bo.post(f"/comments/new/{number(post)}", {"text": "more spam"}).header("Location").startswith("/users/login/")
    answer = new_visitor().sign_in("bo@example.org")
    assert answer.status == 200
    assert Page(answer.text).flashes == [("error-message", "This account is closed. Reason: Spam")]
    assert audit(database) == [("Mo", "ban", None, None, "Bo", "Spam")]
    assert act(mo, "/moderation/user/Bo", "unban").status == 303
    assert new_visitor().sign_in("bo@example.org").status == 303


def test_accounts_of_those_who_stand_higher_stay_open(people, mo, add_user, database):
    people("Root", role=ADMIN)
    people("Mia", role=STAFF)
    for name in ("Root", "Mia", "Mo"):
        page = mo.page(f"/moderation/user/{name}")
        assert "There is nothing you can do here." in page.text
        token = mo.page("/users/me/edit/").form.fields["csrf_token"]
        assert mo.post(f"/moderation/user/{name}", {"csrf_token": token, "act": "ban", "reason": "x"}).status == 403
    assert database.execute("SELECT count(*) FROM users_user WHERE status = 0").fetchall() == [(0,)]


@pytest.mark.parametrize("address", [
    "/moderation/", "/moderation/log", "/moderation/post/1", "/moderation/comment/1", "/moderation/user/Ada",
])
def test_moderation_is_for_staff(ada, post, new_visitor, address, database):
    comment(ada, post, "one")
    assert ada.get(address).status == 403
    token = ada.page("/users/me/edit/").form.fields["csrf_token"]
    answer = ada.post(address, {"csrf_token": token, "act": "hide", "reason": "x"})
    assert answer.status in (403, 405)
    answer = new_visitor().get(address)
    assert answer.status == 302 and answer.header("Location").startswith("/users/login/?next=/moderation/")
    assert audit(database) == [] and comments(database, "status") == [(2,)]


def test_what_cannot_be_done_is_not_done(mo, people, ada, post, database):
    n = comment(ada, post, "one")
    page = mo.page(f"/moderation/comment/{n}")
    for verb, status in [("approve", 403), ("unhide", 403), ("lock", 403), ("ban", 403), ("edit", 403), ("DROP", 403)]:
        assert mo.post(f"/moderation/comment/{n}", {**page.form.fields, "act": verb, "reason": "x"}).status == status
    # Of two of the staff one is faster.
    mia = people("Mia", role=STAFF)
    others = mia.page(f"/moderation/comment/{n}").form.fields
    assert mo.post(f"/moderation/comment/{n}", {**page.form.fields, "act": "hide", "reason": "x"}).status == 303
    assert mia.post(f"/moderation/comment/{n}", {**others, "act": "hide", "reason": "x"}).status == 403
    assert mo.post(f"/moderation/comment/{n}", {"act": "unhide"}).status == 400, "without a token nothing is done"
    assert [row[1] for row in audit(database)] == ["hide"]


def test_no_decision_is_taken_without_a_button_of_one(ada, mo, post, database):
    address = f"/moderation/post/{number(post)}"
    answer = mo.submit(address, reason="Hm")
    assert answer.status == 200
    page = Page(answer.text)
    assert page.summary == ["Nothing was done. Please choose an action."] and page.form.fields["reason"] == "Hm"
    assert audit(database) == []


def test_staff_sees_the_tags_that_it_approves(people, mo):
    bo = people("Bo", status=NEW)
    answer = bo.submit("/posts/new", title="Bees", text="They hum.", tags="rude words", button="publish")
    page = mo.page(f"/moderation/post/{number(answer.header('Location'))}")
    assert "Tags: rude words" in page.text


def test_newcomers_are_told_that_staff_looks_first_when_a_form_opens(ada, people, mo, post, new_visitor):
    waits = "Staff reviews your first posts and comments before others can see them."
    bo = people("Bo", status=NEW)
    forms = ["/posts/new", f"/comments/new/{number(post)}", post]
    assert all(waits in bo.page(address).text for address in forms)
    for who in (ada, mo):
        assert not any(waits in who.page(address).text for address in forms)
    assert waits not in new_visitor().page(post).text
    draft = bo.submit("/posts/new", title="A draft", text="x", button="draft").header("Location")
    page = bo.page(f"/posts/{number(draft)}/publish")
    assert waits in page.text and "Everyone" not in page.text
    bo.environment["SITE_MODERATE_FIRST_POSTS"] = "0"
    assert waits not in bo.page("/posts/new").text


def test_a_text_is_reported_once_by_each(ada, people, mo, post, database):
    bo = people("Bo")
    for _ in range(2):
        assert bo.submit(f"/moderation/report/{number(post)}", reason="Hm").status == 303
    assert database.execute("SELECT count(*) FROM site_report").fetchall() == [(1,)]
    assert ada.get(f"/moderation/report/{number(post)}").status == 403, "one's own text"
    assert bo.submit(f"/moderation/report/{number(post)}", reason=" ").status == 200
    assert act(mo, f"/moderation/post/{number(post)}", "dismiss").status == 303
    assert "Nothing here." in mo.page("/moderation/").text
    assert bo.submit(f"/moderation/report/{number(post)}", reason="Again").status == 303
    assert "Again" in mo.page("/moderation/").text


@pytest.mark.parametrize("reason, stored", [
    ("\u202egnp\x1b[31m\x01\ufeff", "gnp[31m"), ("\u2067a\u2069 \u200f", "a \u200f"), ("\u202e \x01a ", "a"),
    ("\u200b\u200d", None), ("\u202e\x07", None), ("\u3164", None),
])
def test_reasons_can_be_read(ada, people, mo, post, database, reason, stored):
    answer = people("Bo").submit(f"/moderation/report/{number(post)}", reason=reason)
    hiding = act(mo, f"/moderation/post/{number(post)}", "hide", reason)
    reported = [row[0] for row in database.execute("SELECT reason FROM site_report")]
    noted = [row[-1] for row in audit(database)]
    if stored is None:
        assert Page(answer.text).errors["reason"][0] == "Say what is wrong with it."
        assert Page(hiding.text).errors["reason"] == ["Please enter a reason. The affected user can read it."]
        assert (reported, noted) == ([], [])
    else:
        assert (answer.status, hiding.status) == (303, 303)
        assert (reported, noted) == ([stored], [stored])


def test_reports_have_a_limit(ada, people, post, database):
    bo = people("Bo")
    ada.environment["SITE_POSTS_PER_MINUTE"] = "0"
    posts = [write_post(ada, f"Post {n}") for n in range(11)]
    answers = [bo.submit(f"/moderation/report/{number(address)}", reason="x") for address in posts]
    assert [answer.status for answer in answers] == [303] * 10 + [429]
    assert Page(answers[-1].text).form.fields["reason"] == "x"


def test_a_member_sees_no_buttons_of_staff(ada, people, mo, post, new_visitor):
    bo = people("Bo")
    comment(ada, post, "one")
    assert "Moderate" in mo.page(post).text
    for who in (ada, bo, new_visitor()):
        assert "Moderate" not in who.page(post).text
    assert "Report" in bo.page(post).text and "Report" not in new_visitor().page(post).text
