"""Posts as members write and read them, through the forms that the pages show."""

import re
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode

import pytest
from urllib3 import encode_multipart_formdata

from discussion import comment, reply
from support.atom import ATOM, read_feed
from support.page import Page



@pytest.fixture
def member(add_user, new_visitor):
    """Signs in a member whose posts do not wait: member("Zoe")."""

    def sign_in(name="Zoe", **account):
        email = f"{name}@example.org"
        add_user(name, email, **account)
        visitor = new_visitor()
        assert visitor.sign_in(email).status == 303
        visitor.page("/users/me/")
        return visitor

    return sign_in


def write(visitor, title="A title", text="Some *text*.", **fields):
    """Publishes a post; its address."""
    answer = visitor.submit("/posts/new", title=title, text=text, button="publish", **fields)
    assert answer.status == 303, Page(answer.text).errors
    return answer.header("Location")


def titles(page):
    return re.findall(r'<h2><a href="[^"]*">(.*?)</a></h2>', page)


def test_a_post_is_written_read_and_listed(member, visitor):
    zoe = member()
    address = write(zoe, "Hello, Wörld!", "Some *text* & <b>more</b>", tags="Swift, #CGI swift")
    assert address == "/posts/1-hello-w%C3%B6rld"
    page = zoe.page(address)
    assert page.flashes == [("message", "Your post has been published.")]
    text = visitor.get(address).text
    assert "<h1>Hello, Wörld!</h1>" in text
    assert "<p>Some <em>text</em> &amp; &lt;b&gt;more&lt;/b&gt;</p>" in text
    assert "Edit" not in Page(text).text
    for listing in ["/", "/posts/", "/posts/by/Zoe", "/posts/tag/swift", "/posts/tag/cgi", "/users/Zoe/"]:
        assert titles(visitor.get(listing).text) == ["Hello, Wörld!"], listing
    assert titles(visitor.get("/posts/tag/other").text) == []


@pytest.mark.parametrize(
    "address, status, location",
    [
        ("/posts/1-a-title/", 308, "/posts/1-a-title"),
        ("/posts/1-another", 301, "/posts/1-a-title"),
        ("/posts/1", 301, "/posts/1-a-title"),
        ("/posts", 308, "/posts/"),
        ("/posts/by/ZOE", 301, "/posts/by/Zoe"),
        ("/posts/by/Zoe/", 308, "/posts/by/Zoe"),
        ("/posts/2-a-title", 404, None),
        ("/posts/01-a-title", 404, None),
        ("/posts/-1", 404, None),
        ("/posts/99999999999999999999-a-title", 404, None),
        ("/posts/9223372036854775808", 404, None),
        ("/posts/1%2e0", 404, None),
        ("/posts/x", 404, None),
        ("/posts/by/nobody", 404, None),
        ("/posts/tag/A%20b", 404, None),
        ("/posts/?before=-1", 404, None),
        ("/posts/?before=1-2-3", 404, None),
        ("/posts/?after=99999999999999999999-1", 404, None),
        ("/posts/?before=1-1", 302, "/posts/"),
        ("/posts/?page=-1", 200, None),
        ("/sitemap.xml?part=7", 404, None),
        ("/sitemap.xml?part=9223372036854775807", 404, None),
        ("/posts/1/edit", 302, "/users/login/?next=/posts/1/edit"),
    ],
)
def test_addresses(member, visitor, address, status, location):
    write(member())
    answer = visitor.get(address)
    assert (answer.status, answer.header("Location")) == (status, location)


def test_lists_go_on_where_the_page_before_ended(member, visitor, database):
    zoe = member()
    zoe.environment.update(SITE_POSTS_PER_MINUTE="0", SITE_POSTS_PER_MINUTE_BY_ADDRESS="0")
    for number in range(45):
        write(zoe, f"Post {number}")
    database.execute("UPDATE site_post SET published_seconds = 1000 + id / 7")  # many at once
    pages, address = [], "/posts/"
    while address:
        text = visitor.get(address).text
        pages.append((address, titles(text)))
        older = re.search(r'rel="next" href="([^"]*)"', text)
        address = older and older[1].replace("&amp;", "&")
    assert [len(found) for _, found in pages] == [20, 20, 5]
    assert sum([found for _, found in pages], []) == [f"Post {number}" for number in reversed(range(45))]
    newer = re.search(r'rel="prev" href="([^"]*)"', visitor.get(pages[2][0]).text)[1]
    assert titles(visitor.get(newer).text) == pages[1][1]
    newer = re.search(r'rel="prev" href="([^"]*)"', visitor.get(newer).text)[1]
    assert visitor.get(newer).header("Location") == "/posts/", "the newest have one address"


def test_a_preview_saves_nothing_and_keeps_everything(member, database):
    zoe = member()
    answer = zoe.submit("/posts/new", title="A", text="**b**\n\n c", tags="x y", button="preview")
    page = Page(answer.text)
    assert "<p><strong>b</strong></p>" in answer.text
    assert [page.form.fields[name] for name in ("title", "text", "tags")] == ["A", "**b**\n\n c", "x y"]
    assert database.execute("SELECT count(*) FROM site_post").fetchone() == (0,)


def test_drafts_are_seen_by_their_author_alone(member, visitor):
    zoe = member()
    answer = zoe.submit("/posts/new", title="A draft", text="x", button="draft")
    address = answer.header("Location")
    assert visitor.get(address).status == 404
    assert member("Bob").get(address).status == 404
    assert "This is a draft" in zoe.page(address).text
    assert titles(visitor.get("/posts/").text) == []
    assert titles(zoe.get("/posts/drafts").text) == ["A draft"]
    assert zoe.submit("/posts/1/edit", button="publish").status == 303
    assert titles(visitor.get("/posts/").text) == ["A draft"]
    assert "edited" not in visitor.page(address).text, "nobody had seen it before"


def test_drafts_are_not_for_staff(member):
    zoe, mo = member(), member("Mo", role=1)
    address = zoe.submit("/posts/new", title="A diary", text="x", button="draft").header("Location")
    for path in [address, "/posts/1/revisions", "/moderation/post/1"]:
        assert mo.get(path).status == 404, path
    assert zoe.submit("/posts/1/delete", button="delete").status == 303
    assert mo.get(address).status == 404, "it would come back as a draft"


def test_publishing_drafts_counts(member, database):
    zoe = member()
    zoe.environment["SITE_POSTS_PER_MINUTE"] = "3"
    for number in (1, 2):
        assert zoe.submit("/posts/new", title=f"Draft {number}", text="x", button="draft").status == 303
    assert zoe.submit("/posts/1/edit", button="publish").status == 303
    answer = zoe.submit("/posts/2/edit", button="publish")
    assert answer.status == 429
    assert Page(answer.text).form.fields["title"] == "Draft 2"
    assert database.execute("SELECT status FROM site_post").fetchall() == [(2,), (0,)]


def test_two_windows_on_a_draft_lose_nothing(member, database):
    zoe = member()
    zoe.submit("/posts/new", title="A draft", text="x", button="draft")
    form = {**zoe.page("/posts/1/edit").form.fields, "button": "draft"}
    assert zoe.post("/posts/1/edit", {**form, "text": "one"}).status == 303
    answer = zoe.post("/posts/1/edit", {**form, "text": "two"})
    assert answer.status == 409
    assert Page(answer.text).form.fields["text"] == "two"
    assert database.execute("SELECT source FROM site_post_text").fetchall() == [("one",)]
    assert zoe.post("/posts/1/edit", {**Page(answer.text).form.fields, "button": "draft"}).status == 303
    assert database.execute("SELECT source FROM site_post_text").fetchall() == [("two",)]


@pytest.mark.parametrize("address", ["/posts/new", "/posts/1/edit"])
def test_what_is_to_be_a_draft_is_not_published(member, visitor, database, address):
    """By a form from before the draft was published."""
    zoe = member()
    new = {**zoe.page("/posts/new").form.fields, "title": "A post", "text": "for all"}
    zoe.post("/posts/new", {**new, "button": "draft"})
    edit = {**new, **zoe.page("/posts/1/edit").form.fields}
    assert zoe.submit("/posts/1/edit", button="publish").status == 303
    form = new if address == "/posts/new" else edit
    answer = zoe.post(address, {**form, "text": "for me", "button": "draft"})
    assert answer.status == 409
    assert Page(answer.text).summary[0].startswith("This post is no longer a draft")
    assert Page(answer.text).form.fields["text"] == "for me"
    assert "for me" not in visitor.get("/posts/1-a-post").text


def test_an_edit_is_marked_and_what_was_before_is_kept(member, visitor, database):
    zoe = member()
    address = write(zoe, "First", "one", tags="old")
    answer = zoe.submit("/posts/1/edit", title="Second", text="two", tags="new", button="publish")
    assert answer.header("Location") == "/posts/1-second"
    assert visitor.get(address).header("Location") == "/posts/1-second"
    assert "edited" in visitor.page("/posts/1-second").text
    assert titles(visitor.get("/posts/tag/old").text) == []
    assert titles(visitor.get("/posts/tag/new").text) == ["Second"]
    kept = database.execute("SELECT number, title, tags, source FROM site_post_revision").fetchall()
    assert kept == [(1, "First", "old", "one")]
    history = zoe.page("/posts/1/revisions").text
    assert "First" in history and "one" in history
    assert zoe.submit("/posts/1/edit", button="publish").status == 303
    assert database.execute("SELECT count(*) FROM site_post_revision").fetchone() == (1,), "nothing was changed"
    assert member("Bob").get("/posts/1/revisions").status == 403


def test_an_edit_does_not_write_over_another(member, database):
    zoe = member()
    write(zoe)
    form = zoe.page("/posts/1/edit").form.fields
    assert zoe.submit("/posts/1/edit", text="another's", button="publish").status == 303
    answer = zoe.post("/posts/1/edit", {**form, "text": "mine", "button": "publish"})
    assert answer.status == 409
    page = Page(answer.text)
    assert page.summary[0].startswith("The post has changed since you started editing")
    assert page.form.fields["text"] == "mine"
    assert zoe.post("/posts/1/edit", {**page.form.fields, "button": "publish"}).status == 303
    assert zoe.post("/posts/1/edit", {**page.form.fields, "button": "publish"}).status == 303, "sent twice"


def test_only_the_author_edits_and_deletes(member):
    write(member("Zoe"))
    for bob in [member("Bob"), member("Staff", role=1)]:
        for page in ["edit", "delete"]:
            assert bob.get(f"/posts/1/{page}").status == 403
            assert bob.post(f"/posts/1/{page}", {"title": "x", "text": "x"}).status == 403
    assert "Edit" not in bob.page("/posts/1-a-title").text


def test_a_deleted_post_can_be_brought_back(member, visitor):
    zoe = member()
    address = write(zoe, tags="x")
    assert zoe.submit("/posts/1/delete", button="delete").status == 303
    assert visitor.get(address).status == 404
    for listing in ["/posts/", "/posts/by/Zoe", "/posts/tag/x", "/posts/search?q=title"]:
        assert titles(visitor.get(listing).text) == []
    page = zoe.page(address)
    [form] = [form for form in page.forms if form.action == "/posts/1/delete"]
    assert zoe.post(form.action, {**form.fields, "button": "restore"}).status == 303
    for listing in ["/posts/", "/posts/by/Zoe", "/posts/tag/x"]:
        assert titles(visitor.get(listing).text) == ["A title"]


def test_what_staff_has_hidden_does_not_come_back_by_deleting_and_restoring(member, visitor, database):
    zoe = member()
    address = write(zoe)
    database.execute("UPDATE site_post SET status = 3")
    for button in ["delete", "restore"]:
        zoe.submit("/posts/1/delete", button=button)
        assert visitor.get(address).status == 404
    assert zoe.submit("/posts/1/edit", text="better", button="publish").status == 303
    assert visitor.get(address).status == 404


@pytest.mark.parametrize("setting, waiting", [("", [1, 1, 2]), ("0", [2, 2, 2]), ("2", [1, 1, 1])])
def test_first_posts_of_new_members_wait(zoe, visitor, database, setting, waiting):
    zoe.environment["SITE_MODERATE_FIRST_POSTS"] = setting
    write(zoe, "One")
    write(zoe, "Two")
    database.execute("UPDATE site_post SET status = 2, published_seconds = 5 WHERE id = 1")
    write(zoe, "Three")
    database.execute("UPDATE site_post SET status = ? WHERE id = 1", [waiting[0]])
    assert [row[0] for row in database.execute("SELECT status FROM site_post ORDER BY id")] == waiting


def test_a_form_sent_twice_makes_one_post(member, database):
    zoe = member()
    form = {**zoe.page("/posts/new").form.fields, "title": "Once", "text": "x", "button": "publish"}
    first, second = zoe.post("/posts/new", form), zoe.post("/posts/new", form)
    assert first.header("Location") == second.header("Location")
    third = zoe.post("/posts/new", {**form, "text": "after going back"})
    assert third.header("Location") == first.header("Location")
    assert database.execute("SELECT source FROM site_post_text").fetchall() == [("after going back",)]
    assert zoe.submit("/posts/1/edit", text="much better", button="publish").status == 303
    late = zoe.post("/posts/new", form)
    assert late.status == 409, "an old form does not undo a newer edit"
    assert zoe.post("/posts/new", Page(late.text).form.fields).status == 303
    other = {**zoe.page("/posts/new").form.fields, "title": "Once", "text": "x", "button": "publish"}
    assert zoe.post("/posts/new", other).header("Location") == "/posts/2-once"
    bob = member("Bob")
    token = {**bob.page("/posts/new").form.fields, "token": form["token"]}
    assert bob.post("/posts/new", {**token, "title": "Mine", "text": "x"}).header("Location") == "/posts/3-mine"


def test_limits_are_by_user_and_by_address(member, database):
    zoe, bob = member("Zoe"), member("Bob")
    for visitor in (zoe, bob):
        visitor.environment.update(SITE_POSTS_PER_MINUTE="2", SITE_POSTS_PER_MINUTE_BY_ADDRESS="3")
    write(zoe, "One")
    first = write(zoe, "Two")
    answer = zoe.submit("/posts/new", title="Three", text="words", button="publish")
    page = Page(answer.text)
    assert (answer.status, page.form.fields["text"]) == (429, "words")
    assert "in a short time" in page.summary[0]
    zoe.submit(f"{first.split('-')[0]}/edit", title="Two", text="An edit is no new post.")
    write(bob, "Three")
    assert bob.submit("/posts/new", title="Four", text="x", button="publish").status == 429, "both are at one address"
    database.execute("UPDATE site_event SET second = second - 61")
    write(zoe, "Five")
    assert database.execute("SELECT title FROM site_post ORDER BY id").fetchall() == [
        ("One",), ("Two",), ("Three",), ("Five",)
    ]


def edits(visitor, address, texts):
    """The statuses of edits one after the other."""
    answers = [visitor.submit(address, text=text, button="publish") for text in texts]
    for answer in answers:
        assert answer.status == 303 or int(answer.header("Retry-After")) <= 60
    return [answer.status for answer in answers]


def test_edits_are_limited_as_new_posts_are(member, database):
    zoe, bob = member("Zoe"), member("Bob")
    for visitor in (zoe, bob):
        visitor.environment.update(SITE_EDITS_PER_MINUTE="3", SITE_EDITS_PER_MINUTE_BY_ADDRESS="5")
    address = f"{write(zoe).split('-')[0]}/edit"
    assert edits(zoe, address, ["1", "2", "3", "4"]) == [303] * 3 + [429]
    # What changes nothing is no edit, and what was typed stays.
    assert edits(zoe, address, ["3"]) == [303]
    page = Page(zoe.submit(address, text="typed", button="publish").text)
    assert page.form.fields["text"] == "typed"
    assert edits(bob, f"{write(bob).split('-')[0]}/edit", ["1", "2", "3"]) == [303, 303, 429]
    assert database.execute("SELECT count(*) FROM site_post_revision").fetchone() == (5,)
    zoe.environment.update(SITE_EDITS_PER_MINUTE="0", SITE_EDITS_PER_MINUTE_BY_ADDRESS="0")
    assert edits(zoe, address, ["4", "5"]) == [303] * 2


def test_an_edit_costs_what_its_history_keeps(member):
    zoe = member()
    address = f"{write(zoe, text='x' * 45_000).split('-')[0]}/edit"
    long = ["y" * 45_000, "z" * 45_000, "w" * 45_000]
    # Five each of twelve, and not more.
    assert edits(zoe, address, long) == [303, 303, 429]


def test_edits_of_comments_are_limited_too(member):
    zoe = member()
    zoe.environment["SITE_EDITS_PER_MINUTE"] = "2"
    post = write(zoe)
    [form] = [form for form in zoe.page(post).forms if "/comments/new/" in form.action]
    address = zoe.post(form.action, {**form.fields, "text": "0"}).header("Location")
    number = address.split("#comment-")[1]
    assert edits(zoe, f"/comments/{number}/edit", ["1", "2", "3"]) == [303, 303, 429]


def test_a_form_without_tags_makes_a_post_without_tags(member, database):
    zoe = member()
    fields = zoe.page("/posts/new").form.fields
    del fields["tags"]
    assert zoe.post("/posts/new", {**fields, "title": "A", "text": "x", "button": "publish"}).status == 303
    assert database.execute("SELECT tags FROM site_post").fetchall() == [("",)]


@pytest.mark.parametrize(
    "fields, field, message",
    [
        ({"title": ""}, "title", "Enter a title."),
        ({"title": " \u3000 "}, "title", "Enter a title."),
        ({"title": "x" * 201}, "title", "The title cannot be longer than 200 characters."),
        ({"title": "a\u202egnp.exe"}, "title", "A title cannot contain invisible characters."),
        ({"title": "a\x07b"}, "title", "A title cannot contain invisible characters."),
        ({"title": "a\nb"}, "title", "A title cannot contain invisible characters."),
        ({"title": "\u200b"}, "title", "A title cannot contain invisible characters."),
        ({"title": "\u200d\u200c"}, "title", "A title must contain a visible character."),
        ({"title": "\u3164"}, "title", "A title must contain a visible character."),
        ({"title": "\u2800 \u115f\ufe0f"}, "title", "A title must contain a visible character."),
        ({"text": ""}, "text", "Enter some text."),
        ({"text": "\x01 \r\n"}, "text", "Enter some text."),
        ({"text": "\u200b\u2060"}, "text", "Enter some text."),
        ({"text": "&#8203;"}, "text", "This text contains nothing visible."),
        ({"text": "[a]: http://x"}, "text", "This text contains nothing visible."),
        ({"text": "*&#8203;*\n\n&#x3164;"}, "text", "This text contains nothing visible."),
        ({"text": "x" * 50_001}, "text", "The text cannot be longer than 50000 characters."),
        ({"tags": "a b c d e f"}, "tags", "A post can have at most 5 tags. You entered 6."),
        ({"tags": "x" * 31}, "tags", "A tag cannot be longer than 30 characters."),
        ({"tags": "<b>"}, "tags", "A tag can contain letters, digits and the characters - _ . + #."),
        (
            {"tags": " ".join(f"t{number}" for number in range(60_000))},
            "tags",
            "A post can have at most 5 tags. You entered more than 100.",
        ),
        ({"tags": ".."}, "tags", "A tag can contain letters, digits and the characters - _ . + #."),
        ({"tags": "a/b"}, "tags", "A tag can contain letters, digits and the characters - _ . + #."),
        ({"tags": "\u3164"}, "tags", "A tag can contain letters, digits and the characters - _ . + #."),
        ({"tags": "a\u202eb"}, "tags", "A tag can contain letters, digits and the characters - _ . + #."),
    ],
)
def test_mistakes_are_marked_at_their_fields_and_nothing_is_stored(member, database, fields, field, message):
    zoe = member()
    answer = zoe.submit("/posts/new", **{"title": "A title", "text": "x", "button": "publish", **fields})
    page = Page(answer.text)
    assert (answer.status, page.errors) == (200, {field: [message]})
    assert database.execute("SELECT count(*) FROM site_post").fetchone() == (0,)


def test_a_tag_that_could_be_stored_once_harms_nothing(member, visitor, database):
    zoe = member()
    address = write(zoe, tags="x")
    for table, column in [("site_post", "tags"), ("site_post_tag", "tag")]:
        database.execute(f"UPDATE {table} SET {column} = ?", ("\u3164",))
    assert [visitor.get(at).status for at in (address, "/posts/", "/posts/feed.atom", "/posts/tag/x")] == [200] * 4
    assert visitor.get("/posts/tag/%E3%85%A4").status == 404
    assert list(Page(zoe.submit(address + "/edit", button="publish").text).errors) == ["tags"]
    assert zoe.submit("/posts/1/edit", tags="y", button="publish").status == 303


@pytest.mark.parametrize("letter", ["😀", "字", "\n"])
@pytest.mark.parametrize("button, status", [("publish", 303), ("preview", 200)])
def test_a_text_has_fifty_thousand_characters_whichever(member, letter, button, status):
    """As a browser sends the form. Urlencoded, 50,000 emoji are 600,000 bytes."""
    zoe = member()
    opened = zoe.get("/posts/new").text
    assert 'method="post" enctype="multipart/form-data"' in opened
    page = Page(opened)
    for length, expected in [(50_000, status), (50_001, 200)]:
        text = "a" + letter * (length - 2) + "b"
        form = {**page.form.fields, "title": "A", "text": text.replace("\n", "\r\n"), "button": button}
        body, content_type = encode_multipart_formdata(form)
        headers = {"Content-Type": content_type, "Content-Length": str(len(body))}
        answer = zoe.request("POST", "/posts/new", body=body, headers=headers)
        assert answer.status == expected
        assert ("text" in Page(answer.text).errors) == (length > 50_000)


@pytest.mark.parametrize("field", ["title", "text", "tags", "token", "base", "button"])
def test_a_megabyte_in_a_field_is_too_much(member, database, field):
    zoe = member()
    answer = zoe.submit("/posts/new", **{"title": "A", "text": "x", field: "x" * 1_000_000})
    assert answer.status == 413
    assert database.execute("SELECT count(*) FROM site_post").fetchone() == (0,)


@pytest.mark.parametrize(
    "title, address",
    [
        ("Don’t panic — it's 50% off!", "/posts/1-dont-panic-its-50-off"),
        ("李小龍", "/posts/1-%E6%9D%8E%E5%B0%8F%E9%BE%8D"),
        ("???", "/posts/1"),
        ("../../etc/passwd", "/posts/1-etc-passwd"),
        ("new", "/posts/1-new"),
        ("👨\u200d👩\u200d👧 می\u200cخواهم", "/posts/1-%D9%85%DB%8C-%D8%AE%D9%88%D8%A7%D9%87%D9%85"),
        ("x" * 200, "/posts/1-" + "x" * 79),
        ("<script>alert(1)</script>", "/posts/1-script-alert-1-script"),
    ],
)
def test_titles_make_addresses(member, visitor, title, address):
    assert write(member(), title) == address
    page = visitor.page(address)
    assert page.headings == [title]


def test_control_characters_are_left_out_of_text(member, database):
    write(member(), text="a\x02b\x1b[31mc\r\nd\re\tf\x7f")
    assert database.execute("SELECT source FROM site_post_text").fetchone() == ("ab[31mc\nd\ne\tf",)


@pytest.mark.parametrize("text", [">" * 10_000 + " deep", "> " * 10_000 + "deep", "- " * 10_000 + "deep", "[" * 20_000])
def test_deep_nesting_is_shown_and_kills_nothing(member, visitor, text):
    address = write(member(), text=text)
    answer = visitor.get(address)
    assert answer.status == 200
    if "deep" in text:
        assert "deep" in Page(answer.text).text


def test_links_of_new_members_are_not_followed(zoe, member, visitor):
    zoe.environment["SITE_MODERATE_FIRST_POSTS"] = "0"
    text = "[a](https://example.org)"
    assert 'rel="nofollow ugc noopener"' in visitor.get(write(zoe, text=text)).text
    assert "nofollow" not in visitor.get(write(member("Bob"), text=text)).text


def test_a_newer_renderer_renders_again_what_an_older_one_made(member, visitor, database):
    address = write(member())
    database.execute("UPDATE site_post_text SET html = 'old', renderer = 1")
    assert "<p>Some <em>text</em>.</p>" in visitor.get(address).text
    assert database.execute("SELECT html FROM site_post_text").fetchone() == ("<p>Some <em>text</em>.</p>\n",)


@pytest.mark.parametrize("address", ["/posts/feed.atom", "/posts/by/Zoe/feed.atom", "/posts/tag/x/feed.atom"])
def test_feeds_have_nothing_of_an_older_renderer(member, visitor, database, address):
    zoe = member()
    for title in ("One", "Two", "Three"):
        write(zoe, title, tags="x")
    database.execute("UPDATE site_post_text SET html = '<p>old</p>', renderer = 1 WHERE post_id < 3")
    for entry in read_feed(visitor.get(address)).findall(ATOM + "entry"):
        assert entry.findtext(ATOM + "content") == "<p>Some <em>text</em>.</p>\n"
    assert database.execute("SELECT DISTINCT html FROM site_post_text").fetchall() == [("<p>Some <em>text</em>.</p>\n",)]


SEARCHES = [
    ("apple", [2, 1]), ("APPLE pie", [1]), ('"pie apple"', []), ('"apple pie"', [1]), ("ban*", [2]), ("b*", []),
    ("élan", [1]), ("elan", [1]), ("apple -pie", [1]), ("title:apple", []), ("apple OR banana", []),
    ("apple NEAR pie", []), ("^apple", [2, 1]), ("{title}:apple", []), ('"', []), ('""', []), ("*", []), ("'; --", []),
    ("apple AND", [1]), ("(apple", [2, 1]), ("apple)", [2, 1]), ("a\\", []), ("%", []), ("+ - ~", []), ("", []),
    ("x" * 5000, []), ("apple " * 1000, [2, 1]), ("\u202eapple", [2, 1]), ('apple"pie"', [1]), ("“apple pie”", [1]),
    ("<mark>", []), ("script", [2]), ("site_post_search", []),
]


def test_any_query_is_safe(member, visitor):
    zoe = member()
    write(zoe, "Apple élan", "with **apple** pie, and more")
    write(zoe, "Banana", "an apple <script>alert(1)</script>")
    for query, expected in SEARCHES:
        answer = visitor.request("GET", "/posts/search?" + urlencode({"q": query}))
        assert answer.status == 200, (query, answer.errors)
        found = [int(number) for number in re.findall(r'<h2><a href="/posts/(\d+)-', answer.text)]
        assert found == expected, query
    text = visitor.get("/posts/search?q=apple").text
    assert ">Banana</a>" in text and "<mark>Apple</mark> élan" in text
    assert "an <mark>apple</mark> &lt;script&gt;" in text
    assert visitor.get("/posts/search?q=%FF").status == 400
    assert visitor.get("/posts/search?q=a%00b").status == 400


def test_search_follows_edits_and_statuses(member, visitor):
    zoe = member()
    write(zoe, "Old", "ancient")
    zoe.submit("/posts/1/edit", title="New", text="modern", button="publish")
    assert titles(visitor.get("/posts/search?q=ancient").text) == []
    assert titles(visitor.get("/posts/search?q=old").text) == []
    assert titles(visitor.get("/posts/search?q=modern").text) == ["New"]
    zoe.submit("/posts/new", title="Draft", text="modern", button="draft")
    assert titles(visitor.get("/posts/search?q=modern").text) == ["New"]


def test_feeds(member, visitor, database):
    zoe = member()
    write(zoe, "One & <two>", "a *b*", tags="x")
    write(member("Bob"), "Three", tags="y")
    database.execute("UPDATE site_post SET created_seconds = 1767225600, published_seconds = 1767225600 + id")
    for address, expected in [
        ("/posts/feed.atom", ["Three", "One & <two>"]),
        ("/posts/by/Zoe/feed.atom", ["One & <two>"]),
        ("/posts/tag/y/feed.atom", ["Three"]),
        ("/posts/tag/none/feed.atom", []),
    ]:
        feed = read_feed(visitor.get(address, headers={"Host": "club.example.org"}))
        assert [entry.findtext(ATOM + "title") for entry in feed.iter(ATOM + "entry")] == expected, address
        assert feed.find(ATOM + "link[@rel='self']").get("href") == "http://club.example.org" + address
    entry = read_feed(visitor.get("/posts/by/Zoe/feed.atom", headers={"Host": "a.org:8080"})).find(ATOM + "entry")
    assert entry.findtext(ATOM + "id") == "tag:a.org,2026-01-01:posts/1"
    assert entry.findtext(ATOM + "content") == "<p>a <em>b</em></p>\n"
    assert entry.findtext(ATOM + "updated") == "2026-01-01T00:00:01Z"
    assert entry.find(ATOM + "link").get("href") == "http://a.org:8080/posts/1-one-two"
    assert entry.find(ATOM + "content").base == "http://a.org:8080/posts/1-one-two", "where its links are meant from"
    feed = read_feed(visitor.get("/posts/feed.atom", headers={"Host": "[::1]:8080"}))
    assert feed.findtext(ATOM + "id") == "tag:1." + "0." * 31 + "ip6.arpa,2026-01-01:posts", "brackets are in no IRI"
    assert feed.find(ATOM + "link").get("href") == "http://[::1]:8080/posts/feed.atom"
    settings = {"SITE_URL": "https://www.club.org/"}
    entry = read_feed(visitor.get("/posts/feed.atom", environment=settings)).find(ATOM + "entry")
    assert entry.findtext(ATOM + "id") == "tag:www.club.org,2026-01-01:posts/2"
    assert entry.find(ATOM + "link").get("href") == "https://www.club.org/posts/2-three"


def test_the_sitemap_has_what_everyone_can_see(member, visitor, database):
    zoe = member()
    write(zoe, "One")
    write(zoe, "Two")
    zoe.submit("/posts/1/delete", button="delete")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(visitor.get("/sitemap.xml", headers={"Host": "a.org"}).body)
    assert [node.text for node in root.iter(space + "loc")] == ["http://a.org/posts/2-two"]
    database.execute("UPDATE site_post SET id = 12000 WHERE id = 2")
    root = ElementTree.fromstring(visitor.get("/sitemap.xml", headers={"Host": "a.org"}).body)
    assert root.tag == space + "sitemapindex"
    parts = [node.text for node in root.iter(space + "loc")]
    assert parts == ["http://a.org/sitemap.xml?part=0", "http://a.org/sitemap.xml?part=1"]
    root = ElementTree.fromstring(visitor.get("/sitemap.xml?part=1", headers={"Host": "a.org"}).body)
    assert [node.text for node in root.iter(space + "loc")] == ["http://a.org/posts/12000-two"]


@pytest.mark.parametrize("address", ["/posts/", "/posts/1-a-title", "/posts/feed.atom", "/sitemap.xml", "/posts/by/Zoe"])
def test_what_has_not_changed_is_not_sent_again(member, visitor, address):
    zoe = member()
    write(zoe)
    first = visitor.get(address)
    tag = first.header("ETag")
    assert first.header("Cache-Control") == "public, max-age=60"
    again = visitor.get(address, headers={"If-None-Match": tag})
    assert (again.status, again.body, again.header("ETag")) == (304, b"", tag)
    assert visitor.get(address, headers={"If-None-Match": '"other"'}).status == 200
    assert zoe.submit("/posts/1/edit", text="other", button="publish").status == 303
    assert visitor.get(address, headers={"If-None-Match": tag}).status == 200


CONDITIONS = [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"}]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize(
    "address, status",
    [
        ("/posts/1-a-title", 404), ("/comments/on/1/feed.atom", 404), ("/posts/by/nobody", 404),
        ("/posts/by/nobody/feed.atom", 404), ("/posts/?before=zz", 404), ("/posts/2-another", 301), ("/posts/by/ZOE", 301),
    ],
)
def test_of_what_is_not_there_nobody_has_a_version(member, visitor, address, status, condition):
    zoe = member()
    zoe.submit("/posts/new", title="A title", text="x", button="draft")
    write(zoe, "Public")
    answer = visitor.get(address, headers=condition)
    assert (answer.status, answer.header("ETag")) == (status, None)


@pytest.mark.parametrize("address", ["/posts/by/Zoe", "/posts/by/Zoe/feed.atom"])
@pytest.mark.parametrize("change, status", [("status = 0", 404), ("name = 'Ada'", 404)])
def test_who_is_gone_has_no_posts_in_any_cache(member, visitor, database, address, change, status):
    write(member())
    tag = visitor.get(address).header("ETag")
    assert visitor.get(address, headers={"If-None-Match": tag}).status == 304
    database.execute(f"UPDATE users_user SET {change} WHERE name = 'Zoe'")
    assert visitor.get(address, headers={"If-None-Match": tag}).status == status


@pytest.mark.parametrize("address", ["/posts/feed.atom", "/sitemap.xml", "/comments/on/1/feed.atom"])
def test_whole_addresses_follow_the_sites_own(member, visitor, address):
    write(member())
    tag = visitor.get(address).header("ETag")
    again = visitor.get(address, headers={"If-None-Match": tag}, environment={"SITE_URL": "https://new.example.org"})
    assert again.status == 200 and "https://new.example.org/" in again.text


def test_the_end_of_a_list_that_is_gone_leads_to_its_beginning(member, visitor):
    write(member())
    for address in ["/posts/", "/posts/by/Zoe"]:
        answer = visitor.get(f"{address}?before=1-1")
        assert (answer.status, answer.header("Location")) == (302, address)
        assert titles(visitor.get(address).text) == ["A title"]


def test_unpublished_posts_say_what_they_are(member):
    zoe = member()
    write(zoe)
    zoe.submit("/posts/1/delete", button="delete")
    zoe.submit("/posts/new", title="A draft", text="x", button="draft")
    page = zoe.page("/posts/drafts").text
    assert "deleted" in page and "draft" in page


def test_what_nobody_has_seen_is_not_marked_as_edited(member, visitor, zoe, database):
    write(zoe, "Hello", "one")
    assert database.execute("SELECT status FROM site_post").fetchone() == (1,)
    assert zoe.submit("/posts/1/edit", text="two", button="publish").status == 303
    assert member("Mo", role=1).submit("/moderation/post/1", act="approve").status == 303
    assert "edited" not in visitor.page("/posts/1-hello").text


def test_a_button_pressed_twice_does_once_what_it_says(member):
    zoe = member()
    write(zoe)
    form = zoe.page("/posts/1/delete").form.fields
    for button, words in [("delete", "The post has been deleted. You can restore it."), ("restore", "The post has been restored.")]:
        for _ in range(2):
            assert zoe.post("/posts/1/delete", {**form, "button": button}).status == 303
            assert ("message", words) in zoe.page("/posts/1-a-title").flashes


@pytest.mark.parametrize("address", ["/posts/", "/posts/1-a-title"])
def test_pages_of_members_are_their_own(member, visitor, address):
    zoe, bob = member("Zoe"), member("Bob")
    write(zoe)
    zoe.page(address)  # with the message that it is published
    first = zoe.get(address)
    assert first.header("Cache-Control") == "private, no-cache"
    assert first.header("Vary") == "Cookie"
    tag = first.header("ETag")
    assert zoe.get(address, headers={"If-None-Match": tag}).status == 304
    for other in [visitor, bob]:
        assert other.get(address, headers={"If-None-Match": tag}).status == 200
    zoe.sign_out()
    assert zoe.get(address, headers={"If-None-Match": tag}).status == 200


def test_a_template_that_is_edited_is_seen_at_once(member, visitor, data):
    write(member())
    folder = data / "templates" / "posts"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("one")
    settings = {"SITE_TEMPLATES": str(data / "templates")}
    first = visitor.get("/posts/", environment=settings)
    (folder / "index.html").write_text("two")
    again = visitor.get("/posts/", environment=settings, headers={"If-None-Match": first.header("ETag")})
    assert (first.text, again.text) == ("one", "two")


def statements(answer):
    return int(re.fullmatch(r'sql;desc="(\d+) statements"', answer.header("Server-Timing"))[1])


@pytest.mark.parametrize(
    "address, most",
    [
        ("/posts/", 2), ("/posts/1-a-title", 3), ("/posts/by/Zoe", 3), ("/posts/tag/x", 2), ("/posts/search?q=title", 2),
        ("/posts/feed.atom", 1), ("/posts/by/Zoe/feed.atom", 2), ("/posts/tag/x/feed.atom", 1), ("/sitemap.xml", 2),
        ("/comments/on/1/feed.atom", 2), ("/posts/drafts", 2), ("/posts/new", 1), ("/posts/1/edit", 2), ("/users/Zoe/", 3),
        ("/comments/1", 3), ("/comments/1/edit", 2), ("/comments/1/delete", 2), ("/comments/new/1?to=1", 3),
    ],
)
def test_pages_cost_few_statements(member, visitor, address, most):
    zoe = member()
    post = write(zoe, tags="x")
    first = comment(zoe, post, "A comment.")
    reply(zoe, post, first, "An answer.")
    zoe.page("/posts/")  # with the message
    for reader in [zoe, visitor]:
        answer = reader.get(address, environment={"SITE_DEBUG": "true"})
        assert statements(answer) <= most <= 3
        tag = answer.header("ETag")
        if answer.status == 200 and tag:
            again = reader.get(address, environment={"SITE_DEBUG": "true"}, headers={"If-None-Match": tag})
            assert again.status == 304
            assert statements(again) <= 1


@pytest.mark.parametrize(
    "address",
    [
        "/posts/2-hidden", "/comments/1", "/comments/2", "/moderation/", "/moderation/log", "/moderation/post/1",
        "/moderation/post/2", "/moderation/comment/1", "/moderation/user/Zoe", "/moderation/report/1?comment=2",
    ],
)
def test_pages_of_moderation_cost_few_statements(member, address):
    zoe, mo = member(), member("Mo", role=1)
    post, hidden = write(zoe), write(zoe, "Hidden")
    for text in ["Rude.", "Kind."]:
        comment(zoe, post, text)
    for what in ["/moderation/comment/1", "/moderation/post/2"]:
        assert mo.submit(what, act="hide", reason="Rude").status == 303
    for reader in [mo, zoe]:
        reader.page("/posts/")  # with the message
        if reader is mo or "moderation" not in address:
            assert statements(reader.get(address, environment={"SITE_DEBUG": "true"})) <= 3


def test_reasons_in_a_thread_cost_one_statement_and_only_those_who_read_them(member, visitor):
    zoe, mo, bo = member(), member("Mo", role=1), member("Bo")
    post = write(zoe)
    for text in ["Rude.", "Kind.", "Odd."]:
        comment(zoe, post, text)
    readers = [zoe, mo, bo, visitor]

    def costs():
        return [statements(reader.get(post, environment={"SITE_DEBUG": "true"})) for reader in readers]

    def moderate(what, **fields):
        assert mo.submit(what, **fields).status == 303
        mo.page("/posts/")  # with the message

    usual = costs()
    assert usual == [3, 3, 3, 2]
    for number, reason in [(1, "Rude"), (3, "Odd")]:
        moderate(f"/moderation/comment/{number}", act="hide", reason=reason)
    assert costs() == [4, 4, 3, 2]
    for reader in [zoe, mo]:
        assert re.findall(r"hidden by staff: <q[^>]*>(\w+)", reader.get(post).text) == ["Rude", "Odd"]
    moderate("/moderation/post/1", act="lock", reason="Enough")
    assert costs() == [4, 4, 4, 3]
    for reader in readers:
        assert re.findall(r"discussion is locked.*<q[^>]*>(\w+)", reader.get(post).text) == ["Enough"]
    assert re.findall(r"hidden by staff: <q[^>]*>(\w+)", zoe.get(post).text) == ["Rude", "Odd"]


def test_developers_alone_are_told_what_a_page_cost(visitor):
    assert visitor.get("/posts/").header("Server-Timing") is None


@pytest.mark.parametrize("fields, error", [({"title": ""}, None), ({"tags": "a/b, ?"}, "tags")])
def test_a_preview_needs_only_a_text(ada, fields, error):
    answer = ada.submit("/posts/new", **{"title": "Bees", "text": "They *hum*.", "button": "preview", **fields})
    assert answer.status == 200 and "<em>hum</em>" in answer.text
    assert list(Page(answer.text).errors) == ([error] if error else [])


def test_a_draft_says_that_it_needs_a_title(ada):
    assert "Drafts need a title, too." in ada.page("/posts/new").text
    answer = ada.submit("/posts/new", title="", text="x", button="draft")
    assert "title" in Page(answer.text).errors


def test_the_history_has_the_title_and_tags_of_now(ada):
    post = ada.submit("/posts/new", title="Bees", text="x", tags="hives", button="publish").header("Location")
    number = post.split("/posts/")[1].split("-")[0]
    now = ada.page(f"/posts/{number}/revisions").text.split("Current version")[1]
    assert "Bees" in now and "hives" in now
