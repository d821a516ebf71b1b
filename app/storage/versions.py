"""Where a version of a statement came from when a workshop wrote it, and which version the team keeps."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.accounts import Account
from app.storage.base import Base


class Amendment(Base):
    """A version written in a workshop after its panel had talked; the ballots on the text before it stay with that."""

    __tablename__ = "amendment"
    __table_args__ = (CheckConstraint("why <> ''", name="why"), CheckConstraint("from_id < version_id", name="newer"))

    version_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"), primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"))  #: the text the panel had before it
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    why: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  #: None when the terminal did it
    at: Mapped[datetime]

    account: Mapped[Account | None] = relationship()


class KeptVersion(Base):
    """A choice of the team which version of a statement criterion 4 belongs to. The newest stands, and all are kept."""

    __tablename__ = "kept_version"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("statement_version.id"))  #: None: by the rule again
    reason: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()
