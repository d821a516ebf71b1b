"""What the team changed in the evidence and the coherence of statements, change by change; never taken away."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.accounts import Account
from app.storage.base import Base


class EvidenceAct(Base):
    """One change by one person: of a link to a source, or of her own mark for coherence (then without a source)."""

    __tablename__ = "evidence_act"
    __table_args__ = (CheckConstraint("before <> after", name="something_changed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    source: Mapped[str | None]  #: the source's label; None: the mark for coherence
    stance: Mapped[str | None]  #: None: the mark for coherence
    before: Mapped[str]  #: canonical JSON, null where there was none
    after: Mapped[str]  #: canonical JSON, null where it was taken away
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()
