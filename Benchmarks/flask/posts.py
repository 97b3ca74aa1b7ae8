"""The list of posts and a post with its comments in Flask: the same pages, for visitors and for somebody whom the site has
signed in, from the site's own templates, database and secret key."""

import datetime
import hashlib
import os
import secrets
import sqlite3

from flask import Flask, g, render_template, request, session
from itsdangerous import URLSafeTimedSerializer
from markupsafe import Markup

FOLDER = os.path.dirname(os.path.abspath(__file__))
# What the templates link to.
RULES = {
    "index": "/", "users.login": "/users/login/", "users.register": "/users/register/", "users.profile": "/users/<name>/",
    "posts.index": "/posts/", "posts.new": "/posts/new", "posts.by": "/posts/by/<name>", "posts.tag": "/posts/tag/<tag>",
    "posts.search": "/posts/search", "posts.feed": "/posts/feed.atom", "posts.show": "/posts/<post>",
    "comments.new": "/comments/new/<post>", "comments.show": "/comments/<comment>",
    "comments.feed": "/comments/on/<post>/feed.atom", "static": "/static/<path:filename>",
    "users.home": "/users/me/", "users.logout": "/users/logout/", "users.thread_notices": "/users/me/notices/<post>",
    "moderation.report": "/moderation/report/<post>",
}  # fmt: skip
POST = """
    SELECT post.*, author.name AS author FROM site_post AS post LEFT JOIN users_user AS author ON author.id = post.author_id
"""
COMMENTS = """
    SELECT comment.*, author.name AS author FROM site_comment AS comment
    LEFT JOIN users_user AS author ON author.id = comment.author_id
    WHERE comment.post_id = ? AND comment.status = 2 ORDER BY comment.path LIMIT 101
"""

application = Flask(__name__, template_folder="site", static_folder=None)
application.config["SITE_NAME"] = "My Site"
with open(os.path.join(FOLDER, "posts_secret_key"), "rb") as file:
    application.secret_key = file.read()
application.session_interface.digest_method = staticmethod(hashlib.sha256)


def rows(sql, *values):
    connection = sqlite3.connect(os.path.join(FOLDER, "posts.db"))
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(sql, values)]
    connection.close()
    return found


@application.before_request
def load_user():
    g.user = None
    if "user_id" in session:
        [g.user] = rows("SELECT id, name, email, password, role, status FROM users_user WHERE id = ?", session["user_id"])


@application.context_processor
def of_the_reader():
    def csrf_token():
        return URLSafeTimedSerializer(application.secret_key, salt="wtf-csrf-token").dumps(session["csrf_token"])

    return {"current_user": g.user, "csrf_token": csrf_token}


def moment(seconds):
    if seconds is None:
        return None
    time = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return {"iso": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "text": f"{time.day} {time.strftime('%b %Y, %H:%M UTC')}"}


def post_view(row):
    return row | {
        "key": f"{row['id']}-{row['slug']}", "tags": row["tags"].split(), "published": moment(row["published_seconds"]),
        "edited": moment(row["edited_seconds"]),
    }  # fmt: skip


def comment_views(found):
    by_id = {row["id"]: row for row in found}
    for row in found:
        parent = by_id.get(row["parent_id"])
        stands_beside = parent and row["depth"] == parent["depth"] == 2
        yield row | {
            "answers": parent["author"] if stands_beside else None, "html": Markup(row["html"]), "status": "published",
            "created": moment(row["created_seconds"]), "edited": moment(row["edited_seconds"]), "can_answer": True,
            "can_report": g.user is not None,
        }  # fmt: skip


def posts():
    found = rows(POST + "WHERE post.listed_seconds IS NOT NULL ORDER BY post.listed_seconds DESC, post.id DESC LIMIT 21")
    last = found[19]
    older = f"{request.script_root}/posts/?before={last['listed_seconds']}-{last['id']}"
    views = [post_view(row) for row in found[:20]]
    feed = f"{request.script_root}/posts/feed.atom"
    return render_template("posts/index.html", posts=views, older_url=older, newer_url=None, feed_url=feed)


def post(post):
    number = int(post.split("-")[0])
    [row] = rows(POST + "WHERE post.id = ?", number)
    [text] = rows("SELECT html FROM site_post_text WHERE post_id = ?", number)
    comments = list(comment_views(rows(COMMENTS, number)))
    return render_template(
        "posts/post.html", post=post_view(row), html=Markup(text["html"]), comments=comments, can_comment=True,
        comment_length=10_000, can_report=g.user is not None, sends_mail=True, comment_token=secrets.token_urlsafe(12),
    )  # fmt: skip


for endpoint, rule in RULES.items():
    application.add_url_rule(rule, endpoint)
application.view_functions |= {"posts.index": posts, "posts.show": post}
