"""Groups, presence and the codes people carry."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.english import FIVE
from app.core.notices import Notice
from app.core.panels import (
    CODE_LETTERS,
    Group,
    merge_small,
    new_digits,
    new_personal_code,
    plain_code,
    was_present,
)

OPENED = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BEFORE, AFTER = OPENED - timedelta(seconds=1), OPENED + timedelta(seconds=1)

PLANS = [
    ([], []),
    ([("Police", 2)], [("Police", 2)]),
    ([("Counsellors", 8), ("Nurses", 5)], [("Counsellors", 8), ("Nurses", 5)]),
    ([("Counsellors", 8), ("Police", 2)], [("Counsellors / Police", 10)]),
    ([("A", 8), ("B", 2), ("C", 6)], [("A", 8), ("B / C", 8)]),
    ([("A", 8), ("B", 3), ("C", 1), ("D", 7)], [("A", 8), ("B / C / D", 11)]),
    ([("A", 1), ("B", 1), ("C", 1)], [("A / B / C", 3)]),
    ([("A", 0), ("B", 9)], [("A / B", 9)]),
]


@pytest.mark.parametrize(("declared", "offered"), PLANS)
def test_small_groups_are_merged_until_none_is_below_the_smallest_cell(
    declared: list[tuple[str, int]], offered: list[tuple[str, int]]
) -> None:
    merged = merge_small([Group(*each) for each in declared], 5)
    assert sorted((group.name, group.expected) for group in merged) == sorted(offered)


def test_merging_loses_nobody() -> None:
    chance = random.Random(7)
    for _ in range(200):
        declared = [Group(f"G{number}", chance.randint(0, 9)) for number in range(chance.randint(1, 7))]
        merged = merge_small(declared, 5)
        assert sum(group.expected for group in merged) == sum(group.expected for group in declared)
        assert sorted(name for group in merged for name in group.members) == [group.name for group in declared]
        assert len(merged) == 1 or min(group.expected for group in merged) >= 5


@pytest.mark.parametrize(
    ("seen", "gone", "answered", "present"),
    [
        (AFTER, False, False, True),
        (OPENED, False, False, True),
        (BEFORE, False, False, False),
        (AFTER, True, False, False),
        (BEFORE, True, True, True),
        (BEFORE, False, True, True),
    ],
)
def test_present_is_who_answered_or_was_seen_and_has_not_gone(
    seen: datetime, gone: bool, answered: bool, present: bool
) -> None:
    assert was_present(OPENED, seen_at=seen, gone=gone, answered=answered) is present


def test_six_digits_never_begin_with_a_zero() -> None:
    chance = random.Random(3)
    codes = [new_digits(chance.choice) for _ in range(500)]
    assert all(len(code) == 6 and code.isdecimal() and code[0] != "0" for code in codes)
    assert len(set(codes)) > 490


def test_a_personal_code_has_eight_letters_that_nobody_mistakes() -> None:
    chance = random.Random(3)
    codes = {new_personal_code(chance.choice) for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 8 and set(code) <= set(CODE_LETTERS) for code in codes)
    assert not set(CODE_LETTERS) & set("0O1ILUVS5B8")


@pytest.mark.parametrize("typed", ["ACDEFGHJ", "acdefghj", "acde-fghj", " ACDE FGHJ ", "A.C.D.E.F.G.H.J"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert plain_code(typed) == "ACDEFGHJ"


def test_any_change_to_a_notice_makes_it_another_version() -> None:
    facts = {
        "organisation": "The North Office",
        "minutes": 90,
        "team": "B. Example",
        "withdraw_until": date(2026, 4, 1),
        "help_name": "D. Example",
        "help_phone": "000 222",
        "about": "violence at home, its effects, and help",
        "questions_to": "B. Example, 000 111",
        "ethics": "",
        "words": FIVE.notice,
    }
    changes = [{name: 91 if name == "minutes" else date(2026, 4, 2) if "until" in name else "x"} for name in facts]
    versions = {Notice(**(facts | change)).version for change in [{}, *changes]}  # type: ignore[arg-type]
    assert len(versions) == len(facts) + 1
    assert Notice(**facts).version in versions  # type: ignore[arg-type]
