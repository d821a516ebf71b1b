"""The rehearsal's own judgement: what was acknowledged must be in the tables. It is tested by taking ballots away."""

import io
import zipfile
from collections import Counter

import pytest

from app.core.ballots import Abstention, Answer
from app.rehearsal.proof import Tables, lost, recount_agrees
from app.services import reports
from exports.tidy.archive import render
from tests.builders import NOON, Room

ROUNDS = "round_id,workshop_id,statement_id,version,number\r\n1,1,WHE-01,1,1\r\n2,1,WHE-01,1,2\r\n"
HEAD = "ballot,round_id,panellist,stakeholder_group,plausibility,relevance,abstained,parts,if_changed,channel,late,carried\r\n"
BALLOTS = [
    "b1,1,p1,suppressed,4,5,NA,none,none,phone,0,0\r\n",
    "b2,1,p2,suppressed,4,5,NA,none,none,phone,0,0\r\n",
    "b3,1,p3,suppressed,2,3,NA,1;3,1,phone,0,0\r\n",
    "b4,2,p1,suppressed,NA,NA,outside,none,none,phone,0,0\r\n",
]
FIRST, SECOND = ("WHE-01", 1, 1), ("WHE-01", 1, 2)
TOLD = Counter(
    {
        (FIRST, Answer(4, 5)): 2,
        (FIRST, Answer(2, 3, None, (1, 3), (1,))): 1,
        (SECOND, Answer(abstained=Abstention.OUTSIDE)): 1,
    }
)


def tables(ballots, rounds=ROUNDS):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rounds.csv", rounds)
        archive.writestr("ballots.csv", HEAD + "".join(ballots))
    return Tables(packed.getvalue())


def test_everything_acknowledged_is_there():
    assert tables(BALLOTS).ballots() == TOLD
    assert lost(TOLD, tables(BALLOTS).ballots(), unsure=0) == 0


def changed(archive, name, was, becomes):
    """The same archive with something else in one of its tables."""
    packed, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(archive))
    with zipfile.ZipFile(packed, "w") as copy:
        for each in source.namelist():
            content = source.read(each)
            copy.writestr(each, content.replace(was.encode(), becomes.encode()) if each == name else content)
    return packed.getvalue()


@pytest.mark.parametrize("gone", range(4))
def test_any_ballot_taken_away_is_missed(gone):
    kept = tables([ballot for place, ballot in enumerate(BALLOTS) if place != gone])
    assert lost(TOLD, kept.ballots(), unsure=0) == 1


@pytest.mark.parametrize(
    ("was", "became"),
    [(",4,5,", ",5,5,"), (",2,3,", ",2,4,"), ("1;3,1", "1;3,none"), ("outside", "unclear"), (",0,0\r", ",1,0\r")],
)
def test_any_ballot_changed_is_missed(was, became):
    kept = tables([ballot.replace(was, became) for ballot in BALLOTS])
    assert lost(TOLD, kept.ballots(), unsure=0) >= 1


@pytest.mark.parametrize("flags", ["1,0", "0,1"])
def test_late_and_carried_ballots_are_not_counted_as_cast_in_the_round(flags):
    kept = tables([*BALLOTS, BALLOTS[0].replace("0,0", flags)])
    assert kept.ballots() == TOLD


def test_a_ballot_in_another_round_is_missed():
    kept = tables([BALLOTS[0].replace(",1,p1", ",2,p1"), *BALLOTS[1:]])
    assert lost(TOLD, kept.ballots(), unsure=0) == 1


def test_a_ballot_on_another_version_of_the_text_is_missed():
    newer = ROUNDS.replace("2,1,WHE-01,1,2", "2,1,WHE-01,2,2")
    assert lost(TOLD, tables(BALLOTS, rounds=newer).ballots(), unsure=0) == 1


def test_an_archive_counts_itself_again_and_one_that_was_changed_does_not(db):
    room = Room(db, people=9)
    room.judge(room.rounds[0], [5, 5, 5, 5, 4, 4, 4, 4, 1])
    archive = render(reports.report(db, room.id, at=NOON, software="test", salt="salt"))
    assert recount_agrees(archive)
    assert not recount_agrees(changed(archive, "ballots.csv", ",5,", ",1,"))


def test_a_ballot_stored_without_its_answer_arriving_is_no_loss():
    assert lost(TOLD - Counter([(FIRST, Answer(4, 5))]), tables(BALLOTS).ballots(), unsure=0) == 0
