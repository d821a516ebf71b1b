"""The questions as they are asked."""

from dataclasses import replace

from app.core.instrument import ENGLISH, instrument_hash
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
