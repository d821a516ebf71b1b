"""Verdicts: what two named people decided about a statement version, beside the computed class."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base


class VerdictRow(Base):
    """One verdict. The newest stands; earlier ones stay as its history."""

    __tablename__ = "verdict"
    __table_args__ = (CheckConstraint("first_name <> second_name", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  #: who entered it
    suggested: Mapped[str]  #: the computed class at that time
    stands: Mapped[str]
    reason: Mapped[str]  #: "" only where the verdict follows the suggestion
    first_name: Mapped[str]
    second_name: Mapped[str]
    at: Mapped[datetime]
