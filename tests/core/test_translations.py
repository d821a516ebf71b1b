"""Translations: what has to be filled, how a statement stands in a language, who read something unchecked."""

import pytest

from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.core.translations import (
    OWN_NAMES,
    Standing,
    Translation,
    TranslationId,
    is_unchecked,
    languages,
    standing,
    unfilled,
    whole_wording,
)
from app.core.workshops import VersionId
from tests.builders import a_statement

TEXT = a_statement().text
HINDI = {1: "शहर से दूर औरतें", 2: "बाज़ार के पास एक कमरा", 3: "पहुँच में लगता है", 4: "ज़्यादा औरतें आती हैं"}


def translated(version: int, status: Status = Status.DRAFT) -> Translation:
    return Translation(TranslationId(version), VersionId(version), "hi", 1, "", HINDI, status, None, None)


def test_half_a_translation_names_what_is_still_empty() -> None:
    assert unfilled(TEXT, Words("hi", HINDI)) == ()
    assert unfilled(TEXT, Words("hi", {1: "शहर", 3: "पास"})) == (2, 4)


def test_a_text_without_parts_wants_its_whole_sentence() -> None:
    sentence = StatementText("Women come when it is near.")
    assert unfilled(sentence, Words("hi", {})) == (0,)
    assert unfilled(sentence, Words("hi", {}, "पास हो तो औरतें आती हैं।")) == ()


def test_the_wording_is_its_parts_joined_as_the_language_ends_a_sentence() -> None:
    assert whole_wording(TEXT, Words("hi", {**HINDI, 1: "शहर से दूर औरतें।"})).startswith("शहर से दूर औरतें। बाज़ार")
    assert whole_wording(TEXT, Words("hi", HINDI, "छोटा वाक्य")) == "छोटा वाक्य"


@pytest.mark.parametrize(
    ("found", "stands"),
    [
        ({}, Standing.MISSING),
        ({2: Status.DRAFT}, Standing.DRAFT),
        ({2: Status.APPROVED}, Standing.APPROVED),
        ({1: Status.APPROVED}, Standing.OLDER),
        ({1: Status.APPROVED, 2: Status.BACK_CHECKED}, Standing.BACK_CHECKED),
    ],
)
def test_a_translation_of_an_earlier_text_is_never_the_one_that_stands(found, stands) -> None:
    versions = {VersionId(version): translated(version, status) for version, status in found.items()}
    assert standing(VersionId(2), versions) is stands


@pytest.mark.parametrize(
    ("read", "chosen", "status", "unchecked"),
    [
        ("en", "en", "", False),
        ("en", None, "", False),
        ("en", "hi", "", True),
        ("hi", "hi", "draft", True),
        ("hi", "hi", "back_checked", False),
        ("hi", "hi", "approved", False),
        ("hi", None, "", True),
    ],
)
def test_who_read_a_draft_or_the_original_for_want_of_a_text_is_counted(read, chosen, status, unchecked) -> None:
    assert is_unchecked("en", read=read, chosen=chosen, status=status) is unchecked


def test_languages_come_in_one_order_and_once() -> None:
    assert languages(["mr", "hi"], ["en", "hi", "xx"]) == ("en", "hi", "mr")
    assert languages() == ()
    assert set(OWN_NAMES) == {"en", "hi", "mr"}
