"""The tables: the usual users, with columns more than the scripts know, and a table that is the club's own."""

from datetime import date, datetime, timezone

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import SmallInteger

db = SQLAlchemy()

ADMIN, STAFF, USER = 0, 1, 2
INACTIVE, NEW, ACTIVE = 0, 1, 2


class User(db.Model):
    __tablename__ = "users_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(50), unique=True)
    email: Mapped[str | None] = mapped_column(String(120), unique=True)
    password: Mapped[str | None] = mapped_column(String(120))
    role: Mapped[int | None] = mapped_column(SmallInteger, default=USER)
    status: Mapped[int | None] = mapped_column(SmallInteger, default=NEW)
    born: Mapped[date | None]
    joined: Mapped[datetime | None] = mapped_column(default=lambda: datetime.now(timezone.utc))


class Fee(db.Model):
    __tablename__ = "club_fee"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users_user.id"))
    cents: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
