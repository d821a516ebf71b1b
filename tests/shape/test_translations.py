"""What a panel can meet is there in every language: whole, with the same gaps, and nobody is made a man or a woman."""

import re

import pytest

from app.core.brought import BROUGHT
from app.core.instrument_problems import problems_of
from app.core.instrument_texts import texts_of
from app.core.translations import OWN_NAMES
from app.web import catalogue
from tests.shape.agreements import ENDINGS, LOOKED_AT

EACH = pytest.mark.parametrize("language", catalogue.languages())
GAPS = re.compile(r"\{\w*\}|%\(\w+\)[sd]")
WORDS = re.compile(r"[^\s.,;:।?()\"“”]+")


def translated(language: str) -> dict[str, str]:
    return {each.id: each.string for each in catalogue.read(catalogue.path_of(language), language) if each.id}


def everything(language: str) -> list[str]:
    asked = (texts_of(each).values() for each in BROUGHT[language].values())
    return [*translated(language).values(), *(text for texts in asked for text in texts)]


def test_there_is_a_catalogue_and_an_instrument_of_every_language_but_english():
    assert {"en", *catalogue.languages()} == set(OWN_NAMES) == set(BROUGHT)


@EACH
def test_every_sentence_a_panel_can_meet_is_translated_or_else_make_catalogue(language):
    wanted = {each.id for each in catalogue.read(catalogue.POT) if catalogue.is_for_panels(each)}
    said = translated(language)
    assert {text for text in wanted if not said.get(text)} == set()
    assert said.keys() - wanted == set()


@EACH
def test_a_translation_has_the_gaps_of_its_sentence(language):
    differ = {id for id, said in translated(language).items() if sorted(GAPS.findall(id)) != sorted(GAPS.findall(said))}
    assert differ == set()


@EACH
def test_numbers_are_written_with_the_same_digits_everywhere_and_nobody_shouts(language):
    assert [text for text in everything(language) if re.search(r"[०-९!]", text)] == []


@EACH
def test_no_verb_shows_whether_a_man_or_a_woman_speaks_or_is_spoken_to(language):
    found = set()
    for text in everything(language):
        words = WORDS.findall(text)
        pairs = zip(["^", *words], words, strict=False)
        found |= {f"{before} {word}" for before, word in pairs if re.fullmatch(ENDINGS[language], word)}
    looked_at = {place for places in LOOKED_AT[language].values() for place in places.split(" · ")}
    assert found - looked_at == set(), "read these, and add them to tests/shape/agreements.py with what they agree with"
    assert looked_at - found == set()


@pytest.mark.parametrize("scale", ["three", "five", "nine"])
@pytest.mark.parametrize("language", sorted(BROUGHT))
def test_the_words_that_are_brought_could_be_asked_as_they_are(language, scale):
    brought = BROUGHT[language][scale]
    assert problems_of(brought) == {}
    assert brought.language == language
    assert brought.plausibility.scale.name == brought.relevance.scale.name == scale
