"""Candidates: what a panel proposed, noted down by the team; adopted, it is a statement that can be put to a panel."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from app.core.candidates import CandidateState, read_parts
from app.core.errors import NotHere
from app.core.errors_talk import DecidedMeanwhile
from app.core.report import ReportCandidate
from app.core.statements import Origin, Part, PartKind, Polarity, wording_of
from app.core.text import clean
from app.core.workshops import AccountId, ReviewId, StatementId, WorkshopId
from app.storage.candidates import Candidate
from app.storage.comments import Comment
from app.storage.statements import Family, Statement, StatementPart, StatementVersion
from app.storage.workshops import Round, Workshop

FAMILY = "Proposed by a panel"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate as the review's page lists it. `workshop` is the title of where it was proposed, "" for nowhere.

    `code` and `statement` say what it was adopted as.
    """

    id: int
    workshop: str
    title: str
    parts: tuple[Part, ...]
    state: CandidateState
    statement: StatementId | None
    code: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Where:
    """Where something was proposed: in a workshop, perhaps in a comment there."""

    workshop: WorkshopId | None = None
    comment: int | None = None


def note(
    db: Session,
    review: ReviewId,
    texts: Mapping[PartKind, str],
    where: Where = Where(),  # frozen: nobody can change the default
    *,
    title: str = "",
    by: AccountId,
    at: datetime,
) -> int:
    """Note down a proposal, perhaps from a comment of a workshop. Raises ProposalEmpty, TextTooLong, NotHere."""
    parts = read_parts(texts)
    if where.workshop is not None:
        home = db.scalar(select(Workshop.review_id).where(Workshop.id == where.workshop))
        if home != review:
            raise NotHere
    if where.comment is not None and _workshop_of(db, where.comment) != where.workshop:
        raise NotHere
    row = Candidate(
        review_id=review,
        workshop_id=where.workshop,
        comment_id=where.comment,
        title=clean(title, lines=False, limit=LONGEST_TITLE),
        parts=[{"kind": part.kind.value, "text": part.text} for part in parts],
        state=CandidateState.WAITING.value,
        statement_id=None,
        noted_by=by,
        noted_at=at,
        decided_by=None,
        decided_at=None,
    )
    db.add(row)
    db.flush()
    return row.id


def candidates_of(db: Session, review: ReviewId, workshop: WorkshopId | None = None) -> list[Proposed]:
    """What panels proposed, or the panel of one workshop; the first proposal first."""
    rows = select(Candidate).where(Candidate.review_id == review).order_by(Candidate.id)
    mine = rows if workshop is None else rows.where(Candidate.workshop_id == workshop)
    about = joinedload(Candidate.workshop), joinedload(Candidate.statement), joinedload(Candidate.noter)
    return [_proposed(row) for row in db.scalars(mine.options(*about))]


def families_of(db: Session, review: ReviewId) -> list[tuple[int, str]]:
    """The families of a review to choose from, in its order."""
    rows = select(Family.id, Family.name).where(Family.review_id == review, Family.name != "").order_by(Family.id)
    return [(id, name) for id, name in db.execute(rows)]


def adopt(
    db: Session, review: ReviewId, candidate: int, *, family: int | None = None, by: AccountId, at: datetime
) -> StatementId:
    """Make a statement of a proposal, without evidence and outside the long list. Raises NotHere, DecidedMeanwhile.

    It stands in a family of the review, or in one of its own for all that panels proposed.
    """
    row = _own(db, review, candidate)
    if row.state == CandidateState.ADOPTED:
        raise DecidedMeanwhile
    made = _statement(db, review, row, _family(db, review, family), at)
    db.add(made)
    db.flush()
    row.state, row.statement_id = CandidateState.ADOPTED.value, made.id
    row.decided_by, row.decided_at = by, at
    db.flush()
    return StatementId(made.id)


def set_aside(db: Session, review: ReviewId, candidate: int, *, aside: bool, by: AccountId, at: datetime) -> None:
    """Set a proposal aside, or take it up again. Raises NotHere, and DecidedMeanwhile for an adopted one."""
    row = _own(db, review, candidate)
    if row.state == CandidateState.ADOPTED:
        raise DecidedMeanwhile
    row.state = (CandidateState.ASIDE if aside else CandidateState.WAITING).value
    row.decided_by, row.decided_at = by, at
    db.flush()


def forget_those_from(db: Session, comments: Collection[int]) -> None:
    """Forget what was noted from these comments and never adopted: their author takes them away."""
    waiting = Candidate.state != CandidateState.ADOPTED.value
    db.execute(delete(Candidate).where(Candidate.comment_id.in_(comments), waiting))


def in_report(db: Session, review: ReviewId, workshop: WorkshopId) -> tuple[ReportCandidate, ...]:
    """What the panel of a workshop proposed."""
    return tuple(
        ReportCandidate(f"p{each.id}", f"w{workshop}", each.title, each.parts, each.state, each.code, each.noted_at)
        for each in candidates_of(db, review, workshop)
    )


def _proposed(row: Candidate) -> Proposed:
    return Proposed(
        row.id,
        row.workshop.title if row.workshop else "",
        row.title,
        _parts(row),
        CandidateState(row.state),
        StatementId(row.statement.id) if row.statement else None,
        row.statement.code if row.statement else "",
        row.noter.name,
        row.noted_at,
    )


def _parts(row: Candidate) -> tuple[Part, ...]:
    return tuple(Part(at, PartKind(part["kind"]), part["text"]) for at, part in enumerate(row.parts, start=1))


def _own(db: Session, review: ReviewId, candidate: int) -> Candidate:
    row = db.get(Candidate, candidate)
    if row is None or row.review_id != review:
        raise NotHere
    return row


def _workshop_of(db: Session, comment: int) -> int | None:
    return db.scalar(select(Round.workshop_id).join(Comment).where(Comment.id == comment))


def _family(db: Session, review: ReviewId, family: int | None) -> Family:
    row = db.get(Family, family) if family is not None else None
    if row is not None and row.review_id == review:
        return row
    if family is not None:
        raise NotHere
    own = select(Family).where(Family.review_id == review, Family.section == "", Family.name == FAMILY)
    return db.scalar(own) or Family(review_id=review, section="", name=FAMILY)


def _statement(db: Session, review: ReviewId, row: Candidate, family: Family, at: datetime) -> Statement:
    parts = _parts(row)
    version = StatementVersion(
        number=1, title=row.title, wording=wording_of(parts), lang="en", created_at=at, parts=_part_rows(parts)
    )
    mine = Statement.review_id == review
    return Statement(
        review_id=review,
        family=family,
        code=_free_code(set(db.scalars(select(Statement.code).where(mine)))),
        position=(db.scalar(select(func.max(Statement.position)).where(mine)) or 0) + 1,
        mechanism="",
        polarity=Polarity.NONE.value,
        distress=False,
        origin=Origin.PANEL.value,
        versions=[version],
    )


def _part_rows(parts: Sequence[Part]) -> list[StatementPart]:
    return [
        StatementPart(
            position=part.position,
            kind=part.kind.value,
            text=part.text,
            lead="",
            who="",
            code="",
            level="",
            absent=False,
        )
        for part in parts
    ]


def _free_code(taken: Collection[str]) -> str:
    return next(code for number in count(1) if (code := f"P-{number}") not in taken)
