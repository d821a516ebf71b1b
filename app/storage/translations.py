"""Translations of statement versions. What was recorded is never changed: a changed text or status is a new row."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.base import NEVER_AN_ID_TWICE, Base


class StatementTranslation(Base):
    """A statement version in another language, as it stood from a moment on."""

    __tablename__ = "statement_translation"
    __table_args__ = (
        UniqueConstraint("version_id", "lang", "number"),
        CheckConstraint("status IN ('draft', 'back_checked', 'approved')", name="status"),
        NEVER_AN_ID_TWICE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"))
    lang: Mapped[str]
    number: Mapped[int]  #: from 1, by version and language
    wording: Mapped[str]
    parts: Mapped[dict[str, str]] = mapped_column(JSON)  #: by position; {} for a text without parts
    status: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  #: who wrote it; None for a terminal
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  #: who recorded this row
    at: Mapped[datetime]
