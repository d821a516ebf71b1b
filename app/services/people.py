"""The people of a workshop as its desk may know them: how many, never who; and how one of them is retired.

A phone shows four letters of its own on its help page, made from the server's secret. Whoever wants to go, or found
a lost phone, reads them out, and the desk retires that phone. The letters stand on no list and lead to no answer, and
nothing at the desk says which of the people here they belong to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.core.disclosure import may_name_groups
from app.core.errors_desk import PhoneNameShared, PhoneNameUnknown
from app.core.panels import CODE_LETTERS, plain_code
from app.core.protocol import Protocol
from app.core.workshops import PanellistId, WorkshopId
from app.services import panels
from app.services.tokens import keyed_hash
from app.services.workshops import tell, workshop_row
from app.storage.workshops import Panellist

NAME_LENGTH = 4


@dataclass(frozen=True, slots=True)
class GroupHere:
    """A group that people can choose, and how many joined as such; None where a group is too small to be counted."""

    name: str
    joined: int | None


def groups(db: Session, workshop: WorkshopId) -> tuple[GroupHere, ...]:
    """How many of each group are in the workshop. One small group hides all."""
    room = workshop_row(db, workshop)
    chosen = list(db.scalars(select(Panellist.group_id).where(*_is_in(workshop))))
    shown = may_name_groups(map(str, chosen), Protocol.from_json(room.protocol.body).smallest_cell)
    offered = [group for group in room.groups if group.offered]
    return tuple(GroupHere(group.name, chosen.count(group.id) if shown else None) for group in offered)


def phone_name(panellist: PanellistId, *, secret: str) -> str:
    """The letters a phone shows on its help page; always the same ones."""
    drawn = bytes.fromhex(keyed_hash(secret, "phone name", str(panellist)))
    return "".join(CODE_LETTERS[letter % len(CODE_LETTERS)] for letter in drawn[:NAME_LENGTH])


def retire(db: Session, workshop: WorkshopId, name: str, *, secret: str, at: datetime) -> PanellistId:
    """Retire the phone of that name; what was answered stays. Raises PhoneNameUnknown and PhoneNameShared."""
    typed, room = plain_code(name), workshop_row(db, workshop, lock=True)
    here: Sequence[int] = db.scalars(select(Panellist.id).where(*_is_in(workshop))).all()
    found = [PanellistId(id) for id in here if phone_name(PanellistId(id), secret=secret) == typed]
    if not found:
        raise PhoneNameUnknown(name=typed[:12])
    if len(found) > 1:
        raise PhoneNameShared(name=typed)
    panels.remove(db, workshop, found[0], at=at)
    tell(room)
    db.flush()
    return found[0]


def _is_in(workshop: WorkshopId) -> tuple[ColumnElement[bool], ...]:
    return Panellist.workshop_id == workshop, Panellist.left_at.is_(None), Panellist.removed_at.is_(None)
