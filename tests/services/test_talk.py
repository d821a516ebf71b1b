"""What a room talks about first: the order of the list, choosing from it, and what it keeps to itself."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.errors import MoveNotPossible
from app.core.errors_talk import NotToTalkAbout, TalkListChanged
from app.core.workshops import RoundId, RoundMove, WorkshopMove, WorkshopState
from app.services import amendments, rounds, talk, verification
from app.services.amendments import NewWords
from app.services.snapshots_desk import desk_state
from app.storage.workshops import Round, Workshop
from tests.builders import LATER, NOON, Room, an_afternoon

ALL_YES, DIVIDED, ALL_NO = [5] * 8, [1, 1, 2, 4, 4, 5, 5, 5], [1] * 8


@pytest.fixture
def room(db: Session) -> Room:
    """Eight people judged four of five statements: yes, divided, no, and one that only four of them answered."""
    made = Room(db, statements=5, people=8)
    for round, ratings in zip(made.rounds, (ALL_YES, DIVIDED, ALL_NO, [1] * 4), strict=False):
        made.judge(round, ratings)
    return made


def listed(room: Room) -> list[str]:
    return [topic.code for topic in talk.talk_list(room.db, room.id, at=LATER).topics]


def choose(room: Room, *codes: str, seen: str | None = None) -> None:
    """Choose statements to talk about, as someone who sees the list as it stands."""
    found = talk.talk_list(room.db, room.id, at=LATER)
    rounds_of = {topic.code: topic.round for topic in found.topics}
    wanted = [rounds_of[code] for code in codes]
    talk.choose(room.db, room.id, wanted, seen=found.seen if seen is None else seen, by=room.owner, at=LATER)


def agenda(room: Room) -> list[tuple[str, int]]:
    """The statements in the order of the afternoon, with which asking it is."""
    return [(row["code"], row["number"]) for row in desk_state(room.db, room.id, at=LATER)["rounds"]]


def on_show(room: Room) -> Round:
    return room.db.get_one(Round, room.db.get_one(Workshop, room.id).current_round_id)


FIRST_ASKINGS = [(f"S-{number}", 1) for number in range(1, 6)]


def test_what_most_do_not_say_yes_to_comes_first_and_what_few_answered_comes_last(room: Room) -> None:
    assert listed(room) == ["S-3", "S-2", "S-1", "S-4"]


def test_what_was_not_closed_is_not_on_the_list(room: Room) -> None:
    room.open(room.rounds[4])
    assert "S-5" not in listed(room)


def test_nothing_is_told_of_four_answers(room: Room) -> None:
    few = talk.talk_list(room.db, room.id, at=LATER).topics[-1]
    assert not few.need.is_known
    assert few.need.weight == 0


def test_what_was_chosen_comes_next_in_the_order_chosen_and_the_first_of_it_is_on_show(room: Room) -> None:
    choose(room, "S-2", "S-3")
    assert agenda(room) == [*FIRST_ASKINGS[:4], ("S-2", 2), ("S-3", 2), ("S-5", 1)]
    assert on_show(room).id == room.rounds[1]


def test_the_askings_after_the_talk_are_in_plenary(room: Room) -> None:
    choose(room, "S-2")
    made = room.db.get_one(Round, room.rounds[4])
    assert (made.number, made.mode, made.block_id, made.state) == (2, "plenary", None, "queued")


def test_choosing_again_changes_the_order_and_takes_what_is_no_longer_chosen_off_the_agenda(room: Room) -> None:
    choose(room, "S-2", "S-3")
    choose(room, "S-3", "S-1")
    # The second of all is on show now, so what is chosen stands behind it.
    assert [each for each in agenda(room) if each[1] == 2] == [("S-3", 2), ("S-1", 2)]
    places = {topic.code: topic.place for topic in talk.talk_list(room.db, room.id, at=LATER).topics}
    assert places == {"S-3": 1, "S-2": None, "S-1": 2, "S-4": None}
    choose(room, "S-2")
    assert [each for each in agenda(room) if each[1] == 2] == [("S-2", 2)]
    assert room.db.query(Round).filter_by(workshop_id=room.id, number=2).count() == 3


def test_choosing_nothing_leaves_the_afternoon_as_it_was_planned(room: Room) -> None:
    choose(room, "S-2", "S-3")
    choose(room)
    assert agenda(room) == FIRST_ASKINGS


def test_what_was_asked_again_leaves_the_list(room: Room) -> None:
    choose(room, "S-2")
    second = rounds.again(room.db, room.id, room.rounds[1], by=room.owner, at=LATER)
    room.open(second)
    assert "S-2" not in listed(room)
    room.close(second)
    assert "S-2" not in listed(room)


def test_a_text_changed_before_anybody_was_asked_can_be_talked_about_and_asked_again(db: Session) -> None:
    room = Room(db, people=8)
    seen = amendments.to_amend(db, room.id, room.rounds[0])
    words = NewWords(("Women far from town", "A safe room", "It feels within reach", "More come"), why="Clearer.")
    amendments.amend(db, room.id, room.rounds[0], words, seen=seen.seen, by=room.owner, at=LATER)
    room.judge(room.rounds[0], DIVIDED)
    assert listed(room) == ["S-1"]
    choose(room, "S-1")
    assert agenda(room)[:2] == [("S-1", 1), ("S-1", 2)]
    room.judge(room.rounds[1], ALL_YES)
    assert listed(room) == []


def test_what_was_taken_back_is_not_talked_about(room: Room) -> None:
    room.open(room.rounds[4])
    room.cast(room.people[0], room.rounds[4], 1)
    room.step(room.rounds[4], RoundMove.TAKE_BACK)
    assert "S-5" not in listed(room)


def test_a_changed_text_that_waits_stays_chosen(room: Room) -> None:
    choose(room, "S-2", "S-3")
    first = room.rounds[1]
    seen = amendments.to_amend(room.db, room.id, first).seen
    words = NewWords(("a", "b", "c", "d"), why="It was too long.")
    amendments.amend(room.db, room.id, first, words, seen=seen, by=room.owner, at=LATER)
    places = {topic.code: topic.place for topic in talk.talk_list(room.db, room.id, at=LATER).topics}
    assert (places["S-2"], places["S-3"]) == (1, 2)
    assert [row["code"] for row in desk_state(room.db, room.id, at=LATER)["rounds"] if row["changed"]] == ["S-2"]


def test_the_slower_of_two_who_choose_is_told_and_changes_nothing(room: Room) -> None:
    choose(room, "S-2")
    with pytest.raises(TalkListChanged) as refused:
        choose(room, "S-3", seen="")
    assert refused.value.say.startswith("asha changed the list meanwhile")
    room.db.expire_all()
    assert [each for each in agenda(room) if each[1] == 2] == [("S-2", 2)]


@pytest.mark.parametrize("wanted", [[4], [1, 1], [99]])
def test_only_what_is_on_the_list_can_be_chosen_each_once(room: Room, wanted: list[int]) -> None:
    ids = [*room.rounds, *[RoundId(9_999)] * 100]
    with pytest.raises(NotToTalkAbout):
        talk.choose(room.db, room.id, [ids[at] for at in wanted], seen="", by=room.owner, at=LATER)


def test_while_a_statement_is_open_choosing_leaves_it_on_show(room: Room) -> None:
    room.open(room.rounds[4])
    choose(room, "S-2")
    assert on_show(room).id == room.rounds[4]
    assert agenda(room) == [*FIRST_ASKINGS, ("S-2", 2)]


def test_after_the_end_nothing_is_chosen(room: Room) -> None:
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    with pytest.raises(MoveNotPossible):
        choose(room, "S-2")


@pytest.mark.parametrize(("gone", "left"), [(0, 90), (30, 60), (90, 0), (500, 0), (-60, 90)])
def test_the_minutes_left_follow_the_clock_and_never_run_below_none(room: Room, gone: int, left: int) -> None:
    row = room.db.get_one(Workshop, room.id)
    assert row.started_at == NOON
    assert talk.minutes_left(row, NOON + timedelta(minutes=gone)) == left


def test_where_an_afternoon_was_chosen_its_clock_says_how_long_there_is_to_talk(room: Room) -> None:
    an_afternoon(room.db, room.id, ("plenary", 30), ("talk", 40), ("break", 10), ("closing", 10))
    lefts = [talk.talk_list(room.db, room.id, at=NOON + timedelta(minutes=gone)).minutes_left for gone in (30, 45, 95)]
    assert lefts == [40, 25, 0]


def test_before_it_begins_all_minutes_are_left(db: Session) -> None:
    row = db.get_one(Workshop, Room(db).id)
    assert talk.minutes_left(row, LATER) == 90


def test_a_workshop_that_talked_verifies(room: Room) -> None:
    third = room.rounds[2]
    choose(room, "S-2", "S-3")
    choose(room, "S-3", "S-1")
    second = rounds.again(room.db, room.id, third, by=room.owner, at=LATER)
    room.judge(second, DIVIDED)
    room.step(second, RoundMove.REVEAL)
    found = [difference for each in verification.verify(room.db, room.review) for difference in each.differences]
    assert found == []
