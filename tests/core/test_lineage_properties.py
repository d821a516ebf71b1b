"""What holds for a lineage after any sequence of steps."""

from collections.abc import Sequence
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as some

from app.core.errors_lineage import LineageProblem
from app.core.lineage import Fate, Lineage, Step, begin, replay

LIST = ("A", "B", "C", "D", "E")
codes = some.lists(some.sampled_from([*LIST, "S"]), min_size=1, max_size=3).map(tuple)
steps = some.one_of(
    some.builds(Step, some.just("merge"), codes, into=some.sampled_from([*LIST, "S", "T"])),
    some.builds(Step, some.just("drop"), codes, reason=some.sampled_from(["Twice.", ""])),
    some.builds(Step, some.sampled_from(["keep", "reopen"]), codes),
    some.builds(Step, some.just("write"), some.one_of(some.just(()), codes), into=some.sampled_from(["S", "T", "A"])),
    some.just(Step("undo")),
)
sequences = some.lists(steps, max_size=25)


def taken(sequence: Sequence[Step]) -> Lineage:
    """The lineage after these steps, those that are refused left out."""
    lineage = begin(LIST)
    for step in sequence:
        with suppress(LineageProblem):
            lineage = lineage.take(step)
    return lineage


@given(sequence=sequences)
def test_the_counts_always_add_up(sequence: list[Step]) -> None:
    found = taken(sequence).counts()
    assert found.kept + found.merged + found.dropped + found.open == found.total == len(LIST)


@given(sequence=sequences)
def test_every_configuration_is_in_one_condensed_statement_or_dropped_or_waiting(sequence: list[Step]) -> None:
    lineage = taken(sequence)
    parents = [code for each in lineage.condensed().values() for code in each]
    assert len(parents) == len(set(parents))
    for code in set(LIST) - set(parents):
        assert lineage.ending(lineage.chain(code)[-1]).fate in (Fate.DROPPED, Fate.OPEN)


@given(sequence=sequences)
def test_nothing_was_merged_in_a_circle_or_into_something_dropped(sequence: list[Step]) -> None:
    lineage = taken(sequence)
    for code in LIST:
        chain = lineage.chain(code)
        assert len(chain) == len(set(chain))
        assert (
            lineage.endings.get(chain[-1]) is None
            or len(chain) == 1
            or lineage.ending(chain[-1]).fate is not Fate.DROPPED
        )


@given(sequence=sequences)
def test_undoing_everything_ends_where_it_began(sequence: list[Step]) -> None:
    lineage = taken(sequence)
    for _ in lineage.steps:
        lineage = lineage.undo()
    assert (lineage.counts(), lineage.written, lineage.condensed()) == (begin(LIST).counts(), (), {})


@given(sequence=sequences, step=steps)
def test_a_step_undone_never_was(sequence: list[Step], step: Step) -> None:
    before = taken(sequence)
    if step.act == "undo":
        return
    with suppress(LineageProblem):
        after = before.take(step).undo()
        assert (after.endings, after.written, after.steps) == (before.endings, before.written, before.steps)
        assert after.history[:-2] == before.history


@given(sequence=sequences)
def test_history_leads_to_the_same_lineage_again(sequence: list[Step]) -> None:
    lineage = taken(sequence)
    assert replay(LIST, lineage.history) == lineage
