"""Whoever cannot do something is told before they try, and shown the way on."""

import re
from html.parser import HTMLParser

import pytest

from discussion import NEW, STAFF, comment, comment_form, number, send_comment, write_post
from support.page import VOID, Page

DRAFTS, PENDING, PUBLISHED, HIDDEN, DELETED = range(5)


@pytest.fixture
def mo(people):
    """Staff."""
    return people("Mo", role=STAFF)


def write_draft(author, title="A draft") -> str:
    answer = author.submit("/posts/new", title=title, text="Its text", button="draft")
    assert answer.status == 303
    return answer.header("Location")


def statuses(database, table="site_post") -> list:
    return [status for (status,) in database.execute(f"SELECT status FROM {table} ORDER BY id")]


def statements(visitor, address) -> int:
    timing = visitor.get(address, environment={"SITE_DEBUG": "true"}).header("Server-Timing")
    return int(timing.split('desc="')[1].split(" ")[0])


# --- Drafts


def test_drafts_are_linked_to_while_there_are_any(ada):
    def links():
        return ['href="/posts/drafts"' in ada.get(address).text for address in ("/posts/tag/x", "/users/me/")]

    costs = statements(ada, "/users/me/")
    assert links() == [False, False]
    first, second = write_draft(ada), write_draft(ada, "Another")
    assert links() == [True, True]
    assert statements(ada, "/users/me/") == costs
    form = Page(ada.get(f"{first}").text).forms
    [publish] = [form for form in form if form.action.endswith("/publish")]
    assert ada.post(publish.action, publish.fields).status == 303
    assert links() == [True, True]
    assert ada.submit(f"/posts/{number(second)}/delete", button="delete").status == 303
    assert links() == [False, True], "what is deleted is no draft, but its author finds it still"
    assert ada.submit(f"/posts/{number(second)}/delete", button="restore").status == 303
    assert links() == [True, True]
    assert ada.submit(f"/posts/{number(second)}/edit", button="publish").status == 303
    assert links() == [False, False]


def test_a_page_that_the_browser_has_gets_the_link(ada):
    address = "/posts/tag/x"
    write_post(ada)
    ada.page(address)
    tag = ada.get("/posts/").header("ETag")
    assert ada.get("/posts/", headers={"If-None-Match": tag}).status == 304
    write_draft(ada)
    ada.page(address)
    assert ada.get("/posts/", headers={"If-None-Match": tag}).status == 200


def test_a_draft_is_published_by_one_click(ada, people, new_visitor, database):
    draft = write_draft(ada)
    [form] = [form for form in ada.page(draft).forms if form.action.endswith("/publish")]
    assert people("Bo").post(form.action, form.fields).status == 404
    assert ada.post(form.action, {}).status == 400, "without a token nothing is published"
    answer = ada.post(form.action, form.fields)
    assert (answer.status, answer.header("Location")) == (303, draft)
    assert Page(ada.follow(answer).text).flashes == [("message", "Your post has been published.")]
    assert "Its text" in new_visitor().page(draft).text
    assert ada.post(form.action, form.fields).status == 303, "a second click is done"
    assert not [form for form in ada.page(draft).forms if form.action.endswith("/publish")]
    assert statuses(database) == [PUBLISHED]
    assert ada.get(form.action).status == 302


def test_enter_in_a_field_publishes_and_decides_nothing(ada, mo):
    """A browser presses the first button of the form."""

    def first_button(visitor, address):
        form = re.search(r'<form method="post" [^>]*class="form".*', visitor.get(address).text, re.DOTALL)[0]
        return re.search(r"<button[^>]*>", form)[0]

    draft = write_draft(ada)
    for address in ("/posts/new", f"/posts/{number(draft)}/edit"):
        assert 'value="preview"' in first_button(ada, address)
    for address in (f"/moderation/post/{number(write_post(ada))}", "/moderation/user/Ada"):
        button = first_button(mo, address)
        assert "name=" not in button and 'class="visually-hidden" tabindex="-1"' in button


def test_publishing_a_draft_counts_as_a_post(ada, database):
    drafts = [write_draft(ada, f"Draft {number}") for number in range(2)]
    ada.environment["SITE_POSTS_PER_MINUTE"] = "3"
    answers = [ada.submit(f"/posts/{number(draft)}/publish") for draft in drafts]
    assert [answer.status for answer in answers] == [303, 429]
    assert answers[1].header("Retry-After") is None or answers[1].header("Retry-After").isdigit()
    assert statuses(database) == [PUBLISHED, DRAFTS]


def test_a_draft_of_a_newcomer_waits(people, database):
    neo = people("Neo", status=NEW)
    draft = write_draft(neo)
    assert neo.submit(f"/posts/{number(draft)}/publish").status == 303
    assert statuses(database) == [PENDING]


# --- Told when the form opens


def test_who_has_reached_a_limit_is_told_when_the_form_opens(ada, database, clock=None):
    post = write_post(ada)
    ada.environment |= {"SITE_POSTS_PER_MINUTE": "2", "SITE_COMMENTS_PER_MINUTE": "1"}
    assert "You have sent too much" not in ada.page("/posts/new").text + ada.page(post).text
    write_post(ada, "Another")
    comment(ada, post, "one")
    for address in ("/posts/new", post, f"/comments/new/{number(post)}"):
        page = ada.page(address)
        assert "You can send again in" in page.text, address
        assert "form" in ada.get(address).text, "what is typed meanwhile can be sent then"
    database.execute("UPDATE users_user SET posts_again_seconds = 5, comments_again_seconds = 5")
    assert "You can send" not in ada.page("/posts/new").text + ada.page(post).text


def test_a_comment_that_cannot_be_edited_leads_back(ada, database):
    n = comment(ada, write_post(ada), "one")
    database.execute("UPDATE site_comment SET created_seconds = 5")
    answer = ada.get(f"/comments/{n}/edit")
    assert answer.status == 403 and [form.action for form in Page(answer.text).forms] == ["/users/logout/"]
    assert f'href="/comments/{n}"' in answer.text


def test_a_visitor_is_told_below_a_post_where_to_sign_in(ada, new_visitor):
    post = write_post(ada)
    text = new_visitor().get(post).text
    assert f'href="/users/login/?next={post}%23comments"' in text


# --- Confirmed is not trusted


@pytest.mark.parametrize("first, status", [("1", 1), ("0", 2)])
def test_whoever_registers_is_known_where_nothing_waits(visitor, database, first, status):
    visitor.environment["SITE_MODERATE_FIRST_POSTS"] = first
    assert visitor.register().status == 303
    assert database.execute("SELECT status FROM users_user").fetchall() == [(status,)]


# --- Accounts that are closed


def act(visitor, address, act, reason="", **fields):
    return visitor.submit(address, act=act, reason=reason, **fields)


def test_closing_an_account_hides_all_it_wrote_and_opening_it_shows_that_again(
    ada, people, mo, new_visitor, database
):
    bo, anyone = people("Bo"), new_visitor()
    bo.environment["SITE_POSTS_PER_MINUTE"] = "0"
    of_ada = write_post(ada)
    post, rude, gone, draft = (write_post(bo, title, "spam") for title in ("Seen", "Rude", "Gone", "x"))
    database.execute("UPDATE site_post_tag SET tag = 'swift'")
    n, hidden = comment(bo, of_ada, "buy pills"), comment(bo, of_ada, "rude")
    comment(ada, of_ada, "stays")
    assert act(mo, f"/moderation/post/{number(rude)}", "hide", "Rude").status == 303
    assert act(mo, f"/moderation/comment/{hidden}", "hide", "Rude").status == 303
    assert bo.submit(f"/posts/{number(gone)}/delete", button="delete").status == 303
    assert people("Eve").submit(f"/moderation/report/{number(post)}", reason="spam").status == 303
    before = statuses(database), statuses(database, "site_comment")
    version = anyone.get("/posts/").header("ETag")

    assert act(mo, "/moderation/user/Bo", "ban", "Spam", texts="y").status == 303
    assert statuses(database) == [PUBLISHED, HIDDEN, HIDDEN, DELETED, HIDDEN]
    assert statuses(database, "site_comment") == [HIDDEN, HIDDEN, PUBLISHED]
    assert anyone.get(post).status == 404 and "pills" not in anyone.page(of_ada).text
    assert "1 comment" in anyone.page(of_ada).text
    for address in ("/", "/posts/feed.atom", "/posts/search?q=spam"):
        assert "Seen" not in anyone.get(address).text, address
    assert anyone.get("/posts/", headers={"If-None-Match": version}).status == 200
    assert "Nothing here." in mo.page("/moderation/").text, "the report is closed"
    log = " ".join(mo.page("/moderation/log").text.split())
    assert "Mo closed the account of Bo. Spam" in log and "Mo hid everything by Bo." in log

    assert act(mo, "/moderation/user/Bo", "unban", texts="y").status == 303
    assert (statuses(database), statuses(database, "site_comment")) == before
    assert "pills" in anyone.page(of_ada).text and "2 comments" in anyone.page(of_ada).text
    assert "spam" in anyone.page(post).text and "Seen" in anyone.page("/").text
    [versions] = database.execute("SELECT count(DISTINCT version) = count(*) FROM site_post")
    assert versions == (1,), "each change has a version of its own"


def test_tags_of_hidden_posts_come_and_go(people, mo, new_visitor, database):
    bo = people("Bo")
    assert bo.submit("/posts/new", title="Tagged", text="x", tags="bees", button="publish").status == 303
    for verb, found in [("ban", False), ("unban", True)]:
        assert act(mo, "/moderation/user/Bo", verb, "Spam", texts="y").status == 303
        assert ("Tagged" in new_visitor().page("/posts/tag/bees").text) == found


def buttons(visitor, address="/moderation/user/Bo") -> list:
    return re.findall(r'name="act" value="([a-z]+)"', visitor.get(address).text)


def test_what_is_hidden_with_an_account_can_be_shown_later(people, mo, database):
    write_post(people("Bo"))
    assert buttons(mo) == ["ban"]
    assert act(mo, "/moderation/user/Bo", "ban", "Spam", texts="y").status == 303
    assert buttons(mo) == ["unban"]
    assert act(mo, "/moderation/user/Bo", "unban").status == 303
    assert (statuses(database), buttons(mo)) == ([HIDDEN], ["unhide", "ban"])
    assert act(mo, "/moderation/user/Bo", "unhide").status == 303
    assert (statuses(database), buttons(mo)) == ([PUBLISHED], ["ban"])


def test_what_a_closed_account_wrote_can_be_hidden_without_reopening_it(people, mo, database):
    bo = people("Bo")
    write_post(bo)
    assert act(mo, "/moderation/user/Bo", "ban", "Rude").status == 303
    assert buttons(mo) == ["unban", "hide"]
    answer = act(mo, "/moderation/user/Bo", "hide")
    assert "enter a reason" in answer.text and statuses(database) == [PUBLISHED]
    assert act(mo, "/moderation/user/Bo", "hide", "Spam").status == 303
    assert (statuses(database), buttons(mo)) == ([HIDDEN], ["unban"])
    assert act(mo, "/moderation/user/Bo", "unban", texts="y").status == 303
    assert statuses(database) == [PUBLISHED]
    answer = mo.post("/moderation/user/Bo", {**mo.page("/moderation/user/Bo").form.fields, "act": "hide", "reason": "x"})
    assert statuses(database) == [PUBLISHED], "an open account's texts are hidden one by one"


def test_a_text_that_is_hidden_with_its_author_says_why(ada, people, mo, database):
    bo = people("Bo")
    of_ada, post = write_post(ada), write_post(bo)
    n = comment(bo, of_ada, "pills")
    for verb, reason in [("hide", "Not on topic"), ("unhide", "")]:
        assert act(mo, f"/moderation/post/{number(post)}", verb, reason).status == 303
    assert act(mo, "/moderation/user/Bo", "ban", "Spammer", texts="y").status == 303
    costs = statements(mo, post)
    assert "This post was hidden by staff: Spammer" in mo.page(post).text
    assert "This comment was hidden by staff: Spammer" in mo.page(of_ada).text
    for address in (f"/moderation/post/{number(post)}", f"/moderation/comment/{n}"):
        assert "Mo hid everything by Bo. Spammer" in " ".join(mo.page(address).text.split()), address
    assert "hid everything" not in mo.page(f"/moderation/post/{number(of_ada)}").text
    assert act(mo, "/moderation/user/Bo", "unban", texts="y").status == 303
    assert act(mo, f"/moderation/post/{number(post)}", "hide", "Off topic").status == 303
    assert "This post was hidden by staff: Off topic" in mo.page(post).text
    assert statements(mo, post) == costs


def test_a_person_s_page_lists_what_waits_or_was_hidden(ada, people, mo, database):
    neo = people("Neo", status=NEW)
    post = write_post(neo, "Of pills")
    n = comment(neo, write_post(ada), "buy them")
    page = mo.get("/moderation/user/Neo").text
    assert f'href="/moderation/post/{number(post)}"' in page and f'href="/moderation/comment/{n}"' in page
    assert act(mo, "/moderation/user/Neo", "ban", "Spam").status == 303
    assert "by Neo, whose account is closed" in " ".join(mo.page("/moderation/").text.split())
    assert act(mo, "/moderation/user/Neo", "hide", "Spam").status == 303
    assert "hidden" in mo.page("/moderation/user/Neo").text
    assert f'href="/moderation/comment/{n}"' in mo.get("/moderation/user/Neo").text


def test_the_reason_of_hiding_is_quoted(ada, mo):
    post = write_post(ada)
    assert act(mo, f"/moderation/post/{number(post)}", "hide", "Off topic").status == 303
    assert '<q dir="auto">Off topic</q> Others cannot see it.' in ada.get(post).text


def test_texts_that_waited_wait_again(people, mo, database):
    neo = people("Neo", status=NEW)
    write_post(neo)
    assert act(mo, "/moderation/user/Neo", "ban", "Why", texts="y").status == 303
    assert "Nothing here." in mo.page("/moderation/").text
    assert act(mo, "/moderation/user/Neo", "unban", texts="y").status == 303
    assert statuses(database) == [PENDING]
    assert database.execute("SELECT status FROM users_user WHERE name = 'Neo'").fetchall() == [(NEW,)]


def test_texts_stay_if_staff_wants_it(people, mo, database):
    write_post(people("Bo"))
    assert act(mo, "/moderation/user/Bo", "ban", "Why").status == 303
    assert statuses(database) == [PUBLISHED]
    assert "texts" not in Page(mo.get("/moderation/user/Bo").text).form.inputs, "nothing was hidden"


def test_staff_finds_people_whose_account_is_closed(ada, people, mo, new_visitor):
    bo = people("Bo")
    post = write_post(bo)
    assert "/moderation/user/Bo" in mo.get("/users/Bo/").text
    assert "/moderation/user" not in ada.get("/users/Bo/").text
    assert act(mo, "/moderation/user/Bo", "ban", "Why").status == 303
    assert 'href="/posts/by/Bo"' in mo.get(post).text
    assert mo.get("/posts/by/Bo").status == 200
    page = mo.get("/users/Bo/")
    assert page.status == 200 and "This account is closed." in page.text and "/moderation/user/Bo" in page.text
    for who in (ada, new_visitor()):
        for address in ("/users/Bo/", "/posts/by/Bo", "/posts/by/Bo/feed.atom"):
            assert who.get(address).status in (404, 410)
    assert mo.get("/posts/by/Bo/feed.atom").status == 404, "what everybody's cache keeps"


# --- What staff has to look at


def test_staff_sees_how_much_waits(ada, people, mo, database):
    post = write_post(ada)

    def number_shown(who=mo):
        text = " ".join(who.page("/users/me/").text.split())
        return text.split("Moderation ")[1].split(" to review")[0] if " to review" in text else None

    cost = statements(mo, "/users/me/")
    assert number_shown() is None
    neo = people("Neo", status=NEW)
    write_post(neo), send_comment(neo, post, "hello")
    for name in ("Bo", "Eve"):
        assert people(name).submit(f"/moderation/report/{number(post)}", reason="Hm").status == 303
    assert number_shown() == "3", "a text is one however many report it"
    assert statements(mo, "/users/me/") == cost == 1
    assert number_shown(ada) is None
    database.execute("WITH RECURSIVE n(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM n WHERE n < 1200)"
                     " INSERT INTO site_report (post_id, reporter_id, created_seconds, reason) SELECT n, n, 1, '' FROM n")
    assert number_shown() == "99+"
    database.execute("DELETE FROM site_report")
    assert number_shown() == "2"
    assert act(mo, "/moderation/comment/1", "approve").status == 303
    assert number_shown() == "1"


def test_whoever_becomes_staff_sees_it_at_once(ada, people, database):
    write_post(people("Neo", status=NEW))
    database.execute("UPDATE users_user SET role = 1 WHERE name = 'Ada'")
    assert "1 to review" in " ".join(ada.page("/users/me/").text.split())
    assert statements(ada, "/users/me/") == 1
    database.execute("UPDATE users_user SET role = 2 WHERE name = 'Ada'")
    assert "to review" not in ada.page("/users/me/").text


def test_a_kept_page_shows_the_number_of_now(ada, people, mo):
    write_post(ada)
    mo.page("/")
    tag = mo.get("/posts/").header("ETag")
    assert mo.get("/posts/", headers={"If-None-Match": tag}).status == 304
    neo = people("Neo", status=NEW)
    assert neo.submit("/posts/new", title="x", text="y", button="publish").status == 303
    answer = mo.get("/posts/", headers={"If-None-Match": tag})
    assert answer.status == 200 and "to review" in answer.text


def test_a_kept_page_shows_that_the_address_is_confirmed(ada, people, database):
    post = write_post(ada)
    neo = people("Neo", status=NEW)
    mail = {"SITE_MAIL_URL": "smtp://127.0.0.1:1", "SITE_MAIL_FROM": "a@example.org", "SITE_URL": "http://127.0.0.1"}
    neo.environment |= mail
    neo.page("/")
    kept = neo.get(post)
    assert "confirm your email address" in kept.text
    tag = kept.header("ETag")
    assert neo.get(post, headers={"If-None-Match": tag}).status == 304
    database.execute("UPDATE users_user SET confirmed_email = email WHERE name = 'Neo'")
    answer = neo.get(post, headers={"If-None-Match": tag})
    assert answer.status == 200 and "confirm your email address" not in answer.text


# --- Two who edit one post


def test_an_edit_that_meets_a_newer_one_shows_that(ada, database):
    post = write_post(ada)
    address = f"/posts/{number(post)}/edit"
    mine = ada.page(address).form.fields
    assert ada.submit(address, title="Newer <title>", text="Newer *text*", tags="bees").status == 303
    answer = ada.post(address, {**mine, "text": "My text"})
    assert answer.status == 409
    page = Page(answer.text)
    assert page.form.fields["text"] == "My text"
    assert "Newer &lt;title&gt;" in answer.text and "<em>text</em>" in answer.text and "bees" in answer.text
    assert "Newer *text*" in page.text, "to copy from"
    assert f'href="{address}"' in answer.text
    answer = ada.post(address, {**page.form.fields, "button": "publish"})
    assert answer.status == 303
    assert Page(ada.follow(answer).text).flashes == [("message", "Your changes have been saved.")]
    assert "My text" in ada.page(post).text


def test_the_same_form_of_a_new_post_shows_what_was_made_of_it(ada):
    form = ada.page("/posts/new").form.fields
    post = ada.post("/posts/new", {**form, "title": "One", "text": "one"}).header("Location")
    assert ada.submit(f"/posts/{number(post)}/edit", text="newer").status == 303
    answer = ada.post("/posts/new", {**form, "title": "Two", "text": "two"})
    assert answer.status == 409 and "newer" in answer.text
    assert ada.post("/posts/new", {**Page(answer.text).form.fields}).status == 303


# --- What is wrong is said where people look


def test_a_failed_sign_in_is_announced(ada, new_visitor):
    answer = new_visitor().sign_in("ada@example.org", "a wrong one")
    page = Page(answer.text)
    assert page.title.startswith("Error: ")
    assert 'role="alert"' in answer.text.split("Wrong email or password")[0].rsplit("<", 1)[1]
    for name in ("email", "password"):
        assert page.form.inputs[name]["aria-invalid"] == "true"
        assert page.form.inputs[name]["aria-describedby"] == "messages"


def test_reports_can_be_closed_where_there_are_any(ada, people, mo, database):
    post = write_post(ada)
    n = comment(ada, post, "one")
    for address, report in [
        (f"/moderation/post/{number(post)}", f"/moderation/report/{number(post)}"),
        (f"/moderation/comment/{n}", f"/moderation/report/{number(post)}?comment={n}"),
    ]:
        assert 'value="dismiss"' not in mo.get(address).text
        assert people(f"Bo{n}{address[12]}").submit(report, reason="It is rude").status == 303
        text = mo.get(address).text
        assert 'value="dismiss"' in text and "It is rude" in text
        assert act(mo, address, "dismiss").status == 303
        assert 'value="dismiss"' not in mo.get(address).text
        # Of two of the staff one is faster.
        assert mo.submit(address, act="dismiss").status == 303


def test_words_know_neither_bytes_nor_methods(ada):
    answer = ada.request("PUT", "/posts/new")
    assert answer.status == 405 and not {"PUT", "GET", "POST"} & set(re.findall("[A-Z]{3,}", answer.text))
    assert "This page answers GET, POST, HEAD, OPTIONS, and not PUT." in answer.errors
    form = ada.page("/posts/new").form.fields
    answer = ada.post("/posts/new", {**form, "text": "x" * (1 << 20)})
    assert answer.status == 413 and "at most 488 KB" in answer.text and "bytes" not in answer.text


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم"])
def test_words_have_the_direction_of_their_language(people, mo, text):
    bo = people("Bo")
    assert bo.submit("/users/me/edit/", name=text[:4]).status == 303
    answer = bo.submit("/posts/new", title=text, text=text, tags=text.split()[0], button="publish")
    post = answer.header("Location")
    comment(bo, post, text)
    assert mo.submit("/moderation/report/1", reason=text).status == 303
    for address in ("/", post, "/posts/1/edit", "/comments/1/edit", "/comments/new/1?to=1", f"/posts/search?q={text}",
                    "/users/me/edit/", "/moderation/post/1", "/moderation/comment/1"):
        answer = mo.get(address) if "moderation" in address else bo.get(address)
        assert answer.status in (200, 301), address
        answer = bo.follow(answer) if answer.status == 301 else answer
        assert undirected(answer.text, text) == [], address


def undirected(page: str, words: str) -> list:
    """Where people's words stand in a page without their own direction: tags, from the outermost."""
    found, opened = [], []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            attributes = dict(attributes)
            if words in (attributes.get("value") or "") and attributes.get("dir") != "auto":
                found.append([tag])
            if tag not in VOID:
                opened.append((tag, tag == "bdi" or attributes.get("dir") == "auto"))

        def handle_endtag(self, tag):
            opened.pop()

        def handle_data(self, data):
            tags = [tag for tag, _ in opened]
            if words in data and "title" not in tags and not any(is_directed for _, is_directed in opened):
                found.append(tags)

    Reader().feed(page)
    return found


def test_signing_in_leads_back_to_what_was_read(ada, visitor):
    post = write_post(ada)
    for address, next in [(post, post), ("/posts/search?q=a+b", "/posts/search?q%3Da%2Bb"), ("/", ""), ("/users/login/", ""),
                          ("/posts/nobody/x", ""), ("/users/password/reset?token=x", "")]:
        text = visitor.get(address).text
        query = f"?next={next}" if next else ""
        assert f'href="/users/login/{query}"' in text.replace("&#x2F;", "/") or not query and 'href="/users/login/"' in text, address
