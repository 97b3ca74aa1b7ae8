"""Comments, and the work of staff."""

from playwright.sync_api import expect

from person import send
from views import view
from views.scenes import (
    ADMIN, MEMBER, STAFF, TEXT, UNCONFIRMED, change, comment, expect_refusal, lock, number, publish, settings, somebody,
)


def _discussion(site, *, author=None, answerer=None) -> str:
    """A post with comments of every kind, on which two people have written."""
    author, other = author or somebody(site), answerer or somebody(site)
    post = publish(author)
    first = comment(other, post, TEXT)
    answer = comment(author, post, "Bring the cable, too.", to=first)
    for text in ("Which one?", "The black one."):
        answer = comment(other, post, text, to=answer)
    gone = comment(author, post, "Wrong thread.")
    comment(other, post, "No, it is not.", to=gone)
    hidden = comment(other, post, "Buy my toasters!")
    author.send(f"/comments/{gone}/delete", button="delete")
    other.send(f"/comments/{first}/edit", text="I come, with my *new* toaster.")
    somebody(site, STAFF).send(f"/moderation/comment/{hidden}", act="hide", reason="This is advertising.")
    return post


@view("posts/post.html", "comments")
def _(page, viewer, site):
    page.goto(_discussion(site))
    expect(page.get_by_role("article").first).to_be_visible()


@view("posts/post.html", "comments-answerer", role=MEMBER)
def _(page, viewer, site):
    page.goto(_discussion(site, answerer=viewer))
    expect(page.get_by_text("This comment was hidden by staff")).to_be_visible()


@view("posts/post.html", "comments-author", role=MEMBER)
def _(page, viewer, site):
    page.goto(_discussion(site, author=viewer))
    expect(page.get_by_role("link", name="Restore")).to_be_visible()


@view("posts/post.html", "comments-staff", role=STAFF)
def _(page, viewer, site):
    page.goto(_discussion(site))


@view("posts/post.html", "comments-wait", role=MEMBER)
def _(page, viewer, site):
    with settings(site, "COMMENTS_PER_MINUTE = 1"):
        post = publish(viewer)
        comment(viewer, post)
        page.goto(post)
    expect(page.get_by_role("main")).to_contain_text("You have sent too much in a short time.")


@view("posts/post.html", "comments-pages")
def _(page, viewer, site):
    author = somebody(site)
    post = publish(author)
    first = comment(author, post)
    columns = "post_id, parent_id, depth, author_id, status, created_seconds, updated_seconds, renderer, html, source"
    change(
        site,
        *[
            f"INSERT INTO site_comment (path, id, {columns}) SELECT '{_path(int(first) + i)}', id + {i}, {columns}"
            f" FROM site_comment WHERE id = {first}"
            for i in range(1, 251)
        ],
        "UPDATE site_post SET comment_count = 251, version = (SELECT max(version) + 1 FROM site_post)"
        f" WHERE id = {number(post)}",
    )
    page.goto(post)
    page.get_by_role("link", name="More comments").click()
    expect(page.get_by_role("link", name="Earlier comments")).to_be_visible()


def _path(comment: int) -> str:
    """Where it stands among a post's comments: its number in base 36, after the number of its digits."""
    digits, rest = "", comment
    while rest:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36] + digits
        rest //= 36
    return f"{len(digits)}{digits}"


@view("posts/post.html", "discussion-closed", role=MEMBER)
def _(page, viewer, site):
    post = publish(viewer)
    lock(site, post)
    page.goto(post)
    expect(page.get_by_text("This discussion is locked.")).to_contain_text("All has been said.")


@view("comments/new.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/new/{number(publish(viewer))}")


@view("comments/new.html", "answer", role=MEMBER)
def _(page, viewer, site):
    post = publish(viewer)
    page.goto(f"/comments/new/{number(post)}?to={comment(viewer, post, TEXT)}")


@view("comments/new.html", "unconfirmed", role=UNCONFIRMED)
def _(page, viewer, site):
    page.goto(f"/comments/new/{number(publish(somebody(site)))}")


@view("comments/new.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/new/{number(publish(viewer))}")
    send(page, "Post comment")
    expect_refusal(page)


@view("comments/new.html", "preview", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/new/{number(publish(viewer))}")
    page.get_by_label("Comment").fill(TEXT)
    send(page, "Preview")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()


@view("comments/new.html", "closed", role=MEMBER)
def _(page, viewer, site):
    post = publish(viewer)
    lock(site, post)
    page.goto(f"/comments/new/{number(post)}")
    expect(page.get_by_role("link", name="Back to the post")).to_be_visible()


@view("comments/new.html", "post-gone", role=MEMBER, status=409)
def _(page, viewer, site):
    author = somebody(site)
    post = number(publish(author))
    page.goto(f"/comments/new/{post}")
    author.send(f"/posts/{post}/delete", button="delete")
    page.get_by_label("Comment").fill("I come.")
    send(page, "Post comment")
    expect_refusal(page, "This post no longer exists.")


@view("comments/edit.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/{comment(viewer, publish(viewer))}/edit")


@view("comments/edit.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/{comment(viewer, publish(viewer))}/edit")
    page.get_by_label("Comment").fill("")
    send(page, "Save")
    expect_refusal(page)


@view("comments/edit.html", "preview", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/{comment(viewer, publish(viewer))}/edit")
    send(page, "Preview")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()


@view("comments/edit.html", "closed", role=MEMBER, status=403)
def _(page, viewer, site):
    post = publish(viewer)
    written = comment(viewer, post)
    lock(site, post)
    page.goto(f"/comments/{written}/edit")
    expect(page.get_by_role("link", name="Back to the comment")).to_be_visible()


@view("comments/edit.html", "changed-meanwhile", status=409, role=MEMBER)
def _(page, viewer, site):
    written = comment(viewer, publish(viewer))
    page.goto(f"/comments/{written}/edit")
    viewer.send(f"/comments/{written}/edit", text="I come, with *two* toasters.\n\n# Both of them")
    page.get_by_label("Comment").fill("I come, with my old bicycle.")
    send(page, "Save")
    expect(page.get_by_text("Current version, edited")).to_be_visible()


@view("comments/delete.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/comments/{comment(viewer, publish(viewer), TEXT)}/delete")


@view("comments/delete.html", "bring-back", role=MEMBER)
def _(page, viewer, site):
    written = comment(viewer, publish(viewer))
    viewer.send(f"/comments/{written}/delete", button="delete")
    page.goto(f"/comments/{written}/delete")


@view("moderation/report.html", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/moderation/report/{number(publish(somebody(site)))}")


@view("moderation/report.html", "comment", role=MEMBER)
def _(page, viewer, site):
    author = somebody(site)
    post = publish(author)
    page.goto(f"/moderation/report/{number(post)}?comment={comment(author, post, TEXT)}")


@view("moderation/report.html", "errors", role=MEMBER)
def _(page, viewer, site):
    page.goto(f"/moderation/report/{number(publish(somebody(site)))}")
    send(page, "Send report")
    expect_refusal(page)


@view("moderation/queue.html", "empty", role=STAFF)
def _(page, viewer, site):
    change(site, "DELETE FROM site_report", "UPDATE site_post SET status = 2 WHERE status = 1",
           "UPDATE site_comment SET status = 2 WHERE status = 1")
    page.goto("/moderation/")
    expect(page.get_by_text("Nothing here.")).to_have_count(2)


@view("moderation/queue.html", role=ADMIN)
def _(page, viewer, site):
    newcomer, author, member = _newcomer(site), somebody(site), somebody(site)
    post = publish(author)
    for _ in range(2):
        publish(newcomer)
        comment(newcomer, post)
    rude = comment(author, post)
    for reporter in (member, somebody(site)):
        reporter.send(f"/moderation/report/{number(post)}", reason="Not about bicycles")
        reporter.send(f"/moderation/report/{number(post)}?comment={rude}", reason="Not kind")
    page.goto("/moderation/")
    expect(page.get_by_role("link", name="Moderation").first).to_contain_text("to review")
    expect(page.get_by_text("Not kind").first).to_be_visible()


def _newcomer(site):
    """Somebody whose first texts wait for staff."""
    newcomer = somebody(site)
    change(site, f"UPDATE users_user SET status = 1 WHERE name = '{newcomer.name}'")
    return newcomer


@view("moderation/log.html", "empty", role=STAFF)
def _(page, viewer, site):
    change(site, "DELETE FROM site_audit")
    page.goto("/moderation/log")


@view("moderation/log.html", role=STAFF)
def _(page, viewer, site):
    page.goto(_log_of_everything(viewer, site))


def _log_of_everything(viewer, site):
    person = somebody(site)
    post = publish(person)
    written = comment(person, post)
    for address, act in [
        (f"post/{number(post)}", "lock"), (f"post/{number(post)}", "hide"), (f"comment/{written}", "hide"),
        (f"user/{person.name}", "ban"),
    ]:
        viewer.send(f"/moderation/{address}", act=act, reason="Enough of it.")
    columns = "actor_id, act, post_id, comment_id, user_id, created_seconds, reason"
    change(site, *[f"INSERT INTO site_audit ({columns}) SELECT {columns} FROM site_audit"] * 6)
    return "/moderation/log"


@view("moderation/act.html", "post", role=STAFF)
def _(page, viewer, site):
    author = somebody(site)
    post = number(publish(author))
    viewer.send(f"/moderation/post/{post}", act="lock", reason="All has been said.")
    somebody(site).send(f"/moderation/report/{post}", reason="Not about bicycles")
    page.goto(f"/moderation/post/{post}")
    expect(page.get_by_text("Not about bicycles")).to_be_visible()


@view("moderation/act.html", "errors", role=STAFF)
def _(page, viewer, site):
    page.goto(f"/moderation/post/{number(publish(somebody(site)))}")
    send(page, "Hide")
    expect_refusal(page)


@view("moderation/act.html", "comment", role=STAFF)
def _(page, viewer, site):
    author = somebody(site)
    page.goto(f"/moderation/comment/{comment(author, publish(author), TEXT)}")


@view("moderation/act.html", "changed-meanwhile", role=STAFF, status=409)
def _(page, viewer, site):
    newcomer = _newcomer(site)
    written = comment(newcomer, publish(somebody(site)))
    page.goto(f"/moderation/comment/{written}")
    newcomer.send(f"/comments/{written}/edit", text="Something else.")
    send(page, "Approve")
    expect_refusal(page, "It has been edited in the meantime.")


@view("moderation/act.html", "person", role=ADMIN)
def _(page, viewer, site):
    page.goto(f"/moderation/user/{somebody(site).name}")
    expect(page.get_by_label("Hide everything")).to_be_visible()


@view("moderation/act.html", "closed-account", role=STAFF)
def _(page, viewer, site):
    person = somebody(site)
    publish(person)
    viewer.send(f"/moderation/user/{person.name}", act="ban", reason="Advertising", texts="y")
    page.goto(f"/moderation/user/{person.name}")
    expect(page.get_by_role("button", name="Reopen the account")).to_be_visible()


@view("moderation/act.html", "nothing-to-do", role=STAFF)
def _(page, viewer, site):
    page.goto(f"/moderation/user/{somebody(site, ADMIN).name}")
    expect(page.get_by_text("There is nothing you can do here.")).to_be_visible()
