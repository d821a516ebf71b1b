"""Panels: finding the door, joining, being there, leaving, and having everything removed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.orm import Session

from app.core.errors import (
    GroupUnknown,
    JoiningClosed,
    NotHere,
    NoticeChanged,
    NotJoined,
    PersonalCodeUnknown,
    Removed,
    WrongCode,
)
from app.core.notices import Notice
from app.core.panels import new_personal_code, plain_code
from app.core.workshops import RUNNING, PanellistId, WorkshopId
from app.services import admissions
from app.services.instruments import asked_of
from app.services.seats import next_seat
from app.services.tokens import hash_of, keyed_hash, new_token
from app.storage.ready import answers
from app.storage.workshops import Panellist, StakeholderGroup, Workshop


@dataclass(frozen=True, slots=True)
class Door:
    """What someone at the door is shown before she agrees. Looking creates nothing.

    `admission` is the way in for one, while the door is locked.
    `card` is the card that leads here, `hers` the panellist whose card or code it is: the only group is hers then.
    The notice is there in every language people are asked in.
    """

    workshop: WorkshopId
    notices: Mapping[str, Notice]
    groups: tuple[tuple[int, str], ...]
    card: int | None = None
    hers: PanellistId | None = None
    admission: int | None = None

    @property
    def notice(self) -> Notice:
        """The notice in English, or else in any language."""
        return self.notice_in("en")

    def notice_in(self, language: str) -> Notice:
        """The notice in a language; in English, or else in any, where it was not written in that one."""
        return self.notices.get(language) or self.notices.get("en") or next(iter(self.notices.values()))

    def must_be_read(self, version: str) -> None:
        """Refuse an agreement to anything but this notice, in whichever language. Raises NoticeChanged."""
        if version not in {notice.version for notice in self.notices.values()}:
            raise NoticeChanged


@dataclass(frozen=True, slots=True)
class Joined:
    """A new panellist, her phone's cookie, and the code shown to her this once (None when she was in already)."""

    panellist: PanellistId
    workshop: WorkshopId
    cookie: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Phone:
    """Whose phone this is; and the version of her workshop when that was asked."""

    id: PanellistId
    workshop: WorkshopId
    group: str
    language: str
    seen_at: datetime
    version: int = field(default=0, compare=False)


def find_door(db: Session, *, token: str | None = None, digits: str | None = None) -> Door:
    """The door a token or six digits lead to. Raises WrongCode (wrong and expired alike) and JoiningClosed."""
    row, admission = _workshop_behind(db, token, digits), None
    if row is None and token:
        row, admission = admissions.behind(db, token)
    if row is None:
        typed = plain_code(digits or "")
        raise WrongCode(code=f"{typed[:3]} {typed[3:6]}".strip() or "this link")
    if row.state not in RUNNING or (row.locked and admission is None):
        raise JoiningClosed
    return Door(WorkshopId(row.id), notices_of(row), _offered(row), admission=admission)


def join(
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
    """Let someone in who agreed to the notice of this version. A phone that is in already stays the same panellist.

    `reading` names one opened notice: agreeing to it twice, with a second tap, is one person, and gives the same code.
    Raises NoticeChanged, GroupUnknown, and Removed for one whose panellist has left.
    """
    door.must_be_read(notice)
    if group not in dict(door.groups):
        raise GroupUnknown
    known = _known(db, door.workshop, cookie)
    if known is not None:
        return Joined(PanellistId(known.id), door.workshop, cookie, None)
    cookie, code = _of_reading(secret, f"{door.workshop}:{reading}") if reading else (new_token(), new_personal_code())
    if db.scalar(select(Panellist.id).where(Panellist.token_hash == hash_of(cookie))) is not None:
        return Joined(who(db, cookie).id, door.workshop, cookie, code)
    if door.admission is not None:
        admissions.use(db, door.admission, at=at)
    code_hash = keyed_hash(secret, "code", code)
    row = seated(db, door, group=group, language=language, cookie=cookie, code_hash=code_hash, at=at)
    return Joined(row, door.workshop, cookie, code)


def seated(
    db: Session, door: Door, *, group: int, language: str, cookie: str, code_hash: str, at: datetime
) -> PanellistId:
    """A new panellist with a seat of her own."""
    row = Panellist(
        workshop_id=door.workshop,
        group_id=group,
        seat=next_seat(db, door.workshop, group),
        language=language,
        token_hash=hash_of(cookie),
        code_hash=code_hash,
        joined_at=at,
        seen_at=at,
    )
    db.add(row)
    db.flush()
    return PanellistId(row.id)


def _of_reading(secret: str, reading: str) -> tuple[str, str]:
    """Cookie and code of an opened notice: always the same, and nobody works them out without the server's secret."""
    letters = iter(bytes.fromhex(keyed_hash(secret, "letters", reading)))
    return keyed_hash(secret, "seat", reading), new_personal_code(lambda among: among[next(letters) % len(among)])


def who(db: Session, cookie: str) -> Phone:
    """Whose phone carries this cookie. Raises NotJoined, and Removed after leaving."""
    return who_on(db.connection(), cookie)


def who_on(on: Connection, cookie: str) -> Phone:
    """The same, where nothing else needs a session."""
    found = answers(on, _WHOSE, {"token": hash_of(cookie)})
    if not found:
        raise NotJoined
    *phone, has_gone = found[0]
    if has_gone:
        raise Removed
    return Phone(*phone)


def behind(on: Connection, cookies: Collection[str]) -> dict[str, PanellistId]:
    """The panellists that phones with these cookies belong to, those who left included; nobody for an unknown one."""
    if not cookies:
        return {}
    hashes = {hash_of(cookie): cookie for cookie in cookies}
    found = answers(on, _BEHIND, {"hashes": list(hashes)})
    return {hashes[token]: PanellistId(id) for token, id in found}


def language_behind(db: Session, cookie: str) -> str | None:
    """The language of the panellist that a phone with this cookie belongs to; None for an unknown one."""
    return db.scalar(select(Panellist.language).where(Panellist.token_hash == hash_of(cookie)))


def touch(db: Session, panellists: Collection[PanellistId], *, at: datetime) -> None:
    """Note that these phones are here."""
    if panellists:
        db.execute(_SEEN, {"panellists": list(panellists), "seen": at})


def speak(db: Session, panellist: PanellistId, language: str) -> None:
    """Let somebody read in another language from now on. What she answered stays as it was read."""
    db.execute(update(Panellist).where(Panellist.id == panellist).values(language=language))


def leave(db: Session, panellist: PanellistId, *, at: datetime) -> None:
    """Leave the workshop from one's own phone. What was answered stays."""
    db.execute(update(Panellist).where(Panellist.id == panellist).values(left_at=at))


def remove(db: Session, workshop: WorkshopId, panellist: PanellistId, *, at: datetime) -> None:
    """Retire a panellist from the desk. What was answered stays."""
    mine = Panellist.id == panellist, Panellist.workshop_id == workshop
    if db.scalar(select(Panellist.id).where(*mine)) is None:
        raise NotHere
    db.execute(update(Panellist).where(*mine).values(removed_at=at))


def forget_phone(db: Session, panellist: PanellistId) -> None:
    """Whoever holds this phone now is somebody else: it answers for her no more. What she gave stays hers."""
    db.execute(update(Panellist).where(Panellist.id == panellist).values(token_hash=hash_of(new_token())))


def holder_of(db: Session, code: str, *, secret: str) -> Panellist | None:
    """The panellist whose code this is, on a card or shown once; None where nobody has it."""
    return db.scalar(select(Panellist).where(Panellist.code_hash == keyed_hash(secret, "code", plain_code(code))))


def code_owner(db: Session, code: str, *, secret: str) -> Panellist:
    """The panellist whose code this is. Raises PersonalCodeUnknown."""
    row = holder_of(db, code, secret=secret)
    if row is None:
        raise PersonalCodeUnknown
    return row


def offered(db: Session, workshop: WorkshopId) -> tuple[tuple[int, str], ...]:
    """The groups people can choose from. Raises NotHere."""
    row = db.get(Workshop, workshop)
    if row is None:
        raise NotHere
    return _offered(row)


def _offered(row: Workshop) -> tuple[tuple[int, str], ...]:
    return tuple((group.id, group.name) for group in row.groups if group.offered)


def notices_of(row: Workshop) -> dict[str, Notice]:
    """The notice a workshop's people read, in every language they are asked in."""
    return {language: _notice(row, asked.notice) for language, asked in asked_of(row).items()}


def _notice(row: Workshop, words: tuple[str, ...]) -> Notice:
    return Notice(
        organisation=row.organisation,
        minutes=row.minutes,
        team=row.team,
        withdraw_until=row.withdraw_until.date(),
        help_name=row.help_name,
        help_phone=row.help_phone,
        about=row.about,
        questions_to=row.questions_to,
        ethics=row.ethics,
        words=words,
    )


def _workshop_behind(db: Session, token: str | None, digits: str | None) -> Workshop | None:
    if token:
        # No token of ours holds other letters, and half of a pair of them no database takes.
        return db.scalar(select(Workshop).where(Workshop.token == token)) if token.isascii() else None
    plain = plain_code(digits or "")
    return db.scalar(select(Workshop).where(Workshop.digits == plain)) if plain else None


def _known(db: Session, workshop: WorkshopId, cookie: str) -> Panellist | None:
    row = db.scalar(select(Panellist).where(Panellist.token_hash == hash_of(cookie))) if cookie else None
    if row is None or row.workshop_id != workshop or row.left_at or row.removed_at:
        return None
    return row


# Columns and not the row: every request of a phone asks, and a hall asks at one instant.
_BEHIND: Any = select(Panellist.token_hash, Panellist.id).where(
    Panellist.token_hash.in_(bindparam("hashes", expanding=True))
)
_WHOSE = (
    select(Panellist.id, Panellist.workshop_id, StakeholderGroup.name, Panellist.language, Panellist.seen_at)
    .add_columns(Workshop.version, Panellist.removed_at.is_not(None) | Panellist.left_at.is_not(None))
    .join(StakeholderGroup, StakeholderGroup.id == Panellist.group_id)
    .join(Workshop, Workshop.id == Panellist.workshop_id)
    .where(Panellist.token_hash == bindparam("token"))
)

# Made once, and what a transaction has read of a hall is not gone through: both took longer than the writing.
_SEEN = (
    update(Panellist)
    .where(Panellist.id.in_(bindparam("panellists", expanding=True)))
    .values(seen_at=bindparam("seen", type_=Panellist.seen_at.type))
    .execution_options(synchronize_session=False)
)
