"""Comments through the scripts' own door: writing, answering, editing, taking away; and what must not come through."""

import time

import pytest

from discussion import NEW, comment, comment_form, comment_number, comments, number, reply, send_comment, write_post
from support.atom import ATOM, read_feed
from support.page import Page


@pytest.fixture
def post(ada):
    return write_post(ada, "Of bees", "They hum.")


def test_a_comment_stands_below_its_post(ada, post, new_visitor, database):
    answer = send_comment(ada, post, "I *like* bees.\n\n- a\n- b")
    assert answer.status == 303
    assert answer.header("Location") == f"{post}#comment-1"
    page = new_visitor().page(post)
    assert "1 comment" in page.text and "I like bees." in page.text
    assert "<em>like</em>" in new_visitor().get(post).text
    assert comments(database, "source", "status", "depth") == [("I *like* bees.\n\n- a\n- b", 2, 0)]
    assert database.execute("SELECT comment_count FROM site_post").fetchall() == [(1,)]


def test_answers_stand_under_what_they_answer(ada, people, post, database):
    bo = people("Bo")
    first = comment(ada, post, "one")
    second = comment(bo, post, "two")
    answer = reply(bo, post, first, "one.one")
    deep = reply(ada, post, answer, "one.one.one")
    deeper = reply(bo, post, deep, "one.one.two")
    assert comments(database, "id", "depth", "source") == [
        (first, 0, "one"), (answer, 1, "one.one"), (deep, 2, "one.one.one"), (deeper, 2, "one.one.two"), (second, 0, "two"),
    ]
    text = ada.get(post).text
    assert [text.index(f'id="comment-{n}"') for n in (first, answer, deep, deeper, second)] == sorted(
        text.index(f'id="comment-{n}"') for n in (first, answer, deep, deeper, second)
    )
    assert "Bo</a> to <bdi>Ada</bdi>" in text, "whom an answer beside it answers"


def test_the_permanent_address_leads_to_the_comment(ada, post, new_visitor):
    first = comment(ada, post, "one")
    answer = new_visitor().get(f"/comments/{first}")
    assert (answer.status, answer.header("Location")) == (303, f"{post}#comment-{first}")


def test_long_threads_have_pages(ada, post, database, new_visitor):
    fill(database, [(n,) for n in range(1, 251)])
    visitor = new_visitor()
    assert sum(pages(visitor, post, "next"), []) == list(range(1, 251))
    last = visitor.get(visitor.get("/comments/250").header("Location").split("#")[0]).text
    assert "comment 250." in last
    middle = visitor.get(link(last, "prev")).text
    assert "comment 249." in middle and "comment 250." not in middle
    # Nobody's own addresses.
    for query in ["from=x", "from=%00", "before=21", "from=" + "z" * 500, "from=11'--"]:
        assert visitor.get(f"{post}?{query}").status in (200, 400)


@pytest.mark.parametrize("paths", [
    # One comment with many answers; one of which has many itself; and many beside each other on the last level.
    [(1,)] + [(1, n) for n in range(2, 301)],
    [(1,), (1, 2)] + [(1, 2, n) for n in range(3, 301)],
    [(1,), (1, 2)] + [(1, 2, n) for n in range(3, 90)] + [(1, n) for n in range(90, 150)] + [(n,) for n in range(150, 301)],
    [(1,)] + [(1, n) for n in range(2, 100)] + [(100,), (100, 101)] + [(100, 101, n) for n in range(102, 301)],
])
def test_a_permanent_address_leads_to_a_page_that_has_the_comment(post, database, new_visitor, paths):
    fill(database, paths)
    visitor = new_visitor()
    every = [path[-1] for path in paths]
    for n in [1, 2, 3, 99, 100, 101, 102, 149, 150, 199, 200, 201, 202, 299, 300]:
        address = visitor.get(f"/comments/{n}").header("Location")
        before, after = pages(visitor, address, "prev"), pages(visitor, address, "next")
        assert address.endswith(f"#comment-{n}") and n in after[0]
        assert all(before) and all(after), "no page is empty"
        assert sum(reversed(before[1:]), []) + sum(after, []) == every


@pytest.mark.parametrize("query, shown, has_earlier, has_later", [
    ("", 150, False, True), ("from=11", 150, False, True), ("from=12", 149, True, True), ("from=246", 1, True, False),
    ("from=247", 0, True, False), ("before=11", 0, False, True), ("before=12", 1, False, True),
    ("before=247", 150, True, False), ("before=2zz", 150, True, False),
])
def test_links_to_pages_lead_to_comments(post, database, new_visitor, query, shown, has_earlier, has_later):
    fill(database, [(n,) for n in range(1, 151)])
    page = new_visitor().get(f"{post}?{query}").text
    assert len(numbers(page)) == min(shown, 100)
    assert (link(page, "prev") is not None) == has_earlier
    assert (link(page, "next") is not None) == has_later


@pytest.mark.parametrize("paths, gone, first, second", [
    # An answer that nobody sees is no reason for a mark.
    ([(100,), (100, 101), (102,), (103,)], [100, 101], [102], [103]),
    ([(100,), (101,), (101, 102)], [100, 101], [101], [102]),
    # Nor is the answer to a later one, though it follows next.
    ([(100,), (101,), (102,), (102, 103)], [100, 101, 102], [102], [103]),
    ([(100,), (100, 101), (100, 101, 102)], [100, 101], [100], [101, 102]),
    ([(100,), (100, 101), (100, 101, 102), (100, 101, 103)], [100, 102], [100], [101, 103]),
])
def test_marks_stand_where_answers_follow_also_on_the_next_page(
    ada, post, database, new_visitor, paths, gone, first, second
):
    fill(database, [(n,) for n in range(1, 100)] + paths, gone=gone)
    visitor = new_visitor()
    assert pages(visitor, post, "next") == [list(range(1, 100)) + first, second]
    page = visitor.get(f"{post}?before={path_text(paths[-1])}").text
    expected = (list(range(1, 100)) + first + second)[:-1]
    assert numbers(page) == expected[-100:]
    marked = [n for n in gone if f'class="comment gone" id="comment-{n}"' in page]
    assert marked == [n for n in gone if n in expected]
    # Their author sees them.
    assert sum(pages(ada, post, "next"), []) == list(range(1, 100)) + [path[-1] for path in paths]


def test_the_name_of_whoever_wrote_what_was_taken_away_is_not_told(ada, people, post, database, new_visitor):
    bo, cy = people("Bo"), people("Cy")
    place = reply(ada, post, comment(ada, post, "one"), "two")
    deep = reply(bo, post, place, "to be hidden")
    reply(cy, post, deep, "an answer beside it")
    assert "Cy</a> to <bdi>Bo</bdi>" in new_visitor().get(post).text
    for status in [1, 3, 4]:
        database.execute("UPDATE site_comment SET status = ?, updated_seconds = 1 WHERE id = ?", (status, deep))
        database.execute("UPDATE site_post SET version = version + 1")
        text = new_visitor().get(post).text
        assert "an answer beside it" in text and "Bo" not in text
        assert "Cy</a> to <bdi>Bo</bdi>" in bo.get(post).text


def fill(database, paths, gone=()):
    """Comments of Ada's with numbers, each given as those from the first of its thread down to itself."""
    database.executemany(
        "INSERT INTO site_comment (id, post_id, path, parent_id, depth, author_id, status, created_seconds,"
        " updated_seconds, renderer, html, source) VALUES (?, 1, ?, ?, ?, 1, ?, 1, 1, 0, '', ?)",
        [
            (path[-1], path_text(path), (None, *path)[-2], len(path) - 1, 4 if path[-1] in gone else 2, f"comment {path[-1]}.")
            for path in paths
        ],
    )


def path_text(path):
    return "".join(f"{len(base36(n))}{base36(n)}" for n in path)


def numbers(page):
    """Of the comments on a page, those that are only marked too."""
    import re

    return [int(n) for n in re.findall(r' class="comment[^"]*" id="comment-(\d+)"', page)]


def pages(visitor, address, relation):
    """The numbers on a page, and on those that its links lead to."""
    found = []
    while address:
        page = visitor.get(address.split("#")[0]).text
        found.append(numbers(page))
        address = link(page, relation)
    return found


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def link(page, relation):
    import html
    import re

    found = re.search(f'rel="{relation}" href="([^"]*)"', page)
    return html.unescape(found[1]).split("#")[0] if found else None


def test_a_form_sent_twice_makes_one_comment(ada, post, database):
    form = comment_form(ada, post)
    fields = {**form.fields, "text": "once"}
    first = ada.post(form.action, fields)
    again = ada.post(form.action, fields)
    assert first.header("Location") == again.header("Location")
    assert comments(database, "source") == [("once",)]
    # Whoever goes back and writes something else means it.
    assert ada.post(form.action, {**fields, "text": "and again"}).status == 303
    assert comments(database, "source") == [("once",), ("and again",)]
    # The same words in another form are another comment.
    assert comment(ada, post, "once") == 3


def test_a_preview_stores_nothing(ada, post, database):
    answer = send_comment(ada, post, "see **this**", button="preview")
    assert answer.status == 200 and "<strong>this</strong>" in answer.text
    assert Page(answer.text).form.fields["text"] == "see **this**"
    assert comments(database, "id") == []


def test_its_author_edits_a_comment_for_a_while(ada, people, post, database):
    first = comment(ada, post, "as it was")
    answer = ada.submit(f"/comments/{first}/edit", text="new")
    assert (answer.status, answer.header("Location")) == (303, f"{post}#comment-{first}")
    page = ada.page(post)
    assert "new" in page.text and "edited" in page.text and "as it was" not in page.text
    bo = people("Bo")
    assert bo.get(f"/comments/{first}/edit").status == 403
    assert bo.post(f"/comments/{first}/edit", {"text": "mine"}).status == 403
    database.execute("UPDATE site_comment SET created_seconds = created_seconds - 3700")
    assert ada.get(f"/comments/{first}/edit").status == 403
    assert "/edit" not in ada.get(post).text.split('id="comments"')[1]
    assert "You can edit it for 60 minutes." in ada.page(f"/comments/new/{number(post)}").text
    ada.environment["SITE_COMMENT_EDIT_MINUTES"] = "0"
    assert "You can edit it for" not in ada.page(f"/comments/new/{number(post)}").text
    assert ada.submit(f"/comments/{first}/edit", text="newer").status == 303
    assert comments(database, "source") == [("newer",)]


def kept(answer, text):
    """Whether a form that could not be saved shows the text again; says why."""
    page = Page(answer.text)
    assert answer.status == 409 and page.form.fields["text"] == text
    return " ".join(page.summary)


@pytest.mark.parametrize("status", [3, 4])
def test_an_answer_is_not_lost_with_what_it_answers(ada, people, post, database, status):
    bo = people("Bo")
    first = comment(ada, post, "a secret")
    address = f"/comments/new/{number(post)}?to={first}"
    fields = {**bo.page(address).form.fields, "text": "an answer"}
    database.execute("UPDATE site_comment SET status = ?", (status,))
    answer = bo.post(address, fields)
    assert "The comment you are replying to has been removed." in kept(answer, "an answer")
    assert "secret" not in answer.text and post.split("?")[0] in answer.text
    assert bo.get(address).status == 404 and bo.post(address, {**fields, "text": ""}).status == 404


@pytest.mark.parametrize("status", [3, 4])
def test_a_comment_is_not_lost_with_its_post(ada, people, post, database, status):
    bo = people("Bo")
    form = comment_form(bo, post)
    mine = comment(bo, post, "mine")
    edit = bo.page(f"/comments/{mine}/edit").form.fields
    database.execute("UPDATE site_post SET status = ?", (status,))
    answer = bo.post(form.action, {**form.fields, "text": "typed"})
    assert "This post no longer exists." in kept(answer, "typed")
    assert "bees" not in answer.text
    assert ">Post comment<" not in answer.text and ">Preview<" not in answer.text
    assert ">Latest posts</a>" in answer.text, "a way on"
    answer = bo.post(f"/comments/{mine}/edit", {**edit, "text": "typed"})
    assert "This comment no longer exists." in kept(answer, "typed")
    assert "bees" not in answer.text and "mine" not in answer.text
    for address in [form.action, f"/comments/{mine}/edit"]:
        assert bo.get(address).status == 404
    assert comments(database, "source") == [("mine",)]


def test_an_edit_that_comes_too_late_is_not_lost(ada, people, post, database):
    first = comment(ada, post, "as it was")
    address = f"/comments/{first}/edit"
    fields = {**ada.page(address).form.fields, "text": "late"}
    database.execute("UPDATE site_comment SET created_seconds = created_seconds - 3700")
    assert "This comment can no longer be edited." in kept(ada.post(address, fields), "late")
    assert ada.get(address).status == 403
    database.execute("UPDATE site_comment SET created_seconds = created_seconds + 3700, status = 3")
    assert "This comment can no longer be edited." in kept(ada.post(address, fields), "late")
    assert comments(database, "source") == [("as it was",)]
    bo = people("Bo")
    assert bo.post(address, fields).status == 409, "not there, to others"


def test_what_was_typed_before_signing_in_is_not_lost_with_what_it_answers(ada, post, new_visitor, people, database):
    people("Bo")
    first = comment(ada, post, "a secret")
    visitor = new_visitor()
    address = f"/comments/new/{number(post)}?to={first}"
    login = visitor.post(address, {"text": "typed"}).header("Location")
    fields = {**visitor.page(login).form.fields, "email": "bo@example.org", "password": "correct horse"}
    back = visitor.post(login, fields).header("Location")
    for table, change in [("site_post", "is_locked = 1"), ("site_comment", "status = 3"), ("site_post", "status = 3")]:
        database.execute(f"UPDATE {table} SET {change}")
        assert kept(visitor.get(back), "typed")


def test_two_edits_at_once_do_not_replace_each_other(ada, post, database):
    first = comment(ada, post, "as it was")
    address = f"/comments/{first}/edit"
    one, other = ada.page(address).form.fields, ada.page(address).form.fields
    assert ada.post(address, {**one, "text": "one"}).status == 303
    assert ada.post(address, {**one, "text": "one"}).status == 303, "sent twice"
    answer = ada.post(address, {**other, "text": "other"})
    assert "The comment has changed since you started editing." in kept(answer, "other")
    assert "<p>one</p>" in answer.text
    assert comments(database, "source") == [("one",)]
    answer = ada.post(address, {**Page(answer.text).form.fields, "button": "preview"})
    assert answer.status == 200 and comments(database, "source") == [("one",)]
    assert ada.post(address, Page(answer.text).form.fields).status == 303
    assert comments(database, "source") == [("other",)]


def test_an_edit_of_what_never_was_is_refused_once(ada, post, database):
    first = comment(ada, post, "as it was")
    answer = ada.post(f"/comments/{first}/edit", {**ada.page(f"/comments/{first}/edit").form.fields, "base": "0", "text": "x"})
    assert kept(answer, "x") and "Current version" in answer.text
    assert ada.post(f"/comments/{first}/edit", Page(answer.text).form.fields).status == 303


def test_a_form_that_does_not_say_what_it_changes_replaces_no_edit(ada, post, database):
    first = comment(ada, post, "as it was")
    address = f"/comments/{first}/edit"
    fields = {**ada.page(address).form.fields, "base": ""}
    assert ada.post(address, {**fields, "text": "one"}).status == 303
    assert kept(ada.post(address, {**fields, "text": "other"}), "other")
    assert comments(database, "source") == [("one",)]


def test_a_lock_holds_back_all_but_taking_away(ada, people, post, database):
    mo = people("Mo", role=1)
    first, second = comment(ada, post, "one"), comment(ada, post, "two")
    staff = comment(mo, post, "three")
    edit, new = f"/comments/{first}/edit", f"/comments/new/{number(post)}"
    fields = {**ada.page(edit).form.fields, "text": "changed"}
    restored = ada.page(f"/comments/{second}/delete").form.fields
    database.execute("UPDATE site_post SET is_locked = 1, version = version + 1")
    assert "This discussion is locked." in kept(ada.post(edit, fields), "changed")
    assert ada.get(edit).status == 403
    page = ada.page(new)
    assert "This discussion is locked." in page.text and not [form for form in page.forms if "logout" not in form.action]
    assert ada.submit(f"/comments/{second}/delete", button="delete").status == 303
    page = ada.get(post).text.split('id="comments"')[1]
    assert "/edit" not in page and "Restore" not in page and f"/comments/{first}/delete" in page
    assert ada.get(f"/comments/{second}/delete").status == 403
    answer = ada.post(f"/comments/{second}/delete", {**restored, "button": "restore"})
    assert answer.status == 403 and "This discussion is locked." in answer.text
    assert comments(database, "source", "status") == [("one", 2), ("two", 4), ("three", 2)]
    # Those who may write there may do all of it.
    assert mo.submit(f"/comments/{staff}/edit", text="four").status == 303
    assert mo.submit(f"/comments/{staff}/delete", button="delete").status == 303
    assert mo.submit(f"/comments/{staff}/delete", button="restore").status == 303
    assert comments(database, "source", "status")[-1] == ("four", 2)
    assert mo.submit(new, text="five").status == 303


def test_a_second_click_says_what_the_first_has_done(ada, post, database):
    first = comment(ada, post, "one")
    address = f"/comments/{first}/delete"
    fields = ada.page(address).form.fields
    for button, message in [("delete", "The comment has been deleted. You can restore it."), ("restore", "The comment has been restored.")]:
        for _ in range(2):
            assert ada.post(address, {**fields, "button": button}).status == 303
            assert ada.page(post).flashes == [("message", message)]


def test_its_author_takes_a_comment_away_and_brings_it_back(ada, people, post, new_visitor, database):
    bo, anyone = people("Bo"), new_visitor()
    first = comment(ada, post, "to be taken away")
    answer = reply(bo, post, first, "an answer")
    for who in (bo, anyone):
        assert who.post(f"/comments/{first}/delete", {"button": "delete"}).status in (302, 303, 403)
    assert ada.submit(f"/comments/{first}/delete", button="delete").status == 303
    page = anyone.page(post)
    assert "to be taken away" not in page.text
    assert "This comment was removed." in page.text and "an answer" in page.text
    assert database.execute("SELECT comment_count FROM site_post").fetchall() == [(1,)]
    assert anyone.get(f"/comments/{first}").status == 404
    assert "to be taken away" in ada.page(post).text, "its author can bring it back"
    assert bo.submit(f"/comments/{answer}/delete", button="delete").status == 303
    assert "This comment was removed." not in anyone.page(post).text, "nothing is left to mark"
    assert ada.submit(f"/comments/{first}/delete", button="restore").status == 303
    assert "to be taken away" in anyone.page(post).text
    assert database.execute("SELECT comment_count FROM site_post").fetchall() == [(1,)]


def test_what_was_typed_is_there_after_signing_in(ada, post, new_visitor, add_user, database):
    add_user("Bo", "bo@example.org", method="pbkdf2:sha256:1000")
    bo = new_visitor()
    text = "Höney & bees\n\n> with 100% <b>\U0001f41d</b>"
    answer = send_comment(bo, post, text)
    assert answer.status == 303 and answer.header("Location").startswith("/users/login/?next=")
    assert comments(database, "id") == []
    page = Page(bo.get(answer.header("Location")).text)
    assert page.flashes == [("message", "Please sign in. What you have written has been kept.")]
    answer = bo.post(answer.header("Location"), {**page.form.fields, "email": "bo@example.org", "password": "correct horse"})
    assert answer.header("Location").startswith(f"/comments/new/{number(post)}?kept=")
    page = Page(bo.follow(answer).text)
    assert page.form.fields["text"] == text and page.errors == {}
    comment_number(bo.post(answer.header("Location"), page.form.fields))
    assert comments(database, "source") == [(text,)]
    # Registering instead leads back too.
    cy = new_visitor()
    login = send_comment(cy, post, "by somebody new").header("Location")
    [register] = {a for a in cy.get(login).text.split('"') if a.startswith("/users/register/?next=")}
    answer = cy.submit(register.replace("&amp;", "&"), name="Cy", email="cy@example.org", password="correct horse", confirm="correct horse", accept_tos="y")
    assert Page(cy.follow(answer).text).form.fields["text"] == "by somebody new"


def test_what_nobody_may_keep_is_shown_again(post, new_visitor, database):
    anyone = new_visitor()
    fields = {"text": "x" * 9_000}
    action = f"/comments/new/{number(post)}"
    for _ in range(10):
        assert anyone.post(action, fields).status == 303
    answer = anyone.post(action, fields)
    assert answer.status == 403
    assert Page(answer.text).form.fields["text"] == fields["text"]
    assert database.execute("SELECT count(*) FROM site_kept").fetchall() == [(10,)]
    # A form of nothing but buttons has nothing to keep; passwords are never kept.
    assert "kept" not in anyone.post("/comments/1/delete", {"button": "delete"}).header("Location")
    assert "kept" not in anyone.post("/users/me/password/", {"current": "a", "password": "b", "confirm": "b"}).header("Location")
    assert anyone.get("/users/login/?kept=x").status == 200


def test_comments_have_a_feed(ada, people, post, new_visitor, database):
    comment(ada, post, "one")
    comment(people("Bo"), post, "**two** & \x01 <x> ]]>")
    visitor = new_visitor()
    address = f"/comments/on/{number(post)}/feed.atom"
    answer = visitor.get(address)
    feed = read_feed(answer)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}author/{ATOM}name").text for entry in entries] == ["Bo", "Ada"]
    assert entries[0].find(f"{ATOM}content").text == "<p><strong>two</strong> &amp;  &lt;x&gt; ]]&gt;</p>\n"
    page = feed.find(f"{ATOM}link[@rel='alternate']").get("href")
    assert page.endswith(post) and [entry.find(f"{ATOM}content").base for entry in entries] == [page, page]
    assert all(element.text.startswith("tag:127.0.0.1,") for element in feed.iter(f"{ATOM}id"))
    fresh = {"If-None-Match": answer.header("ETag")}
    assert visitor.get(address, headers=fresh).status == 304
    comment(ada, post, "three")
    assert visitor.get(address, headers=fresh).status == 200
    assert visitor.get("/comments/on/99/feed.atom").status == 404
    database.execute("UPDATE site_post SET status = 3, version = version + 1")
    assert visitor.get(address).status == 404


def test_the_post_is_new_to_caches_when_its_comments_change(ada, post, new_visitor):
    visitor = new_visitor()
    fresh = {"If-None-Match": visitor.get(post).header("ETag")}
    assert visitor.get(post, headers=fresh).status == 304
    first = comment(ada, post, "one")
    answer = visitor.get(post, headers=fresh)
    assert answer.status == 200
    fresh = {"If-None-Match": answer.header("ETag")}
    ada.submit(f"/comments/{first}/edit", text="two")
    assert visitor.get(post, headers=fresh).status == 200


def test_limits_are_by_user_and_by_address(ada, people, post, database):
    for visitor in (ada, bo := people("Bo")):
        visitor.environment.update(SITE_COMMENTS_PER_MINUTE="2", SITE_COMMENTS_PER_MINUTE_BY_ADDRESS="3")
    comment(ada, post, "one")
    comment(ada, post, "two")
    answer = send_comment(ada, post, "three")
    assert answer.status == 429
    page = Page(answer.text)
    assert page.form.fields["text"] == "three" and "in a short time" in page.summary[0]
    comment(bo, post, "three")
    assert send_comment(bo, post, "four").status == 429, "both are at one address"
    bo.environment["REMOTE_ADDR"] = "2001:db8::1"
    comment(bo, post, "four")
    database.execute("UPDATE site_event SET second = second - 61")
    comment(ada, post, "five")
    assert len(comments(database, "id")) == 5


@pytest.mark.parametrize("text, message", [
    ("", "Write a comment."),
    (" \n\t ", "Write a comment."),
    ("\u200b\u2060\u200d", "Write a comment."),
    ("\u202e\u0007", "Write a comment."),
    ("&#8203; &zwj;", "This text contains nothing visible."),
    ("[a]: http://x", "This text contains nothing visible."),
    ("x" * 10_001, "The text cannot be longer than 10000 characters."),
])
def test_a_comment_says_something_and_not_too_much(ada, post, database, text, message):
    answer = send_comment(ada, post, text)
    assert answer.status == 200
    assert Page(answer.text).errors["text"][0] == message
    assert comments(database, "id") == []


def test_what_is_stored_is_clean_and_quick_to_make(ada, post, database):
    ada.environment["SITE_COMMENTS_PER_MINUTE"] = "0"
    rows = [
        ("a\x00b".replace("\x00", "") + "\x1b[31m\x07\r\nc", "ab[31m\nc", "ab[31m\nc"),
        ("\u202eevil\u202c", "evil", "evil"),
        ("[x](javascript:alert(1)) <script>alert(1)</script>", None, "<p>x &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (">" * 10_000, ">" * 10_000, "<blockquote>"),
        ("- " * 2_400 + "a" + "\n" * 5_000, None, "<li>"),
    ]
    for text, stored, html in rows:
        start = time.monotonic()
        n = comment(ada, post, text)
        assert time.monotonic() - start < 10
        [(source, made)] = database.execute("SELECT source, html FROM site_comment WHERE id = ?", (n,)).fetchall()
        assert stored is None or source == stored
        assert html in made
    page = ada.get(post)
    assert page.status == 200 and "<script>alert" not in page.text
    assert page.text.count("<blockquote>") < 100


def test_a_megabyte_is_too_much(ada, post, database):
    form = comment_form(ada, post)
    assert ada.post(form.action, {**form.fields, "text": "x" * 1_100_000}).status == 413
    assert ada.post(form.action, {**form.fields, "text": "x" * 600_000}).status == 413
    assert comments(database, "id") == []


@pytest.mark.parametrize("address, status", [
    ("/comments/1", 404), ("/comments/0", 404), ("/comments/-1", 404), ("/comments/01", 404), ("/comments/1x", 404),
    ("/comments/99999999999999999999", 404), ("/comments/9223372036854775807", 404), ("/comments/é", 404),
    ("/comments/", 404), ("/comments/new/99", 404), ("/comments/new/1?to=99", 404), ("/comments/new/1?to=x", 404),
    ("/comments/1/edit", 404), ("/comments/1/delete", 404), ("/comments/on/x/feed.atom", 404),
    ("/comments/on/99999999999999999999/feed.atom", 404), ("/moderation/report/99", 404),
])
def test_addresses_of_nothing(ada, post, address, status):
    assert ada.get(address).status == status


def test_an_answer_belongs_to_the_post_of_what_it_answers(ada, post, database):
    first = comment(ada, post, "one")
    other = write_post(ada, "Another")
    assert ada.get(f"/comments/new/{number(other)}?to={first}").status == 404
    answer = ada.post(f"/comments/new/{number(other)}?to={first}", {**comment_form(ada, other).fields, "text": "lost"})
    assert answer.status == 409 and Page(answer.text).form.fields["text"] == "lost"
    assert comments(database, "source") == [("one",)]


@pytest.mark.parametrize("status", [1, 3, 4])
def test_comments_on_what_others_cannot_see_are_not_seen(ada, people, post, database, status):
    """Neither under their own addresses nor beside another post."""
    bo, cy = people("Bo"), people("Cy")
    hidden = write_post(ada, "To be hidden")
    secret = comment(bo, hidden, "a secret answer")
    database.execute("UPDATE site_post SET status = ? WHERE id = ?", (status, number(hidden)))
    for address in [
        f"/comments/{secret}", f"/comments/{secret}/edit", f"/comments/{secret}/delete",
        f"/comments/new/{number(post)}?to={secret}", f"/comments/new/{number(hidden)}?to={secret}",
        f"/moderation/report/{number(post)}?comment={secret}", f"/moderation/report/{number(hidden)}?comment={secret}",
    ]:
        answer = cy.get(address)
        assert answer.status == 404 and "secret" not in answer.text, address
    answer = cy.post(f"/comments/new/{number(post)}?to={secret}", {**comment_form(cy, post).fields, "text": "x"})
    assert answer.status == 409 and "secret" not in answer.text


def test_a_forged_comment_is_refused_and_kept_in_the_form(ada, post, database):
    answer = ada.post(f"/comments/new/{number(post)}", {"text": "forged"})
    assert answer.status == 400
    assert Page(answer.text).form.fields["text"] == "forged"
    assert comments(database, "id") == []


def test_links_of_newcomers_do_not_count(people, post, ada, database):
    new = people("Neo", status=NEW)
    new.environment["SITE_MODERATE_FIRST_POSTS"] = "0"
    comment(new, post, "[a](https://a.example)")
    comment(ada, post, "[a](https://a.example)")
    assert [("nofollow ugc noopener" in html) for (html,) in comments(database, "html")] == [True, False]


def test_a_comment_of_an_older_renderer_is_rendered_again(ada, post, database):
    comment(ada, post, "**bold**")
    database.execute("UPDATE site_comment SET renderer = 1, html = '<b>stale</b>'")
    text = ada.get(post).text
    assert "<strong>bold</strong>" in text and "stale" not in text


def test_a_busy_database_keeps_the_comment_in_its_form(ada, post, database):
    form = comment_form(ada, post)
    ada.environment["SITE_DATABASE_TIMEOUT"] = "0"
    database.execute("BEGIN EXCLUSIVE")
    answer = ada.post(form.action, {**form.fields, "text": "kept"})
    database.execute("ROLLBACK")
    assert answer.status == 503
    assert Page(answer.text).form.fields["text"] == "kept"


def test_the_heading_counts_what_waits_for_the_writer(ada, people, new_visitor):
    neo = people("Neo", status=NEW)
    post = write_post(ada)
    assert "No comments yet" in neo.page(post).text
    comment(neo, post, "hello")
    assert "1 pending comment" in neo.page(post).text and "No comments yet" in new_visitor().page(post).text
    comment(ada, post, "one"), comment(ada, post, "two")
    assert "2 comments, and 1 pending" in neo.page(post).text
    assert "pending" not in new_visitor().page(post).text


def test_a_conflict_is_told_above_what_it_means(ada, database):
    first = comment(ada, write_post(ada), "as it was")
    form = ada.page(f"/comments/{first}/edit").form.fields
    assert ada.submit(f"/comments/{first}/edit", text="newer").status == 303
    answer = ada.post(f"/comments/{first}/edit", {**form, "text": "mine"})
    parts = ("error-summary", "<h2 class=\"visually-hidden\">Current version</h2>", "<h2>Your version</h2>", "<textarea")
    assert [answer.text.count(part) for part in parts] == [1, 1, 1, 1]
    assert sorted(parts, key=answer.text.index) == list(parts)


def test_a_lock_is_told_as_what_it_is(ada, people, database):
    bo = people("Bo")
    post = write_post(ada)
    form = comment_form(bo, post)
    database.execute("UPDATE site_post SET is_locked = 1")
    answer = bo.post(form.action, {**form.fields, "text": "late"})
    assert answer.status == 409 and "This discussion is locked." in answer.text and "no longer reply" not in answer.text
