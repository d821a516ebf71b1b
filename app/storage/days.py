"""The day of a workshop beside its rounds: notes at the desk, what was read aloud, what was written down at its end."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base


class DeskNote(Base):
    """What a facilitator noted beside a statement, for the team alone. It leaves in no export."""

    __tablename__ = "desk_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sealed: Mapped[bytes]  #: the text, encrypted with the key of the workshop's comments
    at: Mapped[datetime]


class ReadAloud(Base):
    """A statement was read aloud in a language while its round was on show."""

    __tablename__ = "read_aloud"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)  #: its code, such as hi
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class DayRecord(Base):
    """How the day went, as somebody wrote it down. Each saving is a row of its own, and the newest stands."""

    __tablename__ = "day_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    invited: Mapped[int | None]  #: None while nobody has written it down
    accepted: Mapped[int | None]
    came: Mapped[int | None]  #: as counted in the room
    selection: Mapped[str]  #: how people were chosen
    relation_to_team: Mapped[str]  #: whether they work with the team
    languages: Mapped[str]  #: who spoke which
    read_aloud: Mapped[str]
    interruptions: Mapped[str]
    adverse_events: Mapped[str]  #: whether anyone was distressed, and what was done; no names
    departures: Mapped[str]  #: what departed from the plan
    differently: Mapped[str]  #: what the team would do differently
