"""The sentences people read when something is refused."""

from string import Formatter

import pytest

from app.core import errors_server
from app.core.catalogue import Phrase
from app.core.errors import Kind, NoHelpContact, WorkshopError, WrongCode
from app.core.errors_lineage import LineageProblem
from app.core.weights_problems import WeightsProblem

assert errors_server  # some refusals stand there
REFUSALS = [*WorkshopError.__subclasses__(), *LineageProblem.__subclasses__()]
PROBLEMS = WeightsProblem.__subclasses__()
BLAME = ("fail", "error", "invalid", "illegal", "wrong", "must", "!")


@pytest.mark.parametrize("refusal", [*REFUSALS, *PROBLEMS], ids=lambda refusal: refusal.__name__)
def test_every_refusal_is_one_or_two_calm_sentences(refusal: type[WorkshopError]) -> None:
    sentence = refusal.sentence()
    assert sentence
    assert "\n" not in sentence
    assert "  " not in sentence
    assert sentence == "{what}" or sentence.endswith((".", "{what}"))
    assert not any(word in sentence.lower() for word in BLAME)


@pytest.mark.parametrize("refusal", [*REFUSALS, *PROBLEMS], ids=lambda refusal: refusal.__name__)
def test_the_gaps_of_every_sentence_are_filled_by_its_facts(refusal: type[WorkshopError]) -> None:
    gaps = {name: f"<{name}>" for _, name, _, _ in Formatter().parse(refusal.sentence()) if name}
    said = refusal(**gaps).say
    assert "{" not in said
    assert all(gap in said for gap in gaps.values())


def test_no_two_refusals_share_a_code() -> None:
    codes = [refusal.code for refusal in REFUSALS]
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
