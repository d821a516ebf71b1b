"""Scales and their thirds."""

import pytest

from app.core.scales import FIVE, NINE, SCALES, THREE, Scale, Third


@pytest.mark.parametrize(
    ("scale", "thirds"),
    [(THREE, "BMT"), (FIVE, "BBMTT"), (NINE, "BBBMMMTTT")],
)
def test_every_point_lies_in_its_third(scale: Scale, thirds: str) -> None:
    assert "".join(scale.third(point).name[0] for point in range(1, scale.points + 1)) == thirds


@pytest.mark.parametrize(("scale", "between"), [(FIVE, 2.5), (FIVE, 3.5), (NINE, 3.5), (NINE, 6.5), (THREE, 1.5)])
def test_a_median_between_thirds_is_in_the_middle(scale: Scale, between: float) -> None:
    assert scale.third(between) is Third.MIDDLE


def test_counts_start_with_the_first_point() -> None:
    assert FIVE.counts([1, 4, 4, 5]) == (1, 0, 0, 2, 1)


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_off_the_scale_is_refused(rating: int) -> None:
    with pytest.raises(ValueError, match="not on the scale five"):
        FIVE.counts([rating])


def test_scales_are_found_by_name() -> None:
    assert [SCALES[name].points for name in ("three", "five", "nine")] == [3, 5, 9]
