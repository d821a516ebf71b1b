"""What was changed in the rules, as it is printed."""

import pytest

from app.core.deviations import Change, changed_fields, changes_between, in_print
from app.core.profiles import OURS, PROFILES, WHY, justified, own_reasons, with_profile
from app.core.protocol import RAM, Protocol, explained
from app.core.thresholds import PROJECT


def test_only_what_differs_is_listed_with_its_reason() -> None:
    after = Protocol(required=("plausibility",), min_ratings=7)
    changes = changes_between(Protocol(), after, {"min_ratings": "Large panels.", "late": "Another matter."})
    assert changes == (
        Change("required", ("plausibility", "relevance"), ("plausibility",), ""),
        Change("min_ratings", 5, 7, "Large panels."),
    )
    assert changed_fields(after, after) == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (False, "false"), (0.5, "0.5"), (2, "2"), (2.0, "2"), ("five", "five"),
     (("plausibility", "relevance"), "plausibility, relevance")],
)  # fmt: skip
def test_a_value_is_printed_as_it_is_typed(value: object, text: str) -> None:
    assert in_print(value) == text


def test_every_profile_says_why_somebody_would_choose_it() -> None:
    assert WHY.keys() == PROFILES.keys()
    assert all(why.reason.endswith(".") and why.source for why in WHY.values())
    assert WHY["rand-ucla"].reason == next(each.reason for each in explained(Protocol()) if each.name == "rule")


def test_a_rule_brings_its_own_reason_and_all_else_that_of_its_default() -> None:
    rules = with_profile(Protocol(min_ratings=6), "comet-70-15")
    reasons = own_reasons(rules)
    assert reasons["rule"] == WHY["comet-70-15"].reason
    assert reasons["min_ratings"].startswith("With fewer than five")


def test_a_source_stands_only_beside_the_value_it_speaks_of() -> None:
    rules = with_profile(Protocol(min_ratings=6), "percent-75")
    found = {each.name: each for each in justified(rules, {"min_ratings": "Our panels are large."})}
    assert (found["min_ratings"].reason, found["min_ratings"].source) == ("Our panels are large.", OURS)
    assert found["rule"].source == WHY["percent-75"].source
    assert found["small_panel"].source == RAM
    assert found["smallest_cell"].source == PROJECT
