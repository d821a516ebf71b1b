"""The rules, the moves, the list and the verdicts, checked against what they must be made of."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.canonical import sha256_of
from app.core.checks import Check, check
from app.core.confirmation import Class, Verdict, VerdictProblem
from app.core.errors import WorkshopError
from app.core.histories import SIGNED_OFF, IllegalHistory, Moved, play_round, play_workshop
from app.core.protocol import Protocol
from app.core.workshops import ReviewId
from app.services import results
from app.services.recounted import Books
from app.storage.accounts import Account
from app.storage.protocols import ProtocolVersion
from app.storage.statements import Statement, StatementVersion
from app.storage.verdicts import VerdictRow
from app.storage.workshops import Move, Round, Workshop


def protocols(db: Session, review: ReviewId, books: Books) -> Check:
    """Each version of the rules has the hash of its text, and every workshop one of this review's versions."""
    rows = list(db.scalars(select(ProtocolVersion).where(ProtocolVersion.review_id == review)))
    numbers = sorted(row.number for row in rows)

    def differences() -> Iterator[str]:
        if numbers != list(range(1, len(rows) + 1)):
            yield "A version of the rules is missing"
        for row in rows:
            if sha256_of(row.body) != row.hash:
                yield f"Rules, version {row.number}: the hash is not that of their text"
            elif not _can_be_used(row.body):
                yield f"Rules, version {row.number}: this is no protocol"
        known = {row.id for row in rows}
        for room in books.workshops.values():
            if room.protocol_id not in known:
                yield f"Workshop {room.id} is judged by rules of another review"

    return check(f"{len(rows)} versions of the rules have the hash of their text", differences())


def _can_be_used(body: str) -> bool:
    try:
        Protocol.from_json(body)
    except WorkshopError:
        return False
    return True


def histories(db: Session, review: ReviewId, books: Books) -> Check:
    """Played again, the moves lead to where each workshop and each round stands; each was made by one known account."""
    moves = list(db.scalars(select(Move).where(Move.workshop_id.in_(books.workshops)).order_by(Move.id)))
    accounts = set(db.scalars(select(Account.id)))

    def differences() -> Iterator[str]:
        yield from (f"Move {m.id} is of nobody known" for m in moves if m.account_id not in accounts | {None})
        for room in books.workshops.values():
            yield from _workshop_history(room, [m for m in moves if m.workshop_id == room.id and m.round_id is None])
        for round in books.rounds:
            yield from _round_history(round, [m for m in moves if m.round_id == round.id])

    return check(f"{len(moves)} moves make one history", differences())


def _workshop_history(room: Workshop, moves: Iterable[Move]) -> Iterator[str]:
    try:
        state = play_workshop(map(_moved, moves))
    except IllegalHistory as problem:
        yield f"Workshop {room.id}: {problem}"
    else:
        stands = SIGNED_OFF if room.signed_off_at else room.state
        if state != stands:
            yield f"Workshop {room.id}: its moves lead to {state}, and it stands at {stands}"


def _round_history(round: Round, moves: list[Move]) -> Iterator[str]:
    try:
        standing = play_round(map(_moved, moves), number=round.number)
    except IllegalHistory as problem:
        yield f"Round {round.id}: {problem}"
        return
    if (standing.state, standing.epoch) != (round.state, round.epoch):
        yield (
            f"Round {round.id}: its moves lead to {standing.state}, opening {standing.epoch}, "
            f"and it stands at {round.state}, opening {round.epoch}"
        )
    if round.reopened != sum(move.move == "reopen" for move in moves):
        yield f"Round {round.id}: it was not reopened {round.reopened} times"


def _moved(row: Move) -> Moved:
    return Moved(row.move, row.before, row.after, row.epoch)


def statements_accounted_for(db: Session, review: ReviewId, books: Books) -> Check:
    """Every statement of the list has a result, once, and its versions and parts are counted from 1."""
    rows = list(db.scalars(select(Statement).where(Statement.review_id == review)))
    pages = (*results.of_review(db, review), *results.of_written(db, review))
    shown: Counter[int] = Counter(each.line.id for each in pages)
    versions = {version.id for row in rows for version in row.versions}

    def differences() -> Iterator[str]:
        for row in rows:
            if shown[row.id] != 1:
                yield f"{row.code} has {shown[row.id]} results"
            if not _is_whole(row):
                yield f"{row.code}: a version or a part of its text is missing"
        for round in books.rounds:
            if round.version_id not in versions:
                yield f"Round {round.id} asks about a statement of another review"

    return check(f"{len(rows)} statements are accounted for", differences())


def _is_whole(row: Statement) -> bool:
    numbered = [[version.number for version in row.versions]]
    numbered += [[part.position for part in version.parts] for version in row.versions]
    return all(numbers == list(range(1, len(numbers) + 1)) for numbers in numbered)


def verdicts_stand(db: Session, review: ReviewId, books: Books) -> Check:
    """A verdict is about a text of this review, by two people, and gives a reason where it differs."""
    mine = select(StatementVersion.id).join(Statement).where(Statement.review_id == review)
    rows = list(db.scalars(select(VerdictRow).where(VerdictRow.version_id.in_(mine)).order_by(VerdictRow.id)))
    texts = set(db.scalars(select(StatementVersion.id)))
    lost = db.scalars(select(VerdictRow.id).where(VerdictRow.version_id.not_in(texts)))

    def differences() -> Iterator[str]:
        yield from (f"Verdict {id} is about no text" for id in lost)
        yield from (f"Verdict {row.id}: {problem}" for row in rows if (problem := _problem(row)))

    return check(f"{len(rows)} verdicts stand on texts that exist", differences())


def _problem(row: VerdictRow) -> str:
    if not {row.stands, row.suggested} <= set(Class):
        return "its class is none"
    if row.stands != row.suggested and not row.reason.strip():
        return "it differs from what the rule suggested and gives no reason"
    try:
        Verdict(Class(row.stands), row.reason, (row.first_name, row.second_name))
    except VerdictProblem as problem:
        return str(problem)
    return ""
