"""What holds for every panel, whoever sits in it."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as some

from app.core.agreement import median
from app.core.classes import Class, classify
from app.core.confirmation import Confirmation
from app.core.flags import ONE_ANSWER_DECIDES
from app.core.frequencies import FrequencyTable, median_of_counts, table_of
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from app.core.scales import FIVE
from tests.core.people import judged, said

patiently = settings(deadline=None)  # others may be using this machine
points = some.integers(1, 5)
rated = some.builds(
    Judgement,
    plausibility=points,
    relevance=points,
    parts=some.lists(some.integers(1, 4), max_size=2, unique=True).map(tuple),
    if_changed=some.lists(some.integers(1, 4), max_size=1).map(tuple),
    group=some.sampled_from(["counsellors", "managers"]),
    site=some.sampled_from(["Mumbai", "Goa"]),
)
abstaining = some.builds(Judgement, abstained=some.sampled_from(["outside", "unclear"]))
panels = some.lists(rated, min_size=5, max_size=16)
protocols = some.builds(
    Protocol,
    groups=some.sampled_from(["equal_person", "equal_group"]),
    rule=some.sampled_from(["rand-ucla", "percent-75", "comet-70-15"]),
    smallest_cell=some.integers(3, 5),
)


def likes(found: Confirmation) -> tuple[object, ...]:
    """What of a confirmation does not name anybody."""
    return found.suggested, found.reasons, found.flags, found.support


@patiently
@given(people=panels, protocol=protocols, chance=some.randoms(use_true_random=False))
def test_the_order_of_ballots_never_matters(people: list[Judgement], protocol: Protocol, chance: object) -> None:
    shuffled = people.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(shuffled, protocol=protocol) == judged(people, protocol=protocol)


@patiently
@given(people=panels, supporter=some.builds(Judgement, plausibility=some.just(5), relevance=some.just(5)))
def test_one_more_supporter_never_lowers_the_score(people: list[Judgement], supporter: Judgement) -> None:
    plausible = Protocol(required=("plausibility",))
    before, after = judged(people, protocol=plausible).score, judged([*people, supporter], protocol=plausible).score
    assert before is not None
    assert after is not None
    assert after >= before


@patiently
@given(people=panels, protocol=protocols, silent=some.lists(abstaining, max_size=5))
def test_abstentions_leave_the_denominators(
    people: list[Judgement], protocol: Protocol, silent: list[Judgement]
) -> None:
    with_them, without = judged([*people, *silent], protocol=protocol), judged(people, protocol=protocol)
    assert likes(with_them) == likes(without)


@patiently
@given(people=panels, protocol=protocols)
def test_leaving_out_a_person_and_the_flag_agree(people: list[Judgement], protocol: Protocol) -> None:
    found = judged(people, protocol=protocol)
    rest = [people[:place] + people[place + 1 :] for place in range(len(people))]
    changes = any(classify(others, protocol).suggested is not found.suggested for others in rest)
    assert (ONE_ANSWER_DECIDES in found.flags) is changes


@patiently
@given(people=panels, protocol=protocols)
def test_other_names_for_groups_and_sites_change_nothing(people: list[Judgement], protocol: Protocol) -> None:
    renamed = [replace(each, group=each.group[::-1], site=each.site.upper()) for each in people]
    after, before = judged(renamed, protocol=protocol), judged(people, protocol=protocol)
    # Only the views name anybody.
    assert replace(after, views=before.views) == before


@patiently
@given(people=some.lists(some.one_of(rated, abstaining), max_size=6), absent=some.integers(0, 9))
def test_every_panel_has_a_class_and_a_score_only_where_there_is_enough(people: list[Judgement], absent: int) -> None:
    found = judged(people, present=len(people) + absent)
    assert (found.score is None) is (found.suggested is Class.INSUFFICIENT_DATA)
    if found.support:
        assert 0 <= found.support.low <= found.support.score <= found.support.high <= 1


@patiently
@given(
    people=some.lists(some.one_of(rated, abstaining, some.builds(Judgement, plausibility=points)), max_size=24),
    protocol=protocols,
)
def test_leaving_out_kinds_of_answers_is_leaving_out_everyone_in_turn(
    people: list[Judgement], protocol: Protocol
) -> None:
    table = table_of(people, protocol)
    one_by_one = [table_of(people[:place] + people[place + 1 :], protocol) for place in range(len(people))]
    assert {likes_table(rest) for rest in table.without_one()} == {likes_table(rest) for rest in one_by_one}


def likes_table(table: FrequencyTable) -> tuple[object, ...]:
    """What a table counts, without the names that nobody is left under."""
    cells = [
        (dimension, name, cell.counts)
        for by in (table.groups, table.sites)
        for dimension, view in by.items()
        for name, cell in sorted(view.of.items())
        if cell.n
    ]
    whole = [(dimension, found.counts) for dimension, found in table.whole.items()]
    parts = [(part, people) for part, people in sorted(table.parts.items()) if people]
    return tuple(whole), tuple(cells), table.if_changed.counts, tuple(parts)


small_cells = some.lists(points, min_size=4, max_size=4)


@patiently
@given(
    counsellors=some.lists(points, min_size=5, max_size=12), size=some.integers(1, 4), one=small_cells, two=small_cells
)
def test_what_a_small_group_says_moves_no_view(
    counsellors: list[int], size: int, one: list[int], two: list[int]
) -> None:
    large = said(*counsellors, group="counsellors", site="Mumbai")
    panels = [[*large, *said(*small[:size], group="nurses", site="Goa")] for small in (one, two)]
    first, second = (judged(people) for people in panels)
    assume(FIVE.third(first.median_plausibility or 0) is FIVE.third(second.median_plausibility or 0))
    assert first.views == second.views


@patiently
@given(some.lists(points, min_size=1, max_size=30))
def test_a_median_of_counts_is_the_median_of_the_ratings(ratings: list[int]) -> None:
    assert median_of_counts(FIVE.counts(ratings)) == median(ratings)
