"""Protocols: the frozen settings a workshop is run and judged by, and what each version of them rests on."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.accounts import Account
from app.storage.base import Base


class ProtocolVersion(Base):
    """One version of a review's protocol, as canonical JSON."""

    __tablename__ = "protocol_version"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]
    body: Mapped[str]
    hash: Mapped[str]  #: SHA-256 of the body; stands on every output
    created_at: Mapped[datetime]  #: when it got its present form
    frozen_at: Mapped[datetime | None]  #: the review's first ballot; None before

    basis: Mapped["ProtocolBasis"] = relationship(lazy="joined", innerjoin=False)


class ProtocolBasis(Base):
    """What a version of a protocol rests on: why each field is so, what people are asked, and who chose it."""

    __tablename__ = "protocol_basis"

    protocol_id: Mapped[int] = mapped_column(ForeignKey("protocol_version.id"), primary_key=True)
    reasons: Mapped[dict[str, str]] = mapped_column(JSON)  #: by field, one sentence; one left out has its default's
    instrument: Mapped[str]  #: the questions, labels and notice by language, as canonical JSON
    instrument_hash: Mapped[str]  #: SHA-256 of the instrument; stands beside the protocol's
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  #: None while nobody has chosen it

    account: Mapped[Account | None] = relationship()
