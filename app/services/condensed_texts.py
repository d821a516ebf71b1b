"""Condensed texts: statements that a team writes for its condensed list, begun from one of the merged ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.errors_lineage import NoText
from app.core.statements import Origin, Polarity, wording_of
from app.core.workshops import ReviewId, StatementId
from app.services.reviews import parts_of
from app.storage.statements import Statement, StatementPart, StatementVersion


@dataclass(frozen=True, slots=True)
class NewText:
    """What a condensed statement says. It takes family, mechanism and the order of parts from the one it is like.

    `parts` are the texts of that one's parts, in their order; an empty one is left out. `wording` is for a statement
    without parts.
    """

    like: StatementId
    parts: tuple[str, ...] = ()
    wording: str = ""
    title: str = ""


def free_code(taken: Collection[str]) -> str:
    """Return the first of C-1, C-2 and so on that no statement of the review has, or ever had."""
    return next(code for number in count(1) if (code := f"C-{number}") not in taken)


def write_down(
    db: Session, review: ReviewId, code: str, text: NewText, *, parents: Sequence[StatementId], at: datetime
) -> StatementId:
    """Keep a new statement of the condensed list. Raises NoText, and NotHere for one like another review's."""
    like = db.get(Statement, text.like)
    if like is None or like.review_id != review:
        raise NotHere
    rows = [db.get_one(Statement, each) for each in parents]
    newest = like.versions[-1]
    parts = _parts(newest, text.parts)
    version = StatementVersion(number=1, title=text.title, wording="", lang=newest.lang, created_at=at, parts=parts)
    version.wording = text.wording.strip() or wording_of(parts_of(version))
    if not version.wording:
        raise NoText
    row = Statement(
        review_id=review,
        family_id=like.family_id,
        code=code,
        position=(db.scalar(select(func.max(Statement.position)).where(Statement.review_id == review)) or 0) + 1,
        mechanism=like.mechanism,
        polarity=_polarity([each.polarity for each in rows]),
        distress=any(each.distress for each in rows),
        origin=Origin.CONDENSED.value,
        versions=[version],
    )
    db.add(row)
    db.flush()
    return StatementId(row.id)


def _parts(like: StatementVersion, texts: Sequence[str]) -> list[StatementPart]:
    """The parts of another text with new words, counted from 1 again."""
    said = [(part, text.strip()) for part, text in zip(like.parts, texts, strict=False) if text.strip()]
    return [
        StatementPart(
            position=position,
            kind=part.kind,
            text=text,
            lead=part.lead,
            who=part.who,
            code="",
            level=part.level,
            absent=part.absent,
        )
        for position, (part, text) in enumerate(said, start=1)
    ]


def _polarity(of: Sequence[str]) -> str:
    """What all tell of that say anything; help and harm together are both."""
    told = {each for each in of if each != Polarity.NONE}
    return Polarity.MIXED.value if len(told) > 1 else next(iter(told), Polarity.NONE.value)
