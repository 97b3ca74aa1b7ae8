"""The sign-in form and the profile in Flask, for comparison: signed session, CSRF token, SQLite, Jinja templates."""

import os
import secrets
import sqlite3

from flask import Flask, abort, g, redirect, render_template, request, session, url_for
from itsdangerous import URLSafeTimedSerializer
from werkzeug.security import check_password_hash, generate_password_hash

FOLDER = os.path.dirname(os.path.abspath(__file__))

application = Flask(__name__)
with open(os.path.join(FOLDER, "secret_key"), "rb") as file:
    application.secret_key = file.read()


def database():
    if "database" not in g:
        g.database = sqlite3.connect(os.path.join(FOLDER, "app.db"))
        g.database.row_factory = sqlite3.Row
    return g.database


@application.teardown_appcontext
def close_database(error):
    if "database" in g:
        g.pop("database").close()


@application.before_request
def load_user():
    g.user = None
    if "user_id" in session:
        g.user = database().execute("SELECT * FROM users_user WHERE id = ?", [session["user_id"]]).fetchone()


def serializer():
    return URLSafeTimedSerializer(application.secret_key, salt="csrf")


@application.context_processor
def csrf():
    def csrf_token():
        if "csrf" not in session:
            session["csrf"] = secrets.token_hex(20)
        return serializer().dumps(session["csrf"])

    return {"csrf_token": csrf_token}


def require_csrf_token():
    token = serializer().loads(request.form.get("csrf_token", ""), max_age=3600)
    if not secrets.compare_digest(token, session.get("csrf", "")):
        abort(400)


@application.route("/users/register/", methods=["POST"])
def register():
    form = request.form
    row = (form["name"], form["email"], generate_password_hash(form["password"]))
    with database():
        cursor = database().execute("INSERT INTO users_user (name, email, password) VALUES (?, ?, ?)", row)
    session["user_id"] = cursor.lastrowid
    return redirect(url_for("profile"), 303)


@application.route("/users/login/", methods=["GET", "POST"])
def login():
    error = None
    if request.method == "POST":
        require_csrf_token()
        user = database().execute("SELECT * FROM users_user WHERE email = ?", [request.form["email"]]).fetchone()
        if user and check_password_hash(user["password"], request.form["password"]):
            session["user_id"] = user["id"]
            return redirect(url_for("profile"), 303)
        error = "Wrong email or password"
    return render_template("login.html", error=error)


@application.route("/users/me/")
def profile():
    if g.user is None:
        return redirect(url_for("login"))
    return render_template("profile.html", user=g.user)
