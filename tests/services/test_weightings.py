"""The weighting of a list: how firmly each statement stands, and what would change that."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.confirmation import Class
from app.core.sensitivity import DRAWS, third_of
from app.core.weights import ranked, swung
from app.core.workshops import VersionId
from app.services import reports, results, weightings, weights
from app.storage.statements import Coherence, Evidence
from app.storage.workshops import Workshop
from tests.builders import LATER, NOON, Room, a_review


def assessed(db: Session, *, statements: int = 6) -> Room:
    """Statements that differ in what was noted of them; panels judged the first two."""
    room = Room(db, people=10, statements=statements)
    db.execute(update(Evidence).values(driven="data", depth="thick"))
    db.execute(
        update(Evidence).where(Evidence.statement_id.in_((1, 4)), Evidence.source_id == 2).values(driven="theory")
    )
    db.add_all(
        Coherence(statement_id=each, rater="a", value=1 + each % 5, invented=False) for each in range(1, statements)
    )
    db.flush()
    room.judge(room.rounds[0], [5] * 10)
    room.judge(room.rounds[1], [5, 5, 4, 4, 4, 5, 4, 3, 3, 3])
    db.expire_all()
    return room


def test_rows_stand_in_the_sheets_order_with_the_places_the_results_give(db: Session) -> None:
    room = assessed(db)
    weighting = weightings.weighed(db, room.review)
    every = results.of_review(db, room.review)
    assert [row.result.line.code for row in weighting.rows] == [each.line.code for each in every]
    for row, each in zip(weighting.rows, every, strict=True):
        assert (row.weighed.tier, row.weighed.weight, row.weighed.low, row.weighed.high, row.weighed.rank) == (
            each.weighed.tier, each.weighed.weight, each.weighed.low, each.weighed.high, each.weighed.rank
        )  # fmt: skip


def test_each_statement_has_a_chance_a_range_of_ranks_and_a_rank_without_the_panels(db: Session) -> None:
    weighting = weightings.weighed(db, assessed(db).review)
    first, *_, last = (row.weighed for row in weighting.rows)
    assert (weighting.top, weighting.drawn.draws) == (third_of(6), DRAWS)
    assert first.p_top is not None
    assert last.p_top is not None
    assert first.p_top > last.p_top
    for row in weighting.rows:
        place = row.weighed
        assert place.rank_low is not None
        assert place.rank_high is not None
        assert 1 <= place.rank_low <= place.rank_high <= 6
        assert place.rank_without_c4 is not None


def test_the_same_review_gives_the_same_figures_and_other_rules_draw_anew(db: Session) -> None:
    room = assessed(db)
    one, again = weightings.weighed(db, room.review), weightings.weighed(db, room.review)
    assert one == again
    assert one.seed == weightings.seed_of(
        room.review, reports.report(db, room.id, at=NOON, software="0", salt="s").protocol_hash
    )
    assert weightings.seed_of(room.review, "aa") != weightings.seed_of(room.review, "ab")
    assert 0 <= one.seed < 2**32


def test_more_at_the_top_never_makes_a_chance_smaller(db: Session) -> None:
    room = assessed(db)
    two, four, all_ = (weightings.weighed(db, room.review, top=top) for top in (2, 4, 6))
    for few, more, every in zip(two.rows, four.rows, all_.rows, strict=True):
        assert few.weighed.p_top is not None
        assert more.weighed.p_top is not None
        assert few.weighed.p_top <= more.weighed.p_top <= 1
        assert every.weighed.p_top == 1


def test_looking_at_other_weights_keeps_none_of_them(db: Session) -> None:
    room = assessed(db)
    looked = weightings.weighed(db, room.review, chosen=swung([0, 0, 0, 0, 100]))
    assert looked.rows[0].weighed.weight == looked.rows[0].result.criteria.c5
    assert weightings.weighed(db, room.review).weights.method == "equal"
    assert weights.versions_of(db, room.review) == []


def test_a_ranking_is_drawn_in_its_order(db: Session) -> None:
    room = assessed(db)
    as_equal = weightings.weighed(db, room.review)
    as_ranked = weightings.weighed(db, room.review, chosen=ranked([5, 4, 3, 1, 2]))
    assert [row.weighed.p_top for row in as_equal.rows] != [row.weighed.p_top for row in as_ranked.rows]


def test_a_tier_that_stands_on_one_source_says_which(db: Session) -> None:
    room = assessed(db)
    first, second = weightings.weighed(db, room.review).rows[:2]
    assert first.weighed.tier == "A"
    assert first.stands_on == ("1", "2"), "one brings data, the other theory, and two make several"
    assert second.stands_on == ("1", "2")


def test_a_threshold_that_asks_for_less_changes_a_tier(db: Session) -> None:
    weighting = weightings.weighed(db, assessed(db).review)
    changed = {tried.rule: [each.statement for each in tried.tiers] for tried in weighting.tried}
    second = weighting.rows[1]
    assert second.result.stands is Class.NOT_CONFIRMED, "seven of ten say yes, and at most two may say otherwise"
    assert changed == {"percent-70": [second.result.line.id], "percent-75": [], "percent-80": []}


def test_what_one_weight_more_or_less_does_is_within_the_span_of_its_statement(db: Session) -> None:
    weighting = weightings.weighed(db, assessed(db).review)
    for place, row in enumerate(weighting.rows):
        assert row.span is not None
        assert all(row.span[0] <= (nudge.ranks[place] or 0) <= row.span[1] for nudge in weighting.nudged)


def test_a_review_without_statements_has_an_empty_weighting(db: Session) -> None:
    weighting = weightings.weighed(db, a_review(db, statements=0)[0])
    assert (weighting.rows, weighting.in_tiers) == ((), ())


def test_what_was_assessed_nowhere_is_named(db: Session) -> None:
    room = Room(db, people=6)
    weighting = weightings.weighed(db, room.review)
    assert weighting.drawn.left_out == (2, 3, 4, 5)


def test_nothing_assessed_at_all_has_no_standing_and_no_rank(db: Session) -> None:
    room = Room(db)
    db.query(Evidence).delete()
    db.expire_all()
    for row in weightings.weighed(db, room.review).rows:
        assert (row.weighed.weight, row.weighed.rank, row.weighed.p_top, row.weighed.rank_low) == (None,) * 4
        assert (row.weighed.low, row.weighed.high, row.weighed.tier) == (0, 1, "A-D")
        assert row.span is None


def test_a_pilot_counts_in_no_threshold_either(db: Session) -> None:
    room = assessed(db)
    db.execute(update(Workshop).values(pilot=True))
    db.expire_all()
    weighting = weightings.weighed(db, room.review)
    assert all(tried.tiers == () for tried in weighting.tried)
    assert weighting.rows[0].weighed.tier == "A-B"


def test_work_aside_is_done_once_and_gives_the_same(db: Session) -> None:
    room = assessed(db)
    done: list[object] = []

    def aside(work, *args):  # type: ignore[no-untyped-def]
        done.append(work)
        return work(*args)

    assert weightings.weighed(db, room.review, aside=aside) == weightings.weighed(db, room.review)
    assert len(done) == 1


def test_a_workshops_report_carries_where_its_statements_stand_in_the_whole_list(db: Session) -> None:
    room = Room(db, people=8, statements=5, versions=(VersionId(2), VersionId(4)))
    room.judge(room.rounds[0], [5] * 8)
    weights.unlock(db, room.review, reason="For this test.", by=room.owner, at=LATER)
    weights.keep(db, room.review, ranked([1, 2, 3, 4, 5]), by=room.owner, at=LATER)
    report = reports.report(db, room.id, at=NOON, software="0.1", salt="salt")
    assert [each.id for each in report.statements] == ["S-2", "S-4"]
    assert report.weights == ranked([1, 2, 3, 4, 5])
    assert report.top == third_of(5)
    judged, unjudged = (each.weighed for each in report.statements)
    assert judged.p_top is not None
    assert unjudged.p_top is not None
    assert judged.p_top > unjudged.p_top
    assert (judged.rank_without_c4, unjudged.rank_without_c4) == (1, 1), "equal weights share the better rank"


@pytest.mark.parametrize("top", [0, -1])
def test_a_top_of_nobody_is_refused(db: Session, top: int) -> None:
    with pytest.raises(ValueError, match="from 1 up"):
        weightings.weighed(db, Room(db).review, top=top)
