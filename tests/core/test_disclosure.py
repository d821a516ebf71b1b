"""What may be shown of a panel whose members know each other."""

from itertools import product

import pytest

from app.core.disclosure import (
    Detail,
    ShownCounts,
    gives_away,
    may_name_groups,
    shown_abstained,
    shown_abstained_together,
    shown_counts,
)
from app.core.scales import SCALES

FIVE = SCALES["five"]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 0, 0, 0, 0), ShownCounts(Detail.TOO_FEW, 0, ())),
        ((0, 0, 0, 0, 4), ShownCounts(Detail.TOO_FEW, 4, ())),
        ((1, 1, 1, 1, 1), ShownCounts(Detail.THIRDS, 5, (2, 1, 2))),
        ((0, 0, 0, 0, 7), ShownCounts(Detail.THIRDS, 7, (0, 0, 7))),
        ((0, 1, 0, 3, 4), ShownCounts(Detail.COUNTS, 8, (0, 1, 0, 3, 4))),
    ],
)
def test_counts_are_shown_from_eight_thirds_from_five_and_nothing_below(
    counts: tuple[int, ...], shown: ShownCounts
) -> None:
    assert shown_counts(counts, FIVE) == shown


@pytest.mark.parametrize("name", sorted(SCALES))
def test_thirds_keep_everyone_on_every_scale(name: str) -> None:
    scale = SCALES[name]
    for chosen in product(range(1, scale.points + 1), repeat=2):
        counts = [chosen.count(point) + (point == 1) * 4 for point in range(1, scale.points + 1)]
        shown = shown_counts(counts, scale)
        assert shown.detail is Detail.THIRDS
        assert len(shown.values) == 3
        assert sum(shown.values) == shown.n == 6


@pytest.mark.parametrize(
    ("sizes", "allowed"),
    [({}, True), ({"A": 5}, True), ({"A": 5, "B": 9}, True), ({"A": 4}, False), ({"A": 40, "B": 4}, False)],
)
def test_one_small_group_hides_all(sizes: dict[str, int], allowed: bool) -> None:
    people = [name for name, size in sizes.items() for _ in range(size)]
    assert may_name_groups(people, 5) is allowed


def test_the_smallest_cell_comes_from_the_protocol() -> None:
    assert may_name_groups(["A"] * 3, 3)
    assert not may_name_groups(["A"] * 3, 4)


@pytest.mark.parametrize(("judged", "abstained", "said"), [(1, 1, None), (4, 0, None), (4, 1, 1), (0, 5, 5), (9, 0, 0)])
def test_of_fewer_than_five_it_is_not_said_how_many_abstained(judged: int, abstained: int, said: int | None) -> None:
    assert shown_abstained(judged, abstained) == said


@pytest.mark.parametrize(
    ("panels", "said"),
    [
        ([], None),
        ([(0, 0)], None),
        ([(10, 2)], 2),
        ([(10, 2), (6, 1)], 3),
        ([(10, 2), (0, 0)], 2),
        ([(10, 2), (2, 1)], None),
    ],
)
def test_how_many_abstained_together_is_said_only_where_each_panel_may_say_it(
    panels: list[tuple[int, int]], said: int | None
) -> None:
    assert shown_abstained_together(panels) == said


@pytest.mark.parametrize(
    ("sizes", "away"),
    [
        ((10,), False),
        ((4,), False),
        ((10, 4), True),
        ((10, 1), True),
        ((10, 5), False),
        ((4, 3), False),
        ((10, 4, 3), False),
    ],
)
def test_figures_of_all_give_away_a_panel_of_one_to_four(sizes: tuple[int, ...], away: bool) -> None:
    assert gives_away([(0, 0, 0, 0, size) for size in sizes], FIVE) is away
