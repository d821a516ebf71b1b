"""The questions as they are asked."""

from dataclasses import replace

import pytest

from app.core.brought import on_scale
from app.core.canonical import sha256_of
from app.core.english import ENGLISH, FIVE, NINE, THREE
from app.core.hindi import HINDI
from app.core.instrument import (
    Instrument,
    Status,
    in_language,
    instrument_hash,
    instruments_from_json,
    instruments_to_json,
)
from app.core.scales import SCALES
from app.core.statements import PartKind

EVERY = pytest.mark.parametrize("asked", ENGLISH.values(), ids=ENGLISH.keys())


def test_every_scale_has_its_words() -> None:
    assert ENGLISH.keys() == SCALES.keys()
    for name, asked in ENGLISH.items():
        for question in (asked.plausibility, asked.relevance):
            assert question.scale is SCALES[name]
            assert all(label.short and label.full for label in question.labels)
            assert len({label.full for label in question.labels}) == question.scale.points


def test_nine_points_are_numbers_that_a_screen_reader_hears_with_what_they_mean() -> None:
    question = NINE.plausibility
    assert [label.short for label in question.labels] == list("123456789")
    assert all(
        label.full.startswith(f"{NINE.plausibility.said(point)}")
        for point, label in enumerate(question.labels, start=1)
    )
    assert [label.full.partition(" ")[2] for label in question.labels][::3] == [
        "No, it does not happen this way",
        "Sometimes",
        "Yes",
    ]


@pytest.mark.parametrize(
    ("asked", "middle", "thirds", "highest"),
    [
        (THREE, (2,), ("No", "Sometimes", "Yes"), "Yes"),
        (FIVE, (3,), ("No or Mostly no", "Sometimes", "Mostly yes or Yes"), "Yes"),
        (NINE, (4, 5, 6), ("No", "Sometimes", "Yes"), "9 Yes"),
    ],
)
def test_a_question_names_its_thirds_and_says_an_answer_by_itself(
    asked: Instrument, middle: tuple[int, ...], thirds: tuple[str, ...], highest: str
) -> None:
    question = asked.plausibility
    assert question.middle == middle
    assert question.names_of_thirds() == thirds
    assert question.said(question.scale.points) == highest


def test_every_kind_of_part_has_a_name() -> None:
    assert set(FIVE.parts) == set(PartKind)
    assert len(set(FIVE.parts.values())) == len(PartKind)


@EVERY
def test_nobody_is_asked_to_agree_with_harm(asked: Instrument) -> None:
    assert "agree" not in f"{asked.plausibility} {asked.relevance}".lower()


def test_a_changed_word_is_another_instrument() -> None:
    assert instrument_hash(FIVE) == instrument_hash(replace(FIVE))
    assert instrument_hash(FIVE) != instrument_hash(replace(FIVE, depends="On what?"))


@EVERY
def test_an_instrument_comes_back_from_its_json_as_it_was(asked: Instrument) -> None:
    text = instruments_to_json({"en": asked})
    assert instruments_from_json(text) == {"en": asked}
    assert instruments_to_json(instruments_from_json(text)) == text


def test_the_words_that_were_asked_before_there_were_thirds_keep_their_hash() -> None:
    printed = "b60db1124c2575311229a13f734b2bdc46a14f722902a5f957841d65c760aa1e"
    assert sha256_of(instruments_to_json({"en": FIVE})) == printed


def test_another_scale_makes_a_translation_a_draft_and_loses_no_other_word() -> None:
    hindi = replace(FIVE, language="hi", depends="यह किस बात पर निर्भर है?")
    found = on_scale({"en": FIVE, "hi": hindi}, "nine")
    assert found["en"] == NINE
    assert (found["hi"].status, found["hi"].depends) == (Status.DRAFT, hindi.depends)
    assert found["hi"].plausibility == replace(
        hindi.plausibility, labels=HINDI["nine"].plausibility.labels, thirds=HINDI["nine"].plausibility.thirds
    )


def test_who_is_not_asked_in_her_language_is_asked_in_english() -> None:
    hindi = replace(FIVE, language="hi")
    assert in_language({"en": FIVE, "hi": hindi}, "hi") is hindi
    assert in_language({"hi": hindi, "en": FIVE}, "mr") is FIVE
    assert in_language({"hi": hindi}, "mr") is hindi
