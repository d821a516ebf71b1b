"""Moving a whole workshop: what the doors need, who is told, and what ends with it."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors import (
    JoiningClosed,
    MoveNotPossible,
    NoGroups,
    NoHelpContact,
    NotHere,
    NothingToPresent,
    SomeoneWasFaster,
    WrongCode,
)
from app.core.errors_screen import ScreenLinkReplaced
from app.core.workshops import WORKSHOP_MOVES, WorkshopId, WorkshopMove, WorkshopState
from app.services import ballots, panels, plans, results, screens, workshops
from app.storage.ballots import Skip
from app.storage.workshops import Move, Round, Workshop
from tests.builders import LATER, NOON, SECRET, Room, a_plan, a_review


def drafted(db: Session, **plan: Any) -> WorkshopId:
    """A workshop that is planned and not open yet."""
    review, owner = a_review(db)
    return plans.plan(db, review, a_plan(db, review, **plan), by=owner, at=NOON)


def open_doors(db: Session, workshop: WorkshopId) -> None:
    """Open the doors of a planned workshop."""
    workshops.move(db, workshop, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=None, at=NOON)


@pytest.mark.parametrize(("state", "move"), list(product(WorkshopState, WorkshopMove)))
def test_a_workshop_moves_as_the_table_says_and_stays_where_it_is_otherwise(
    db: Session, state: WorkshopState, move: WorkshopMove
) -> None:
    workshop = drafted(db)
    db.execute(update(Workshop).values(state=state.value))
    db.expire_all()
    if (state, move) in WORKSHOP_MOVES:
        assert workshops.move(db, workshop, move, state=state, by=None, at=NOON) == WORKSHOP_MOVES[state, move]
    else:
        with pytest.raises(MoveNotPossible):
            workshops.move(db, workshop, move, state=state, by=None, at=NOON)
        assert workshops.head(db, workshop).state is state


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        ({"help_tried": False}, NoHelpContact),
        ({"help_name": ""}, NoHelpContact),
        ({"help_phone": ""}, NoHelpContact),
        ({"versions": ()}, NothingToPresent),
        ({"groups": ()}, NoGroups),
    ],
    ids=str,
)
def test_the_doors_stay_closed_while_something_is_missing(
    db: Session, plan: dict[str, Any], refusal: type[Exception]
) -> None:
    workshop = drafted(db, **plan)
    with pytest.raises(refusal):
        open_doors(db, workshop)
    assert workshops.head(db, workshop).state is WorkshopState.DRAFT
    assert workshops.head(db, workshop).digits is None


def test_the_database_itself_refuses_doors_without_a_tried_help_contact(db: Session) -> None:
    workshop = drafted(db, help_tried=False)
    with pytest.raises(IntegrityError), db.begin_nested():
        db.execute(update(Workshop).where(Workshop.id == workshop).values(state="lobby"))


def test_the_slower_facilitator_of_a_workshop_is_told_who_was_faster(db: Session) -> None:
    room = Room(db)
    with pytest.raises(SomeoneWasFaster) as refused:
        room.move(WorkshopMove.DOORS, WorkshopState.DRAFT)
    assert refused.value.facts == {"who": "asha"}


def test_ending_takes_the_digits_and_the_screens_away(db: Session) -> None:
    room = Room(db, people=1)
    digits, key = workshops.head(db, room.id).digits, screens.screen_key(db, room.id, secret=SECRET)
    assert digits is not None
    assert screens.workshop_on(db, key, secret=SECRET) == room.id
    room.move(WorkshopMove.END, WorkshopState.LOBBY)
    assert workshops.head(db, room.id).digits is None
    with pytest.raises(WrongCode):
        panels.find_door(db, digits=digits)
    with pytest.raises(NotHere):
        screens.workshop_on(db, key, secret=SECRET)
    with pytest.raises(NotHere):
        screens.workshop_on(db, screens.screen_key(db, room.id, secret=SECRET), secret=SECRET)


def test_ending_closes_the_statement_that_is_still_open_so_that_its_answers_count(db: Session) -> None:
    room = Room(db, people=6)
    round = room.rounds[0]
    room.open(round)
    for panellist in room.people[:5]:
        assert room.cast(panellist, round).ok
    ballots.skip(db, room.people[5], round)
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    row = db.get_one(Round, round)
    assert (row.state, row.closed_at, row.present) == ("closed", NOON, 6)
    assert not db.scalars(select(Skip)).all()
    assert room.cast(room.people[5], round).error == "closed"
    assert results.of_workshop(db, room.id)[0].confirmation.yes == 5
    last = db.scalars(select(Move).order_by(Move.id.desc()).limit(2)).all()
    assert [row.move for row in last] == ["end", "close"]


def test_the_six_digits_stay_the_same_through_a_pause(db: Session) -> None:
    room = Room(db)
    digits = workshops.head(db, room.id).digits
    room.move(WorkshopMove.START, WorkshopState.LOBBY)
    room.move(WorkshopMove.PAUSE, WorkshopState.LIVE)
    room.move(WorkshopMove.RESUME, WorkshopState.PAUSED)
    assert workshops.head(db, room.id).digits == digits


def test_a_locked_door_lets_nobody_new_in_until_it_is_unlocked(db: Session) -> None:
    room = Room(db)
    token = workshops.head(db, room.id).token
    workshops.lock(db, room.id, locked=True)
    with pytest.raises(JoiningClosed):
        panels.find_door(db, token=token)
    workshops.lock(db, room.id, locked=False)
    assert panels.find_door(db, token=token).workshop == room.id


def test_every_change_everyone_sees_raises_the_version(db: Session) -> None:
    room = Room(db)
    versions = [workshops.head(db, room.id).version]
    for act in (
        lambda: workshops.lock(db, room.id, locked=True),
        lambda: workshops.blank(db, room.id, blanked=True),
        lambda: room.open(room.rounds[0]),
        lambda: room.close(room.rounds[0]),
        lambda: room.reveal(room.rounds[0]),
    ):
        act()
        versions.append(workshops.head(db, room.id).version)
    assert versions == sorted(set(versions))


def test_revoked_projectors_see_nothing_more(db: Session) -> None:
    room = Room(db)
    key = screens.screen_key(db, room.id, secret=SECRET)
    workshops.revoke_screens(db, room.id)
    with pytest.raises(ScreenLinkReplaced):
        screens.workshop_on(db, key, secret=SECRET)
    assert screens.workshop_on(db, screens.screen_key(db, room.id, secret=SECRET), secret=SECRET) == room.id


@pytest.mark.parametrize(
    "key",
    [
        "",
        "1",
        "1.",
        "1.é",
        "x.y",
        "1.0",
        "1.0.",
        "1.-1.a",
        "1.0.a.b",
        "-1.0.z",
        "1.\ud800",
        "9" * 40,
        "999.abc",
        "²." + "a" * 32,
    ],
)
def test_a_key_nobody_was_given_shows_nothing(db: Session, key: str) -> None:
    Room(db)
    with pytest.raises(NotHere):
        screens.workshop_on(db, key, secret=SECRET)


def test_only_whoever_had_a_link_is_told_that_it_was_replaced(db: Session) -> None:
    room = Room(db)
    old = screens.screen_key(db, room.id, secret=SECRET)
    workshops.revoke_screens(db, room.id)
    for guess in (old[:-1] + "-", old.replace(".1.", ".0."), old.replace(".1.", ".2.")):
        with pytest.raises(NotHere):
            screens.workshop_on(db, guess, secret=SECRET)
    room.move(WorkshopMove.END, WorkshopState.LOBBY)
    with pytest.raises(NotHere):
        screens.workshop_on(db, old, secret=SECRET)


def test_a_key_made_with_another_secret_shows_nothing(db: Session) -> None:
    room = Room(db)
    with pytest.raises(NotHere):
        screens.workshop_on(db, screens.screen_key(db, room.id, secret="another"), secret=SECRET)


def test_a_review_lists_its_workshops_newest_first(db: Session) -> None:
    room = Room(db, people=2)
    second = plans.plan(db, room.review, a_plan(db, room.review, title="Morning"), by=None, at=LATER)
    lines = workshops.lines(db, room.review)
    assert [(line.id, line.statements, line.people) for line in lines] == [(second, 3, 0), (room.id, 3, 2)]
    assert workshops.review_of_workshop(db, second) == room.review
    assert workshops.review_of_workshop(db, WorkshopId(99)) is None
