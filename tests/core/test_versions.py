"""Which version of a statement is kept."""

import pytest

from app.core.versions import Version, kept
from app.core.workshops import VersionId


def version(number: int, ratings: int = 0, *, amended: bool = False) -> Version:
    return Version(VersionId(10 + number), number, ratings, amended)


@pytest.mark.parametrize(
    ("versions", "number"),
    [
        ([version(1)], 1),
        ([version(1), version(2)], 2),  # a sheet brought both: the newest
        ([version(1, 9), version(2, amended=True)], 1),  # changed in the room, and nobody was asked
        ([version(1, 9), version(2, 4, amended=True)], 1),  # four are too few
        ([version(1, 9), version(2, 5, amended=True)], 2),
        ([version(1, 9), version(2, 9, amended=True), version(3, 0, amended=True)], 2),
        ([version(1), version(2, amended=True)], 1),
        ([version(2, amended=True)], 2),  # a workshop that was asked about nothing else
        ([version(1, 4), version(2, 3)], 2),
    ],
)
def test_a_changed_text_counts_only_once_it_was_judged(versions: list[Version], number: int) -> None:
    assert kept(versions) == kept(versions[::-1]) == 10 + number


def test_the_team_may_keep_another_one() -> None:
    versions = [version(1, 9), version(2, 9, amended=True)]
    assert kept(versions, VersionId(11)) == 11


def test_a_choice_that_is_not_among_them_changes_nothing() -> None:
    assert kept([version(1, 9), version(2, 9)], VersionId(99)) == 12
