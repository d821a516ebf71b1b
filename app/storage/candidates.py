"""Candidates: mechanisms that a panel proposed and nobody has judged."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.accounts import Account
from app.storage.base import NEVER_AN_ID_TWICE, Base
from app.storage.statements import Statement
from app.storage.workshops import Workshop


class Candidate(Base):
    """A proposal for the review, in the words of whoever noted it down."""

    __tablename__ = "candidate"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'adopted', 'aside')", name="state"),
        CheckConstraint("(statement_id IS NOT NULL) = (state = 'adopted')", name="adopted_as_something"),
        NEVER_AN_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"))  #: where; None outside any workshop
    comment_id: Mapped[int | None]  #: what it was noted from. No foreign key: its author may take that away
    title: Mapped[str]
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  #: in their order: {"kind", "text"}
    state: Mapped[str]
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"))  #: what it was adopted as
    noted_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    noted_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  #: who adopted it or set it aside
    decided_at: Mapped[datetime | None]

    workshop: Mapped[Workshop | None] = relationship()
    statement: Mapped[Statement | None] = relationship()
    noter: Mapped[Account] = relationship(foreign_keys=[noted_by])
