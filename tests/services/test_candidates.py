"""What a panel proposes: noted, adopted or set aside; never asked about, and in no figure, before it is adopted."""

import pytest
from sqlalchemy.orm import Session

from app.core.candidates import CandidateState
from app.core.errors import NotHere, WorkshopError
from app.core.errors_talk import DecidedMeanwhile, ProposalEmpty, WordsTooLong
from app.core.statements import Origin, PartKind
from app.services import candidates, comments, condensed, plans, results, reviews, verification, withdrawal
from app.services.candidates import Where
from app.services.comments import Written
from app.storage.keys import CommentKeys
from tests.builders import LATER, NOON, SECRET, Room, Second, a_plan

FEAR = {PartKind.CONTEXT: "The way home is dark", PartKind.REASONING: " She fears the way ", PartKind.RESOURCE: " "}


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db, people=8)


def note(room: Room, where: Where | None = None, **texts: str) -> int:
    said = {PartKind(kind): text for kind, text in texts.items()} or FEAR
    place = Where(room.id) if where is None else where
    return candidates.note(room.db, room.review, said, place, title="Fear", by=room.owner, at=LATER)


def adopt(room: Room, id: int, **more: int) -> int:
    return candidates.adopt(room.db, room.review, id, by=room.owner, at=LATER, **more)


def listed(room: Room) -> candidates.Proposed:
    (found,) = candidates.candidates_of(room.db, room.review)
    return found


def test_a_proposal_keeps_the_parts_that_were_written_in_their_order(room: Room) -> None:
    note(room)
    found = listed(room)
    assert [(part.position, part.kind, part.text) for part in found.parts] == [
        (1, PartKind.CONTEXT, "The way home is dark"),
        (2, PartKind.REASONING, "She fears the way"),
    ]
    assert (found.workshop, found.noted_by, found.state) == ("Afternoon workshop", "asha", CandidateState.WAITING)


def test_until_it_is_adopted_it_is_no_statement(room: Room) -> None:
    note(room)
    for origin in Origin:
        assert "The way home is dark" not in str(reviews.statements_of(room.db, room.review, origin))


def test_adopted_it_is_a_statement_without_evidence_outside_the_long_list(room: Room) -> None:
    adopt(room, note(room))
    (line,) = reviews.statements_of(room.db, room.review, Origin.PANEL)
    assert (line.code, line.family, line.sources, line.title) == ("P-1", "Proposed by a panel", (), "Fear")
    assert len(reviews.statements_of(room.db, room.review)) == 3
    assert listed(room).code == "P-1"
    result = condensed.lists_of(room.db, room.review).shown(line.id)
    assert result.criteria.grades == (None,) * 5


def test_it_can_be_adopted_into_a_family_of_the_review_and_no_other(room: Room) -> None:
    ((family, name),) = candidates.families_of(room.db, room.review)
    adopt(room, note(room), family=family)
    (line,) = reviews.statements_of(room.db, room.review, Origin.PANEL)
    assert line.family == name
    with pytest.raises(NotHere):
        adopt(room, note(room), family=9_999)


def test_it_can_be_put_to_a_panel_then_and_judged(room: Room) -> None:
    adopt(room, note(room))
    (line,) = reviews.statements_of(room.db, room.review, Origin.PANEL)
    second = Second(room.db, room, versions=(line.version_id,))
    for _ in range(8):
        second.join()
    second.judge(second.rounds[0], [5] * 8)
    (found,) = results.of_workshop(room.db, second.id)
    assert (found.line.code, found.confirmation.n_plausibility) == ("P-1", 8)
    assert plans.plan_of(room.db, second.id) == a_plan(
        room.db, room.review, site="South hall", title="Second workshop", versions=(line.version_id,)
    )
    assert [each for check in verification.verify(room.db, room.review) for each in check.differences] == []


def test_it_is_adopted_once(room: Room) -> None:
    id = note(room)
    adopt(room, id)
    for again in (lambda: adopt(room, id), lambda: aside(room, id, True)):
        with pytest.raises(DecidedMeanwhile):
            again()


def aside(room: Room, id: int, yes: bool) -> None:
    candidates.set_aside(room.db, room.review, id, aside=yes, by=room.owner, at=LATER)


def test_it_can_be_set_aside_and_taken_up_again(room: Room) -> None:
    id = note(room)
    aside(room, id, True)
    assert listed(room).state is CandidateState.ASIDE
    aside(room, id, False)
    assert listed(room).state is CandidateState.WAITING


@pytest.mark.parametrize(
    ("texts", "refusal"),
    [({"context": " \n\x00"}, ProposalEmpty), ({"outcome": "x" * 1_001}, WordsTooLong)],
)
def test_what_cannot_be_kept_is_refused(room: Room, texts: dict[str, str], refusal: type[WorkshopError]) -> None:
    with pytest.raises(refusal):
        note(room, **texts)
    assert candidates.candidates_of(room.db, room.review) == []


def commented(room: Room, keys: CommentKeys) -> int:
    room.open(room.rounds[0])
    written = Written("k", room.rounds[0], None, "She fears the way home.", seen=True, may_show=False)
    return comments.write(room.db, keys, room.people[0], written, at=NOON)


def test_it_may_come_from_a_comment_of_its_workshop_and_of_no_other(room: Room, keys: CommentKeys) -> None:
    said, other = commented(room, keys), Room(room.db, title="Elsewhere")
    note(room, Where(room.id, said))
    for where in (Where(other.id, None), Where(room.id, 9_999), Where(None, said)):
        with pytest.raises(NotHere):
            note(room, where)


def test_who_withdraws_takes_along_what_nobody_has_adopted(room: Room, keys: CommentKeys) -> None:
    said = commented(room, keys)
    note(room, Where(room.id, said))
    adopt(room, note(room, Where(room.id, said)))
    note(room)
    withdrawal.withdraw(room.db, room.codes[0], secret=SECRET, at=NOON)
    left = candidates.candidates_of(room.db, room.review)
    assert [each.state for each in left] == [CandidateState.ADOPTED, CandidateState.WAITING]
    assert len(left) == 2
