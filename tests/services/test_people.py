"""People as the desk may know them: counts and no names, one retired, one let in."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.errors import JoiningClosed, Removed, WrongCode
from app.core.errors_desk import NobodyToAdmit, PhoneNameShared, PhoneNameUnknown
from app.core.workshops import PanellistId
from app.services import admissions, panels, people, tallies, workshops
from app.storage.workshops import Panellist
from tests.builders import LATER, NOON, SECRET, Room


def counts(room: Room) -> list[int | None]:
    return [group.joined for group in people.groups(room.db, room.id)]


def test_groups_are_counted_only_where_every_one_is_large_enough(db: Session) -> None:
    room = Room(db)
    for _ in range(5):
        room.join(group=0)
    assert counts(room) == [5, 0]
    room.join(group=1)
    assert counts(room) == [None, None]
    for _ in range(4):
        room.join(group=1)
    assert counts(room) == [5, 5]
    panels.leave(db, room.people[0], at=LATER)
    assert counts(room) == [None, None]


def name_of(panellist: PanellistId) -> str:
    return people.phone_name(panellist, secret=SECRET)


def test_a_phone_has_the_same_letters_always_and_another_server_gives_others() -> None:
    names = {name_of(PanellistId(number)) for number in range(1, 60)}
    assert len(names) == 59
    assert all(len(name) == 4 for name in names)
    assert name_of(PanellistId(7)) == name_of(PanellistId(7))
    assert name_of(PanellistId(7)) != people.phone_name(PanellistId(7), secret="another" * 6)


def test_the_desk_retires_the_phone_whose_letters_it_was_told_and_its_answers_stay(db: Session) -> None:
    room = Room(db, people=3)
    room.open(room.rounds[0])
    assert room.cast(room.people[1], room.rounds[0]).ok
    name = name_of(room.people[1])
    gone = people.retire(db, room.id, f" {name[:2].lower()} {name[2:]}", secret=SECRET, at=LATER)
    assert gone == room.people[1]
    with pytest.raises(Removed):
        panels.who(db, room.cookies[1])
    assert tallies.done(db, room.rounds[0]) == 1
    assert panels.who(db, room.cookies[0]).id == room.people[0]


def test_letters_nobody_shows_retire_nobody(db: Session) -> None:
    room, other = Room(db, people=2), Room(db, people=1)
    for name in ("", "????", "ZZZZZ", name_of(other.people[0]), "\ud800"):
        with pytest.raises(PhoneNameUnknown):
            people.retire(db, room.id, name, secret=SECRET, at=LATER)
    people.retire(db, room.id, name_of(room.people[0]), secret=SECRET, at=LATER)
    with pytest.raises(PhoneNameUnknown):
        people.retire(db, room.id, name_of(room.people[0]), secret=SECRET, at=LATER)
    assert panels.who(db, room.cookies[1]).id == room.people[1]


def test_of_two_phones_with_the_same_letters_neither_is_retired(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(db, people=2)
    monkeypatch.setattr(people, "phone_name", lambda panellist, secret: "ACDE")
    with pytest.raises(PhoneNameShared):
        people.retire(db, room.id, "ACDE", secret=SECRET, at=LATER)
    assert panels.who(db, room.cookies[0]).id == room.people[0]


def let_in(room: Room, token: str, *, at=NOON) -> PanellistId:
    door = panels.find_door(room.db, token=token)
    return panels.join(
        room.db, door, group=door.groups[0][0], language="en", notice=door.notice.version, secret=SECRET, at=at
    ).panellist


@pytest.fixture
def locked(db: Session) -> Room:
    room = Room(db, people=1)
    workshops.lock(db, room.id, locked=True)
    return room


def test_one_person_comes_in_through_a_locked_door_and_nobody_after_her(locked: Room) -> None:
    token = admissions.admit(locked.db, locked.id, at=NOON)
    assert locked.db.get_one(Panellist, let_in(locked, token)).workshop_id == locked.id
    with pytest.raises(WrongCode):
        panels.find_door(locked.db, token=token)
    head = workshops.head(locked.db, locked.id)
    for way in ({"token": head.token}, {"digits": head.digits}):
        with pytest.raises(JoiningClosed):
            panels.find_door(locked.db, **way)


def test_of_two_who_stand_at_the_same_way_in_the_second_is_told(locked: Room) -> None:
    token = admissions.admit(locked.db, locked.id, at=NOON)
    both = [panels.find_door(locked.db, token=token) for _ in range(2)]
    joins = {"language": "en", "secret": SECRET, "at": NOON}
    panels.join(locked.db, both[0], group=both[0].groups[0][0], notice=both[0].notice.version, **joins)
    with pytest.raises(JoiningClosed):
        panels.join(locked.db, both[1], group=both[1].groups[0][0], notice=both[1].notice.version, **joins)


def test_a_way_in_is_over_after_five_minutes(locked: Room) -> None:
    token = admissions.admit(locked.db, locked.id, at=NOON)
    with pytest.raises(JoiningClosed):
        let_in(locked, token, at=NOON + timedelta(minutes=5, seconds=1))


def test_who_is_in_already_uses_no_way_in_up(locked: Room) -> None:
    token = admissions.admit(locked.db, locked.id, at=NOON)
    door = panels.find_door(locked.db, token=token)
    again = panels.join(
        locked.db,
        door,
        group=door.groups[0][0],
        language="en",
        notice=door.notice.version,
        secret=SECRET,
        at=NOON,
        cookie=locked.cookies[0],
    )
    assert again.panellist == locked.people[0]
    assert let_in(locked, token) not in locked.people


def test_an_open_door_admits_nobody_in_particular(db: Session) -> None:
    with pytest.raises(NobodyToAdmit):
        admissions.admit(db, Room(db).id, at=NOON)
