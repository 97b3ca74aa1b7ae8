"""Makes a database as a Flask site has it after some years: hashes of every age, and what the scripts know nothing of.

    python -m club.people app.db

prints the people with their passwords as JSON.
"""

import hashlib
import hmac
import json
import sys
from datetime import date
from pathlib import Path

from flask import Flask
from werkzeug.security import generate_password_hash

from .models import ACTIVE, ADMIN, NEW, STAFF, USER, Fee, User, db


def salted_sha1(password: str) -> str:
    """As Werkzeug made them until 0.8."""
    return "sha1$q7Wx2Zt9$" + hmac.new(b"q7Wx2Zt9", password.encode(), hashlib.sha1).hexdigest()


def hashed(method: str):
    return lambda password: generate_password_hash(password, method=method)


PEOPLE = [
    ("Zoë Müller", "zoe@example.org", "crème brûlée", hashed("scrypt"), ADMIN, ACTIVE),
    ("李小龍", "li@example.org", "功夫", hashed("scrypt:16384:8:2"), USER, ACTIVE),
    ("O'Neil & Söhne <gmbh>", "neil@example.org", "'; DROP TABLE users_user; --", hashed("pbkdf2"), STAFF, NEW),
    ("Ἑλένη", "ΕΛΕΝΗ@example.org", "παράδειγμα", hashed("pbkdf2:sha256:1000"), USER, NEW),
    ("Old Hand", "old@example.org", "pbkdf2 of long ago", hashed("pbkdf2:sha1:1000"), USER, ACTIVE),
    ("Big Sum", "sum@example.org", "512 bits", hashed("pbkdf2:sha512:1000"), USER, ACTIVE),
    ("Founder", "Founder@Example.org", "since 2009", salted_sha1, ADMIN, ACTIVE),
    ("👩‍🚀", "space@example.org", "🚀" * 40, hashed("scrypt:1024:8:1"), USER, ACTIVE),
]


def main(path: Path):
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path.resolve()}"
    db.init_app(app)
    with app.app_context():
        db.create_all()
        for name, email, password, make_hash, role, status in PEOPLE:
            user = User(
                name=name, email=email, password=make_hash(password), role=role, status=status, born=date(1980, 2, 29)
            )
            db.session.add(user)
            db.session.flush()
            db.session.add(Fee(user_id=user.id, cents=1250, note=f"{name} paid"))
        db.session.commit()
    print(json.dumps([person[:3] for person in PEOPLE]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
