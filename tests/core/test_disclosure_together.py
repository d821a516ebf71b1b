"""What may be shown of several panels together, and of groups and places beside the whole."""

import pytest

from app.core.disclosure import Detail, shown_cells, shown_together
from app.core.scales import FIVE


@pytest.mark.parametrize(
    ("panels", "detail"),
    [
        ([(0, 0, 0, 6, 6)], Detail.COUNTS),
        ([(0, 0, 0, 6, 6), (0, 0, 0, 4, 4)], Detail.COUNTS),
        ([(0, 0, 0, 6, 6), (0, 0, 0, 4, 2)], Detail.THIRDS),  # the six would follow from the others
        ([(0, 0, 0, 6, 6), (0, 0, 0, 2, 1)], Detail.TOO_FEW),  # and so would these three
        ([(0, 0, 0, 6, 6), (0, 0, 0, 2, 1), (0, 0, 0, 2, 1)], Detail.THIRDS),  # six who show nothing by themselves
        ([(0, 0, 0, 2, 1), (0, 0, 0, 2, 1)], Detail.THIRDS),
        ([(0, 0, 0, 2, 2), (0, 0, 0, 2, 2)], Detail.COUNTS),
        ([(0, 0, 0, 6, 6), (0, 0, 0, 0, 0)], Detail.COUNTS),
        ([(0, 0, 0, 0, 0)], Detail.TOO_FEW),
        ([], Detail.TOO_FEW),
    ],
)
def test_panels_together_never_give_one_of_them_away(panels: list[tuple[int, ...]], detail: Detail) -> None:
    shown = shown_together(panels, FIVE)
    assert (shown.detail, shown.n) == (detail, sum(map(sum, panels)))


def test_counts_together_are_the_sum_of_the_panels() -> None:
    assert shown_together([(1, 0, 0, 6, 6), (0, 0, 2, 4, 4)], FIVE).values == (1, 0, 2, 10, 10)
    assert shown_together([(1, 0, 0, 6, 6), (0, 0, 1, 4, 1)], FIVE).values == (1, 1, 17)


@pytest.mark.parametrize(
    ("cells", "whole", "detail"),
    [
        ({"a": (0, 0, 0, 4, 4), "b": (0, 0, 0, 4, 4)}, Detail.COUNTS, Detail.COUNTS),
        ({"a": (0, 0, 0, 4, 4), "b": (0, 0, 0, 4, 1)}, Detail.COUNTS, Detail.THIRDS),
        ({"a": (0, 0, 0, 4, 4), "b": (0, 0, 0, 4, 4)}, Detail.THIRDS, Detail.THIRDS),
        ({"a": (0, 0, 0, 4, 4), "b": (0, 0, 0, 3, 1)}, Detail.COUNTS, None),
        ({"a": (0, 0, 0, 4, 4), "b": (0, 0, 0, 4, 4)}, Detail.TOO_FEW, None),
    ],
)
def test_cells_show_one_detail_or_nothing(
    cells: dict[str, tuple[int, ...]], whole: Detail, detail: Detail | None
) -> None:
    assert {shown.detail for shown in shown_cells(cells, FIVE, 5, whole).values()} == ({detail} if detail else set())


def test_a_smallest_cell_of_three_still_shows_no_cell_below_five() -> None:
    assert shown_cells({"a": (0, 0, 0, 4, 4), "b": (0, 0, 0, 2, 2)}, FIVE, 3, Detail.COUNTS) == {}
