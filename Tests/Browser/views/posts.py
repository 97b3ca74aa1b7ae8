"""Posts, and what writes them."""

from playwright.sync_api import expect

from person import fill_post, send
from views import view
from views.scenes import (
    MEMBER, STAFF, TEXT, UNCONFIRMED, change, draft, expect_refusal, number, publish, settings, somebody, title_by,
)


@view("posts/index.html")
def _(page, viewer, site):
    publish(somebody(site))
    page.goto("/")


@view("posts/index.html", "none")
def _(page, viewer, site):
    with settings(site, "DATABASE = sqlite:///empty.db"):
        page.goto("/")
        expect(page.get_by_role("main")).to_contain_text("No posts yet.")


@view("posts/index.html", "member", role=MEMBER)
def _(page, viewer, site):
    publish(viewer)
    page.goto("/")


@view("posts/index.html", "pages", role=MEMBER)
def _(page, viewer, site):
    _publish_many(viewer, site, 45)
    page.goto("/")
    page.get_by_role("link", name="Older posts").click()
    expect(page.get_by_role("link", name="Newer posts")).to_be_visible()
    expect(page.get_by_role("link", name="Older posts")).to_be_visible()


def _publish_many(viewer, site, count):
    post = number(publish(viewer))
    columns = "author_id, status, version, created_seconds, updated_seconds, published_seconds, slug, tags, excerpt"
    numbers = f"WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    change(
        site,
        f"{numbers} INSERT INTO site_post (title, {columns}) SELECT title || ', part ' || (i + 1), {columns} FROM n, site_post"
        f" WHERE id = {post}",
    )


@view("posts/post.html")
def _(page, viewer, site):
    page.goto(publish(somebody(site)))


@view("posts/post.html", "author", role=MEMBER)
def _(page, viewer, site):
    page.goto(publish(viewer))


@view("posts/post.html", "unconfirmed", role=UNCONFIRMED)
def _(page, viewer, site):
    page.goto(publish(somebody(site)))
    expect(page.get_by_role("main")).to_contain_text("confirm your email address")


@view("posts/post.html", "staff", role=STAFF)
def _(page, viewer, site):
    page.goto(publish(somebody(site)))


@view("posts/post.html", "edited", role=MEMBER)
def _(page, viewer, site):
    page.goto(_edited(viewer))
    expect(page.get_by_text("edited")).to_be_visible()


def _edited(viewer):
    return viewer.send(f"/posts/{number(publish(viewer))}/edit", text="Shorter.", button="publish")


@view("posts/post.html", "waiting", role=MEMBER)
def _(page, viewer, site):
    change(site, f"UPDATE users_user SET status = 1 WHERE name = '{viewer.name}'")
    page.goto(publish(viewer))
    expect(page.get_by_text("This post is waiting for staff approval")).to_be_visible()


@view("posts/post.html", "hidden", role=MEMBER)
def _(page, viewer, site):
    post = publish(viewer)
    somebody(site, STAFF).send(f"/moderation/post/{number(post)}", act="hide", reason="This is advertising.")
    page.goto(post)
    expect(page.get_by_text("This post was hidden by staff")).to_be_visible()


@view("posts/post.html", "deleted", role=MEMBER)
def _(page, viewer, site):
    page.goto(viewer.send(f"/posts/{number(publish(viewer))}/delete", button="delete"))
    expect(page.get_by_role("button", name="Restore")).to_be_visible()


@view("posts/post.html", "draft", role=MEMBER)
def _(page, viewer, site):
    page.goto(draft(viewer))
    expect(page.get_by_role("main").get_by_role("button", name="Publish")).to_be_visible()
    expect(page.get_by_role("link", name="Drafts")).to_be_visible()


@view("posts/revisions.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/{number(_edited(viewer))}/revisions")
    page.get_by_text("Until").click()


@view("posts/revisions.html", "none", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/{number(publish(viewer))}/revisions")


@view("posts/delete.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/{number(publish(viewer))}/delete")


@view("posts/delete.html", "bring-back", role=MEMBER)
def _(page, viewer, site):
    post = number(publish(viewer))
    viewer.send(f"/posts/{post}/delete", button="delete")
    page.goto(f"/posts/{post}/delete")


@view("posts/publish.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/{number(draft(viewer))}/publish")


@view("posts/publish.html", "stale", role=MEMBER, status=400)
def _(page, viewer, site):
    page.goto(f"/posts/{number(draft(viewer))}/publish")
    page.locator("main [name=csrf_token]").evaluate("field => { field.value = 'x'; }")
    send(page, "Publish")
    expect_refusal(page)


@view("posts/drafts.html", role=MEMBER)
def _(page, viewer, site):
    draft(viewer)
    page.goto("/posts/drafts")


@view("posts/drafts.html", "none", role=MEMBER)
def _(page, viewer, site):
    page.goto("/posts/drafts")


@view("posts/edit.html", "new", role=MEMBER)
def _(page, viewer, site):
    page.goto("/posts/new")


@view("posts/edit.html", "unconfirmed", role=UNCONFIRMED)
def _(page, viewer, site):
    page.goto("/posts/new")


@view("posts/edit.html", "wait", role=MEMBER)
def _(page, viewer, site):
    with settings(site, "POSTS_PER_MINUTE = 1"):
        publish(viewer)
        page.goto("/posts/new")
    expect(page.get_by_role("main")).to_contain_text("You have sent too much in a short time.")


@view("posts/edit.html", "too-many", role=MEMBER, status=429)
def _(page, viewer, site):
    with settings(site, "POSTS_PER_MINUTE = 1"):
        publish(viewer)
        page.goto("/posts/new")
        fill_post(page, title_by(viewer), TEXT, "")
        send(page, "Publish")
        expect_refusal(page)


@view("posts/edit.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto("/posts/new")
    fill_post(page, "", "", "<no> <tags>")
    send(page, "Publish")
    expect_refusal(page)


@view("posts/edit.html", "preview", role=MEMBER)
def _(page, viewer, site):
    page.goto("/posts/new")
    fill_post(page, title_by(viewer), TEXT, "repair")
    send(page, "Preview")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()


@view("posts/edit.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/{number(publish(viewer))}/edit")


@view("posts/edit.html", "draft", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/{number(draft(viewer))}/edit")


@view("posts/edit.html", "changed-meanwhile", status=409, role=MEMBER)
def _(page, viewer, site):
    post = number(publish(viewer))
    page.goto(f"/posts/{post}/edit")
    change(site, f"UPDATE site_post_text SET source = 'Another text.' WHERE post_id = {post}")
    send(page, "Save")
    expect_refusal(page, "The post has changed since you started editing")


@view("posts/search.html")
def _(page, viewer, site):
    page.goto("/posts/search")


@view("posts/search.html", "found")
def _(page, viewer, site):
    publish(somebody(site))
    page.goto("/")
    page.get_by_role("searchbox").fill("repair code")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()


@view("posts/search.html", "nothing-found", role=MEMBER)
def _(page, viewer, site):
    page.goto("/posts/search?q=nobodywritesthis")
    expect(page.get_by_role("main")).to_contain_text("No post matches")


@view("posts/by.html")
def _(page, viewer, site):
    author = somebody(site)
    publish(author)
    page.goto(f"/posts/by/{author.name}")


@view("posts/by.html", "none", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/posts/by/{viewer.name}")


@view("posts/tag.html")
def _(page, viewer, site):
    publish(somebody(site))
    page.goto("/posts/tag/repair")


@view("posts/tag.html", "none")
def _(page, viewer, site):
    page.goto("/posts/tag/nothing-has-this")
