"""From the long list to the condensed list."""

import pytest

from app.core.errors_lineage import LineageProblem
from app.core.lineage import Counts, Ending, Fate, Lineage, Step, begin, replay

LIST = ("WHE-01", "WHE-02", "WHE-03", "HOW-01", "HOW-02")


@pytest.fixture
def long_list() -> Lineage:
    return begin(LIST)


def test_at_first_everything_is_open(long_list: Lineage) -> None:
    assert long_list.counts() == Counts(kept=0, merged=0, dropped=0, open=5, total=5)
    assert long_list.condensed() == {}


def test_each_configuration_ends_in_one_way_and_the_counts_add_up(long_list: Lineage) -> None:
    done = (
        long_list.keep("WHE-01")
        .merge("WHE-02", "WHE-03", into="WHE-01")
        .drop("HOW-01", reason="It says the same as HOW-02, of men.")
    )
    assert done.counts() == Counts(kept=1, merged=2, dropped=1, open=1, total=5)
    assert done.ending("WHE-03") == Ending(Fate.MERGED, into="WHE-01")
    assert done.ending("HOW-01").reason == "It says the same as HOW-02, of men."
    assert done.ending("HOW-02").fate is Fate.OPEN


def test_the_condensed_list_names_the_parents_of_each_statement(long_list: Lineage) -> None:
    done = long_list.write("S-01").merge("WHE-03", "WHE-01", into="S-01").keep("HOW-01", "WHE-02")
    assert done.merge("HOW-02", into="HOW-01").condensed() == {
        "WHE-02": ("WHE-02",),
        "HOW-01": ("HOW-01", "HOW-02"),
        "S-01": ("WHE-01", "WHE-03"),
    }


def test_what_was_merged_goes_along_when_its_statement_is_merged_on(long_list: Lineage) -> None:
    done = long_list.merge("WHE-01", into="WHE-02").merge("WHE-02", into="WHE-03").keep("WHE-03")
    assert done.condensed() == {"WHE-03": ("WHE-01", "WHE-02", "WHE-03")}
    assert done.ends_in("WHE-01") == "WHE-03"
    assert done.ending("WHE-01").into == "WHE-02"


def test_what_was_merged_into_an_open_one_is_in_no_condensed_statement_yet(long_list: Lineage) -> None:
    waiting = long_list.merge("WHE-01", into="WHE-02")
    assert waiting.condensed() == {}
    assert waiting.ends_in("WHE-01") is None
    assert waiting.keep("WHE-02").ends_in("WHE-01") == "WHE-02"


def test_a_written_statement_that_nothing_was_merged_into_is_not_in_the_list(long_list: Lineage) -> None:
    written = long_list.write("S-01")
    assert written.condensed() == {}
    assert written.counts() == long_list.counts()


def test_people_may_think_again(long_list: Lineage) -> None:
    again = long_list.keep("WHE-01").drop("WHE-01", reason="Out of scope.").merge("WHE-01", into="WHE-02")
    assert again.ending("WHE-01") == Ending(Fate.MERGED, into="WHE-02")
    assert again.reopen("WHE-01").counts() == long_list.counts()


def test_undoing_takes_back_one_step_after_the_other_and_forgets_none(long_list: Lineage) -> None:
    done = long_list.keep("WHE-01").merge("WHE-02", into="WHE-01")
    once = done.undo()
    assert (once.ending("WHE-02").fate, once.ending("WHE-01").fate) == (Fate.OPEN, Fate.KEPT)
    twice = once.undo()
    assert twice.counts() == long_list.counts()
    assert twice.steps == ()
    assert [step.act for step in twice.history] == ["keep", "merge", "undo", "undo"]


def test_undoing_a_changed_mind_brings_back_what_was_decided_before(long_list: Lineage) -> None:
    changed = long_list.drop("WHE-01", reason="Out of scope.").keep("WHE-01").undo()
    assert changed.ending("WHE-01") == Ending(Fate.DROPPED, reason="Out of scope.")


def test_writing_a_text_and_merging_into_it_is_one_step(long_list: Lineage) -> None:
    done = long_list.write("S-01", "WHE-01", "WHE-03")
    assert done.condensed() == {"S-01": ("WHE-01", "WHE-03")}
    assert done.undo() == replay(LIST, done.undo().history)
    assert (done.undo().written, done.undo().counts()) == ((), long_list.counts())


def test_a_lineage_is_never_changed_itself(long_list: Lineage) -> None:
    long_list.keep("WHE-01")
    assert long_list == begin(LIST)


def test_stored_steps_lead_to_the_same_lineage(long_list: Lineage) -> None:
    done = long_list.write("S-01").merge("WHE-01", into="S-01").keep("WHE-02").undo().drop("HOW-01", reason="Twice.")
    assert replay(LIST, done.history) == done


def test_a_step_says_nothing_beyond_its_act(long_list: Lineage) -> None:
    odd = long_list.take(Step("keep", ("WHE-01",), into="WHE-02", reason="Why not."))
    assert odd.ending("WHE-01") == Ending(Fate.KEPT)


def test_what_was_merged_may_be_dropped_together_with_its_statement(long_list: Lineage) -> None:
    together = long_list.merge("WHE-01", into="WHE-02").drop("WHE-01", "WHE-02", reason="Out of scope.")
    assert together.counts().dropped == 2


MERGED = begin(LIST).merge("WHE-01", into="WHE-02").merge("WHE-02", into="WHE-03")
DROPPED = begin(LIST).drop("HOW-01", reason="Twice.").write("S-01")
REFUSED = {
    "into itself": (lambda: MERGED.merge("HOW-01", into="HOW-01"), "HOW-01 cannot be merged into itself"),
    "with others into itself": (lambda: MERGED.merge("HOW-02", "HOW-01", into="HOW-01"), "into itself"),
    "in a circle of two": (lambda: begin(LIST).merge("WHE-01", into="WHE-02").merge("WHE-02", into="WHE-01"), "go in a circle"),
    "in a circle of three": (lambda: MERGED.merge("WHE-03", into="WHE-01"), "WHE-01 was merged into WHE-03 before"),
    "one that was merged before": (lambda: MERGED.merge("WHE-01", into="HOW-01"), "WHE-01 was merged into WHE-02 already"),
    "one that was merged before, into a new text": (lambda: MERGED.write("S-01", "WHE-02"), "WHE-02 was merged into WHE-03"),
    "into something dropped": (lambda: DROPPED.merge("WHE-01", into="HOW-01"), "HOW-01 was dropped"),
    "into something unknown": (lambda: DROPPED.merge("WHE-01", into="S-02"), "S-02 is no configuration"),
    "into nothing": (lambda: DROPPED.merge("WHE-01", into=""), "This is no configuration"),
    "something unknown": (lambda: DROPPED.merge("X-01", into="WHE-01"), "X-01 is no configuration"),
    "something written": (lambda: DROPPED.merge("S-01", into="WHE-01"), "S-01 is no configuration"),
    "nothing": (lambda: DROPPED.merge(into="WHE-01"), "at least one"),
    "keep something unknown": (lambda: DROPPED.keep("X-01"), "X-01 is no configuration"),
    "keep nothing": (DROPPED.keep, "at least one"),
    "drop something unknown": (lambda: DROPPED.drop("X-01", reason="Twice."), "X-01 is no configuration"),
    "drop without a reason": (lambda: DROPPED.drop("WHE-01", reason=" "), "say why"),
    "drop what others went into": (lambda: MERGED.drop("WHE-02", reason="Twice."), "Leave WHE-01 open again before you drop WHE-02"),
    "reopen something unknown": (lambda: DROPPED.reopen("X-01"), "X-01 is no configuration"),
    "write a code that is taken": (lambda: DROPPED.write("WHE-01"), "WHE-01 is taken"),
    "write a code twice": (lambda: DROPPED.write("S-01"), "S-01 is taken"),
    "write without a code": (lambda: DROPPED.write(" "), "needs a code"),
    "write from something unknown": (lambda: DROPPED.write("S-02", "X-01"), "X-01 is no configuration"),
    "drop for a stored reason of blanks": (lambda: DROPPED.take(Step("drop", ("WHE-01",), reason=" ")), "say why"),
    "undo nothing": (lambda: begin(LIST).undo(), "nothing to undo"),
    "undo once too often": (lambda: begin(LIST).keep("WHE-01").undo().undo(), "nothing to undo"),
    "look up something unknown": (lambda: DROPPED.ending("X-01"), "X-01 is no configuration"),
    "a step nobody knows": (lambda: DROPPED.take(Step("split", ("WHE-01",))), "This is no step"),  # type: ignore[arg-type]
    "a list that names one twice": (lambda: begin(["WHE-01", "WHE-01"]), "WHE-01 is listed 2 times"),
}  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED)
def test_what_cannot_be_done_is_refused_in_a_sentence(attempt: str) -> None:
    act, sentence = REFUSED[attempt]
    with pytest.raises(LineageProblem) as refused:
        act()
    assert sentence in refused.value.say


def test_an_empty_list_adds_up_too() -> None:
    assert begin([]).counts() == Counts(0, 0, 0, 0, 0)
