"""What phones, the desk and the projector show once a round has closed, and how much of it."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import (
    ballots,
    figures,
    imports,
    plans,
    rounds,
    snapshots,
    snapshots_desk,
    snapshots_screen,
    workshops,
)
from app.storage.workshops import Round, Workshop
from tests.builders import LATER, NOON, Room, a_plan, a_review, a_statement

SHOWN = [
    ([5] * 4, {"detail": "too_few", "n": 4, "values": ()}),
    ([1, 3, 5, 5, 5], {"detail": "thirds", "n": 5, "values": (1, 1, 3)}),
    ([1, 2, 3, 4, 5, 5, 5], {"detail": "thirds", "n": 7, "values": (2, 1, 4)}),
    ([1, 2, 3, 4, 5, 5, 5, 5], {"detail": "counts", "n": 8, "values": (1, 1, 1, 1, 4)}),
]


def on_phone(room: Room) -> dict[str, Any]:
    """The round the first phone shows."""
    found: dict[str, Any] = snapshots.phone_state(room.db, room.people[0], at=NOON)["rounds"][0]
    return found


def on_wall(room: Room) -> dict[str, Any]:
    """The round the projector shows."""
    found: dict[str, Any] = snapshots_screen.screen_state(room.db, room.id, at=NOON)["round"]
    return found


def on_desk(room: Room) -> dict[str, Any]:
    """The first round as the desk shows it."""
    found: dict[str, Any] = snapshots_desk.desk_state(room.db, room.id, at=NOON)["rounds"][0]
    return found


@pytest.mark.parametrize(("ratings", "shown"), SHOWN)
def test_counts_are_for_the_desk_after_the_close_and_for_all_after_the_reveal(
    db: Session, ratings: list[int], shown: dict[str, Any]
) -> None:
    room = Room(db, people=9)
    room.judge(room.rounds[0], ratings)
    assert (on_phone(room)["counts"], on_wall(room)["counts"]) == (None, None)
    assert on_desk(room)["counts"]["plausibility"] == shown
    room.reveal(room.rounds[0])
    assert on_phone(room)["counts"] == on_wall(room)["counts"] == on_desk(room)["counts"]
    assert on_phone(room)["counts"]["plausibility"] == shown


def test_abstentions_are_counted_beside_the_ratings(db: Session) -> None:
    room = Room(db, people=9)
    room.open(room.rounds[0])
    for panellist in room.people[:8]:
        assert room.cast(panellist, room.rounds[0], 5).ok
    assert room.cast(room.people[8], room.rounds[0], None, relevance=None, abstained="unclear").ok
    room.close(room.rounds[0])
    room.reveal(room.rounds[0])
    counts = on_wall(room)["counts"]
    assert (counts["abstained"], counts["plausibility"]["n"], counts["relevance"]["values"]) == (1, 8, (0, 0, 0, 8, 0))


def test_of_fewer_than_five_people_it_is_not_said_how_many_abstained(db: Session) -> None:
    room = Room(db, people=4)
    room.open(room.rounds[0])
    for panellist in room.people:
        assert room.cast(panellist, room.rounds[0], None, relevance=None, abstained="outside").ok
    room.close(room.rounds[0])
    assert on_desk(room)["counts"]["abstained"] is None


@pytest.mark.parametrize("revealed_before", [True, False])
def test_a_second_asking_shows_the_answers_before_it_if_the_room_saw_them(db: Session, revealed_before: bool) -> None:
    room = Room(db, people=8)
    room.judge(room.rounds[0], [1] * 8)
    if revealed_before:
        room.reveal(room.rounds[0])
    again = rounds.again(db, room.id, room.rounds[0], by=None, at=LATER)
    room.judge(again, [5] * 8)
    room.reveal(again)
    counts = on_wall(room)["counts"]
    assert counts["plausibility"]["values"] == (0, 0, 0, 0, 8)
    assert counts["before"] == ({"detail": "counts", "n": 8, "values": (8, 0, 0, 0, 0)} if revealed_before else None)


def test_the_lobby_and_the_end_show_no_statement(db: Session) -> None:
    room = Room(db, people=1)
    for _ in range(2):
        phone = snapshots.phone_state(db, room.people[0], at=NOON)
        assert (phone["rounds"], phone["position"]) == ([], 0)
        assert snapshots_screen.screen_state(db, room.id, at=NOON)["round"] is None
        if phone["workshop"]["state"] == "lobby":
            room.judge(room.rounds[0], [5])
            room.move(WorkshopMove.END, WorkshopState.LIVE)


def test_a_phone_is_told_who_helps_today_and_until_when_it_can_withdraw(db: Session) -> None:
    room = Room(db, people=1)
    phone = snapshots.phone_state(db, room.people[0], at=NOON)
    assert phone["help"] == {"name": "D. Example", "phone": "000 222"}
    assert phone["withdraw_until"] == "2026-04-01"


def test_digits_and_link_are_on_the_wall_only_while_people_can_join(db: Session) -> None:
    room = Room(db)
    head = workshops.head(db, room.id)
    wall = snapshots_screen.screen_state(db, room.id, at=NOON)["workshop"]
    assert (wall["digits"], wall["token"], wall["open_door"]) == (head.digits, head.token, True)
    workshops.lock(db, room.id, locked=True)
    wall = snapshots_screen.screen_state(db, room.id, at=NOON)["workshop"]
    assert (wall["digits"], wall["token"], wall["open_door"]) == (None, None, False)


def test_a_second_asking_keeps_its_place_among_the_statements(db: Session) -> None:
    room = Room(db, people=1)
    room.judge(room.rounds[0], [5])
    room.judge(room.rounds[1], [5])
    again = rounds.again(db, room.id, room.rounds[1], by=None, at=LATER)
    phone = snapshots.phone_state(db, room.people[0], at=NOON)
    assert (phone["position"], phone["total"], phone["rounds"][0]["id"]) == (2, 3, again)
    assert phone["rounds"][0]["number"] == 2


def test_done_counts_whole_answers_abstentions_and_skips_of_those_around(db: Session) -> None:
    room = Room(db, people=5)
    asha, bela, chitra, devi, _ = room.people
    room.open(room.rounds[0])
    assert room.cast(asha, room.rounds[0]).ok
    assert room.cast(bela, room.rounds[0], None, relevance=None, abstained="outside").ok
    assert room.cast(chitra, room.rounds[0], 3, relevance=None).ok
    ballots.skip(db, devi, room.rounds[0])
    ballots.skip(db, asha, room.rounds[0])
    frame = figures.progress(db, room.id, at=NOON)
    assert (frame["done"], frame["present"], frame["people"]) == (3, 5, 5)
    much_later = LATER.replace(hour=13)
    frame = figures.progress(db, room.id, at=much_later)
    assert (frame["done"], frame["present"], frame["people"]) == (3, 3, 0), "never 3 of 0"


def test_a_new_topic_is_announced_with_its_first_statement(db: Session) -> None:
    review, owner = a_review(db, statements=2)
    couples = [a_statement(f"N-{number}", family="Couples") for number in (1, 2)]
    imports.import_statements(db, review, couples, at=NOON)
    workshop = plans.plan(db, review, a_plan(db, review), by=owner, at=NOON)
    announced = []
    for row in db.scalars(select(Round).where(Round.workshop_id == workshop).order_by(Round.position)):
        db.execute(update(Workshop).where(Workshop.id == workshop).values(state="live", current_round_id=row.id))
        db.expire_all()
        announced.append(snapshots_screen.screen_state(db, workshop, at=NOON)["round"]["topic_is_new"])
    assert announced == [True, False, True, False]


def test_the_desk_gives_words_and_counts_for_the_statement_on_show_only(db: Session) -> None:
    room = Room(db, people=8)
    first, second, _ = room.rounds
    room.judge(first, [5] * 8)
    rounds.show(db, room.id, second, at=NOON)
    state = snapshots_desk.desk_state(db, room.id, at=NOON)
    shown = [row["id"] for row in state["rounds"] if row["wording"] is not None]
    assert (shown, state["current"]) == ([second], second)
    assert [row["counts"] for row in state["rounds"]] == [None, None, None]
    assert [row["present"] for row in state["rounds"]] == [8, None, None]


def test_a_statement_is_told_with_its_parts_and_their_labels(db: Session) -> None:
    room = Room(db, people=1)
    room.open(room.rounds[0])
    statement = on_phone(room)["statement"]
    assert (statement["id"], statement["version"], statement["lang"]) == ("S-1", 1, "en")
    assert [part["kind"] for part in statement["parts"]] == ["context", "resource", "reasoning", "outcome"]
    assert statement["parts"][0]["label"] == "The situation"


def test_the_version_moves_with_every_move_of_a_round(db: Session) -> None:
    room = Room(db, people=1)
    seen = [snapshots.phone_state(db, room.people[0], at=NOON)["version"]]
    for move in (RoundMove.OPEN, RoundMove.CLOSE, RoundMove.REVEAL, RoundMove.REOPEN):
        room.step(room.rounds[0], move)
        seen.append(snapshots.phone_state(db, room.people[0], at=NOON)["version"])
    assert seen == sorted(set(seen))
