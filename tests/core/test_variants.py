"""Generated variants: a longer list to practise with, each statement marked as generated."""

import pytest

from app.core.statements import PartKind
from app.core.variants import MOST, original_of, with_variants
from tests.builders import a_statement

THREE = tuple(a_statement(code, sources=("1", "2")) for code in ("S-1", "S-2", "S-3"))


def test_the_originals_stay_as_they_are_and_come_first():
    assert with_variants(THREE, 8)[:3] == THREE
    assert with_variants(THREE, 3) == THREE


def test_as_many_as_were_asked_for_and_no_two_alike():
    for many in (4, 8, 9, MOST * 3):
        made = with_variants(THREE, many)
        assert len(made) == many
        assert len({statement.code for statement in made}) == many
        assert len({(original_of(statement.code), statement.wording) for statement in made}) == many


def test_a_variant_says_that_it_was_generated_and_of_what():
    for variant in with_variants(THREE, 9)[3:]:
        assert variant.title == f"Generated variant of {original_of(variant.code)}"
        assert "(generated " in variant.mechanism
        assert variant.coherence is None


def test_a_variant_is_its_original_in_another_situation():
    original, variant = with_variants(THREE[:1], 2)
    changed = [part.kind for part, other in zip(variant.parts, original.parts, strict=True) if part != other]
    assert changed == [PartKind.CONTEXT]
    assert variant.parts[0].text == "Women far from town, in a small town"
    assert (variant.family, variant.polarity, variant.sources) == (original.family, original.polarity, original.sources)


def test_a_mechanism_of_variants_is_as_small_as_it_was():
    made = with_variants(THREE, 12)
    assert {sum(each.mechanism == other.mechanism for other in made) for each in made} == {3}


def test_a_statement_in_one_sentence_has_variants_too():
    sentence = a_statement(parts=(), wording="Where groups meet close by, more women come.")
    assert with_variants([sentence], 2)[1].wording == "Where groups meet close by, more women come. (in a small town)"


def test_the_same_list_every_time():
    assert with_variants(THREE, 50) == with_variants(THREE, 50)


@pytest.mark.parametrize("many", [0, 2, MOST * 3 + 1])
def test_what_cannot_be_generated_is_refused(many):
    with pytest.raises(ValueError, match="cannot become"):
        with_variants(THREE, many)
