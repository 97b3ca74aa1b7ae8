"""The pages: what Flask's documentation teaches, one view each."""

from datetime import datetime, timezone
from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.security import check_password_hash, generate_password_hash

from .forms import Join, NoFields, SignIn
from .models import User, db

pages = Blueprint("users", __name__, url_prefix="/users", template_folder="templates")

# One value of each type that a session can hold.
BASKET = {
    "tuple": (1, "zwei", None, 2.5),
    "bytes": b"\x00\xff",
    "markup": Markup("<b>&amp;</b>"),
    "uuid": UUID("12345678123456781234567812345678"),
    "date": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
    "big": 10**30,
    "tag": {" t": [1]},
    "text": "Zoë 👍\u0000",
}


@pages.before_request
def who_is_it():
    g.user = db.session.get(User, session["user_id"]) if "user_id" in session else None


@pages.route("/login/", methods=["GET", "POST"])
def login():
    form = SignIn()
    if form.validate_on_submit():
        user = db.session.scalar(db.select(User).filter_by(email=form.email.data))
        if user and check_password_hash(user.password, form.password.data):
            session["user_id"] = user.id
            flash(f"Flask greets {user.name}")
            return redirect(request.args.get("next") or url_for(".me"))
        flash("Flask does not know this address and password", "error-message")
    return render_template("users/form.html", form=form, title="Sign in to Flask", button="Sign in")


@pages.route("/register/", methods=["GET", "POST"])
def register():
    form = Join()
    if form.validate_on_submit():
        user = User(
            name=form.name.data, email=form.email.data, password=generate_password_hash(form.password.data)
        )
        db.session.add(user)
        db.session.commit()
        session["user_id"] = user.id
        flash("Flask has a new member")
        return redirect(request.args.get("next") or url_for(".me"))
    return render_template("users/form.html", form=form, title="Join in Flask", button="Register")


@pages.route("/logout/", methods=["GET", "POST"])
def logout():
    form = NoFields()
    if form.validate_on_submit():
        session.pop("user_id", None)
        flash("Flask says goodbye")
        return redirect(url_for(".login"))
    return render_template("users/form.html", form=form, title="Sign out of Flask", button="Sign out")


@pages.get("/me/")
def me():
    if g.user is None:
        return redirect(url_for(".login", next=request.path))
    return render_template("users/me.html")


@pages.get("/notice/")
def notice():
    """Leaves messages for the next page."""
    flash("Flask left <this> – “für dich”")
    flash(Markup("<em>marked</em> up"), "error-message")
    return "", 204


@pages.route("/basket/", methods=["PUT", "GET"])
def basket():
    """Puts something of every type into the session, and says whether it is still the same."""
    if request.method == "PUT":
        session["basket"] = BASKET
        session.permanent = True
        return "", 204
    kept = session.get("basket")
    if kept != BASKET or [type(value) for value in kept.values()] != [type(BASKET[key]) for key in kept]:
        abort(409, repr(kept))
    return repr(sorted(session))
