"""Weights and chances in words."""

import pytest

from app.core.weight_words import chance_of_hundred, method_in_words, of_hundred
from app.core.weights import equal, ranked, swung


@pytest.mark.parametrize(("weights", "word"), [
    (equal(), "the same"), (ranked([1, 2, 3, 4, 5]), "rank-order centroid"), (swung([1, 1, 1, 1, 1]), "swing weighting"),
])  # fmt: skip
def test_every_method_is_named_with_its_source(weights, word):
    assert word in method_in_words(weights)


@pytest.mark.parametrize(("share", "said"), [(0, 0), (0.005, 1), (0.4567, 46), (0.125, 13), (1, 100)])
def test_a_share_is_a_whole_number_of_a_hundred(share, said):
    assert of_hundred(share) == said


@pytest.mark.parametrize(
    ("chance", "said"), [(0, "<1"), (0.009, "<1"), (0.01, "1"), (0.5, "50"), (0.99, "99"), (0.991, ">99"), (1, ">99")]
)
def test_what_was_drawn_never_or_always_is_neither_sure_nor_impossible(chance, said):
    assert chance_of_hundred(chance) == said
