"""The afternoon that was chosen for a workshop, item by item, and the cards that people draw."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base


class Agenda(Base):
    """The plan that was chosen, with all it was worked out from: the same facts make the same plan again."""

    __tablename__ = "agenda"
    __table_args__ = (
        CheckConstraint("aim IN ('plenary', 'everyone', 'classes', 'all', 'quick', 'talk')", name="aim"),
        CheckConstraint("begins BETWEEN 0 AND 1439", name="begins"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    aim: Mapped[str]
    each: Mapped[int]  #: people given a statement, over all workshops held alike
    workshops: Mapped[int]  #: how many are held alike
    place: Mapped[int]  #: which of them this is, from 0
    like_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"))  #: whose blocks these are; None for its own
    begins: Mapped[int]  #: minutes after midnight, by the clock on the wall there
    answering: Mapped[int]  #: minutes of answering that were asked for
    breaks: Mapped[int]
    by_link: Mapped[bool]  #: people can be asked to answer some of it before the day
    self_paced: Mapped[int]  #: seconds a statement was planned with
    plenary: Mapped[int]
    with_talk: Mapped[int]
    seed: Mapped[int]
    managers: Mapped[bool | None]  #: people sit with their own line manager; None while nobody said
    serial: Mapped[int]  #: rises with every change, so that whoever looked at an older one is told
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class AgendaItem(Base):
    """One item of the afternoon; what is answered in it stands in its blocks."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        CheckConstraint("kind IN ('link', 'welcome', 'answering', 'plenary', 'break', 'talk', 'closing')", name="kind"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    minutes: Mapped[int]
    title: Mapped[str]  #: "" for what its kind is called


class Card(Base):
    """A card for the bowl, with a link and a code of its own. Neither is kept: nobody can print it a second time."""

    __tablename__ = "card"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  #: SHA-256 of the 128 bits in its link
    code_hash: Mapped[str] = mapped_column(unique=True)  #: keyed hash of its eight letters
    panellist_id: Mapped[int | None] = mapped_column(ForeignKey("panellist.id"), unique=True)  #: None while not drawn
    made_at: Mapped[datetime]
