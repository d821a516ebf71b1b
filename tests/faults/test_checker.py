"""The checker itself: it finds what is broken, names the promise, and is content with a sound server."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from tests.faults.checker import violations
from tests.faults.evidence import Evidence
from tests.faults.nursery import Nursery
from tests.faults.scenes import a_quarter_of_an_hour
from tests.faults.stage import Stage

PLANTED = {
    "acknowledge_before_commit": "L1",
    "stored_counter": "L3",
    "missing_unique": "L2",
    "key_ignored": "L2",
    "state_read_outside": "L4",
}


@pytest.fixture(scope="module")
def sound(nursery: Nursery, untouched: Stage, tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return a_quarter_of_an_hour(nursery, untouched.copy(tmp_path_factory.mktemp("sound") / "data"))


@pytest.mark.parametrize("plant", PLANTED)
def test_a_planted_fault_is_found_by_its_promise(nursery: Nursery, stage: Stage, plant: str) -> None:
    broken = violations(a_quarter_of_an_hour(nursery, stage, ["plant", plant]))
    assert PLANTED[plant] in {violation.promise for violation in broken}, broken


def test_a_sound_server_breaks_no_promise(sound: Evidence) -> None:
    assert violations(sound) == []
    assert len(sound.ballots) == 11
    assert len(sound.events) == 13


def the_first(sound: Evidence, who: str, did: str) -> dict:
    return next(line for line in sound.diaries[who] if line["did"] == did)


def a_ballot_is_gone(sound: Evidence) -> None:
    sound.ballots.pop()


def an_event_is_gone(sound: Evidence) -> None:
    sound.events.pop(0)


def an_answer_is_another(sound: Evidence) -> None:
    sound.events[0]["plausibility"] = 1


def a_ballot_stands_twice(sound: Evidence) -> None:
    sound.ballots.append(sound.ballots[0] | {"id": 1})


def what_was_saved_is_refused_later(sound: Evidence) -> None:
    told = next(line for line in sound.diaries["phone-9"] if line.get("of") == "ballot")
    sound.diaries["phone-9"].append(told | {"ok": False, "status": 409, "error": "closed"})


def the_page_counts_one_more(sound: Evidence) -> None:
    sound.papers.desk["rounds"][0]["counts"]["relevance"]["values"][2] += 1


def a_row_of_the_tables_is_missing(sound: Evidence) -> None:
    """As if the tables had been made before the last ballot."""
    sound.ballots.append(sound.ballots[0] | {"id": 1, "panellist_id": 1, "event_id": 1})


def a_late_one_counts(sound: Evidence) -> None:
    next(line for line in sound.witness if line["state"] == "late")["state"] = "in_time"


def an_open_round_calls_someone_late(sound: Evidence) -> None:
    next(line for line in sound.witness if line["state"] == "in_time")["state"] = "late"


def a_move_is_not_recorded(sound: Evidence) -> None:
    sound.witness.remove(next(line for line in sound.witness if line["move"] == "close"))


def nobody_made_a_move(sound: Evidence) -> None:
    next(line for line in sound.witness if line["move"] == "close")["account_id"] = None


def a_round_goes_back(sound: Evidence) -> None:
    next(line for line in sound.witness if line["what"] == "round" and line["state"] == "closed")["state"] = "queued"


def two_facilitators_were_told_that_they_closed_it(sound: Evidence) -> None:
    told = [line for line in sound.diaries["desk-0"] if line["did"] == "was_told" and line["move"] == "close"]
    sound.diaries["desk-1"] += told


def a_phone_shows_saved_too_early(sound: Evidence) -> None:
    lines = sound.diaries["phone-3"]
    lines.remove(next(line for line in lines if line.get("of") == "ballot"))


def a_phone_does_not_say_why(sound: Evidence) -> None:
    next(line for line in sound.diaries["phone-11"] if line.get("words") == "not accepted")["why"] = None


def a_phone_never_comes_back(sound: Evidence) -> None:
    del sound.diaries["phone-5"][-1]


def a_phone_comes_back_late(sound: Evidence) -> None:
    sound.diaries["phone-5"][-1]["t"] += 60


def a_ballot_lands_on_another_text(sound: Evidence) -> None:
    next(row for row in sound.rounds if row["state"] == "revealed")["version"] += 1


def a_ballot_lands_in_another_opening(sound: Evidence) -> None:
    the_first(sound, "phone-2", "tapped")["ballot"]["epoch"] += 1


def a_ballot_lands_elsewhere(sound: Evidence) -> None:
    sound.panellists[-1]["workshop_id"] -= 1


BROKEN: list[tuple[Callable[[Evidence], None], str]] = [
    (a_ballot_is_gone, "L1"),
    (an_event_is_gone, "L1"),
    (an_answer_is_another, "L1"),
    (a_ballot_stands_twice, "L2"),
    (what_was_saved_is_refused_later, "L2"),
    (the_page_counts_one_more, "L3"),
    (a_row_of_the_tables_is_missing, "L3"),
    (a_late_one_counts, "L4"),
    (an_open_round_calls_someone_late, "L4"),
    (a_move_is_not_recorded, "L5"),
    (nobody_made_a_move, "L5"),
    (a_round_goes_back, "L5"),
    (two_facilitators_were_told_that_they_closed_it, "L5"),
    (a_phone_shows_saved_too_early, "L6"),
    (a_phone_does_not_say_why, "L6"),
    (a_phone_never_comes_back, "L7"),
    (a_phone_comes_back_late, "L7"),
    (a_ballot_lands_on_another_text, "L8"),
    (a_ballot_lands_in_another_opening, "L8"),
    (a_ballot_lands_elsewhere, "L8"),
]


@pytest.mark.parametrize(("breaking", "promise"), BROKEN, ids=lambda each: getattr(each, "__name__", each))
def test_one_wrong_record_is_found(sound: Evidence, breaking: Callable[[Evidence], None], promise: str) -> None:
    broken = Evidence(deepcopy(sound.tables), deepcopy(sound.diaries), deepcopy(sound.papers))
    breaking(broken)
    assert promise in {violation.promise for violation in violations(broken)}
