"""The sentences people read when something is refused."""

import importlib
import pkgutil
from string import Formatter

import pytest

from app import core
from app.core.catalogue import Phrase
from app.core.errors import Kind, NoHelpContact, WorkshopError, WrongCode

for module in pkgutil.iter_modules(core.__path__):
    importlib.import_module(f"{core.__name__}.{module.name}")


def kinds_of(base: type[WorkshopError]) -> list[type[WorkshopError]]:
    """Every kind of a refusal, and every kind of these."""
    return [found for kind in base.__subclasses__() for found in (kind, *kinds_of(kind))]


REFUSALS = kinds_of(WorkshopError)
BLAME = ("fail", "error", "invalid", "illegal", "wrong", "must", "!")


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_every_refusal_is_one_or_two_calm_sentences(refusal: type[WorkshopError]) -> None:
    sentence = refusal.sentence()
    assert sentence
    assert "\n" not in sentence
    assert "  " not in sentence
    assert sentence == "{what}" or sentence.endswith((".", "{what}"))
    assert not any(word in sentence.lower() for word in BLAME)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
def test_the_gaps_of_every_sentence_are_filled_by_its_facts(refusal: type[WorkshopError]) -> None:
    gaps = {name: f"<{name}>" for _, name, _, _ in Formatter().parse(refusal.sentence()) if name}
    said = refusal(**gaps).say
    assert "{" not in said
    assert all(gap in said for gap in gaps.values())


def test_no_two_refusals_share_a_code() -> None:
    codes = [vars(refusal)["code"] for refusal in REFUSALS if "code" in vars(refusal)]
    assert len(set(codes)) == len(codes)
    assert {refusal.kind for refusal in REFUSALS} == set(Kind)


def test_a_fact_that_looks_like_a_gap_is_said_as_it_is() -> None:
    assert WrongCode(code="{code}").say.startswith("We could not find {code}.")


def test_a_sentence_over_two_lines_of_code_is_one_line_for_people() -> None:
    assert "today. Add name and number" in NoHelpContact().say


def test_words_inside_a_sentence_are_translated_with_it() -> None:
    phrase = Phrase("a number from %(low)d to %(high)d", {"low": 0, "high": 1})
    assert str(phrase) == "a number from 0 to 1"
    assert phrase.in_words({"a number from %(low)d to %(high)d": "%(low)d bis %(high)d"}.__getitem__) == "0 bis 1"
