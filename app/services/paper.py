"""Paper at the desk: a batch of sheets from one group, typed in sheet by sheet, each a panellist without a phone.

A sheet counts as in time where its round was open, or had closed and a facilitator said of the batch that it was
handed in before any answers were shown; otherwise it is kept apart like every late ballot. Nothing typed is ever
changed: a correction is typed again for its statement and stands in place of the first, which stays on record. What a
sheet said is not shown again, so that nobody at the desk reads one person's answers who did not hold her sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.ballots import Answer, Recorded, SentBallot
from app.core.errors import GroupUnknown, NotHere, RoundClosed, RoundNotOpen
from app.core.errors_desk import SheetEmpty, SheetTypedAlready
from app.core.workshops import AccountId, PanellistId, RoundId, RoundState, WorkshopId
from app.services import ballot_rows, cards, comments, days, shown
from app.services.ballot_rows import Rows
from app.services.comments import Written
from app.services.moves import record
from app.services.tokens import hash_of, keyed_hash, new_token
from app.services.workshops import tell, workshop_row
from app.storage.accounts import Account
from app.storage.keys import CommentKeys
from app.storage.paper import PaperBatch, PaperSheet
from app.storage.statements import Statement, StatementPart, StatementVersion
from app.storage.workshops import Panellist, Round, StakeholderGroup

CHANNEL = "paper"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # before any round was opened


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as the desk lists it; `sheets` are the numbers typed in so far."""

    id: int
    number: int
    group: str
    handed_in: bool
    by: str
    at: datetime
    sheets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """What was written beside the statements of a sheet, at least one comment, and the keys that seal it."""

    keys: CommentKeys
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was filled in: its answers, and what was written beside its statements, if anything was."""

    answers: Mapping[RoundId, Answer]
    margin: Margin | None = None

    @property
    def comments(self) -> int:
        """How many comments stand on it."""
        return len(self.margin.written) if self.margin else 0


@dataclass(frozen=True, slots=True)
class Line:
    """A round that was put to the panel, to be typed in; `again`: the second asking. `positions` are of its parts."""

    round: RoundId
    code: str
    wording: str
    again: bool
    is_open: bool
    positions: frozenset[int]


def comment_of_sheet(round: RoundId, text: str, *, seen: bool, may_show: bool, secret: str) -> Written:
    """A comment on a whole statement as it stands on a sheet; the same words of one person make the same comment.

    Nobody can try out from the key what was written.
    """
    key = keyed_hash(secret, "comment on paper", f"{round}:{text}")[:32]
    return Written(key, round, None, text, seen=seen, may_show=may_show)


def new_batch(db: Session, workshop: WorkshopId, *, group: int, handed_in: bool, by: AccountId, at: datetime) -> int:
    """Begin a batch of sheets from one group. Raises GroupUnknown, and RoundNotOpen before anything was opened."""
    room = workshop_row(db, workshop, lock=True)
    if group not in {each.id for each in room.groups if each.offered}:
        raise GroupUnknown
    if not lines(db, workshop):
        raise RoundNotOpen
    last = db.scalar(select(func.max(PaperBatch.number)).where(PaperBatch.workshop_id == workshop))
    row = PaperBatch(
        workshop_id=workshop, number=(last or 0) + 1, group_id=group, handed_in=handed_in, account_id=by, at=at
    )
    db.add(row)
    db.flush()
    return row.id


def batches(db: Session, workshop: WorkshopId) -> list[Batch]:
    """The batches of a workshop, the newest first."""
    rows = select(PaperBatch, StakeholderGroup.name, Account.name).join(StakeholderGroup).join(Account)
    found = db.execute(rows.where(PaperBatch.workshop_id == workshop).order_by(PaperBatch.number.desc()))
    return [
        Batch(row.id, row.number, group, row.handed_in, by, row.at, _numbers(db, row.id)) for row, group, by in found
    ]


def batch_of(db: Session, workshop: WorkshopId, batch: int) -> Batch:
    """One batch. Raises NotHere."""
    found = next((each for each in batches(db, workshop) if each.id == batch), None)
    if found is None:
        raise NotHere
    return found


def lines(db: Session, workshop: WorkshopId) -> list[Line]:
    """The rounds a sheet can hold answers to: those that were opened, in the afternoon's order."""
    rows = (
        select(Round.id, Statement.code, StatementVersion.wording, Round.number, Round.state, StatementVersion.id)
        .join(StatementVersion, StatementVersion.id == Round.version_id)
        .join(Statement, Statement.id == StatementVersion.statement_id)
        .where(Round.workshop_id == workshop, Round.opened_at.is_not(None))
        .order_by(Round.position)
    )
    found = db.execute(rows).all()
    parts: dict[int, set[int]] = {}
    versions = [version for *_, version in found]
    for part in db.scalars(select(StatementPart).where(StatementPart.version_id.in_(versions))):
        parts.setdefault(part.version_id, set()).add(part.position)
    return [
        Line(RoundId(id), code, wording, number > 1, state == RoundState.OPEN, frozenset(parts.get(version, ())))
        for id, code, wording, number, state, version in found
    ]


def points_of(db: Session, workshop: WorkshopId) -> int:
    """How many points the scale has on which this workshop was asked."""
    return shown.scale_of(workshop_row(db, workshop)).points


def type_sheet(
    db: Session,
    workshop: WorkshopId,
    batch: int,
    sheet: int,
    filled: Filled,
    *,
    letters: str = "",
    secret: str = "",
    by: AccountId,
    at: datetime,
) -> None:
    """Keep a sheet. Raises SheetTypedAlready for a number of this batch that is there, SheetEmpty and NotHere.

    `letters` are those of her card, if she wrote them: with them she can have her sheet removed. Raises LettersUnknown.
    """
    row = _batch_row(db, workshop, batch)
    if sheet in _numbers(db, batch):
        raise SheetTypedAlready(sheet=sheet, batch=row.number)
    if not (filled.answers or filled.margin):
        raise SheetEmpty
    person = _somebody(db, row, at=at)
    if letters.strip():
        cards.give(db, workshop, letters, person, secret=secret)
    db.add(PaperSheet(batch_id=batch, number=sheet, panellist_id=person, account_id=by, at=at))
    _keep(db, row, person, filled, by=by, at=at)


def correct_sheet(
    db: Session,
    workshop: WorkshopId,
    batch: int,
    sheet: int,
    filled: Filled,
    *,
    by: AccountId,
    at: datetime,
) -> None:
    """Let what is typed now stand in place of what the sheet said of these statements. Raises SheetEmpty, NotHere.

    A comment is added; typed in the same words once more it stays one.
    """
    row = _batch_row(db, workshop, batch)
    mine = PaperSheet.batch_id == batch, PaperSheet.number == sheet
    person = db.scalar(select(PaperSheet.panellist_id).where(*mine))
    if person is None:
        raise NotHere
    if not (filled.answers or filled.margin):
        raise SheetEmpty
    _keep(db, row, PanellistId(person), filled, by=by, at=at)


def _keep(
    db: Session,
    batch: PaperBatch,
    person: PanellistId,
    filled: Filled,
    *,
    by: AccountId,
    at: datetime,
) -> None:
    room = workshop_row(db, WorkshopId(batch.workshop_id), lock=True)
    db.flush()
    rows = ballot_rows.read(db.connection(), [(round, person) for round in filled.answers], [])
    rounds = {row.id: row for row in db.scalars(select(Round).where(Round.id.in_(filled.answers)))}
    for round, answer in filled.answers.items():
        _cast(rows, rounds.get(round), batch, person, round, answer, at)
    ballot_rows.write(db.connection(), rows, at=at)
    if filled.margin:
        for each in filled.margin.written:
            comments.write(db, filled.margin.keys, person, each, at=at)
    days.void(db, room, by=by, at=at)
    record(db, room, CHANNEL, before=room.state, after=room.state, by=by, at=at)
    tell(room)
    db.flush()


def _cast(
    rows: Rows,
    row: Round | None,
    batch: PaperBatch,
    person: PanellistId,
    round: RoundId,
    answer: Answer,
    at: datetime,
) -> None:
    if row is None or row.workshop_id != batch.workshop_id or row.opened_at is None:
        raise NotHere
    standing = rows.standing.get((round, person))
    sent = SentBallot(new_token()[:32], (standing.seq if standing else 0) + 1, round, row.epoch, answer)
    if row.state != RoundState.OPEN and not batch.handed_in:
        late = Recorded(False, sent.key, sent.seq, RoundClosed.code, RoundClosed.sentence())
        rows.keep(person, sent, late, channel=CHANNEL, at=at)
        return
    rows.keep(person, sent, Recorded(True, sent.key, sent.seq), channel=CHANNEL, at=at)
    rows.stand(person, sent, channel=CHANNEL)
    if row.state != RoundState.OPEN and standing is None and row.present is not None:
        row.present += 1  # she was there with her sheet; without an answer nobody without a phone is counted


def _somebody(db: Session, batch: PaperBatch, *, at: datetime) -> PanellistId:
    """A panellist without a phone: nobody holds her cookie, a card may be hers, and she is never taken to be here."""
    row = Panellist(
        workshop_id=batch.workshop_id,
        group_id=batch.group_id,
        language="en",  # the only language that paper is printed in so far
        token_hash=hash_of(new_token()),
        code_hash=hash_of(new_token()),
        joined_at=at,
        seen_at=NEVER,
    )
    db.add(row)
    db.flush()
    return PanellistId(row.id)


def _batch_row(db: Session, workshop: WorkshopId, batch: int) -> PaperBatch:
    row = db.get(PaperBatch, batch)
    if row is None or row.workshop_id != workshop:
        raise NotHere
    return row


def _numbers(db: Session, batch: int) -> tuple[int, ...]:
    numbers: Sequence[int] = db.scalars(
        select(PaperSheet.number).where(PaperSheet.batch_id == batch).order_by(PaperSheet.number)
    ).all()
    return tuple(numbers)
