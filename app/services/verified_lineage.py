"""The lineage, recounted from its steps: every configuration ends in one way, and what was merged took all along."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.checks import Check, check
from app.core.confirmation import settled
from app.core.errors_lineage import LineageProblem
from app.core.lineage import begin
from app.core.protocol import Protocol
from app.core.statements import Origin
from app.core.workshops import ReviewId
from app.services import condensed, lineage
from app.services.condensed import Lists
from app.services.protocols import newest_protocol
from app.services.recounted import Books, recount
from app.services.results import Result
from app.storage.accounts import Account
from app.storage.lineage import LineageStep
from app.storage.statements import Evidence, Source, Statement

FATES = {"keep": "kept", "merge": "merged", "write": "merged", "drop": "dropped"}


def steps_were_possible(db: Session, review: ReviewId, books: Books) -> Check:
    """Each step is numbered, of a known person, about statements of this review, and was possible when it was taken."""
    rows = _rows(db, review)
    # What belongs to nobody, or elsewhere, cannot be played again.
    wrong = [*_out_of_place(db, review, rows)] or [*_impossible(db, review), *_unwritten(db, review, rows)]
    return check(f"{len(rows)} steps of the lineage were possible, one after another", wrong)


def _out_of_place(db: Session, review: ReviewId, rows: Sequence[LineageStep]) -> Iterator[str]:
    accounts = set(db.scalars(select(Account.id)))
    known = {row.id for row in _statements(db, review)}
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        yield "A step of the lineage is missing"
    for row in rows:
        if row.account_id not in accounts:
            yield f"Step {row.number} of the lineage is of nobody known"
        if not {each.statement_id for each in row.about} | ({row.into_id} - {None}) <= known:
            yield f"Step {row.number} of the lineage is about a statement of another review"


def _impossible(db: Session, review: ReviewId) -> Iterator[str]:
    now = begin([row.code for row in _statements(db, review) if row.origin == Origin.SHEET])
    for each in lineage.steps_of(db, review):
        try:
            now = now.take(each.step)
        except LineageProblem as problem:
            yield f"Step {each.number} of the lineage: {problem.say}"
            return


def _unwritten(db: Session, review: ReviewId, rows: Sequence[LineageStep]) -> Iterator[str]:
    """A text of the condensed list was written once, by a step."""
    written = Counter(row.into_id for row in rows if row.act == "write")
    for row in _statements(db, review):
        if written[row.id] != (row.origin == Origin.CONDENSED):
            yield f"{row.code} was written by {written[row.id]} steps of the lineage"


def list_adds_up(db: Session, review: ReviewId, books: Books) -> Check:
    """Played again by other means than the page's, every configuration ends in one way, as the page says."""
    ends, listed = _ends(_rows(db, review)), [row for row in _statements(db, review) if row.origin == Origin.SHEET]
    fates = Counter(FATES.get(ends[row.id].act, "open") if row.id in ends else "open" for row in listed)
    shown = lineage.lineage_of(db, review).counts()
    parents = _parents(ends, listed)

    def differences() -> Iterator[str]:
        for fate in ("kept", "merged", "dropped", "open"):
            if fates[fate] != getattr(shown, fate):
                yield f"The page counts {getattr(shown, fate)} configurations {fate}, the steps say {fates[fate]}"
        if parents != {id: set(merged) for id, merged in lineage.parents_of(db, review).items()}:
            yield "The condensed list is not what the steps lead to"

    summed = f"{fates['kept']} kept, {fates['merged']} merged, {fates['dropped']} dropped, {fates['open']} open"
    return check(f"{len(listed)} configurations are accounted for: {summed}", differences())


def condensed_agrees(db: Session, review: ReviewId, books: Books) -> Check:
    """A condensed statement has all sources of its parents, and no better a score than they have by the ballots."""
    lists, protocol = condensed.lists_of(db, review), Protocol.from_json(newest_protocol(db, review).body)
    real = [id for id, room in books.workshops.items() if not room.pilot]

    def differences() -> Iterator[str]:
        for each in lists.condensed:
            yield from _sources(db, each, lists)
            yield from _inherited(each, lists, books, real, protocol)

    return check(f"{len(lists.condensed)} condensed statements have what their parents have", differences())


def _sources(db: Session, each: Result, lists: Lists) -> Iterator[str]:
    ids = {each.line.id, *(parent.line.id for parent in lists.parents[each.line.id])}
    rows = select(Source.label, Evidence.stance).select_from(Evidence).join(Source)
    behind = {(label, stance) for label, stance in db.execute(rows.where(Evidence.statement_id.in_(ids)))}
    if {(link.source, link.stance) for link in each.evidence} != behind:
        yield f"{each.line.code}: its sources are not those of its parents and its own"


def _inherited(each: Result, lists: Lists, books: Books, real: Sequence[int], protocol: Protocol) -> Iterator[str]:
    if each.condensed is None or not each.condensed.is_inherited:
        return
    scores = []
    for parent in lists.parents[each.line.id]:
        found = recount(books, parent.line.version_id, real, protocol)
        if settled(found, parent.verdict) is not settled(parent.confirmation, parent.verdict):
            yield f"{parent.line.code}: its class is not what the ballots say"
        if found.score is not None:
            scores.append(found.score)
    found_in = each.condensed.inherited
    if (found_in.low, found_in.high) != (min(scores, default=None), max(scores, default=None)):
        yield f"{each.line.code}: what it inherits is not the lowest and the highest score of its parents"


def _rows(db: Session, review: ReviewId) -> list[LineageStep]:
    return list(db.scalars(select(LineageStep).where(LineageStep.review_id == review).order_by(LineageStep.number)))


def _statements(db: Session, review: ReviewId) -> list[Statement]:
    rows = select(Statement).where(Statement.review_id == review)
    return list(db.scalars(rows.order_by(Statement.position, Statement.id)))


def _ends(rows: Sequence[LineageStep]) -> dict[int, LineageStep]:
    """The last step in effect about each configuration."""
    standing: list[LineageStep] = []
    for row in rows:
        if row.act == "undo":
            standing.pop()
        else:
            standing.append(row)
    return {each.statement_id: row for row in standing for each in row.about}


def _parents(ends: Mapping[int, LineageStep], listed: Sequence[Statement]) -> dict[int, set[int]]:
    """The configurations that live on in each statement: each is followed to where it ends."""
    known: set[int] = {row.id for row in listed}
    found: dict[int, set[int]] = {}
    for row in listed:
        last = row.id
        while last in ends and ends[last].into_id is not None:
            last = ends[last].into_id or last
        if last not in known or (last in ends and ends[last].act == "keep"):
            found.setdefault(last, set()).add(row.id)
    return found
