"""Whatever a team does in whatever order, the counts add up, and what is stored leads to them again."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import SomeoneWasFaster
from app.core.errors_lineage import LineageProblem
from app.services import condensed, lineage, verification
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from app.storage.lineage import LineageStep
from tests.builders import NOON
from tests.services.test_lineage import Team

acts = some.sampled_from(["keep", "merge", "write", "drop", "reopen", "undo"])
places = some.lists(some.integers(0, 5), min_size=1, max_size=3)
moves = some.lists(some.tuples(acts, places, some.integers(0, 7), some.integers(0, 3)), max_size=12)


def do(team: Team, act: str, of: list[int], into: int, ago: int) -> None:
    """One person does something, with a page before her eyes that may be some steps old."""
    hand = Hand(team.owner, NOON, max(0, team.hand.seen - ago))
    ids = [*team.ids.values()]
    chosen = [ids[place] for place in of]
    with suppress(LineageProblem, SomeoneWasFaster):
        match act:
            case "keep":
                lineage.keep(team.db, team.review, chosen, hand)
            case "merge":
                lineage.merge(team.db, team.review, chosen, ids[into % len(ids)], hand)
            case "write":
                made = lineage.merge_anew(team.db, team.review, chosen, NewText(chosen[0], ("A", "B")), hand)
                team.ids[f"C{made}"] = made
            case "drop":
                lineage.drop(team.db, team.review, chosen, "Twice.", hand)
            case "reopen":
                lineage.reopen(team.db, team.review, chosen, hand)
            case _:
                lineage.undo(team.db, team.review, hand)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_the_counts_add_up_after_anything_people_do(db: Session, moves: list[tuple[str, list[int], int, int]]) -> None:
    inner = db.begin_nested()
    team = Team(db)
    for number, move in enumerate(moves):
        before = db.scalar(select(func.count()).select_from(LineageStep)) or 0
        do(team, *move)
        after = db.scalar(select(func.count()).select_from(LineageStep)) or 0
        assert after in (before, before + 1), number
        counts = team.now.counts()
        assert counts.kept + counts.merged + counts.dropped + counts.open == counts.total == 6
    lists = condensed.lists_of(db, team.review)
    assert len(lists.long) == 6
    parents = [each.line.id for merged in lists.parents.values() for each in merged]
    assert len(parents) == len(set(parents))
    assert all(each.holds for each in verification.verify(db, team.review))
    inner.rollback()
    db.expire_all()
