"""Paper: batches of ballots that were written by hand and typed in at the desk."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import Base


class PaperBatch(Base):
    """Sheets that were handed in together, all from one group."""

    __tablename__ = "paper_batch"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    number: Mapped[int]  #: from 1, as it is written on the batch
    group_id: Mapped[int] = mapped_column(ForeignKey("stakeholder_group.id"))
    handed_in: Mapped[bool]  #: a facilitator says that they were handed in before any answers were shown
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]


class PaperSheet(Base):
    """One person's sheet: she is a panellist without a phone."""

    __tablename__ = "paper_sheet"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batch.id"))
    number: Mapped[int]  #: from 1, as it is written on the sheet
    panellist_id: Mapped[int] = mapped_column(ForeignKey("panellist.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  #: who typed it in
    at: Mapped[datetime]
