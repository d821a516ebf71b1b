"""The method as it is explained to people: every example on the page is run."""

import doctest
from pathlib import Path

import pytest

from app.core.error_rates import chance_confirmed, shares_of_random_answers
from app.core.protocol import Protocol

PAGE = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_page_prints_what_the_code_computes() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert found.attempted > 30
    assert found.failed == 0


def test_a_profession_of_one_mind_is_always_confirmed() -> None:
    assert chance_confirmed(9, (1, 0, 0), Protocol()) == 1
    assert chance_confirmed(9, (0, 0, 1), Protocol()) == 0


@pytest.mark.parametrize("scale", ["three", "five", "nine"])
def test_random_answers_use_every_point_alike(scale: str) -> None:
    assert sum(shares_of_random_answers(Protocol(scale=scale))) == pytest.approx(1)
