"""Panels that ought not to be, and what is said of them all the same."""

import pytest

from app.core.confirmation import Circumstances, confirm
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from app.core.wordings import class_in_words
from tests.core.people import judged, said

LONE = said(*[5] * 8, group="counsellors") + said(1, group="managers")


@pytest.mark.parametrize(
    ("people", "present", "suggested", "reasons", "flags"),
    [
        pytest.param([], 0, "insufficient_data", ["not_shown"], [], id="never shown"),
        pytest.param([], 9, "insufficient_data", ["too_few", "low_response"], [], id="nobody answered"),
        pytest.param(said(5), 1, "insufficient_data", ["too_few"], [], id="one person"),
        pytest.param(said(5, 1), 2, "insufficient_data", ["too_few"], [], id="two who disagree"),
        pytest.param(said(5, 5, 5), 9, "insufficient_data", ["too_few", "low_response"], [], id="three of nine"),
        pytest.param(said(5, 5, 5, 5), 4, "insufficient_data", ["too_few"], [], id="all four"),
        pytest.param(said(*[None] * 9), 9, "insufficient_data", ["too_few", "many_abstained"], [], id="everyone abstains"),
        pytest.param([Judgement()] * 9, 9, "insufficient_data", ["too_few", "low_response"], [], id="blank ballots"),
        pytest.param(said(*[5] * 9), 9, "confirmed", [], [], id="all say yes"),
        pytest.param(said(*[3] * 9), 9, "not_confirmed", ["mixed"], [], id="all say sometimes"),
        pytest.param(said(*[1] * 9), 9, "not_confirmed", ["rejected"], [], id="all say no"),
        pytest.param(said(*[5] * 9, matters=1), 9, "not_confirmed", ["not_relevant"], [], id="matters to none"),
        pytest.param(said(*[5] * 9, group="nurses"), 9, "confirmed", [], [], id="one group only"),
        pytest.param(LONE, 9, "confirmed", [], [], id="a group of one"),
        pytest.param(said(*[5] * 9, site="Goa"), 20, "insufficient_data", ["low_response"], [], id="a place without ballots"),
        pytest.param(said(*[5] * 9, site="Goa"), 18, "confirmed", [], [], id="a smaller place without ballots"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("groups", ["equal_person", "equal_group"])
def test_every_panel_has_an_answer(
    people: list[Judgement], present: int, suggested: str, reasons: list[str], flags: list[str], groups: str
) -> None:
    found = confirm(people, present, Protocol.from_json(f'{{"groups": "{groups}"}}'))
    assert (found.suggested, list(found.reasons), list(found.flags)) == (suggested, reasons, flags)
    assert (found.score is None) is (suggested == "insufficient_data")
    assert class_in_words(found)


def test_an_expected_group_and_two_askings_of_nobody_say_nothing() -> None:
    found = confirm((), 0, Protocol(), Circumstances(expected_groups=("nurses",), carried=2, seen_early=True))
    assert found.flags == ()


def test_a_lone_manager_weighs_at_most_twice_and_is_never_named() -> None:
    found = judged(LONE, protocol=Protocol(groups="equal_group"))
    assert found.support is not None
    assert found.support.yes_share == pytest.approx(4.5 / 6.5)
    assert (found.views.apart, found.views.groups_differ) == ((), False)
