"""Versions, checked: a changed text came from one before it, and the one that is kept follows from the record."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.checks import Check, check
from app.core.versions import JUDGED_FROM
from app.core.workshops import ReviewId, RoundState
from app.services import results
from app.services.recounted import Books, standing
from app.storage.statements import Statement, StatementVersion
from app.storage.versions import Amendment, KeptVersion

CLOSED = (RoundState.CLOSED, RoundState.REVEALED)


def changes_have_their_place(db: Session, review: ReviewId, books: Books) -> Check:
    """A changed text was made from an earlier one of the same statement, in a workshop that was asked about it."""
    homes = {id: (statement, number) for id, statement, number in db.execute(_versions(review)).all()}
    rows = [row for row in db.scalars(select(Amendment).order_by(Amendment.version_id)) if row.version_id in homes]

    def differences() -> Iterator[str]:
        for row in rows:
            after, before = homes[row.version_id], homes.get(row.from_id, (None, 0))
            if before[0] != after[0] or before[1] >= after[1]:
                yield f"Version {row.version_id} was made from no earlier text of its statement"
            elif row.workshop_id not in books.workshops:
                yield f"Version {row.version_id} was written in a workshop of another review"
            elif (row.workshop_id, row.version_id) not in books.asked and not _was_rewritten(row, rows):
                yield f"Version {row.version_id} was never on the agenda of the workshop that wrote it"

    return check(f"{len(rows)} changed texts come from the texts before them", differences())


def kept_versions(db: Session, review: ReviewId, books: Books) -> Check:
    """The page shows of each statement the team's choice, else the newest text that five people rated."""
    chosen = dict(db.execute(select(KeptVersion.statement_id, KeptVersion.version_id).order_by(KeptVersion.id)).all())
    amended = set(db.scalars(select(Amendment.version_id)))
    texts: dict[int, list[tuple[int, int]]] = {}
    for id, statement, number in db.execute(_versions(review)):
        texts.setdefault(statement, []).append((number, id))
    shown = [*results.of_review(db, review), *results.of_written(db, review)]

    def differences() -> Iterator[str]:
        for each in shown:
            newest_first = [id for _, id in sorted(texts[each.line.id], reverse=True)]
            judged = [id for id in newest_first if _raters(books, id) >= JUDGED_FROM]
            unwritten = [id for id in newest_first if id not in amended]
            stands = next(iter([*judged, *unwritten, *newest_first]))
            if each.line.version_id != (chosen.get(each.line.id) or stands):
                yield f"{each.line.code}: version {each.line.version} is shown, which is not the one that is kept"

    several = sum(len(versions) > 1 for versions in texts.values())
    return check(f"{several} statements with several versions show the one that is kept", differences())


def _raters(books: Books, version: int) -> int:
    """How many people rated a text, by the record, in closed rounds of all workshops but pilots."""
    people: set[int] = set()
    for (workshop, asked), rounds in books.asked.items():
        if asked == version and not books.workshops[workshop].pilot:
            for round in rounds:
                if round.state in CLOSED and round.taken_back_at is None:
                    said = standing(books.events.get(round.id, [])).values()
                    people |= {event.panellist_id for event in said if event.plausibility is not None}
    return len(people)


def _was_rewritten(row: Amendment, rows: list[Amendment]) -> bool:
    """Whether a text was changed once more before anybody was asked: its asking has the newer words."""
    return any(other.from_id == row.from_id and other.version_id > row.version_id for other in rows)


def _versions(review: ReviewId) -> Select[int, int, int]:
    columns = (StatementVersion.id, StatementVersion.statement_id, StatementVersion.number)
    return select(*columns).join(Statement).where(Statement.review_id == review)
