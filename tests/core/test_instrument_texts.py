"""The texts of an instrument, one by one."""

import pytest

from app.core.deviations import Change
from app.core.english import ENGLISH, FIVE, NINE
from app.core.instrument import Instrument
from app.core.instrument_problems import problems_of
from app.core.instrument_texts import changed_words, fixed, texts_of, with_texts

EVERY = pytest.mark.parametrize("asked", ENGLISH.values(), ids=ENGLISH.keys())


@EVERY
def test_every_text_can_be_taken_out_and_put_back(asked: Instrument) -> None:
    texts = texts_of(asked)
    assert with_texts(asked, texts) == asked
    changed = with_texts(asked, {key: f"{text}x" for key, text in texts.items()})
    assert {key for key, text in texts_of(changed).items() if text == texts[key]} == fixed(asked)


@EVERY
def test_the_words_that_come_with_plumbline_can_be_asked(asked: Instrument) -> None:
    assert problems_of(asked) == {}


def test_points_that_are_numbers_stay_numbers() -> None:
    assert fixed(FIVE) == frozenset()
    assert with_texts(NINE, {"plausibility.7.short": "Seven"}) == NINE


def test_what_differs_is_listed_text_by_text_and_a_new_language_as_a_whole() -> None:
    after = with_texts(FIVE, {"notice.guess": "Somebody may guess."})
    found = changed_words({"en": FIVE}, {"en": after}, {"words.en": "Shorter."})
    before = "In a small room somebody may still guess."
    assert found == (Change("en.notice.guess", before, "Somebody may guess.", "Shorter."),)
    added = changed_words({"en": FIVE}, {"en": FIVE, "hi": FIVE}, {})
    assert len(added) == len([text for text in texts_of(FIVE).values() if text]) + 1  # and the status


LONG = "w" * 100_000


@pytest.mark.parametrize(
    ("asked", "texts", "key", "sentence"),
    [
        (FIVE, {"plausibility.full": ""}, "plausibility.full", "This is empty"),
        (FIVE, {"plausibility.2.short": ""}, "plausibility.2.short", "This is empty"),
        (NINE, {"relevance.third.3": ""}, "relevance.third.3", "This is empty"),
        (FIVE, {"part.context": ""}, "part.context", "This is empty"),
        (FIVE, {"notice.agree": ""}, "notice.agree", "This is empty"),
        (FIVE, {"plausibility.page": LONG}, "plausibility.page", "This is 100000 characters; at most 70 fit"),
        (FIVE, {"notice.kept": LONG}, "notice.kept", "This is 100000 characters; at most 600 fit"),
        (FIVE, {"outside": "w" * 61}, "outside", "This is 61 characters; at most 60 fit"),
        (FIVE, {"hint.context": "w" * 61}, "hint.context", "This is 61 characters; at most 60 fit"),
        (FIVE, {"plausibility.4.short": "Predominantly"}, "plausibility.4.short", "do not fit in one row"),
        (
            NINE,
            {"plausibility.third.1": "Certainly"},
            "plausibility.third.1",
            "With “Certainly” the answers do not fit",
        ),
        (FIVE, {"plausibility.4.short": "YES"}, "plausibility.5.short", "“Yes” stands here twice"),
        (FIVE, {"part.actor": "The situation"}, "part.actor", "“The situation” stands here twice"),
        (NINE, {"plausibility.third.2": "yes"}, "plausibility.third.3", "“Yes” stands here twice"),
        (FIVE, {"notice.help": "Help today: %(name)s."}, "notice.help", "This sentence needs [phone]"),
        (FIVE, {"notice.kept": "%(date)s"}, "notice.kept", "[date] is nothing that a plan could fill in here."),
        (FIVE, {"notice.about": "On %(about)s [abuot]."}, "notice.about", "[abuot] is nothing that a plan could"),
    ],
)
def test_what_nobody_could_be_asked_with_is_said_beside_its_text(
    asked: Instrument, texts: dict[str, str], key: str, sentence: str
) -> None:
    found = problems_of(with_texts(asked, texts))
    assert found.keys() == {key}
    assert sentence in found[key].say


def test_hindi_and_marathi_answers_of_the_design_fit_their_row() -> None:
    """Marks above and below a letter take no room of their own."""
    rows = ("नहीं|ज़्यादातर नहीं|कभी-कभी|ज़्यादातर हाँ|हाँ", "नाही|बहुतेकदा नाही|कधी कधी|बहुतेकदा हो|हो")
    for row in rows:
        texts = {f"plausibility.{point}.short": text for point, text in enumerate(row.split("|"), start=1)}
        assert problems_of(with_texts(FIVE, texts)) == {}
