"""Workshops, their groups and panellists, their rounds, and the record of every move."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base
from app.storage.protocols import ProtocolVersion
from app.storage.statements import Review, StatementVersion

OPEN_IN_PLENARY = text("state = 'open' AND mode = 'plenary'")


class Workshop(Base):
    """One sitting with one panel at one site."""

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'lobby', 'live', 'paused', 'ended')", name="state"),
        CheckConstraint("state = 'draft' OR help_tried", name="help_before_doors"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    protocol_id: Mapped[int] = mapped_column(ForeignKey("protocol_version.id"))
    title: Mapped[str]  #: neutral: it stands in tabs and link previews
    site: Mapped[str]
    minutes: Mapped[int]  #: how long the notice says it takes
    organisation: Mapped[str]  #: who asks, in the notice
    team: Mapped[str]  #: who reads comments, in the notice
    about: Mapped[str]  #: what the statements are about, in the notice
    questions_to: Mapped[str]  #: name and phone for questions or complaints
    ethics: Mapped[str]  #: approval number and date; "" where there is none
    withdraw_until: Mapped[datetime]  #: until when a panellist may have everything removed
    help_name: Mapped[str]  #: a person people can turn to today
    help_phone: Mapped[str]
    help_tried: Mapped[bool]  #: a facilitator ticked that the contact was tried
    pilot: Mapped[bool]  #: a rehearsal; never counted in the review
    seats: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    #: for each planned seat, counted from 1, the position of the group expected on it; [] = no seats were planned
    state: Mapped[str]
    locked: Mapped[bool]  #: the door is locked: nobody new can join
    blanked: Mapped[bool]  #: the projector shows nothing for now
    version: Mapped[int]  #: rises with state, statement and shown comments; frames and ETags use it
    count: Mapped[int]  #: rises as people get done; progress only
    digits: Mapped[str | None] = mapped_column(unique=True)  #: the six digits; None in draft and after the end
    token: Mapped[str] = mapped_column(unique=True)  #: 128 bits in the QR on the wall; no secret there
    screen_serial: Mapped[int]  #: raised to revoke every projector link
    current_round_id: Mapped[int | None]  #: the round on show; None in the lobby. No foreign key: it would be a circle
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]  #: the first statement opened
    ended_at: Mapped[datetime | None]
    wifi: Mapped[str | None]  #: the name of the hall's Wi-Fi, for wall and cards
    shown_before_id: Mapped[int | None]  #: what was on show before the last "next" or "back"; none to go back to
    shown_at: Mapped[datetime | None]  #: when that was
    signed_off_at: Mapped[datetime | None]  #: None before, and again once something that it covers was changed
    tested_at: Mapped[datetime | None]  #: when a test phone last reached this server
    tested_ms: Mapped[int | None]  #: how long that took there and back; None where it could not measure

    review: Mapped[Review] = relationship()
    protocol: Mapped[ProtocolVersion] = relationship()
    groups: Mapped[list["StakeholderGroup"]] = relationship(order_by="StakeholderGroup.position")
    rounds: Mapped[list["Round"]] = relationship(order_by="Round.position")


class StakeholderGroup(Base):
    """The role a panellist speaks from, as declared in the plan or as merged from several."""

    __tablename__ = "stakeholder_group"
    __table_args__ = (UniqueConstraint("workshop_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    position: Mapped[int]
    name: Mapped[str]
    expected: Mapped[int]
    declared: Mapped[bool]  #: the plan named it; False for one made by merging
    offered: Mapped[bool]  #: people can choose it; False for one merged into another


class Round(Base):
    """One statement version put once to this panel."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("workshop_id", "version_id", "number"),
        CheckConstraint("state IN ('queued', 'open', 'closed', 'revealed')", name="state"),
        CheckConstraint("mode IN ('plenary', 'self_paced')", name="mode"),
        # One statement at a time in the room: two facilitators cannot open two.
        Index(
            "uq_round_open", "workshop_id", unique=True, sqlite_where=OPEN_IN_PLENARY, postgresql_where=OPEN_IN_PLENARY
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"), index=True)
    number: Mapped[int]  #: 1, or 2 for the second asking after the talk
    position: Mapped[int]  #: order in the afternoon
    mode: Mapped[str]  #: plenary: one at a time in the room; self_paced: with its block
    state: Mapped[str]
    epoch: Mapped[int]  #: rises at each (re)opening; 0 before the first
    opened_at: Mapped[datetime | None]  #: the latest opening
    closed_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]  #: the first time answers were on the wall
    present: Mapped[int | None]  #: who counts as present, stored at close
    reopened: Mapped[int]  #: how often it was opened again
    block_id: Mapped[int | None] = mapped_column(ForeignKey("block.id"), index=True)
    taken_back_at: Mapped[datetime | None]  #: the team took it back; its answers are kept and counted nowhere

    workshop: Mapped[Workshop] = relationship(back_populates="rounds")
    version: Mapped[StatementVersion] = relationship()


class Panellist(Base):
    """One practitioner of a workshop: no name, no number, no account."""

    __tablename__ = "panellist"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("stakeholder_group.id"))
    language: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)  #: SHA-256 of the phone's cookie
    code_hash: Mapped[str] = mapped_column(unique=True)  #: keyed hash of the code shown once
    joined_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    moved_from: Mapped[str | None] = mapped_column(index=True)  #: SHA-256 of the cookie of the phone she had before
    seat: Mapped[int | None]  #: her place among the workshop's seats, from 1; None where none were planned

    group: Mapped[StakeholderGroup] = relationship()
    workshop: Mapped[Workshop] = relationship()


class Admission(Base):
    """A way in for one person while the door is locked."""

    __tablename__ = "admission"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    token_hash: Mapped[str]
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Move(Base):
    """Who moved what from which state to which, and when: the one legal history of a workshop."""

    __tablename__ = "move"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))  #: None for a move of the whole workshop
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  #: None when the terminal did it
    move: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    epoch: Mapped[int | None]
    at: Mapped[datetime]
