"""The limits a report prints of the room it was made in."""

from dataclasses import replace

import pytest

from exports.word.closing import limits_of
from tests.exports.reports import afternoon


@pytest.mark.parametrize(("managers", "is_printed"), [(True, True), (False, False), (None, False)])
def test_a_line_manager_in_the_room_is_printed_as_a_limit(managers, is_printed):
    found = afternoon(3)
    limits = list(limits_of(replace(found, workshop=replace(found.workshop, with_managers=managers))))
    assert any("with their own line manager" in each for each in limits) == is_printed
