"""A record of moves is one history, or it cannot have happened."""

import pytest

from app.core.histories import IllegalHistory, Moved, play_round, play_workshop
from app.core.workshops import RoundState, WorkshopState

PLANNED = Moved("plan", "", "draft")
DOORS = Moved("doors", "draft", "lobby")
START = Moved("start", "lobby", "live")
OPEN = Moved("open", "queued", "open", 1)
CLOSE = Moved("close", "open", "closed", 1)
REOPEN = Moved("reopen", "closed", "open", 2)
AGAIN = Moved("again", "closed", "queued", 0)


def test_a_workshop_stands_where_its_moves_lead():
    assert play_workshop([PLANNED, Moved("plan", "draft", "draft"), DOORS, START]) is WorkshopState.LIVE


def test_wiping_a_rehearsal_that_has_ended_moves_it_nowhere():
    ended = Moved("end", "lobby", "ended")
    assert play_workshop([PLANNED, DOORS, ended, Moved("wipe", "ended", "ended")]) is WorkshopState.ENDED


END, SIGN, VOID = (
    Moved("end", "live", "ended"),
    Moved("sign_off", "ended", "signed_off"),
    Moved("void", "signed_off", "ended"),
)
DAY = Moved("day", "ended", "ended")


def test_a_day_is_written_signed_off_voided_and_signed_off_again():
    day = [PLANNED, DOORS, START, Moved("paper", "live", "live"), END, DAY, SIGN]
    assert play_workshop(day) == "signed_off"
    assert play_workshop([*day, VOID, DAY]) == WorkshopState.ENDED
    assert play_workshop([*day, VOID, DAY, SIGN]) == "signed_off"


@pytest.mark.parametrize("moves", [[SIGN], [END, VOID], [END, DAY, SIGN, DAY], [END, SIGN, SIGN], [END, SIGN, END]])
def test_nothing_that_a_sign_off_covers_changes_before_it_is_voided(moves):
    with pytest.raises(IllegalHistory):
        play_workshop([PLANNED, DOORS, START, *moves])


def test_a_round_that_is_reopened_is_in_its_second_opening():
    standing = play_round([OPEN, CLOSE, REOPEN], number=1)
    assert (standing.state, standing.epoch) == (RoundState.OPEN, 2)


def test_a_second_asking_waits_in_the_queue_and_asking_for_it_twice_changes_nothing():
    assert play_round([AGAIN, AGAIN], number=2).state is RoundState.QUEUED


@pytest.mark.parametrize("moves", [
    [DOORS],
    [PLANNED, PLANNED],
    [PLANNED, START],
    [PLANNED, DOORS, DOORS],
    [PLANNED, Moved("doors", "draft", "live")],
    [PLANNED, Moved("close", "draft", "closed")],
    [PLANNED, DOORS, Moved("plan", "lobby", "lobby")],
    [PLANNED, DOORS, Moved("wipe", "lobby", "lobby")],
])  # fmt: skip
def test_a_workshop_cannot_have_gone_this_way(moves):
    with pytest.raises(IllegalHistory):
        play_workshop(moves)


@pytest.mark.parametrize(("moves", "number"), [
    ([CLOSE], 1),
    ([OPEN, OPEN], 1),
    ([OPEN, Moved("close", "open", "revealed", 1)], 1),
    ([OPEN, Moved("close", "open", "closed", 2)], 1),
    ([AGAIN], 1),
    ([OPEN], 2),
    ([OPEN, Moved("pause", "open", "closed", 1)], 1),
])  # fmt: skip
def test_a_round_cannot_have_gone_this_way(moves, number):
    with pytest.raises(IllegalHistory):
        play_round(moves, number=number)
