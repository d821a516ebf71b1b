"""The lineage of a review: what became of every configuration of its long list, step by step.

Nothing is ever deleted: undoing is a step of its own, with its person and its time. Several people may work at once;
who acts on what somebody else has changed meanwhile is told so, and nothing is changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotHere, SomeoneWasFaster
from app.core.errors_lineage import NothingChosen
from app.core.lineage import Act, Lineage, Step, replay
from app.core.statements import Origin
from app.core.workshops import AccountId, ReviewId, StatementId
from app.services.condensed_texts import NewText, free_code, write_down
from app.storage.accounts import Account
from app.storage.lineage import LineageStep, LineageStepStatement
from app.storage.statements import Review, Statement


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, when, and the number of the last step they had before their eyes; 0 for none."""

    by: AccountId
    at: datetime
    seen: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One step as it was taken: its number in the review, by whom and when."""

    number: int
    step: Step
    by: str
    at: datetime


def lineage_of(db: Session, review: ReviewId, steps: Sequence[Taken] | None = None) -> Lineage:
    """The lineage as it stands; `steps` where they were read already."""
    taken = steps_of(db, review) if steps is None else steps
    return replay(_long_list(db, review), [each.step for each in taken])


def steps_of(db: Session, review: ReviewId) -> list[Taken]:
    """Every step that was taken, undone ones and undoing included, first one first."""
    about = _about(db, review)
    columns = (LineageStep.number, LineageStep.act, Statement.code, LineageStep.reason, Account.name, LineageStep.at)
    rows = select(LineageStep.id, *columns).select_from(LineageStep).join(Account)
    into = rows.outerjoin(Statement, Statement.id == LineageStep.into_id)
    taken = db.execute(into.where(LineageStep.review_id == review).order_by(LineageStep.number))
    # A named constraint keeps this column to the acts the core knows.
    return [
        Taken(number, Step(cast(Act, act), tuple(about.get(id, ())), code or "", reason), by, at)
        for id, number, act, code, reason, by, at in taken
    ]


def decided_by(steps: Sequence[Taken]) -> dict[str, Taken]:
    """The step in effect that says how each configuration ends; a written text has the step that wrote it."""
    standing: list[Taken] = []
    for each in steps:
        if each.step.act == "undo":
            standing.pop()
        else:
            standing.append(each)
    decided = {code: each for each in standing for code in each.step.of}
    return decided | {each.step.into: each for each in standing if each.step.act == "write"}


def parents_of(db: Session, review: ReviewId) -> dict[StatementId, tuple[StatementId, ...]]:
    """The configurations behind each statement of the condensed list, in its order."""
    ids = {code: id for id, code in _codes(db, review).items()}
    condensed = lineage_of(db, review).condensed()
    return {ids[code]: tuple(ids[each] for each in parents) for code, parents in condensed.items()}


def keep(db: Session, review: ReviewId, statements: Sequence[StatementId], hand: Hand) -> None:
    """Keep configurations as they are. Raises LineageProblem, SomeoneWasFaster."""
    _take(db, review, "keep", hand, statements)


def merge(db: Session, review: ReviewId, statements: Sequence[StatementId], into: StatementId, hand: Hand) -> None:
    """Merge configurations into one of them that stays, or into a written text. Raises as `keep` does."""
    _take(db, review, "merge", hand, statements, into=into)


def take_in(db: Session, review: ReviewId, statements: Sequence[StatementId], into: StatementId, hand: Hand) -> None:
    """Merge configurations into one that stays: where it was open, it is kept as well. Raises as `keep` does."""
    codes = _codes(db, review)
    step = Step("merge", _named(codes, statements), codes.get(into, ""))
    number = _checked(db, review, step, hand)
    if lineage_of(db, review).is_open(step.into):
        _record(db, review, number, Step("keep", (step.into,)), hand, [into], into=None)
        number += 1
    _record(db, review, number, step, hand, statements, into=into)


def merge_anew(
    db: Session, review: ReviewId, statements: Sequence[StatementId], text: NewText, hand: Hand
) -> StatementId:
    """Write a statement for the condensed list, and merge configurations into it. Raises as `keep`, and NoText."""
    if not statements:
        raise NothingChosen
    codes = _codes(db, review)
    step = Step("write", _named(codes, statements), into=free_code(codes.values()))
    number = _checked(db, review, step, hand)
    written = write_down(db, review, step.into, text, parents=statements, at=hand.at)
    _record(db, review, number, step, hand, statements, into=written)
    return written


def drop(db: Session, review: ReviewId, statements: Sequence[StatementId], reason: str, hand: Hand) -> None:
    """Drop configurations for a reason. Raises as `keep` does."""
    _take(db, review, "drop", hand, statements, reason=reason.strip())


def reopen(db: Session, review: ReviewId, statements: Sequence[StatementId], hand: Hand) -> None:
    """Leave open again how configurations end. Raises as `keep` does."""
    _take(db, review, "reopen", hand, statements)


def undo(db: Session, review: ReviewId, hand: Hand) -> None:
    """Take back the last step that is in effect. Raises NothingToUndo, SomeoneWasFaster."""
    _take(db, review, "undo", hand)


def _take(
    db: Session,
    review: ReviewId,
    act: Act,
    hand: Hand,
    statements: Sequence[StatementId] = (),
    *,
    into: StatementId | None = None,
    reason: str = "",
) -> None:
    codes = _codes(db, review)
    step = Step(act, _named(codes, statements), codes.get(into, "") if into is not None else "", reason)
    number = _checked(db, review, step, hand)
    _record(db, review, number, step, hand, statements, into=into)


def _checked(db: Session, review: ReviewId, step: Step, hand: Hand) -> int:
    """Return the number of a step that can be taken. Steps are taken one at a time: the review's row is the lock."""
    if db.get(Review, review, with_for_update=True) is None:
        raise NotHere
    listed, taken = _long_list(db, review), steps_of(db, review)
    now = replay(listed, [each.step for each in taken])
    since = taken[hand.seen :]
    if since and _overtaken(replay(listed, [each.step for each in taken[: hand.seen]]), now, step):
        raise SomeoneWasFaster(who=since[-1].by)
    now.take(step)
    return len(taken) + 1


def _overtaken(then: Lineage, now: Lineage, step: Step) -> bool:
    """Whether what a step is about is no longer as it was. Undoing is about the last step, whatever that is."""
    if step.act == "undo":
        return True
    about = (*step.of, step.into)
    return any(
        then.endings.get(code) != now.endings.get(code) or (code in then.written) != (code in now.written)
        for code in about
    )


def _record(
    db: Session,
    review: ReviewId,
    number: int,
    step: Step,
    hand: Hand,
    statements: Sequence[StatementId],
    *,
    into: StatementId | None,
) -> None:
    row = LineageStep(
        review_id=review,
        number=number,
        act=step.act,
        into_id=into,
        reason=step.reason,
        account_id=hand.by,
        at=hand.at,
        about=[LineageStepStatement(statement_id=each) for each in dict.fromkeys(statements)],
    )
    db.add(row)
    db.flush()


def _about(db: Session, review: ReviewId) -> dict[int, list[str]]:
    """The codes of what each step is about, by the id of the step."""
    rows = select(LineageStepStatement.step_id, Statement.code).select_from(LineageStepStatement)
    joined = rows.join(LineageStep).join(Statement, Statement.id == LineageStepStatement.statement_id)
    found: dict[int, list[str]] = {}
    here = joined.where(LineageStep.review_id == review).order_by(LineageStepStatement.statement_id)
    for step, code in db.execute(here):
        found.setdefault(step, []).append(code)
    return found


def _long_list(db: Session, review: ReviewId) -> list[str]:
    rows = select(Statement.code).where(Statement.review_id == review, Statement.origin == Origin.SHEET.value)
    return list(db.scalars(rows.order_by(Statement.position, Statement.id)))


def _codes(db: Session, review: ReviewId) -> dict[StatementId, str]:
    rows = db.execute(select(Statement.id, Statement.code).where(Statement.review_id == review))
    return {StatementId(id): code for id, code in rows}


def _named(codes: dict[StatementId, str], statements: Sequence[StatementId]) -> tuple[str, ...]:
    """The codes of statements, each once; a statement of another review has none here."""
    return tuple(dict.fromkeys(codes.get(each, "") for each in statements))
