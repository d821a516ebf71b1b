"""Comments: raw text only encrypted, under a key of the workshop that lies outside the database."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import NEVER_AN_ID_TWICE, Base


class Comment(Base):
    """What a panellist wrote beside a statement."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("panellist_id", "key"),
        CheckConstraint("state IN ('new', 'approved', 'parked', 'hidden')", name="state"),
        CheckConstraint("state <> 'approved' OR text IS NOT NULL", name="approved_has_text"),
        NEVER_AN_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    panellist_id: Mapped[int] = mapped_column(ForeignKey("panellist.id"))
    key: Mapped[str]
    sealed: Mapped[bytes]  #: the raw text, encrypted
    text: Mapped[str | None]  #: as approved, names covered; None until then
    part: Mapped[int | None]  #: the part's position; None for the whole statement
    seen: Mapped[bool]  #: "I have seen this"
    may_show: Mapped[bool]  #: the author allows it in the room without her name
    lang: Mapped[str]
    state: Mapped[str]
    on_wall: Mapped[bool]  #: shown on the projector now
    at: Mapped[datetime]


class CommentTranslation(Base):
    """What an approved comment says in English, in one row: what names somebody can be mended, and then is gone."""

    __tablename__ = "comment_translation"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'checked', 'older')", name="status"),
        CheckConstraint("status <> 'checked' OR checker_id IS NOT NULL", name="checked_by_someone"),
    )

    # Whatever removes a comment removes its translation in one breath.
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]  #: from 1, one more with every change
    text: Mapped[str]
    status: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]  #: of the last change
