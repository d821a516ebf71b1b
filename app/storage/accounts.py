"""The review team: accounts, what they may do in which review, and their sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base


class Account(Base):
    """Someone of a review team."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)  #: what they sign in with and what desks show
    password: Mapped[str | None]  #: argon2id; None until one is chosen through the first-run link


class Membership(Base):
    """What an account may do in a review."""

    __tablename__ = "membership"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    role: Mapped[str]  #: owner, facilitator, analyst or observer


class SignIn(Base):
    """A signed-in browser. Ending it acts at once."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  #: SHA-256 of the cookie
    at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]  #: None while it holds


class SignInLink(Base):
    """A one-time link printed in the terminal."""

    __tablename__ = "sign_in_link"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[str]
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]  #: None while it can be used


class RemoteLink(Base):
    """A one-time link that makes a phone the remote of one workshop, for the account that asked for it."""

    __tablename__ = "remote_link"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    token_hash: Mapped[str]
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]  #: None while it can be used


class Remote(Base):
    """A sign-in that reaches nothing but one workshop's remote."""

    __tablename__ = "remote"

    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
