"""Joining a workshop: looking creates nothing, agreeing does, and one phone is one panellist."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
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
from app.core.panels import Group
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import panels, plans, tallies, workshops
from app.storage.workshops import Panellist, StakeholderGroup, Workshop
from tests.builders import LATER, NOON, SECRET, Room, a_plan, a_review


def door_of(room: Room) -> panels.Door:
    """The door behind the link on the wall."""
    return panels.find_door(room.db, token=workshops.head(room.db, room.id).token)


def agree(room: Room, **changed: Any) -> panels.Joined:
    """Somebody agrees at the door, with these things changed."""
    door = door_of(room)
    given = {"group": door.groups[0][0], "language": "en", "notice": door.notice.version, "secret": SECRET, "at": NOON}
    return panels.join(room.db, door, **(given | changed))


def people(db: Session) -> int:
    """How many panellists there are."""
    return db.scalar(select(func.count()).select_from(Panellist)) or 0


def test_looking_at_the_door_creates_nothing(db: Session) -> None:
    room = Room(db)
    before = workshops.head(db, room.id).version
    door = door_of(room)
    assert door.workshop == room.id
    assert [name for _, name in door.groups] == ["Counsellors", "Health workers"]
    assert (people(db), workshops.head(db, room.id).version) == (0, before)


def test_agreeing_lets_somebody_in(db: Session) -> None:
    room = Room(db)
    joined = agree(room)
    assert people(db) == 1
    assert panels.who(db, joined.cookie) == panels.Phone(joined.panellist, room.id, "Counsellors", "en", NOON)


def test_the_same_phone_twice_is_one_panellist_and_sees_her_code_once(db: Session) -> None:
    room = Room(db)
    first = agree(room)
    second = agree(room, cookie=first.cookie)
    assert (second.panellist, second.cookie, second.code) == (first.panellist, first.cookie, None)
    assert people(db) == 1


def test_a_phone_of_another_workshop_is_somebody_new_here(db: Session) -> None:
    north, south = Room(db), Room(db)
    there = agree(north)
    here = agree(south, cookie=there.cookie)
    assert here.panellist != there.panellist
    assert here.cookie != there.cookie


def test_codes_and_cookies_are_kept_only_as_hashes(db: Session) -> None:
    joined = agree(Room(db))
    row = db.get_one(Panellist, joined.panellist)
    assert joined.code is not None
    assert len(joined.code) == 8
    assert len(row.code_hash) == len(row.token_hash) == 64
    assert not {joined.code, joined.cookie} & {row.code_hash, row.token_hash}
    with pytest.raises(PersonalCodeUnknown):
        panels.code_owner(db, joined.code, secret="another secret")
    assert panels.code_owner(db, f" {joined.code[:4].lower()}-{joined.code[4:]}", secret=SECRET).id == joined.panellist


def test_a_notice_that_changed_is_read_once_more(db: Session) -> None:
    room = Room(db)
    old = door_of(room).notice.version
    db.get_one(Workshop, room.id).minutes = 120
    with pytest.raises(NoticeChanged):
        agree(room, notice=old)
    assert people(db) == 0


def test_a_group_of_another_workshop_is_refused(db: Session) -> None:
    room, other = Room(db), Room(db)
    for group in (0, -1, 10**40, door_of(other).groups[0][0]):
        with pytest.raises(GroupUnknown):
            agree(room, group=group)


def test_small_groups_are_merged_before_anyone_is_asked(db: Session) -> None:
    room = Room(db, groups=(Group("Counsellors", 9), Group("Police", 2), Group("Nurses", 3)))
    assert [name for _, name in door_of(room).groups] == ["Counsellors", "Police / Nurses"]
    hidden = db.scalar(select(StakeholderGroup.id).where(StakeholderGroup.name == "Police"))
    with pytest.raises(GroupUnknown):
        agree(room, group=hidden)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1} {2}", "{1}-{2}"])
def test_six_digits_open_the_door_however_they_are_typed(db: Session, typed: str) -> None:
    room = Room(db)
    digits = workshops.head(db, room.id).digits or ""
    assert panels.find_door(db, digits=typed.format(digits, digits[:3], digits[3:])).workshop == room.id


def test_wrong_and_expired_digits_are_answered_alike(db: Session) -> None:
    room = Room(db)
    expired = workshops.head(db, room.id).digits or ""
    room.move(WorkshopMove.END, WorkshopState.LOBBY)
    said = []
    for digits in ("012345", expired):
        with pytest.raises(WrongCode) as refused:
            panels.find_door(db, digits=digits)
        said.append(refused.value.say.replace(f"{digits[:3]} {digits[3:]}", "N"))
    assert said == ["We could not find N. Check the six digits on the wall, or scan your card."] * 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [("482 913", "482 913"), ("482913", "482 913"), (" 48", "48"), ("", "this link"), ("4829135555", "482 913")],
)
def test_a_code_nobody_has_is_said_back_as_it_stands_on_the_wall(db: Session, typed: str, said: str) -> None:
    with pytest.raises(WrongCode) as refused:
        panels.find_door(db, digits=typed)
    assert refused.value.facts == {"code": said}


def test_a_workshop_without_open_doors_lets_nobody_in(db: Session) -> None:
    review, _ = a_review(db)
    draft = plans.plan(db, review, a_plan(db, review), by=None, at=NOON)
    room = Room(db)
    room.move(WorkshopMove.END, WorkshopState.LOBBY)
    for workshop in (draft, room.id):
        with pytest.raises(JoiningClosed):
            panels.find_door(db, token=workshops.head(db, workshop).token)


def test_nobody_comes_in_without_a_token_or_digits(db: Session) -> None:
    room = Room(db)
    room.move(WorkshopMove.END, WorkshopState.LOBBY)  # its digits are gone: nothing typed must not find them
    for given in ({}, {"token": ""}, {"digits": ""}, {"token": "", "digits": " "}, {"token": "x"}):
        with pytest.raises(WrongCode):
            panels.find_door(db, **given)


def test_who_leaves_is_out_and_what_she_said_stays(db: Session) -> None:
    room = Room(db, people=2)
    room.open(room.rounds[0])
    assert room.cast(room.people[0], room.rounds[0]).ok
    panels.leave(db, room.people[0], at=NOON)
    with pytest.raises(Removed):
        panels.who(db, room.cookies[0])
    assert room.cast(room.people[0], room.rounds[0]).error == "removed"
    assert tallies.done(db, room.rounds[0]) == 1
    assert tallies.people_here(db, room.id, at=NOON) == 1


def test_the_desk_can_retire_a_panellist_of_its_own_workshop_only(db: Session) -> None:
    room, other = Room(db, people=1), Room(db)
    with pytest.raises(NotHere):
        panels.remove(db, other.id, room.people[0], at=NOON)
    assert panels.who(db, room.cookies[0]).id == room.people[0]
    panels.remove(db, room.id, room.people[0], at=NOON)
    with pytest.raises(Removed):
        panels.who(db, room.cookies[0])


@pytest.mark.parametrize("cookie", ["", "x", "\ud800", "a" * 5000], ids=["none", "short", "surrogate", "long"])
def test_a_cookie_nobody_was_given_is_nobody(db: Session, cookie: str) -> None:
    Room(db, people=1)
    with pytest.raises(NotJoined):
        panels.who(db, cookie)


def test_here_is_who_was_seen_in_the_last_minute(db: Session) -> None:
    room = Room(db, people=3)
    minute = NOON + timedelta(seconds=60)
    assert tallies.people_here(db, room.id, at=LATER) == 3
    assert tallies.people_here(db, room.id, at=minute) == 0
    panels.touch(db, room.people[:2], at=LATER)
    assert tallies.people_here(db, room.id, at=minute) == 2
