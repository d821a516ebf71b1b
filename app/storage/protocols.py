"""Protocols: the frozen settings a workshop is run and judged by."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
    created_at: Mapped[datetime]
    frozen_at: Mapped[datetime | None]  #: the review's first ballot; None before
