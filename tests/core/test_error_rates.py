"""What each rule would confirm, and what the protocols with a name are."""

from itertools import product
from math import prod

import pytest

from app.core.classes import Class
from app.core.confirmation import confirm
from app.core.error_rates import TYPICAL, chance_confirmed, confirming_panels, error_rates
from app.core.profiles import PROFILES, profile_of, with_profile
from app.core.protocol import Protocol
from tests.core.people import said

THIRDS = {"three": (3, 2, 1), "five": (5, 3, 2), "nine": (8, 5, 1)}


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("scale", THIRDS)
def test_the_chance_is_that_of_all_panels_one_by_one(name: str, scale: str) -> None:
    protocol = with_profile(Protocol(scale=scale), name)
    shares = dict(zip(THIRDS[scale], TYPICAL[2], strict=True))
    panels = [said(*panel, matters=max(panel)) for panel in product(shares, repeat=6)]
    found = [panel for panel in panels if confirm(panel, 6, protocol).suggested is Class.CONFIRMED]
    chance = sum(prod(shares[each.plausibility or 0] for each in panel) for panel in found)
    assert chance_confirmed(6, TYPICAL[2], protocol) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize("n", range(5))
def test_fewer_than_five_confirm_nothing(n: int) -> None:
    assert confirming_panels(n, Protocol()) == ()
    assert chance_confirmed(n, (1, 0, 0), Protocol()) == 0


def test_the_page_has_a_row_for_each_profession_and_a_chance_for_each_rule() -> None:
    rows = error_rates(8)
    assert [row.shares for row in rows] == list(TYPICAL)
    assert all(list(row.chances) == list(PROFILES) for row in rows)
    assert [round(100 * row.chances["rand-ucla"]) for row in rows] == [89, 55, 9, 1]


def test_a_stricter_per_cent_confirms_no_more() -> None:
    for row in error_rates(13):
        assert row.chances["percent-70"] >= row.chances["percent-75"] >= row.chances["percent-80"]


def test_sixty_people_are_no_trouble() -> None:
    ours = error_rates(60, {"ours": Protocol()})
    assert [round(row.chances["ours"], 2) for row in ours] == [1, 0.67, 0, 0]


def test_a_profile_changes_the_rule_and_nothing_else() -> None:
    strict = Protocol(smallest_cell=8)
    assert with_profile(strict, "comet-70-15") == Protocol(smallest_cell=8, rule="comet-70-15")
    assert profile_of(with_profile(Protocol(), "percent-75")) == "percent-75"
    assert profile_of(strict) is None


def test_a_profile_we_do_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        with_profile(Protocol(), "percent-10")
