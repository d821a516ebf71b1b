"""The condensed list: sources of all parents, criterion 4 of its own text or of theirs, and a weighting of its own."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.confirmation import Class, VerdictProblem
from app.core.criteria import count_sources
from app.core.errors import NotHere
from app.core.flags import INHERITED
from app.core.protocol import Protocol
from app.core.sensitivity import third_of
from app.core.statements import Origin
from app.core.wordings import class_in_words
from app.core.workshops import StatementId, WorkshopMove, WorkshopState
from app.services import (
    condensed,
    evidence,
    imports,
    lineage,
    plans,
    results,
    reviews,
    verdicts,
    verification,
    weightings,
)
from app.services.condensed import Lists
from app.services.condensed_texts import NewText
from app.services.evidence import Noted
from app.services.lineage import Hand
from app.services.results import Result
from app.storage.protocols import ProtocolVersion
from app.storage.statements import Coherence, Evidence, Source
from tests.builders import NOON, Room, a_plan, a_statement


@pytest.fixture
def room(db: Session) -> Room:
    """Six configurations of which a panel confirmed the first two, was of many minds on the third, saw no other."""
    room = Room(db, people=10, statements=6)
    room.judge(room.rounds[0], [5] * 10)
    room.judge(room.rounds[1], [5, 5, 5, 4, 4, 4, 4, 4, 4, 3])
    room.judge(room.rounds[2], [3] * 10)
    db.expire_all()
    return room


def ids(room: Room, *numbers: int) -> list[StatementId]:
    lines = reviews.statements_of(room.db, room.review)
    return [lines[number - 1].id for number in numbers]


def hand(room: Room) -> Hand:
    return Hand(room.owner, NOON, len(lineage.steps_of(room.db, room.review)))


def write(room: Room, *numbers: int) -> StatementId:
    chosen = ids(room, *numbers)
    made = lineage.merge_anew(room.db, room.review, chosen, NewText(chosen[0], ("Merged",)), hand(room))
    room.db.expire_all()
    return made


def keep(room: Room, *numbers: int) -> None:
    lineage.keep(room.db, room.review, ids(room, *numbers), hand(room))


def lists(room: Room) -> Lists:
    return condensed.lists_of(room.db, room.review)


def one(room: Room, code: str) -> Result:
    return next(each for each in lists(room).condensed if each.line.code == code)


def test_before_anything_is_decided_there_is_no_condensed_list(room: Room) -> None:
    assert lists(room).condensed == ()
    assert len(lists(room).long) == 6


def test_a_condensed_text_has_the_sources_of_all_its_parents_each_once(room: Room) -> None:
    sheet = [a_statement("T-1", sources=("13", "30")), a_statement("T-2", sources=("30", "43"))]
    imports.import_statements(room.db, room.review, sheet, at=NOON)
    against = room.db.query(Source).filter_by(label="43").one().id
    row = {"driven": "theory", "depth": "thick", "stance": "contradicts", "quote": "", "page": "", "invented": False}
    room.db.add(Evidence(statement_id=ids(room, 7)[0], source_id=against, part=None, **row))
    room.db.flush()
    write(room, 7, 8)
    found = one(room, "C-1")
    assert count_sources(found.evidence) == 3
    assert [link.source for link in found.evidence if link.stance == "contradicts"] == ["43"]
    assert found.criteria.c1 == 1, "it has the most sources of the condensed list"


def test_what_is_noted_of_the_merged_text_itself_counts_beside_its_parents(room: Room) -> None:
    made = write(room, 1, 2)
    evidence.add(room.db, room.review, made, ["2", "77"], "supports", Noted("theory", "thick"), by=room.owner, at=NOON)
    evidence.rate(room.db, room.review, made, 4, by=room.owner, at=NOON)
    room.db.expire_all()
    found = one(room, "C-1")
    assert (count_sources(found.evidence), found.criteria.c2, found.criteria.c5) == (3, 0.5, 0.75)
    assert all(each.holds for each in verification.verify(room.db, room.review))


def test_kinds_are_united_and_thick_shares_pooled(room: Room) -> None:
    first, second = ids(room, 1, 2)
    room.db.execute(update(Evidence).where(Evidence.statement_id == first).values(driven="data", depth="thick"))
    room.db.execute(update(Evidence).where(Evidence.statement_id == second).values(driven="theory", depth="thin"))
    write(room, 1, 2)
    found = one(room, "C-1").criteria
    assert (found.c2, found.c3, found.marks[:3]) == (1, 0.5, (True, True, True))


def test_a_text_nobody_judged_inherits_the_lowest_score_of_its_judged_parents(room: Room) -> None:
    write(room, 1, 2, 4)
    scores = [each.confirmation.score for each in lists(room).long[:2]]
    found = one(room, "C-1")
    assert found.condensed is not None
    inherited = found.condensed.inherited
    assert (inherited.judged, inherited.of) == (2, 3)
    assert (inherited.low, inherited.high) == (min(scores), max(scores))
    assert (found.criteria.c4, found.stands) == (min(scores), Class.CONFIRMED)
    assert found.confirmation.flags == (INHERITED,)
    assert class_in_words(found.confirmation, found.stands) == "Confirmed (inherited from 2 of 3)"


@pytest.mark.parametrize(
    ("parents", "suggested"),
    [
        ((1, 2), Class.CONFIRMED),
        ((1, 3), Class.NOT_CONFIRMED),
        ((1, 4, 5), Class.NOT_CONFIRMED),
        ((4, 5), Class.INSUFFICIENT_DATA),
    ],
)
def test_what_is_suggested_follows_the_parents(room: Room, parents: tuple[int, ...], suggested: Class) -> None:
    write(room, *parents)
    assert one(room, "C-1").confirmation.suggested is suggested


def test_two_people_decide_about_a_condensed_text_with_a_reason_where_they_differ(room: Room) -> None:
    write(room, 1, 2)
    found, names = one(room, "C-1"), ("Asha", "Meera")
    with pytest.raises(VerdictProblem):
        decide(room, found, Class.NOT_CONFIRMED, "", names)
    decide(room, found, Class.NOT_CONFIRMED, "The merged sentence claims more.", names)
    after = one(room, "C-1")
    assert (after.stands, after.criteria.marks[3], after.criteria.c4) == (
        Class.NOT_CONFIRMED,
        False,
        found.criteria.c4,
    ), "the score always comes from ballots"
    assert after.computed.marks[3] is True
    assert verdicts.history_of(room.db, after.line.version_id)[0].suggested is Class.CONFIRMED


def decide(room: Room, result: Result, stands: Class, reason: str, names: tuple[str, str]) -> None:
    version = result.line.version_id
    verdicts.decide(
        room.db, result.confirmation, version, stands=stands, reason=reason, names=names, by=room.owner, at=NOON
    )


def test_its_own_ballots_stand_before_what_it_inherits(room: Room) -> None:
    write(room, 1, 2)
    text = reviews.statements_of(room.db, room.review, Origin.CONDENSED)[0]
    again = Room(room.db, people=8)
    again.review, again.owner = room.review, room.owner
    again.id = plans.plan(
        room.db, room.review, a_plan(room.db, room.review, versions=(text.version_id,)), by=room.owner, at=NOON
    )
    open_and_judge(again)
    found = one(room, "C-1")
    assert found.condensed is not None
    assert not found.condensed.is_inherited
    assert (found.stands, found.confirmation.n_plausibility) == (Class.NOT_CONFIRMED, 8)
    assert class_in_words(found.confirmation, found.stands) == "Not confirmed (0 of 8 yes, 8 no)"
    (line,) = results.of_workshop(room.db, again.id)
    assert (line.line.code, count_sources(line.evidence)) == ("C-1", 2), "a confirming round knows its sources"


def open_and_judge(room: Room) -> None:
    room.move(WorkshopMove.DOORS, WorkshopState.DRAFT)
    room.people = []
    for _ in range(8):
        room.join()
    room.judge(room.rounds[0], [1] * 8)
    room.db.expire_all()


def test_a_kept_configuration_stands_as_it_stood_on_the_long_list(room: Room) -> None:
    keep(room, 1, 3, 4)
    found = lists(room)
    for each in found.condensed:
        before = next(result for result in found.long if result.line.id == each.line.id)
        assert (each.confirmation, each.stands, each.evidence) == (before.confirmation, before.stands, before.evidence)
        assert (each.criteria.marks, each.condensed) == (before.criteria.marks, None)


def test_a_kept_configuration_takes_the_evidence_of_what_was_merged_into_it(room: Room) -> None:
    sheet = [a_statement("T-1", sources=("30", "43"))]
    imports.import_statements(room.db, room.review, sheet, at=NOON)
    keep(room, 1)
    first, new = ids(room, 1, 7)
    lineage.merge(room.db, room.review, [new], first, hand(room))
    found = one(room, "S-1")
    assert count_sources(found.evidence) == 4
    assert found.condensed is not None
    assert not found.condensed.is_inherited, "its own text was judged"


def test_a_kept_configuration_nobody_judged_inherits_from_what_was_merged_into_it(room: Room) -> None:
    lineage.merge(room.db, room.review, ids(room, 1), ids(room, 4)[0], hand(room))
    keep(room, 4)
    found = one(room, "S-4")
    assert class_in_words(found.confirmation, found.stands) == "Confirmed (inherited from 1 of 2)"
    assert lists(room).shown(found.line.id) == found
    first = ids(room, 1)[0]
    assert lists(room).shown(first).line.code == "S-1"
    with pytest.raises(NotHere):
        lists(room).shown(StatementId(99))


def test_coherence_of_a_condensed_text_is_rated_anew(room: Room) -> None:
    room.db.add(Coherence(statement_id=ids(room, 1)[0], rater="A", value=5, invented=False))
    room.db.flush()
    made = write(room, 1, 2)
    assert one(room, "C-1").criteria.c5 is None
    room.db.add(Coherence(statement_id=made, rater="A", value=3, invented=False))
    room.db.flush()
    room.db.expire_all()
    assert one(room, "C-1").criteria.c5 == 0.5


def test_what_was_undone_is_in_no_list_and_its_page_still_opens(room: Room) -> None:
    made = write(room, 1, 2)
    lineage.undo(room.db, room.review, hand(room))
    assert lists(room).condensed == ()
    assert lists(room).shown(made).evidence == ()


def test_the_long_list_is_ranked_by_as_many_at_the_top_as_the_condensed_one_has(room: Room) -> None:
    assert weightings.weighed(room.db, room.review).top == third_of(6)
    keep(room, 3, 4, 5)
    write(room, 1, 2)
    assert weightings.weighed(room.db, room.review).top == 4
    assert weightings.weighed(room.db, room.review, top=1).top == 1
    assert weightings.of_workshop(room.db, room.id)[1].top == 4


def test_the_condensed_list_has_a_weighting_of_its_own(room: Room) -> None:
    write(room, 1, 3)
    keep(room, 2, 4)
    found = weightings.weighed(room.db, room.review, "condensed")
    assert [row.result.line.code for row in found.rows] == ["S-2", "S-4", "C-1"]
    assert found.top == third_of(3)
    assert {row.weighed.rank for row in found.rows} <= {1, 2, 3}
    merged = found.rows[2]
    assert merged.weighed.weight == pytest.approx((merged.result.criteria.c1 + merged.result.criteria.c4) / 2)


def test_another_threshold_judges_the_parents_anew(room: Room) -> None:
    """Eight of ten say yes: enough at 70 per cent, too few for agreement."""
    sheet = [5, 5, 4, 4, 4, 5, 4, 3, 3, 3]
    room.judge(room.rounds[3], sheet)
    room.db.expire_all()
    write(room, 1, 4)
    found = weightings.weighed(room.db, room.review, "condensed")
    assert found.rows[0].result.stands is Class.NOT_CONFIRMED
    tried = {each.rule: [change.statement for change in each.tiers] for each in found.tried}
    assert tried == {"percent-70": [found.rows[0].result.line.id], "percent-75": [], "percent-80": []}


def test_what_inherits_is_drawn_between_the_scores_of_its_parents(room: Room) -> None:
    write(room, 1, 3)
    keep(room, 2)
    (kept, merged) = weightings.weighed(room.db, room.review, "condensed", top=1).rows
    low, high = (each.confirmation.score for each in (lists(room).long[2], lists(room).long[0]))
    assert low is not None
    assert high is not None
    assert low < high
    assert merged.weighed.p_top is not None
    assert 0 < merged.weighed.p_top < 0.5, "its best parent is above the kept one, its lowest far below"
    assert kept.weighed.rank == 1


def test_by_class_an_inherited_text_grades_as_the_class_that_stands(room: Room) -> None:
    room.db.execute(update(ProtocolVersion).values(body=replace(Protocol(), criterion_4="class").to_json()))
    room.db.expire_all()
    write(room, 1, 3)
    assert one(room, "C-1").criteria.c4 == 0.5
