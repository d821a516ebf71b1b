"""The notice people read before they agree."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.english import FIVE
from app.core.notices import GAPS, SENTENCES, Notice, fill, in_brackets, read_out, with_gaps

NOTICE = Notice(
    organisation="The North Office",
    minutes=90,
    team="B. Example",
    withdraw_until=date(2026, 4, 1),
    help_name="D. Example",
    help_phone="000 222",
    about="violence at home, its effects, and help",
    questions_to="B. Example, 000 111",
    ethics="",
    words=FIVE.notice,
)


def test_every_gap_is_filled_and_a_sentence_without_its_fact_is_left_out() -> None:
    said = read_out(NOTICE, until="1 April 2026")
    assert tuple(said) == SENTENCES
    assert said["help"] == "Help today: D. Example, 000 222."
    assert "removed until 1 April 2026" in said["change"]
    assert said["ethics"] == ""
    assert not any("%(" in sentence for sentence in said.values())
    assert read_out(replace(NOTICE, questions_to=""), until="x")["questions"] == ""


@pytest.mark.parametrize("written", ["100 % sure", "%s and %d", "%(nobody)s", "{name} %%", "<b>%(name)</b>"])
def test_signs_that_mean_something_to_programs_are_text(written: str) -> None:
    assert fill(written, {"name": "D. Example"}) == written


def test_what_a_plan_writes_is_never_looked_into() -> None:
    assert fill("%(name)s, %(phone)s", {"name": "%(phone)s", "phone": "1"}) == "%(phone)s, 1"


def test_the_team_writes_gaps_in_brackets() -> None:
    for name, sentence in zip(SENTENCES, FIVE.notice, strict=True):
        assert with_gaps(in_brackets(sentence)) == sentence
        assert all(f"[{gap}]" in in_brackets(sentence) for gap in GAPS.get(name, ()))
    assert with_gaps("[team] and [nobody]") == "%(team)s and [nobody]"
