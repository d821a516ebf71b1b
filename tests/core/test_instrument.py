"""The questions as they are asked."""

import re
from dataclasses import replace
from pathlib import Path

from app.core.instrument import ENGLISH, instrument_hash, instruments_from_json, instruments_to_json
from app.core.scales import FIVE
from app.core.statements import PartKind


def test_every_point_of_the_scale_is_put_in_words() -> None:
    for question in (ENGLISH.plausibility, ENGLISH.relevance):
        assert len(question.labels) == FIVE.points
        assert all(label.short and label.full for label in question.labels)


def test_every_kind_of_part_has_a_name() -> None:
    assert set(ENGLISH.parts) == set(PartKind)
    assert len(set(ENGLISH.parts.values())) == len(PartKind)


def test_nobody_is_asked_to_agree_with_harm() -> None:
    assert "agree" not in f"{ENGLISH.plausibility} {ENGLISH.relevance}".lower()


def test_a_changed_word_is_another_instrument() -> None:
    assert instrument_hash(ENGLISH) == instrument_hash(replace(ENGLISH))
    assert instrument_hash(ENGLISH) != instrument_hash(replace(ENGLISH, depends="On what?"))


def test_an_instrument_comes_back_from_its_json_as_it_was() -> None:
    text = instruments_to_json({"en": ENGLISH})
    assert instruments_from_json(text) == {"en": ENGLISH}
    assert instruments_to_json(instruments_from_json(text)) == text


def test_the_notice_is_the_one_people_read_at_the_door() -> None:
    door = (Path(__file__).parents[2] / "templates/join/notice.html").read_text(encoding="utf-8")
    assert tuple(re.findall(r'_\("([^"]*)"', door)) == ENGLISH.notice
