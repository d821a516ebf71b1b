"""The statement library of a review: families, statements in versions of ordered parts, and their evidence."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.base import Base


class Review(Base):
    """The realist review being done; owns everything below."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    note: Mapped[str]  #: printed wherever the review is shown, e.g. that some values are invented; "" for none
    created_at: Mapped[datetime]


class Source(Base):
    """A document, interview or group that supplies evidence."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("review_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    label: Mapped[str]  #: as the sheet names it, e.g. "18"


class Family(Base):
    """A family of mechanisms; on phone and wall a topic."""

    __tablename__ = "family"
    __table_args__ = (UniqueConstraint("review_id", "section", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    section: Mapped[str]
    name: Mapped[str]


class Statement(Base):
    """A CMO statement; what it says stands in its versions."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("review_id", "code"),
        CheckConstraint("origin IN ('sheet', 'condensed', 'panel')", name="origin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"), index=True)
    code: Mapped[str]  #: the sheet's id, unique in the review
    position: Mapped[int]  #: order in the sheet
    mechanism: Mapped[str]  #: the mechanism's label inside the family; "" where the sheet has none
    polarity: Mapped[str]
    distress: Mapped[bool]  #: the team marked it as hard to read
    origin: Mapped[str] = mapped_column(
        server_default="sheet"
    )  #: "condensed": the team wrote it for the condensed list; "panel": a panel proposed it, the team adopted it

    family: Mapped[Family] = relationship()
    versions: Mapped[list["StatementVersion"]] = relationship(order_by="StatementVersion.number")
    evidence: Mapped[list["Evidence"]] = relationship(order_by="Evidence.id")
    coherence: Mapped[list["Coherence"]] = relationship(order_by="Coherence.rater")
    notes: Mapped[list["StatementNote"]] = relationship(order_by="StatementNote.id")


class StatementVersion(Base):
    """One wording of a statement. A ballot belongs to a version and is never moved to another."""

    __tablename__ = "statement_version"
    __table_args__ = (UniqueConstraint("statement_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    number: Mapped[int]
    title: Mapped[str]
    wording: Mapped[str]  #: what the panel reads; the parts joined where the sheet gives nothing else
    lang: Mapped[str]
    created_at: Mapped[datetime]

    statement: Mapped[Statement] = relationship(back_populates="versions")
    parts: Mapped[list["StatementPart"]] = relationship(order_by="StatementPart.position")


class StatementPart(Base):
    """A part of a version: context, mechanism, outcome and the like, in the published order."""

    __tablename__ = "statement_part"

    version_id: Mapped[int] = mapped_column(ForeignKey("statement_version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    text: Mapped[str]
    lead: Mapped[str]  #: words before the text, e.g. "when"
    who: Mapped[str]
    code: Mapped[str]  #: the part's own code in the source, e.g. "M1"
    level: Mapped[str]
    absent: Mapped[bool]  #: the statement says that this part is missing


class StatementNote(Base):
    """A column of the sheet nobody mapped, kept beside the statement."""

    __tablename__ = "statement_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    heading: Mapped[str]
    text: Mapped[str]


class Evidence(Base):
    """The link between a statement and a source."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("statement_id", "source_id", "stance"),
        CheckConstraint("driven IN ('data', 'theory')", name="driven"),
        CheckConstraint("depth IN ('thick', 'thin')", name="depth"),
        CheckConstraint("stance IN ('supports', 'contradicts')", name="stance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    driven: Mapped[str | None]  #: None while not assessed
    depth: Mapped[str | None]  #: None while not assessed
    stance: Mapped[str]
    quote: Mapped[str]
    page: Mapped[str]
    part: Mapped[int | None]  #: the part it speaks to; None for the whole statement
    invented: Mapped[bool]  #: driven and depth were made up for an example

    source: Mapped[Source] = relationship()


class Coherence(Base):
    """One team member's mark for how coherent a statement is within its mechanism (criterion 5)."""

    __tablename__ = "coherence"
    __table_args__ = (
        UniqueConstraint("statement_id", "rater"),
        CheckConstraint("value BETWEEN 1 AND 5", name="value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    rater: Mapped[str]
    value: Mapped[int]
    invented: Mapped[bool]
