"""The weights of a review, version by version, and every time they were locked or unlocked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.accounts import Account
from app.storage.base import Base


class WeightsVersion(Base):
    """What a team chose. The newest is in force; a review without one weighs all criteria the same."""

    __tablename__ = "weights_version"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]
    body: Mapped[str]  #: canonical JSON: the method and what was given
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  #: who kept it
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class WeightsLock(Base):
    """One locking or unlocking by a person. The first ballot locks without a row: its protocol says when."""

    __tablename__ = "weights_lock"
    __table_args__ = (CheckConstraint("locked OR reason <> ''", name="unlocked_for_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    locked: Mapped[bool]  #: False: unlocked
    reason: Mapped[str]  #: "" only for a locking
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()
