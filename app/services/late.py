"""Late ballots: those that came after a closing. They are kept apart, unless that closing is taken back.

The record is never changed, so what an undone closing lets in is appended once more, as a ballot in time; what stands
there twice with the same content is not late.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.core.ballots import Recorded
from app.core.workshops import PanellistId, WorkshopId
from app.services.ballots import Fields, cast_ballots
from app.services.tokens import new_token
from app.storage.ballots import BallotEvent
from app.storage.workshops import Round


def is_apart() -> ColumnElement[bool]:
    """Whether a ballot of the record came late and was not let in."""
    again = aliased(BallotEvent)
    same = (again.panellist_id == BallotEvent.panellist_id, again.digest == BallotEvent.digest)
    return BallotEvent.late & ~exists().where(*same, ~again.late)


def many(db: Session, workshop: WorkshopId) -> int:
    """How many ballots of a workshop came late."""
    rows = select(func.count()).select_from(BallotEvent).join(Round, Round.id == BallotEvent.round_id)
    return db.scalar(rows.where(Round.workshop_id == workshop, is_apart())) or 0


def let_in(db: Session, round: Round, *, at: datetime) -> list[Recorded]:
    """Cast what came since an open round was closed by mistake, in the order it came; what is said of each."""
    here = BallotEvent.round_id == round.id, BallotEvent.epoch == round.epoch
    came = db.scalars(select(BallotEvent).where(*here, is_apart()).order_by(BallotEvent.id)).all()
    said: list[Recorded] = []
    for channel, events in groupby(came, key=lambda event: event.channel):
        batch = [(PanellistId(event.panellist_id), _fields(event)) for event in events]
        said += cast_ballots(db, batch, channel=channel, at=at)
    return said


def _fields(event: BallotEvent) -> Fields:
    """What the phone sent, under a key of our own: its own key keeps the answer that it got."""
    names: Sequence[str] = ("seq", "epoch", "plausibility", "relevance", "abstained", "parts", "if_changed")
    made = {"key": new_token(), "round": event.round_id, "read": event.translation_id}
    return made | {name: getattr(event, name) for name in names}
