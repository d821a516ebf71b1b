"""Cards for the bowl: made once, drawn by somebody, and from then on hers, also on another phone.

Who draws which nobody knows. A card lets its panellist in again and removes what she gave; it never says who she is.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import GroupUnknown, JoiningClosed, NotJoined, Removed
from app.core.errors_review import CardsMadeAlready, CardsUnreadable
from app.core.panels import new_personal_code, plain_code
from app.core.workshops import RUNNING, PanellistId, WorkshopId
from app.services import panels
from app.services.panels import Door, Joined
from app.services.tokens import hash_of, keyed_hash, new_token
from app.services.workshops import workshop_row
from app.storage.agendas import Card
from app.storage.workshops import Panellist

MOST = 500  # cards at once
CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class NewCard:
    """What is printed on a card, this once."""

    token: str
    code: str


@dataclass(frozen=True, slots=True)
class CardCounts:
    """How many cards of a workshop were made, and how many of them somebody has used by now."""

    made: int
    drawn: int


def counts(db: Session, workshop: WorkshopId) -> CardCounts:
    """The cards of a workshop, as numbers."""
    mine = Card.workshop_id == workshop
    made, drawn = db.execute(select(func.count(Card.id), func.count(Card.panellist_id)).where(mine)).one()
    return CardCounts(made, drawn)


def make(
    db: Session,
    workshop: WorkshopId,
    many: int | None,
    *,
    seen: int,
    secret: str,
    at: datetime,
    new_card_token: Callable[[], str] = lambda: secrets.token_urlsafe(16),
) -> list[NewCard]:
    """Make so many more cards. Their links and codes are given back this once; only their hashes are kept.

    `seen` is how many there were: a form sent twice makes no second set. Raises CardsMadeAlready, CardsUnreadable.
    """
    workshop_row(db, workshop, lock=True)
    there = counts(db, workshop).made
    if there != seen:
        raise CardsMadeAlready(many=there)
    if many is None or not 1 <= many <= MOST:
        raise CardsUnreadable(most=MOST)
    made = [NewCard(new_card_token(), new_personal_code()) for _ in range(many)]
    db.add_all(
        Card(
            workshop_id=workshop,
            token_hash=hash_of(card.token),
            code_hash=keyed_hash(secret, "code", card.code),
            made_at=at,
        )
        for card in made
    )
    db.flush()
    return made


def find_door(db: Session, *, secret: str, token: str | None = None, typed: str | None = None) -> Door:
    """The door a link, six digits or a card's eight letters lead to. Raises as `panels.find_door`; creates nothing."""
    card = _card_behind(db, secret, token, typed)
    if card is None:
        return panels.find_door(db, token=token, digits=typed)
    row = workshop_row(db, WorkshopId(card.workshop_id))
    if row.state not in RUNNING or (row.locked and card.panellist_id is None):
        raise JoiningClosed
    hers = db.get(Panellist, card.panellist_id) if card.panellist_id else None
    offered = tuple(
        (group.id, group.name) for group in row.groups if (group.id == hers.group_id if hers else group.offered)
    )
    return Door(WorkshopId(row.id), panels.notices_of(row), offered, card=card.id, drawn=hers is not None)


def enter(
    db: Session,
    door: Door,
    *,
    group: int,
    language: str,
    notice: str,
    secret: str,
    at: datetime,
    cookie: str = "",
    reading: str = "",
) -> Joined:
    """Let in whoever holds this card: somebody new, or its panellist on another phone.

    Without a card this is `panels.join`, and it raises as that does.
    """
    if door.card is None:
        return panels.join(
            db,
            door,
            group=group,
            language=language,
            notice=notice,
            secret=secret,
            at=at,
            cookie=cookie,
            reading=reading,
        )
    card = db.get_one(Card, door.card, with_for_update=True)
    door.must_be_read(notice)
    fresh = keyed_hash(secret, "card", f"{card.id}:{reading}") if reading else new_token()
    if card.panellist_id is not None:
        return _on_this_phone(db, door, card, cookie, fresh)
    if group not in dict(door.groups):
        raise GroupUnknown
    return _drawn(db, door, card, group=group, language=language, cookie=cookie, fresh=fresh, at=at)


def was_moved(db: Session, cookie: str) -> bool:
    """Whether the phone with this cookie held a card that was opened on another phone since."""
    return bool(cookie) and db.scalar(select(Card.id).where(Card.moved_from == hash_of(cookie)).limit(1)) is not None


def _drawn(
    db: Session, door: Door, card: Card, *, group: int, language: str, cookie: str, fresh: str, at: datetime
) -> Joined:
    """A card is drawn: by somebody new, or by whoever came in by the wall before, who stays the same panellist."""
    try:
        known = panels.who(db, cookie)
    except (NotJoined, Removed):
        known = None
    if known is not None and known.workshop == door.workshop:
        if db.scalar(select(Card.id).where(Card.panellist_id == known.id)) is None:
            card.panellist_id = known.id
            db.get_one(Panellist, known.id).code_hash = card.code_hash
            db.flush()
        return Joined(known.id, door.workshop, cookie, None)
    row = panels.seated(db, door, group=group, language=language, cookie=fresh, code_hash=card.code_hash, at=at)
    card.panellist_id = row
    db.flush()
    return Joined(row, door.workshop, fresh, None)


def _on_this_phone(db: Session, door: Door, card: Card, cookie: str, fresh: str) -> Joined:
    """Its panellist is here again. The phone she had before no longer answers for her, and is told so."""
    row = db.get_one(Panellist, card.panellist_id, with_for_update=True)
    if row.left_at or row.removed_at:
        raise Removed
    for held in (cookie, fresh):  # the same phone again, or a second tap of it
        if hash_of(held) == row.token_hash:
            return Joined(PanellistId(row.id), door.workshop, held, None)
    card.moved_from, row.token_hash = row.token_hash, hash_of(fresh)
    db.flush()
    return Joined(PanellistId(row.id), door.workshop, fresh, None)


def _card_behind(db: Session, secret: str, token: str | None, typed: str | None) -> Card | None:
    if token:
        return db.scalar(select(Card).where(Card.token_hash == hash_of(token)))
    code = plain_code(typed or "")
    if len(code) != CODE_LENGTH:
        return None
    return db.scalar(select(Card).where(Card.code_hash == keyed_hash(secret, "code", code)))
