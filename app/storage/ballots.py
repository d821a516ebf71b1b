"""Ballots: an append-only record of every one that came, and the current one of each panellist and round."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import NEVER_AN_ID_TWICE, Base


class BallotEvent(Base):
    """A ballot as it came. Never changed, and deleted only when its author withdraws (a trigger says so)."""

    __tablename__ = "ballot_event"
    __table_args__ = (UniqueConstraint("panellist_id", "key"), NEVER_AN_ID_TWICE)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    panellist_id: Mapped[int] = mapped_column(ForeignKey("panellist.id"))
    key: Mapped[str] = mapped_column(index=True)  #: the phone's own; the same key gets the same answer
    digest: Mapped[str]  #: what the phone sent, hashed: tells a repeat from another ballot under the same key
    seq: Mapped[int]
    epoch: Mapped[int]
    plausibility: Mapped[int | None]  #: None while not answered
    relevance: Mapped[int | None]  #: None while not answered
    abstained: Mapped[str | None]  #: outside or unclear
    parts: Mapped[list[int]] = mapped_column(JSON)
    if_changed: Mapped[list[int]] = mapped_column(JSON)
    channel: Mapped[str]  #: http, form, socket or paper
    lang: Mapped[str]  #: the language the statement was read in
    translation_id: Mapped[int | None] = mapped_column(ForeignKey("statement_translation.id"))  #: None: the original
    chosen: Mapped[str | None]  #: the language she had chosen; None where nobody noted it
    late: Mapped[bool]  #: came after closing; kept apart
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)  #: what was said back
    at: Mapped[datetime]


class Ballot(Base):
    """The answer that stands for one panellist in one round."""

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("round_id", "panellist_id"),
        CheckConstraint("abstained IS NULL OR (plausibility IS NULL AND relevance IS NULL)", name="abstained_or_rated"),
        NEVER_AN_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    panellist_id: Mapped[int] = mapped_column(ForeignKey("panellist.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("ballot_event.id"))
    seq: Mapped[int]
    plausibility: Mapped[int | None]
    relevance: Mapped[int | None]
    abstained: Mapped[str | None]
    parts: Mapped[list[int]] = mapped_column(JSON)
    if_changed: Mapped[list[int]] = mapped_column(JSON)
    channel: Mapped[str]
    lang: Mapped[str]
    translation_id: Mapped[int | None] = mapped_column(ForeignKey("statement_translation.id"))
    chosen: Mapped[str | None]


class Skip(Base):
    """A panellist skips an open round. Deleted at close: afterwards nobody can tell."""

    __tablename__ = "skip"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    panellist_id: Mapped[int] = mapped_column(ForeignKey("panellist.id"), primary_key=True)


class Withdrawal(Base):
    """A panellist had everything removed. Stays, so that the gaps in the record have a reason."""

    __tablename__ = "withdrawal"

    panellist_id: Mapped[int] = mapped_column(ForeignKey("panellist.id"), primary_key=True)
    ballots: Mapped[int]  #: how many ballot events were removed
    comments: Mapped[int]
    at: Mapped[datetime]
