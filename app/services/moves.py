"""The record of moves: who brought what from which state to which."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.core.workshops import AccountId, WorkshopId
from app.storage.accounts import Account
from app.storage.ready import first_answer_in
from app.storage.workshops import Move, Round, Workshop


def record(
    db: Session,
    workshop: Workshop,
    move: str,
    *,
    before: str,
    after: str,
    by: AccountId | None,
    at: datetime,
    round: Round | None = None,
) -> None:
    """Write a move down; `by` is None when the terminal made it."""
    db.add(
        Move(
            workshop_id=workshop.id,
            round_id=round.id if round else None,
            account_id=by,
            move=move,
            before=before,
            after=after,
            epoch=round.epoch if round else None,
            at=at,
        )
    )


def last_move(db: Session, workshop: WorkshopId) -> str | None:
    """The last move of a workshop; None before the first."""
    move: str | None = first_answer_in(db, _LAST, workshop=workshop)
    return move


def last_move_of(db: Session, round: Round) -> str | None:
    """The last move of one round; None before the first."""
    return db.scalar(select(Move.move).where(Move.round_id == round.id).order_by(Move.id.desc()).limit(1))


def who_was_last(db: Session, workshop: WorkshopId) -> str:
    """The name of whoever moved this workshop last, for the slower of two facilitators."""
    name = db.scalar(
        select(Account.name).join(Move).where(Move.workshop_id == workshop).order_by(Move.id.desc()).limit(1)
    )
    return name or "Somebody"


_LAST_ID = select(func.max(Move.id)).where(Move.workshop_id == bindparam("workshop")).scalar_subquery()
_LAST = select(Move.move).where(Move.id == _LAST_ID)
