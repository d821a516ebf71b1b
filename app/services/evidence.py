"""Evidence and coherence of a statement as the team notes them, every change kept with who made it and when.

Criteria 1, 2, 3 and 5 are worked out from them. They may change at any time, also after the panels have judged; the
list of changes says so.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.canonical import canonical_json
from app.core.criteria import Depth, Driven, Stance
from app.core.errors import NotHere
from app.core.errors_review import EvidenceChanged, SourceNotedAlready
from app.core.workshops import AccountId, ReviewId, StatementId
from app.services.reviews import source_rows
from app.services.weights import first_ballot
from app.storage.accounts import Account
from app.storage.evidence import EvidenceAct
from app.storage.statements import Coherence, Evidence, Statement


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of a source's evidence. None is "not assessed"."""

    driven: Driven | None = None
    depth: Depth | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A source that speaks to a statement; `invented` where what is noted was made up for an example."""

    id: int
    source: str
    stance: Stance
    noted: Noted
    invented: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One change: of a source's link, or of a person's mark for coherence (then `source` and `stance` are None).

    `before` and `after` are Noted, a mark from 1 to 5, or None for nothing. `late`: the review had answers by then.
    """

    source: str | None
    stance: Stance | None
    before: Noted | int | None
    after: Noted | int | None
    by: str
    at: datetime
    late: bool


def links_of(db: Session, review: ReviewId, statement: StatementId) -> list[Link]:
    """Return the sources of a statement, in the order they were noted. Raises NotHere."""
    _statement_row(db, review, statement)
    rows = select(Evidence).where(Evidence.statement_id == statement).options(joinedload(Evidence.source))
    return [
        Link(row.id, row.source.label, cast(Stance, row.stance), _noted(row), row.invented)
        for row in db.scalars(rows.order_by(Evidence.id))
    ]


def add(
    db: Session,
    review: ReviewId,
    statement: StatementId,
    sources: Sequence[str],
    stance: Stance,
    noted: Noted,
    *,
    by: AccountId,
    at: datetime,
) -> None:
    """Note sources for or against a statement; new ones join the review's. Raises SourceNotedAlready."""
    there = {link.source for link in links_of(db, review, statement) if link.stance == stance}
    twice = [label for label in sources if label in there]
    if twice:
        raise SourceNotedAlready(sources=", ".join(twice))
    rows = source_rows(db, review, sources)
    for label in dict.fromkeys(sources):
        link = Evidence(source=rows[label], stance=stance, quote="", page="", part=None, invented=False)
        link.driven, link.depth, link.statement_id = noted.driven, noted.depth, statement
        db.add(link)
        _keep(db, statement, None, noted, link=link, by=by, at=at)
    db.flush()


def note(
    db: Session,
    review: ReviewId,
    statement: StatementId,
    changes: Mapping[int, tuple[Noted, Noted]],
    *,
    by: AccountId,
    at: datetime,
) -> None:
    """Note something else of sources: by the id of their link, what this person saw and what it is to be.

    Raises EvidenceChanged when one of them no longer is what this person saw; then none is changed.
    """
    wanted = {link: (seen, after) for link, (seen, after) in changes.items() if after != seen}
    rows = {link: _link_row(db, review, statement, link, seen) for link, (seen, _) in wanted.items()}
    for link, row in rows.items():
        seen, after = wanted[link]
        _keep(db, statement, seen, after, link=row, by=by, at=at)
        row.driven, row.depth, row.invented = after.driven, after.depth, False
    db.flush()


def take_away(
    db: Session, review: ReviewId, statement: StatementId, link: int, *, seen: Noted, by: AccountId, at: datetime
) -> None:
    """Take a source away from a statement; that it was there stays in the list of changes. Raises EvidenceChanged."""
    row = _link_row(db, review, statement, link, seen)
    _keep(db, statement, seen, None, link=row, by=by, at=at)
    db.delete(row)
    db.flush()


def rate(
    db: Session, review: ReviewId, statement: StatementId, value: int | None, *, by: AccountId, at: datetime
) -> None:
    """Keep a person's own mark for coherence, from 1 to 5; None takes it back."""
    _statement_row(db, review, statement)
    own = Coherence.rater == db.get_one(Account, by).name
    row = db.scalar(select(Coherence).where(Coherence.statement_id == statement, own))
    before = row.value if row else None
    if before == value:
        return
    _keep(db, statement, before, value, by=by, at=at)
    if row is None:
        db.add(Coherence(statement_id=statement, rater=db.get_one(Account, by).name, value=value, invented=False))
    elif value is None:
        db.delete(row)
    else:
        row.value, row.invented = value, False
    db.flush()


def marks_of(db: Session, statement: StatementId) -> dict[str, int]:
    """Return the marks for coherence by rater, from 1 to 5."""
    rows = select(Coherence.rater, Coherence.value).where(Coherence.statement_id == statement)
    return dict(db.execute(rows.order_by(Coherence.rater)).all())


def acts_of(db: Session, review: ReviewId, statement: StatementId) -> list[Act]:
    """Return every change to a statement's evidence and coherence, newest first."""
    first = first_ballot(db, review)
    rows = select(EvidenceAct).where(EvidenceAct.statement_id == statement).options(joinedload(EvidenceAct.account))
    return [
        Act(
            row.source,
            cast(Stance | None, row.stance),
            _read(row.before),
            _read(row.after),
            row.account.name,
            row.at,
            late=first is not None and row.at >= first,
        )
        for row in db.scalars(rows.order_by(EvidenceAct.id.desc()))
    ]


def _statement_row(db: Session, review: ReviewId, statement: StatementId) -> Statement:
    row = db.get(Statement, statement)
    if row is None or row.review_id != review:
        raise NotHere
    return row


def _link_row(db: Session, review: ReviewId, statement: StatementId, link: int, seen: Noted) -> Evidence:
    _statement_row(db, review, statement)
    row = db.get(Evidence, link)
    if row is not None and row.statement_id != statement:
        raise NotHere
    if row is None or _noted(row) != seen:
        raise EvidenceChanged
    return row


def _noted(row: Evidence) -> Noted:
    # Named constraints keep these columns to what the core allows.
    return Noted(cast(Driven | None, row.driven), cast(Depth | None, row.depth))


def _keep(
    db: Session,
    statement: StatementId,
    before: Noted | int | None,
    after: Noted | int | None,
    *,
    link: Evidence | None = None,
    by: AccountId,
    at: datetime,
) -> None:
    source, stance = (link.source.label, link.stance) if link else (None, None)
    kept = EvidenceAct(statement_id=statement, source=source, stance=stance, account_id=by, at=at)
    kept.before, kept.after = _written(before), _written(after)
    db.add(kept)


def _written(what: Noted | int | None) -> str:
    return canonical_json(asdict(what) if isinstance(what, Noted) else what)


def _read(text: str) -> Noted | int | None:
    found = json.loads(text)
    return Noted(**found) if isinstance(found, dict) else found
