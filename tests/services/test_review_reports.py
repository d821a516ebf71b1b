"""The report of a whole review: the same counts as its pages, and nothing that these hold back."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.classes import Class
from app.core.disclosure import Detail
from app.core.errors import NotHere
from app.core.panels import Group
from app.core.review_report import ReviewReport, canonical, fingerprint
from app.core.statements import PartKind
from app.core.workshops import ReviewId
from app.services import candidates, comments, decisions, lineage, results, versions, weightings
from app.services.candidates import Where
from app.services.condensed import lists_of
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from app.services.review_reports import review_report
from app.storage.ballots import Ballot
from app.storage.keys import CommentKeys
from app.storage.workshops import Panellist, Workshop
from tests.builders import LATER, NOON, Room, Second, a_review
from tests.services.test_amendments import amend

ONE_GROUP = (Group("Counsellors", 15),)


@pytest.fixture
def room(db: Session) -> Room:
    """Eight people who judged the first two of four statements."""
    made = Room(db, statements=4, people=8, groups=ONE_GROUP)
    made.judge(made.rounds[0], [5, 5, 4, 4, 4, 5, 4, 1])
    made.judge(made.rounds[1], [1, 1, 2, 3, 4, 4, 5, 5])
    return made


@pytest.fixture
def report(room: Room) -> Callable[[], ReviewReport]:
    return lambda: review_report(room.db, room.review, at=LATER, software="0")


def test_it_holds_what_the_pages_show(room: Room, report: Callable[[], ReviewReport]) -> None:
    found, listed = report(), results.of_review(room.db, room.review)
    assert [each.id for each in found.long.statements] == ["S-1", "S-2", "S-3", "S-4"]
    assert [each.counts for each in found.long.statements] == [each.together.plausibility for each in listed]
    assert [each.criteria for each in found.long.statements] == [each.criteria for each in listed]
    places = [row.weighed for row in weightings.weighed(room.db, room.review).rows]
    assert [each.weighed for each in found.long.statements] == places
    assert [each.result for each in found.judged] == [
        "Confirmed (7 of 8 yes, 1 no)", "The panel is divided (4 of 8 yes, 3 no)",
    ]  # fmt: skip
    assert found.classes[Class.CONFIRMED] == found.classes[Class.CONTESTED] == 1
    assert found.workshops[0].put == 2


def test_there_is_none_of_a_review_that_is_not_there(db: Session) -> None:
    with pytest.raises(NotHere):
        review_report(db, ReviewId(9), at=NOON, software="0")


def test_at_another_hour_it_is_the_same_report(room: Room, report: Callable[[], ReviewReport]) -> None:
    later = review_report(room.db, room.review, at=LATER + timedelta(days=3), software="0")
    assert fingerprint(later) == fingerprint(report())
    assert json.loads(canonical(later))["review"] == "A review"
    room.judge(room.rounds[2], [5] * 8)
    assert fingerprint(report()) != fingerprint(later)


def test_a_rehearsal_is_counted_and_nothing_of_it_is_in(room: Room, report: Callable[[], ReviewReport]) -> None:
    room.db.execute(update(Workshop).where(Workshop.id == room.id).values(pilot=True))
    found = report()
    assert (found.rehearsals, found.workshops, found.judged) == (1, (), ())


def test_raised_and_lowered_are_as_the_page_of_results_counts_them(
    room: Room, report: Callable[[], ReviewReport]
) -> None:
    for place, stands in ((0, Class.NOT_CONFIRMED), (1, Class.CONFIRMED)):
        result = results.of_review(room.db, room.review)[place]
        results.decide(
            room.db, result.confirmation, result.line.version_id,
            stands=stands, reason="The comments.", names=("Asha", "Ravi"), by=room.owner, at=LATER,
        )  # fmt: skip
    moves = [each.moved for each in report().judged]
    told = decisions.departures(lists_of(room.db, room.review).long)
    assert (moves.count(1), moves.count(-1)) == (told.raised, told.lowered) == (1, 1)
    first = report().judged[0]
    assert first.result == "Not confirmed (7 of 8 yes, 1 no)"
    assert first.by_rule == "Confirmed (7 of 8 yes, 1 no)"


def test_below_five_answers_it_holds_no_count(room: Room, report: Callable[[], ReviewReport]) -> None:
    room.judge(room.rounds[2], [5, 1, 5])
    third = report().long.statements[2]
    assert third.counts.detail is Detail.TOO_FEW
    assert third.counts.values == ()
    assert third.stands is Class.INSUFFICIENT_DATA


def test_whatever_a_small_second_panel_said_every_letter_stays(room: Room, report: Callable[[], ReviewReport]) -> None:
    second = Second(room.db, room, groups=ONE_GROUP)
    for _ in range(3):
        second.join()
    second.judge(second.rounds[0], [5, 5, 5])
    before = canonical(report())
    for ratings in ([4, 4, 4], [5, 4, 5]):
        for panellist, rating in zip(second.people, ratings, strict=True):
            mine = update(Ballot).where(Ballot.round_id == second.rounds[0], Ballot.panellist_id == panellist)
            room.db.execute(mine.values(plausibility=rating))
        assert canonical(report()) == before


def test_one_reader_of_another_language_hides_how_many_read_which(
    room: Room, report: Callable[[], ReviewReport]
) -> None:
    assert report().workshops[0].languages == (("en", 8),)
    room.db.execute(update(Panellist).where(Panellist.id == room.people[0]).values(language="hi"))
    assert report().workshops[0].languages == (("en", None), ("hi", None))


def test_a_changed_text_stands_before_and_after(room: Room, report: Callable[[], ReviewReport]) -> None:
    room.judge(amend(room, room.rounds[1]), [5, 5, 4, 4])
    (change,) = report().changes
    assert (change.id, change.before, change.after, change.kept) == ("S-2", 1, 2, False)
    assert (change.by, change.kinds) == ("asha", ("context", "resource", "reasoning", "outcome"))
    changed = {
        kind: each.pieces for kind, each in zip(change.kinds, change.differences, strict=True) if each.is_changed
    }
    assert [piece.text for piece in changed.pop("resource") if piece.kind == "new"] == ["safe"]
    assert changed == {}
    assert report().workshops[0].authors == 1
    second = results.of_review(room.db, room.review)[1].line.id
    versions.choose(room.db, room.review, second, 2, reason="It is clearer.", by=room.owner, at=LATER)
    assert report().changes[0].kept
    assert report().long.statements[1].name == "S-2, version 2"


def test_only_approved_comments_of_workshops_that_count_are_in_as_approved(
    room: Room, report: Callable[[], ReviewReport], keys: CommentKeys
) -> None:
    rehearsal = Second(room.db, room, groups=ONE_GROUP)
    rehearsal.join()
    rehearsal.open(rehearsal.rounds[0])
    rehearsal.close(rehearsal.rounds[0])
    room.db.execute(update(Workshop).where(Workshop.id == rehearsal.id).values(pilot=True))
    for key, where, approved in (("a", room, "[name] said so"), ("b", room, ""), ("c", rehearsal, "In a rehearsal")):
        said = comments.Written(key, where.rounds[0], 2, f"Canary {key}", seen=True, may_show=False)
        written = comments.write(room.db, keys, where.people[0], said, at=LATER)
        if approved:
            comments.approve(room.db, where.id, written, text=approved)
    found = report()
    quoted = [(each.id, said.text, said.part) for each in found.texts for said in each.comments]
    assert quoted == [("S-1", "[name] said so", 2)]
    for never in ("Canary", "In a rehearsal"):
        assert never not in canonical(found)


def test_proposals_and_what_was_adopted_are_in(room: Room, report: Callable[[], ReviewReport]) -> None:
    said = {PartKind.CONTEXT: "The way home is dark"}
    id = candidates.note(room.db, room.review, said, Where(room.id), by=room.owner, at=LATER)
    candidates.adopt(room.db, room.review, id, by=room.owner, at=LATER)
    found = report()
    assert [(each.workshop, each.statement) for each in found.candidates] == [("Afternoon workshop", "P-1")]
    assert [each.id for each in found.adopted] == ["P-1"]


def test_every_statement_stands_once_and_the_lineage_adds_up(room: Room, report: Callable[[], ReviewReport]) -> None:
    ids = [each.line.id for each in results.of_review(room.db, room.review)]
    text = NewText(ids[0], ("Far out", "A room", "It feels near", "More come"))
    lineage.merge_anew(room.db, room.review, ids[:2], text, Hand(room.owner, LATER, 0))
    lineage.keep(room.db, room.review, ids[2:3], Hand(room.owner, LATER, 1))
    found = report()
    assert [each.id for each in found.condensed.statements] == ["S-3", "C-1"]
    assert sorted(each.id for each in found.texts) == ["C-1", "S-1", "S-2", "S-3", "S-4"]
    written = found.condensed.statements[1]
    assert written.inherited
    assert written.result == "The panel is divided (inherited from 2 of 2)"
    counts = found.lineage.counts
    assert counts.kept + counts.merged + counts.dropped + counts.open == counts.total == len(found.long.statements)
    assert len(found.judged) == 2, "a text that inherits was not judged"


@pytest.mark.parametrize("statements", [0, 2])
def test_a_review_that_met_no_panel_has_a_report(db: Session, statements: int) -> None:
    review, _ = a_review(db, statements=statements)
    found = review_report(db, review, at=NOON, software="0")
    assert (len(found.long.statements), found.workshops, found.judged) == (statements, (), ())
    assert found.frozen_at is None
    assert {each.criteria.c4 for each in found.long.statements} <= {None}
