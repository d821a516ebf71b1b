"""Cards for the bowl: made once, kept only as hashes, and from the drawing on always the same panellist."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.core.errors import JoiningClosed, NotJoined, PersonalCodeUnknown, Removed, WorkshopError, WrongCode
from app.core.errors_desk import CardNumberUnknown
from app.core.errors_review import CardsMadeAlready, CardsUnreadable
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import cards, panels, withdrawal, workshops
from app.services.cards import CardCounts, NewCard
from app.services.panels import Joined
from app.services.tokens import hash_of
from app.storage.agendas import Card
from app.storage.engine import Database
from app.storage.workshops import Panellist
from tests.builders import NOON, SECRET, Room


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db)


def drawn(room: Room, many: int = 2) -> list[NewCard]:
    return cards.make(room.db, room.id, many, seen=cards.counts(room.db, room.id).made, secret=SECRET, at=NOON)


def enter(
    room: Room, *, token: str = "", typed: str = "", cookie: str = "", reading: str = "", group: int = 0
) -> Joined:
    door = cards.find_door(room.db, token=token, typed=typed, secret=SECRET)
    agreed = {"language": "en", "notice": door.notice.version, "secret": SECRET, "at": NOON}
    return cards.enter(room.db, door, group=door.groups[group][0], cookie=cookie, reading=reading, **agreed)


def people(room: Room) -> int:
    return len(list(room.db.scalars(select(Panellist.id))))


def test_a_card_keeps_neither_its_link_nor_its_code(room: Room) -> None:
    card = drawn(room)[0]
    rows = room.db.scalars(select(Card)).all()
    kept = [str(value) for row in rows for value in (row.token_hash, row.code_hash)]
    assert not [text for text in kept if card.token in text or card.code in text]
    assert len(card.token) == 22, "128 bits"
    assert cards.counts(room.db, room.id) == CardCounts(2, 0)


def test_looking_at_a_card_draws_nothing(room: Room) -> None:
    card = drawn(room)[0]
    door = cards.find_door(room.db, token=card.token, secret=SECRET)
    assert [name for _id, name in door.groups] == ["Counsellors", "Health workers"]
    assert (people(room), cards.counts(room.db, room.id).drawn) == (0, 0)


def test_a_card_is_always_the_same_panellist(room: Room) -> None:
    card = drawn(room)[0]
    first = enter(room, token=card.token, group=1)
    second = enter(room, token=card.token)
    assert first.panellist == second.panellist
    assert people(room) == 1
    assert panels.who(room.db, second.cookie).group == "Health workers"


def test_the_phone_before_no_longer_answers_for_her_and_is_told(room: Room) -> None:
    card = drawn(room)[0]
    before, after = enter(room, token=card.token), enter(room, token=card.token)
    with pytest.raises(NotJoined):
        panels.who(room.db, before.cookie)
    assert cards.was_moved(room.db, before.cookie)
    assert not cards.was_moved(room.db, after.cookie)
    assert not cards.was_moved(room.db, "")


def test_scanning_it_again_with_the_same_phone_moves_nothing(room: Room) -> None:
    card = drawn(room)[0]
    first = enter(room, token=card.token)
    assert enter(room, token=card.token, cookie=first.cookie) == first


def test_a_second_tap_is_the_same_phone(room: Room) -> None:
    card = drawn(room)[0]
    first = enter(room, token=card.token, reading="one notice")
    assert enter(room, token=card.token, reading="one notice") == first
    assert not cards.was_moved(room.db, first.cookie)


def test_the_letters_of_a_card_lead_the_same_way(room: Room) -> None:
    card = drawn(room)[0]
    first = enter(room, typed=f" {card.code[:4].lower()} {card.code[4:]}")
    assert enter(room, token=card.token).panellist == first.panellist


def test_the_letters_of_a_drawn_card_remove_what_was_given(room: Room) -> None:
    used, unused = drawn(room)
    enter(room, token=used.token)
    assert withdrawal.withdraw(room.db, used.code, secret=SECRET, at=NOON).ballots == 0
    with pytest.raises(PersonalCodeUnknown):
        withdrawal.withdraw(room.db, unused.code, secret=SECRET, at=NOON)
    with pytest.raises(Removed):
        enter(room, token=used.token)


def test_who_came_by_the_wall_and_then_draws_a_card_stays_one_person(room: Room) -> None:
    first, second = drawn(room)
    room.join()
    joined = enter(room, token=first.token, cookie=room.cookies[0])
    assert joined.panellist == room.people[0]
    assert enter(room, token=second.token, cookie=room.cookies[0]).panellist == room.people[0]
    assert cards.counts(room.db, room.id).drawn == 1, "the second one stays in the bowl"
    assert people(room) == 1
    assert enter(room, token=first.token).panellist == room.people[0]


def test_a_locked_door_keeps_new_people_out_and_lets_a_drawn_card_move(room: Room) -> None:
    used, unused = drawn(room)
    first = enter(room, token=used.token)
    workshops.lock(room.db, room.id, locked=True)
    assert enter(room, token=used.token).panellist == first.panellist
    with pytest.raises(JoiningClosed):
        enter(room, token=unused.token)


def test_the_code_shown_once_moves_her_to_another_phone(room: Room) -> None:
    her = room.join(group=1)
    code = room.codes[0]
    assert [name for _id, name in cards.find_door(room.db, typed=code, secret=SECRET).groups] == ["Health workers"]
    moved = enter(room, typed=f" {code[:4].lower()}-{code[4:]}", reading="a notice")
    assert (moved.panellist, moved.code, people(room)) == (her, None, 1)
    assert cards.was_moved(room.db, room.cookies[0])
    with pytest.raises(NotJoined):
        panels.who(room.db, room.cookies[0])
    assert enter(room, typed=code, reading="a notice") == moved, "a second tap is the same phone"
    assert enter(room, typed=code, cookie=moved.cookie) == moved, "and so is the code typed again on it"
    assert withdrawal.withdraw(room.db, code, secret=SECRET, at=NOON).workshop == room.id
    with pytest.raises(Removed):
        enter(room, typed=code)


def test_a_code_moves_her_while_the_door_is_locked_and_nobody_after_the_end(room: Room) -> None:
    room.join()
    workshops.lock(room.db, room.id, locked=True)
    assert enter(room, typed=room.codes[0]).panellist == room.people[0]
    room.move(WorkshopMove.END, WorkshopState.LOBBY)
    with pytest.raises(JoiningClosed):
        enter(room, typed=room.codes[0])


def test_once_her_phone_is_somebody_elses_only_her_code_answers_for_her(room: Room) -> None:
    room.join()
    panels.forget_phone(room.db, room.people[0])
    with pytest.raises(NotJoined):
        panels.who(room.db, room.cookies[0])
    assert not cards.was_moved(room.db, room.cookies[0]), "whoever holds it now is told nothing of her"
    assert enter(room, typed=room.codes[0]).panellist == room.people[0]


def test_a_form_sent_twice_makes_no_second_set(room: Room) -> None:
    cards.make(room.db, room.id, 18, seen=0, secret=SECRET, at=NOON)
    with pytest.raises(CardsMadeAlready) as refused:
        cards.make(room.db, room.id, 18, seen=0, secret=SECRET, at=NOON)
    assert refused.value.say.startswith("There are 18 cards by now")
    assert cards.counts(room.db, room.id).made == 18


@pytest.mark.parametrize("many", [None, 0, -1, 501])
def test_a_number_of_cards_nobody_can_print_is_refused(room: Room, many: int | None) -> None:
    with pytest.raises(CardsUnreadable):
        cards.make(room.db, room.id, many, seen=0, secret=SECRET, at=NOON)


@pytest.mark.parametrize("way", [{"token": "not-a-card"}, {"token": "ब" * 22}, {"typed": "ACDEFGHJ"}, {"typed": ""}])
def test_no_card_leads_nowhere(room: Room, way: dict[str, str]) -> None:
    with pytest.raises(WrongCode):
        cards.find_door(room.db, secret=SECRET, **way)


def test_two_phones_at_one_instant_are_one_panellist(database: Database) -> None:
    with database.writing() as db:
        card = drawn(Room(db))[0]

    def scan() -> Joined:
        while True:
            try:
                with database.writing() as db:
                    door = cards.find_door(db, token=card.token, secret=SECRET)
                    agreed = {"language": "en", "notice": door.notice.version, "secret": SECRET, "at": NOON}
                    return cards.enter(db, door, group=door.groups[0][0], **agreed)
            except OperationalError as problem:
                if "locked" not in str(problem):
                    raise

    with ThreadPoolExecutor(4) as phones:
        joined = [each.result() for each in [phones.submit(scan) for _ in range(8)]]
    assert len({each.panellist for each in joined}) == 1
    with database.reading() as db:
        token = db.scalars(select(Panellist.token_hash)).one()
    assert [hash_of(each.cookie) for each in joined].count(token) == 1, "one phone answers for her, and only one"


def test_a_cancelled_card_lets_nobody_in_and_its_panellist_stays(room: Room, db: Session) -> None:
    first, second = drawn(room)
    assert (first.number, second.number, drawn(room, 1)[0].number) == (1, 2, 3)
    hers = enter(room, token=first.token)
    for number in (1, 2, 2):
        cards.cancel(db, room.id, number)
    for card in (first, second):
        with pytest.raises(WorkshopError):
            enter(room, token=card.token)
        with pytest.raises(WorkshopError):
            enter(room, typed=card.code)
    assert panels.who(db, hers.cookie).id == hers.panellist
    assert withdrawal.withdraw(db, first.code, secret=SECRET, at=NOON), "its letters still remove what she gave"
    assert cards.counts(db, room.id) == CardCounts(3, 1)


@pytest.mark.parametrize("number", [0, -1, 4, 2**40])
def test_a_number_no_card_has_cancels_nothing(room: Room, db: Session, number: int) -> None:
    made = drawn(room, 3)
    with pytest.raises(CardNumberUnknown):
        cards.cancel(db, room.id, number)
    with pytest.raises(CardNumberUnknown):
        cards.cancel(db, Room(db).id, 1)
    assert all(enter(room, token=card.token).panellist for card in made)
