"""What phones, desk and wall show while a panel answers at its own pace."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.workshops import PanellistId, RoundMove, RoundState, WorkshopState
from app.services import ballots, figures, panels, rounds, snapshots, snapshots_desk, snapshots_screen, workshops
from app.storage.workshops import Round
from tests.builders import LATER, NOON, Room

OPEN, CLOSE = RoundMove.OPEN, RoundMove.CLOSE
SEATS = (1, 2, 1, 2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(db: Session) -> Room:
    """Three blocks: of three statements for all, of two for the first two seats and of two for the others; four people."""
    room = Room(db, statements=8)
    room.lay_out([0, 1, 2], [3, 4], [5, 6], seats=SEATS, given=[(), (1, 2), (3, 4)])
    for group in (0, 1, 0, 1):
        room.join(group=group)
    return room


def phone(room: Room, place: int = 0, **how: Any) -> dict[str, Any]:
    """What the phone of the person of this place shows."""
    shared = snapshots.phones_state(room.db, room.id, at=NOON)
    return snapshots.with_her_own(room.db, shared, room.people[place], language="en", **how)


def titles(room: Room, place: int) -> list[str]:
    """The topics of somebody's own list."""
    return [block["title"] for block in phone(room, place)["blocks"]]


def answer(room: Room, panellist: PanellistId, *places: int) -> None:
    """Somebody answers these statements whole."""
    for place in places:
        assert room.cast(panellist, room.rounds[place]).ok


def test_before_anything_is_open_a_phone_waits_and_shows_no_statement(room: Room) -> None:
    rounds.show(room.db, room.id, room.rounds[0])
    shown = phone(room)
    assert (shown["answering"], shown["rounds"], shown["blocks"]) == ("queued", [], [])


def test_everyone_gets_her_own_topics_in_her_own_order(room: Room) -> None:
    room.answering(OPEN)
    assert titles(room, 0) == ["Topic B", "Topic A"]
    assert titles(room, 1) == ["Topic A", "Topic B"]
    assert titles(room, 2) == ["Topic C", "Topic A"]


def test_a_topic_with_something_hard_to_read_comes_before_the_calm_ones(room: Room) -> None:
    for place in (3, 5):  # one of topic B, one of topic C
        room.db.get_one(Round, room.rounds[place]).version.statement.distress = True
    room.answering(OPEN)
    assert titles(room, 1) == ["Topic B", "Topic A"]
    assert titles(room, 3) == ["Topic C", "Topic A"]


def test_a_phone_holds_the_topic_she_is_at_and_the_next_one_whole(room: Room) -> None:
    room.lay_out([0, 1, 2], [3, 4], [5, 6])
    room.answering(OPEN)
    shown = phone(room, 1)
    assert [round["block"] for round in shown["rounds"]] == [shown["here"]] * 2 + [shown["blocks"][1]["id"]] * 3
    assert all(round["statement"]["parts"] and round["state"] == "open" for round in shown["rounds"])
    assert "given" not in shown, "what others were given stays on the server"
    last = shown["blocks"][2]["id"]
    assert [round["block"] for round in phone(room, 1, block=last)["rounds"]] == [last] * 2


def test_she_can_go_to_none_of_the_others_topics(room: Room) -> None:
    room.answering(OPEN)
    others = phone(room, 2)["blocks"][0]["id"]
    assert phone(room, 0, block=others) == phone(room, 0)


def test_her_own_progress_counts_whole_answers_and_skips(room: Room) -> None:
    room.answering(OPEN)
    asha = room.people[0]
    answer(room, asha, 3)
    room.cast(asha, room.rounds[0], 4, relevance=None)
    ballots.skip(room.db, asha, room.rounds[1])
    shown = phone(room)
    assert [(block["title"], block["done"], block["total"]) for block in shown["blocks"]] == [
        ("Topic B", 1, 2),
        ("Topic A", 1, 3),
    ]
    mine = {round["id"]: round["mine"] for round in shown["rounds"]}
    assert mine[room.rounds[3]]["plausibility"] == 4
    assert mine[room.rounds[1]]["skipped"] is True
    assert mine[room.rounds[2]] is None


def test_a_page_loaded_again_goes_on_at_the_first_topic_where_something_is_left(room: Room) -> None:
    room.answering(OPEN)
    answer(room, room.people[0], 3, 4)
    shown = phone(room)
    assert shown["here"] == shown["blocks"][1]["id"]
    answer(room, room.people[0], 0, 1, 2)
    shown = phone(room)
    assert shown["here"] == shown["blocks"][1]["id"], "and stays at the last one when she is through"


def test_nobodys_answer_is_in_what_all_phones_share(room: Room) -> None:
    before = None
    for _ in range(2):
        room.answering(OPEN) if before is None else answer(room, room.people[0], 3)
        shared = json.dumps(snapshots.phones_state(room.db, room.id, at=NOON))
        assert before in (None, shared)
        before = shared


def test_frames_say_fetch_while_phones_differ(room: Room) -> None:
    assert snapshots.phones_frame(room.db, room.id, at=NOON) is not None
    room.answering(OPEN)
    assert snapshots.phones_frame(room.db, room.id, at=NOON) is None
    room.answering(CLOSE)
    closed = snapshots.phones_frame(room.db, room.id, at=NOON)
    assert closed is not None
    assert (closed["answering"], closed["rounds"], closed["blocks"]) == ("closed", [], [])


def test_after_closing_the_room_talks_until_something_is_put_on_show(room: Room) -> None:
    room.answering(OPEN)
    room.answering(CLOSE)
    assert phone(room)["answering"] == "closed"
    rounds.show(room.db, room.id, room.rounds[7])
    shown = phone(room)
    assert (shown["answering"], [round["state"] for round in shown["rounds"]]) == (None, ["queued"])
    assert (shown["position"], shown["total"]) == (1, 1), "in plenary only what is asked in plenary is counted"
    rounds.show(room.db, room.id, room.rounds[3])
    shown = phone(room)
    assert (shown["answering"], shown["rounds"][0]["state"], shown["position"]) == (None, "closed", 0)


def test_what_was_answered_at_home_does_not_hold_up_the_lobby(db: Session) -> None:
    room = Room(db, people=1)
    room.lay_out([0, 1], before_the_day=True)
    room.answering(OPEN)
    assert phone(room)["answering"] == "open"
    room.answering(CLOSE)
    assert workshops.head(db, room.id).state is WorkshopState.LOBBY
    assert phone(room)["answering"] is None


def numbers(room: Room, after: timedelta = MINUTE) -> dict[str, Any]:
    """The figures of a frame so long after the opening."""
    return figures.progress(room.db, room.id, at=NOON + after)


def test_progress_counts_who_is_through_of_who_is_here_or_has_begun(room: Room) -> None:
    room.answering(OPEN)
    answer(room, room.people[0], 0, 1, 2, 3, 4)
    answer(room, room.people[1], 0)
    found = numbers(room, timedelta(minutes=5))
    assert (found["done"], found["present"], found["begun"]) == (1, 2, 2), "the other two have gone quiet"
    panels.touch(room.db, room.people, at=NOON + timedelta(minutes=5))
    found = numbers(room, timedelta(minutes=5))
    assert (found["done"], found["present"], found["begun"]) == (1, 4, 2)


def test_whoever_left_is_not_waited_for_and_whoever_was_through_stays_counted(room: Room) -> None:
    room.answering(OPEN)
    answer(room, room.people[0], 0, 1, 2, 3, 4)
    answer(room, room.people[1], 0)
    for panellist in room.people[:2]:
        panels.leave(room.db, panellist, at=NOON)
    panels.touch(room.db, room.people[2:], at=NOON)
    found = numbers(room, timedelta(seconds=30))
    assert (found["done"], found["present"]) == (1, 3)


def test_the_first_to_be_through_is_told_from_the_rooms_own_pace(room: Room) -> None:
    room.answering(OPEN)
    assert numbers(room)["first_in"] is None
    answer(room, room.people[0], 0, 1, 2)
    assert numbers(room, 3 * MINUTE)["first_in"] == 2
    answer(room, room.people[0], 3, 4)
    assert numbers(room, 4 * MINUTE)["first_in"] is None


def test_of_a_part_of_the_panel_nothing_is_said_below_the_smallest_cell(db: Session) -> None:
    room = Room(db, statements=3)
    room.lay_out([0], [1], seats=(1, 2) * 3, given=[(1, 2, 3, 4, 5), (6,)])
    for group in range(6):
        room.join(group=group)
    room.answering(OPEN)
    answer(room, room.people[0], 0)
    answer(room, room.people[5], 1)
    found = numbers(room, timedelta(seconds=30))
    large, small = found["parts"]
    assert large == [room.blocks[0], 1, 5]
    assert small == [room.blocks[1], None, None]
    assert found["done"] == 2


def test_skipping_looks_like_any_other_way_of_getting_done(room: Room) -> None:
    room.answering(OPEN)
    asha, bela = room.people[:2]
    answer(room, asha, 0)
    before = numbers(room)
    ballots.skip(room.db, bela, room.rounds[0])
    after = numbers(room)
    assert after["count"] == before["count"] + 1
    assert after["begun"] == before["begun"] + 1


def test_a_statement_that_was_answered_and_then_skipped_is_done_once(room: Room) -> None:
    room.answering(OPEN)
    asha = room.people[0]
    answer(room, asha, 0, 1, 2, 3)
    ballots.skip(room.db, asha, room.rounds[0])
    assert numbers(room)["done"] == 0
    room.cast(asha, room.rounds[4], 4, relevance=None)
    assert numbers(room)["done"] == 0, "half an answer is none"
    ballots.skip(room.db, asha, room.rounds[4])
    assert numbers(room)["done"] == 1


def test_in_plenary_the_figures_are_as_they_were(room: Room) -> None:
    room.open(room.rounds[7])
    room.cast(room.people[0], room.rounds[7])
    found = numbers(room, timedelta(seconds=5))
    assert (found["done"], found["present"]) == (1, 4)
    assert "begun" not in found


def test_the_wall_shows_how_many_are_through_and_no_statement(room: Room) -> None:
    room.answering(OPEN)
    answer(room, room.people[0], 0, 1, 2, 3, 4)
    wall = snapshots_screen.screen_state(room.db, room.id, at=NOON)
    assert (wall["answering"], wall["round"], wall["done"], wall["present"]) == ("open", None, 1, 4)


def test_the_desk_shows_the_blocks_and_what_can_be_done_with_them(room: Room) -> None:
    def shown() -> dict[str, Any]:
        found: dict[str, Any] = snapshots_desk.desk_state(room.db, room.id, at=NOON)["answering"]
        return found

    assert snapshots_desk.desk_state(room.db, room.id, at=NOON)["answering"] is None
    rounds.show(room.db, room.id, room.rounds[0])
    assert (shown()["state"], shown()["epoch"], shown()["block"]) == ("queued", 0, room.blocks[0])
    assert [(block["title"], block["statements"], block["seats"]) for block in shown()["blocks"]] == [
        ("Topic A", 3, 0),
        ("Topic B", 2, 2),
        ("Topic C", 2, 2),
    ]
    room.answering(OPEN)
    assert (shown()["state"], shown()["done"], shown()["present"]) == ("open", 0, 4)
    room.answering(CLOSE, at=NOON)
    assert (shown()["state"], shown()["undo_ms"]) == ("closed", 5000)


def test_the_desk_says_of_each_statement_which_block_it_stands_in(room: Room) -> None:
    agenda = snapshots_desk.desk_state(room.db, room.id, at=NOON)["rounds"]
    assert [round["topic"] for round in agenda] == ["Topic A"] * 3 + ["Topic B"] * 2 + ["Topic C"] * 2 + ["Where"]
    assert [round["block"] for round in agenda] == [room.blocks[0]] * 3 + [room.blocks[1]] * 2 + [
        room.blocks[2]
    ] * 2 + [None]


def test_while_blocks_are_open_the_agenda_tells_nothing_of_single_statements(room: Room) -> None:
    room.answering(OPEN)
    answer(room, room.people[0], 0)
    agenda = snapshots_desk.desk_state(room.db, room.id, at=LATER)["rounds"]
    assert {(round["done"], round["present"], str(round["counts"])) for round in agenda} == {(None, None, "None")}
    assert RoundState.OPEN in {round["state"] for round in agenda}
