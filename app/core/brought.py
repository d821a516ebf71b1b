"""What Plumbline brings to ask a panel in: English, and drafts in other languages, each for every scale."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from app.core.english import ENGLISH
from app.core.hindi import HINDI
from app.core.instrument import QUESTIONS, Instrument, Status
from app.core.marathi import MARATHI

BROUGHT: Mapping[str, Mapping[str, Instrument]] = MappingProxyType({"en": ENGLISH, "hi": HINDI, "mr": MARATHI})
"""By language, then by the name of the scale. All but English are drafts, to be back-translated before any use."""


def asked_at_first(scale: str) -> dict[str, Instrument]:
    """Return what a review asks before its team has changed a word: English. Drafts are there to be added."""
    return {"en": ENGLISH[scale]}


def to_begin_with(language: str, scale: str) -> Instrument:
    """Return the words a language begins with: those that are brought, else the English ones, to be translated."""
    found = BROUGHT.get(language, ENGLISH)[scale]
    return found if found.language == language else replace(found, language=language, status=Status.DRAFT)


def on_scale(instruments: Mapping[str, Instrument], scale: str) -> dict[str, Instrument]:
    """Return instruments with the answers of another scale, as they are brought; all other words stay as they are.

    A language other than English becomes a draft: nobody has read its new answers yet.
    """
    return {language: _rescaled(each, to_begin_with(language, scale)) for language, each in instruments.items()}


def _rescaled(instrument: Instrument, words: Instrument) -> Instrument:
    asked = {
        name: replace(getattr(instrument, name), labels=getattr(words, name).labels, thirds=getattr(words, name).thirds)
        for name in QUESTIONS
    }
    status = Status.DRAFT if words.status is Status.DRAFT else instrument.status
    return replace(instrument, **asked, status=status)
