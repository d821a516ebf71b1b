"""Cards for the bowl: made once, drawn by somebody, and from then on hers, also on another phone.

Who draws which nobody knows. A card lets its panellist in again and removes what she gave; it never says who she is.
The code that is shown once to whoever came without a card does the same.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import GroupUnknown, JoiningClosed, NotJoined, Removed
from app.core.errors_desk import CardNumberUnknown, LettersUnknown
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
    """What is printed on a card, this once. `number` counts the cards of its workshop from 1."""

    token: str
    code: str
    number: int


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
    made = [NewCard(new_card_token(), new_personal_code(), there + place) for place in range(1, many + 1)]
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


def cancel(db: Session, workshop: WorkshopId, number: int) -> None:
    """Let nobody in by the card of this number any more: it was lost, or photographed. Raises CardNumberUnknown.

    Whoever drew it before stays in on her phone, and its letters still remove what she gave. Twice is once.
    """
    workshop_row(db, workshop, lock=True)
    mine = select(Card).where(Card.workshop_id == workshop).order_by(Card.id)
    card = db.scalar(mine.offset(number - 1).limit(1)) if 1 <= number <= counts(db, workshop).made else None
    if card is None:
        raise CardNumberUnknown(made=counts(db, workshop).made)
    card.token_hash, card.code_hash = hash_of(new_token()), hash_of(new_token())
    db.flush()


def find_door(db: Session, *, secret: str, token: str | None = None, typed: str | None = None) -> Door:
    """The door a link, six digits or eight letters lead to. Raises as `panels.find_door`; creates nothing."""
    card = _card_behind(db, secret, token, typed)
    hers = _holder(db, card, secret, typed)
    holder = hers or card
    if holder is None:
        return panels.find_door(db, token=token, digits=typed)
    row = workshop_row(db, WorkshopId(holder.workshop_id))
    if row.state not in RUNNING or (row.locked and hers is None):
        raise JoiningClosed
    offered = tuple(
        (group.id, group.name) for group in row.groups if (group.id == hers.group_id if hers else group.offered)
    )
    her_id = PanellistId(hers.id) if hers else None
    return Door(WorkshopId(row.id), panels.notices_of(row), offered, card=card.id if card else None, hers=her_id)


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
    """Let in whoever holds this card or code: somebody new, or its panellist on another phone.

    Without either this is `panels.join`, and it raises as that does.
    """
    card = db.get_one(Card, door.card, with_for_update=True) if door.card is not None else None
    hers = card.panellist_id if card is not None else door.hers
    if card is None and hers is None:
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
    door.must_be_read(notice)
    held = f"card {card.id}" if card is not None else f"code {hers}"
    fresh = keyed_hash(secret, "card", f"{held}:{reading}") if reading else new_token()
    if card is None or hers is not None:
        return _on_this_phone(db, door, PanellistId(hers or 0), cookie, fresh)
    if group not in dict(door.groups):
        raise GroupUnknown
    return _drawn(db, door, card, group=group, language=language, cookie=cookie, fresh=fresh, at=at)


def give(db: Session, workshop: WorkshopId, letters: str, panellist: PanellistId, *, secret: str) -> None:
    """Let a card that nobody uses yet be hers who wrote its letters on paper. Raises LettersUnknown."""
    card = _card_behind(db, secret, None, letters)
    if card is None or card.workshop_id != workshop or card.panellist_id is not None:
        raise LettersUnknown
    card.panellist_id = panellist
    db.get_one(Panellist, panellist).code_hash = card.code_hash
    db.flush()


def was_moved(db: Session, cookie: str) -> bool:
    """Whether whoever answered on the phone with this cookie has gone on with another phone since."""
    before = Panellist.moved_from == hash_of(cookie)
    return bool(cookie) and db.scalar(select(Panellist.id).where(before).limit(1)) is not None


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


def _on_this_phone(db: Session, door: Door, hers: PanellistId, cookie: str, fresh: str) -> Joined:
    """She is here again. The phone she had before no longer answers for her, and is told so."""
    row = db.get_one(Panellist, hers, with_for_update=True)
    if row.left_at or row.removed_at:
        raise Removed
    for held in (cookie, fresh):  # the same phone again, or a second tap of it
        if hash_of(held) == row.token_hash:
            return Joined(PanellistId(row.id), door.workshop, held, None)
    row.moved_from, row.token_hash = row.token_hash, hash_of(fresh)
    db.flush()
    return Joined(PanellistId(row.id), door.workshop, fresh, None)


def _card_behind(db: Session, secret: str, token: str | None, typed: str | None) -> Card | None:
    if token:
        return db.scalar(select(Card).where(Card.token_hash == hash_of(token)))
    code = plain_code(typed or "")
    if len(code) != CODE_LENGTH:
        return None
    return db.scalar(select(Card).where(Card.code_hash == keyed_hash(secret, "code", code)))


def _holder(db: Session, card: Card | None, secret: str, typed: str | None) -> Panellist | None:
    """Whose card or code this is; None for a card in the bowl, and where no eight letters were typed.

    The letters of a card that was cancelled lead nowhere: whose card it was keeps them for removing alone.
    """
    if card is not None:
        return db.get(Panellist, card.panellist_id) if card.panellist_id else None
    code = plain_code(typed or "")
    found = panels.holder_of(db, code, secret=secret) if len(code) == CODE_LENGTH else None
    has_card = found is not None and db.scalar(select(Card.id).where(Card.panellist_id == found.id)) is not None
    return None if has_card else found
