"""Amendments: a statement's text changed in the room, as a new version that is asked anew. Old ballots stay behind.

Whoever changes a text has seen one as the newest; where it is not any more, nothing is kept and she is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors_talk import (
    ChangedMeanwhile,
    NothingChanged,
    PartEmptied,
    TextInUse,
    WhyMissing,
    WordsTooLong,
)
from app.core.statements import Part, StatementText, wording_of
from app.core.text import clean
from app.core.workshops import AccountId, RoundId, RoundState, StatementId, VersionId, WorkshopId
from app.services import askings, workshops
from app.services.changes import text_of
from app.services.moves import record, who_was_last
from app.services.reviews import parts_of
from app.services.rounds import refuse_a_room_at_rest, refuse_two_open, round_row
from app.storage.statements import StatementPart, StatementVersion
from app.storage.versions import Amendment
from app.storage.workshops import Round

LONGEST_PART, LONGEST_TITLE, LONGEST_WHY = 2_000, 200, 500
AMEND = "amend"


@dataclass(frozen=True, slots=True)
class NewWords:
    """What a version is to say: the texts of the parts in their order, or one wording where there are none; and why."""

    parts: tuple[str, ...] = ()
    wording: str = ""
    title: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ToAmend:
    """A text as the room has it. `seen` is the newest version of its statement, which a change is compared with.

    `stands` is what that one says: another text, where somebody changed it meanwhile.
    """

    round: RoundId
    state: RoundState
    code: str
    title: str
    lang: str
    parts: tuple[Part, ...]
    wording: str
    seen: VersionId
    stands: StatementText


def to_amend(db: Session, workshop: WorkshopId, round: RoundId) -> ToAmend:
    """The text of a round, to be changed. Raises NotHere."""
    row = round_row(db, workshop, round)
    version, newest = row.version, row.version.statement.versions[-1]
    return ToAmend(
        RoundId(row.id),
        RoundState(row.state),
        version.statement.code,
        version.title,
        version.lang,
        parts_of(version),
        version.wording,
        VersionId(newest.id),
        text_of(newest),
    )


def amend(
    db: Session,
    workshop: WorkshopId,
    round: RoundId,
    words: NewWords,
    *,
    seen: VersionId,
    by: AccountId | None,
    at: datetime,
) -> RoundId:
    """Write a new version and put its asking on show: the one that waited after the talk, or a new one.

    Raises TextInUse, OneRoundAtATime, MoveNotPossible, ChangedMeanwhile, and what the words themselves lack.
    """
    room = workshops.workshop_row(db, workshop, lock=True)
    row = round_row(db, workshop, round)
    refuse_a_room_at_rest(room)
    if row.state == RoundState.OPEN:
        raise TextInUse
    refuse_two_open(db, room, row)
    if row.version.statement.versions[-1].id != seen:
        raise ChangedMeanwhile(who=who_was_last(db, workshop))
    made = _version(row.version, words, at)
    db.add(made)
    db.flush()
    why = clean(words.why)
    origin = Amendment(
        version_id=made.id, from_id=_judged_before(db, row), workshop_id=workshop, why=why, account_id=by, at=at
    )
    db.add(origin)
    asking = _asking(db, row, made)
    record(db, room, AMEND, before=row.state, after=asking.state, by=by, at=at, round=asking)
    room.current_round_id = asking.id
    workshops.tell(room)
    db.flush()
    db.expire(made.statement, ["versions"])
    return RoundId(asking.id)


def _asking(db: Session, row: Round, made: StatementVersion) -> Round:
    """The first asking of the new text. What waits and was never opened takes it over and keeps its place."""
    statement = StatementId(made.statement_id)
    waiting = askings.waiting_for(db, WorkshopId(row.workshop_id), [statement])
    asking = row if askings.is_untouched(row) else waiting.get(statement)
    if asking is None:
        return askings.put_behind(db, row, made.id, 1)
    asking.version_id, asking.number, asking.taken_back_at = made.id, 1, None
    db.flush()
    db.expire(asking, ["version"])
    return asking


def _judged_before(db: Session, row: Round) -> int:
    """The text to tell the new one apart from: what the room had, and not what was changed and never asked."""
    earlier = db.get(Amendment, row.version_id) if askings.is_untouched(row) else None
    return earlier.from_id if earlier and earlier.workshop_id == row.workshop_id else row.version_id


def _version(before: StatementVersion, words: NewWords, at: datetime) -> StatementVersion:
    if not clean(words.why):
        raise WhyMissing
    parts = _parts(before.parts, words.parts)
    made = StatementVersion(
        number=before.statement.versions[-1].number + 1,
        title=clean(words.title, lines=False) if before.title else "",
        wording="",
        lang=before.lang,
        created_at=at,
        parts=parts,
    )
    made.wording = wording_of(parts_of(made)) if parts else clean(words.wording)
    _refuse_what_does_not_fit(made, words)
    if not made.wording:
        raise PartEmptied
    if (made.title, _said(text_of(made))) == (before.title, _said(text_of(before))):
        raise NothingChanged
    made.statement_id = before.statement_id
    return made


def _parts(before: Sequence[StatementPart], texts: Sequence[str]) -> list[StatementPart]:
    said = [clean(text) for text in texts]
    if len(said) != len(before) or not all(said):
        raise PartEmptied
    return [
        StatementPart(
            position=part.position,
            kind=part.kind,
            text=text,
            lead=part.lead,
            who=part.who,
            code=part.code,
            level=part.level,
            absent=part.absent,
        )
        for part, text in zip(before, said, strict=True)
    ]


def _refuse_what_does_not_fit(made: StatementVersion, words: NewWords) -> None:
    long = [(part.text, LONGEST_PART) for part in made.parts]
    long += [(made.title, LONGEST_TITLE), (clean(words.why), LONGEST_WHY)]
    long += [] if made.parts else [(made.wording, 2 * LONGEST_PART)]
    for text, limit in long:
        if len(text) > limit:
            raise WordsTooLong(length=len(text), limit=limit)


def _said(text: StatementText) -> list[str]:
    """The words alone: another line break changes nothing."""
    return [" ".join(part.text.split()) for part in text.parts] or [" ".join(text.wording.split())]
