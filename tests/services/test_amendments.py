"""A text changed in the room: a new version, asked anew; what was answered before stays with what was asked."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.core.differences import Piece
from app.core.errors import MoveNotPossible, NotHere, OneRoundAtATime, WorkshopError
from app.core.errors_talk import (
    ChangedMeanwhile,
    NothingChanged,
    PartEmptied,
    TextInUse,
    WhyMissing,
    WordsTooLong,
)
from app.core.workshops import RoundId, VersionId, WorkshopMove, WorkshopState
from app.services import amendments, changes, results, rounds, verification, versions
from app.services.amendments import NewWords
from app.services.shown import place_of
from app.services.snapshots import phones_state
from app.services.snapshots_desk import desk_state
from app.services.versions import choices_of, choose
from app.storage.ballots import Ballot
from app.storage.statements import Statement
from app.storage.workshops import Round, Workshop
from tests.builders import LATER, NOON, Room, Second

TEXTS = ("Women far from town", "A room near the market", "It feels within reach", "More women come")
SAFER = (TEXTS[0], "A safe room near the market", *TEXTS[2:])


@pytest.fixture
def room(db: Session) -> Room:
    """Eight people who divided over the first statement."""
    made = Room(db, people=8)
    made.judge(made.rounds[0], [1, 1, 2, 3, 4, 4, 5, 5])
    return made


def amend(room: Room, round: RoundId | None = None, *, parts: tuple[str, ...] = SAFER, **changed: object) -> RoundId:
    """Change the text of a round, as someone who saw it as it stands."""
    round = round or room.rounds[0]
    seen = changed.pop("seen", amendments.to_amend(room.db, room.id, round).seen)
    words = NewWords(parts, why=str(changed.pop("why", "Nobody comes who is afraid.")), **changed)  # type: ignore[arg-type]
    return amendments.amend(room.db, room.id, round, words, seen=VersionId(seen), by=room.owner, at=LATER)  # type: ignore[arg-type]


def row(room: Room, round: RoundId) -> Round:
    return room.db.get_one(Round, round)


def judge(room: Room, round: RoundId, ratings: list[int]) -> None:
    """The same people answer a round that is not their first."""
    room.open(round)
    for person, rating in zip(room.people, ratings, strict=False):
        assert room.cast(person, round, rating).ok
    room.close(round)


def test_a_changed_text_is_a_version_of_its_own_that_waits_to_be_asked(room: Room) -> None:
    asking = row(room, amend(room))
    assert (asking.version.number, asking.number, asking.state, asking.mode) == (2, 1, "queued", "plenary")
    assert [part.text for part in asking.version.parts] == list(SAFER)
    assert (
        asking.version.wording
        == "Women far from town. A safe room near the market. It feels within reach. More women come."
    )
    assert asking.position == row(room, room.rounds[0]).position + 1
    assert room.db.get_one(Workshop, room.id).current_round_id == asking.id


def test_the_room_is_told_what_is_different_until_it_is_asked(room: Room) -> None:
    asking = amend(room)
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    assert (shown["changed"], shown["asked_earlier"]) == (True, True)
    assert shown["number"] == 1
    pieces = list(shown["statement"]["parts"][1]["pieces"])
    assert [(piece["kind"], piece["text"]) for piece in pieces] == [
        ("same", "A"),
        ("new", "safe"),
        ("same", "room near the market"),
    ]
    room.open(asking)
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    assert shown["changed"]
    assert "pieces" not in shown["statement"]["parts"][1]


def test_why_it_was_changed_stands_at_the_desk_and_on_no_phone(room: Room) -> None:
    amend(room, why="The market closes at five.")
    desk, phone = desk_state(room.db, room.id, at=LATER), phones_state(room.db, room.id, at=LATER)
    assert "The market closes at five." in str(desk)
    assert "The market closes at five." not in str(phone)


def test_answers_stay_with_the_text_they_were_given_on(room: Room) -> None:
    first = room.rounds[0]
    asking = amend(room)
    assert room.db.query(Ballot).filter_by(round_id=first).count() == 8
    assert room.db.query(Ballot).filter_by(round_id=asking).count() == 0
    judge(room, asking, [5] * 8)
    assert room.db.query(Ballot).filter_by(round_id=first).count() == 8


def test_a_statement_asked_anew_keeps_its_place_in_the_afternoon(room: Room) -> None:
    before = place_of(room.db, room.db.get_one(Workshop, room.id), row(room, room.rounds[0]))
    asking = amend(room)
    after = place_of(room.db, room.db.get_one(Workshop, room.id), row(room, asking))
    assert before == after == {"position": 1, "total": 3}


def test_what_waited_to_be_asked_again_takes_the_new_words_over(room: Room) -> None:
    second = rounds.again(room.db, room.id, room.rounds[0], by=room.owner, at=LATER)
    assert amend(room, second) == second
    assert (row(room, second).number, row(room, second).version.number) == (1, 2)
    assert len(room.rounds) == 4


def test_changing_twice_before_asking_shows_the_change_from_what_the_room_had(room: Room) -> None:
    asking = amend(room)
    assert amend(room, asking, parts=(TEXTS[0], "A safe and quiet room", *TEXTS[2:])) == asking
    change = changes.amended(room.db, VersionId(row(room, asking).version_id))
    assert change is not None
    assert (change.number, change.before) == (3, 1)
    assert Piece("new", "safe and quiet") in change.differences[1].pieces


def test_a_statement_can_be_changed_before_anybody_was_asked(room: Room) -> None:
    second = room.rounds[1]
    assert amend(room, second) == second
    assert row(room, second).version.number == 2
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    assert (shown["changed"], shown["asked_earlier"]) == (True, False), "no phone speaks of earlier answers"


def test_the_changed_text_can_be_asked_again_too(room: Room) -> None:
    asking = amend(room)
    judge(room, asking, [5] * 8)
    second = rounds.again(room.db, room.id, asking, by=room.owner, at=LATER)
    assert (row(room, second).number, row(room, second).version.number) == (2, 2)


def test_before_and_after_are_shown_each_with_its_text(room: Room) -> None:
    room.reveal(room.rounds[0])
    asking = amend(room)
    judge(room, asking, [5] * 8)
    room.reveal(asking)
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    assert shown["counts"]["before"]["values"] == (2, 1, 1, 2, 2)
    assert shown["counts"]["plausibility"]["values"] == (0, 0, 0, 0, 8)
    assert shown["counts"]["before_older"] is True


def test_what_the_room_never_saw_of_the_older_text_stays_unseen(room: Room) -> None:
    asking = amend(room)
    judge(room, asking, [5] * 8)
    room.reveal(asking)
    assert phones_state(room.db, room.id, at=LATER)["rounds"][0]["counts"]["before"] is None


REFUSED: list[tuple[dict[str, object], type[WorkshopError]]] = [
    ({"parts": TEXTS}, NothingChanged),
    ({"parts": tuple(f"  {text} \n" for text in TEXTS)}, NothingChanged),
    ({"parts": (TEXTS[0], " \x00", *TEXTS[2:])}, PartEmptied),
    ({"parts": TEXTS[:3]}, PartEmptied),
    ({"parts": (*TEXTS, "One more")}, PartEmptied),
    ({"why": " \n "}, WhyMissing),
    ({"why": "w" * 501}, WordsTooLong),
    ({"parts": ("x" * 2_001, *TEXTS[1:])}, WordsTooLong),
    ({"seen": 999}, ChangedMeanwhile),
]


@pytest.mark.parametrize(("changed", "refusal"), REFUSED)
def test_a_change_that_cannot_be_kept_leaves_everything_as_it_was(
    room: Room, changed: dict[str, object], refusal: type[WorkshopError]
) -> None:
    before = (desk_state(room.db, room.id, at=LATER), len(room.rounds))
    with pytest.raises(refusal):
        amend(room, **changed)  # type: ignore[arg-type]
    room.db.expire_all()
    assert (desk_state(room.db, room.id, at=LATER), len(room.rounds)) == before


def test_a_text_people_are_answering_is_not_changed_under_them(room: Room) -> None:
    room.open(room.rounds[1])
    with pytest.raises(TextInUse):
        amend(room, room.rounds[1])
    with pytest.raises(OneRoundAtATime):
        amend(room, room.rounds[0])


def test_after_the_end_nothing_is_changed_any_more(room: Room) -> None:
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    with pytest.raises(MoveNotPossible):
        amend(room)


def test_a_round_of_another_workshop_is_not_here(room: Room) -> None:
    other = Second(room.db, room)
    with pytest.raises(NotHere):
        amendments.to_amend(room.db, room.id, other.rounds[0])


def test_the_slower_of_two_who_change_a_text_is_told(room: Room) -> None:
    seen = amendments.to_amend(room.db, room.id, room.rounds[0]).seen
    amend(room, seen=seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        amend(room, seen=seen, parts=(*TEXTS[:3], "All come"))
    assert refused.value.say.startswith("asha changed this statement meanwhile")


def result_of(room: Room, *, of: Callable[..., list[results.Result]] = results.of_review) -> results.Result:
    return of(room.db, room.id if of is results.of_workshop else room.review)[0]


@pytest.mark.parametrize("of", [results.of_review, results.of_workshop])
def test_a_changed_text_counts_only_once_it_was_judged(room: Room, of: Callable[..., list[results.Result]]) -> None:
    asking = amend(room)
    assert (result_of(room, of=of).line.version, result_of(room, of=of).confirmation.n_plausibility) == (1, 8)
    room.open(asking)
    for person in room.people[:4]:
        room.cast(person, asking, 5)
    room.close(asking)
    assert result_of(room, of=of).line.version == 1, "four answers are too few"
    room.step(asking, rounds.RoundMove.REOPEN)
    room.cast(room.people[4], asking, 5)
    room.close(asking)
    assert (result_of(room, of=of).line.version, result_of(room, of=of).confirmation.n_plausibility) == (2, 5)
    assert len(of(room.db, room.id if of is results.of_workshop else room.review)) == 3


def test_the_team_may_keep_the_earlier_text_and_go_back_to_the_rule(room: Room) -> None:
    judge(room, amend(room), [5] * 8)
    id = result_of(room).line.id
    choose(room.db, room.review, id, 1, reason="The change was about one hall.", by=room.owner, at=LATER)
    assert result_of(room).line.version == result_of(room, of=results.of_workshop).line.version == 1
    choose(room.db, room.review, id, None, reason="It holds elsewhere too.", by=room.owner, at=LATER)
    assert result_of(room).line.version == 2
    assert [each.number for each in choices_of(room.db, id)] == [None, 1]


def test_a_workshop_that_was_asked_about_the_older_text_keeps_it_on_its_list(room: Room) -> None:
    other = Second(room.db, room)
    for _ in range(8):
        other.join()
    other.judge(other.rounds[0], [4] * 8)
    judge(room, amend(room), [5] * 8)
    assert result_of(room).line.version == 2
    assert result_of(room).confirmation.n_plausibility == 8, "answers to another text are never counted"
    elsewhere = result_of(other, of=results.of_workshop)
    assert (elsewhere.line.version, elsewhere.confirmation.n_plausibility) == (1, 8)


def test_a_rehearsal_makes_no_text_a_judged_one(room: Room) -> None:
    pilot = Second(room.db, room, pilot=True)
    for _ in range(8):
        pilot.join()
    pilot.judge(pilot.rounds[0], [4] * 8)
    judge(pilot, amend(pilot), [5] * 8)
    assert result_of(room).line.version == 1


def test_a_review_without_changes_asks_for_no_version(room: Room) -> None:
    assert versions.kept_in(room.db, room.review) == {}


def test_a_review_with_changed_texts_verifies(room: Room) -> None:
    room.reveal(room.rounds[0])
    second = rounds.again(room.db, room.id, room.rounds[0], by=room.owner, at=LATER)
    judge(room, amend(room, second), [5] * 8)
    amend(room, room.rounds[-1])
    room.judge(room.rounds[2], [4] * 8)
    found = [difference for each in verification.verify(room.db, room.review) for difference in each.differences]
    assert found == []


def test_the_statement_has_its_versions_counted_from_one(room: Room) -> None:
    amend(room)
    statement = room.db.query(Statement).filter_by(code="S-1", review_id=room.review).one()
    assert [version.number for version in statement.versions] == [1, 2]
    assert statement.versions[1].created_at == LATER != NOON
