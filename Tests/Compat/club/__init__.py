"""A members' site in Flask as it may be before it moves: accounts by Flask-SQLAlchemy and Flask-WTF.

Only for tests, in which it serves the same people beside the scripts.
"""

from flask import Flask, redirect, url_for

from . import users
from .models import db


def create_app(settings: str) -> Flask:
    """`settings` is a config.py, with SECRET_KEY and SQLALCHEMY_DATABASE_URI at least."""
    app = Flask(__name__)
    app.config.from_pyfile(settings)
    db.init_app(app)
    # Where the site has always been; Apache gives these addresses to the scripts now.
    app.register_blueprint(users.pages)
    app.register_blueprint(users.pages, url_prefix="/flask/users", name="flask")

    @app.get("/flask/")
    def index():
        return redirect(url_for("flask.me"))

    with app.app_context():
        db.create_all()
    return app
