"""What people do in discussions: posts to comment on, comments, and people of every standing."""

from support.page import Page

ADMIN, STAFF, USER = 0, 1, 2
INACTIVE, NEW, ACTIVE = 0, 1, 2


def write_post(author, title="A post", text="Its text") -> str:
    """Writes a post; answers its address."""
    answer = author.submit("/posts/new", title=title, text=text, button="publish")
    assert answer.status == 303, (Page(answer.text).errors, answer.errors)
    return answer.header("Location")


def number(address: str) -> int:
    return int(address.split("/posts/")[1].split("-")[0].split("?")[0].split("#")[0])


def comment_form(visitor, post: str):
    """The form below a post."""
    [form] = [form for form in visitor.page(post).forms if "/comments/new/" in form.action]
    return form


def send_comment(visitor, post: str, text: str, **fields):
    """Writes into the form below a post and sends it."""
    form = comment_form(visitor, post)
    return visitor.post(form.action, {**form.fields, "text": text, **fields})


def comment(visitor, post: str, text: str) -> int:
    """Comments on a post; answers the comment's number."""
    return comment_number(send_comment(visitor, post, text))


def reply(visitor, post: str, to: int, text: str) -> int:
    return comment_number(visitor.submit(f"/comments/new/{number(post)}?to={to}", text=text))


def comment_number(answer) -> int:
    assert answer.status == 303, (answer.status, Page(answer.text).summary, answer.errors)
    return int(answer.header("Location").split("#comment-")[1])


def comments(database, *columns) -> list:
    return database.execute(f"SELECT {', '.join(columns)} FROM site_comment ORDER BY post_id, path").fetchall()
