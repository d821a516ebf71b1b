"""The lineage of a review: every step from its long list to its condensed list, in the order they were taken."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.accounts import Account
from app.storage.base import Base
from app.storage.statements import Statement


class LineageStep(Base):
    """One step a person took. Never changed and never deleted (triggers say so): undoing is a step of its own."""

    __tablename__ = "lineage_step"
    __table_args__ = (
        UniqueConstraint("review_id", "number"),
        CheckConstraint("act IN ('write', 'keep', 'merge', 'drop', 'reopen', 'undo')", name="act"),
        CheckConstraint("act <> 'drop' OR reason <> ''", name="dropped_for_a_reason"),
        CheckConstraint("(into_id IS NOT NULL) = (act IN ('write', 'merge'))", name="into_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]  #: from 1 within the review
    act: Mapped[str]
    into_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"))  #: what was merged into, or written
    reason: Mapped[str]  #: "" only for what is not a dropping
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()
    into: Mapped[Statement | None] = relationship()
    about: Mapped[list["LineageStepStatement"]] = relationship(order_by="LineageStepStatement.statement_id")


class LineageStepStatement(Base):
    """A configuration that a step is about."""

    __tablename__ = "lineage_step_statement"

    step_id: Mapped[int] = mapped_column(ForeignKey("lineage_step.id"), primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)

    statement: Mapped[Statement] = relationship()
