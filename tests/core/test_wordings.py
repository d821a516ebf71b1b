"""Classes, reasons and flags in plain words."""

import pytest

from app.core import wordings
from app.core.classes import Class, Reason
from app.core.judgements import Judgement
from app.core.protocol import Protocol
from app.core.wordings import Reader, class_in_words, class_sentence, flag_in_words, reason_in_words
from tests.core.people import judged, said, would_if_changed

ELEVEN = judged(said(4, 4, 4, 4, 4, 4, 5, 5, 5, 3, 1))
UNCLEAR = [Judgement(abstained="unclear")] * 7


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (ELEVEN, "Confirmed (9 of 11 yes, 1 no)"),
        (judged(said(5, 5, 4, 1, 1, 2, 3, 3)), "The panel is divided (3 of 8 yes, 3 no)"),
        (judged(said(1, 1, 2, 1, 2)), "Not confirmed (0 of 5 yes, 5 no)"),
        (judged(said(5, 5, 4), present=12), "Too few answers (3 of 12 judged it)"),
        (judged([], present=0), "Not shown"),
        (judged([], present=9), "Shown, nobody answered"),
        (judged(said(5, 5, 5, 5, 5, *[None] * 6)), "Most said it is outside their experience (6 of 11)"),
        (judged([*said(5, 5, 5, 5, 5), *UNCLEAR]), "Most could not judge it (7 of 12)"),
    ],
)
def test_a_class_never_stands_without_its_counts(found: wordings.Confirmation, words: str) -> None:
    assert class_in_words(found) == words


def test_a_verdict_stands_with_the_counts_of_the_ballots() -> None:
    assert class_in_words(ELEVEN, Class.NEEDS_CHANGE) == "Confirmed only if changed (9 of 11 yes, 1 no)"


def test_every_class_and_reason_has_its_words() -> None:
    assert all(class_sentence(each) for each in Class)
    assert all(reason_in_words(each, ELEVEN, Protocol()) for each in Reason)


def test_too_few_says_how_many_are_needed() -> None:
    found = judged(said(5, 5, 4), present=3)
    assert reason_in_words("too_few", found, Protocol()) == "3 judged it; at least 5 are needed."


def test_a_part_is_called_what_the_page_calls_it() -> None:
    found = judged([*said(4, 5, 5, 4, 4, 5, 3), would_if_changed(3, 2), would_if_changed(3, 2)])
    named = Reader(parts={2: "what is there, or missing"})
    assert reason_in_words("part:2", found, Protocol()) == "At least 2 people would change “part 2”."
    assert reason_in_words("part:2", found, Protocol(), named).endswith("“what is there, or missing”.")


def test_flags_speak_of_people() -> None:
    seven = judged([*said(5, 5, 5, 5, 1), *[Judgement(plausibility=5, relevance=4, parts=(2,))] * 2])
    assert [flag_in_words(flag, seven) for flag in seven.flags] == [
        "Only 7 people could judge this. Read it as a sign, not as a measurement.",
        "Confirmed, but 2 of 7 object to “part 2”.",
    ]
    assert flag_in_words("one_answer_decides", seven).startswith("If one person had not answered")


def test_words_are_looked_up_before_their_gaps_are_filled() -> None:
    hindi = {"Confirmed": "पुष्टि हुई", wordings.COUNTS: "%(heading)s: %(n)d में से %(yes)d हाँ, %(no)d नहीं"}
    assert class_in_words(ELEVEN, reader=Reader(say=lambda text: hindi[text])) == "पुष्टि हुई: 11 में से 9 हाँ, 1 नहीं"
