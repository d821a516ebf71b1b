"""Translations of statements: one version of the text in another language, with how far it was checked.

A translation belongs to a version of a statement. Where the text was changed since, the translation of the earlier
version is older than the text: it is shown to the team, and to no panel.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from app.core.instrument import Status
from app.core.statements import Part, StatementText, Words, wording_of
from app.core.workshops import AccountId, VersionId

TranslationId = NewType("TranslationId", int)

OWN_NAMES: Mapping[str, str] = MappingProxyType({"en": "English", "hi": "हिन्दी", "mr": "मराठी"})
"""The languages a panel can read in, each as its speakers write it."""

CHECKED = frozenset({Status.BACK_CHECKED, Status.APPROVED})


class Standing(StrEnum):
    """How a statement stands in a language: the three states of a text, out of date, or not there."""

    DRAFT = "draft"
    BACK_CHECKED = "back_checked"
    APPROVED = "approved"
    OLDER = "older"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a version says in another language: its wording, and its parts by their positions.

    `author` wrote this text, `by` recorded how it stands; None for a sheet's. `number` counts what was recorded of this
    version in this language, from 1: nothing of it is ever changed.
    """

    id: TranslationId
    version: VersionId
    lang: str
    number: int
    wording: str
    parts: Mapping[int, str]
    status: Status
    author: AccountId | None
    by: AccountId | None


def wanted(text: StatementText) -> tuple[int, ...]:
    """The positions that a translation has to fill; 0 stands for the whole sentence of a text without parts."""
    return tuple(part.position for part in text.parts if part.text) or (0,)


def unfilled(text: StatementText, words: Words) -> tuple[int, ...]:
    """The positions that are still empty. Half a translation is none: nobody judges what she can read in part."""
    return tuple(position for position in wanted(text) if not said_at(words, position))


def said_at(words: Words, position: int) -> str:
    """What is written for a position; 0 is the whole sentence."""
    return words.parts.get(position, "") if position else words.wording


def whole_wording(text: StatementText, words: Words) -> str:
    """The wording of a translation: its own, or its parts joined in the order of the text."""
    said = (Part(part.position, part.kind, words.parts.get(part.position, "")) for part in text.parts)
    return words.wording or wording_of(tuple(said))


def standing(newest: VersionId, found: Mapping[VersionId, Translation]) -> Standing:
    """How a statement stands in a language whose newest translations, by version, these are."""
    if newest in found:
        return Standing(found[newest].status.value)
    return Standing.OLDER if found else Standing.MISSING


def is_unchecked(lang: str, *, read: str, chosen: str | None, status: str) -> bool:
    """Whether somebody read a translation nobody had checked, or the original for want of one (`method.md`, flags).

    `lang` is what the text was written in, `read` what was on her screen, `chosen` what she had asked for (None where
    nobody noted it), `status` that of the translation ("" for the original).
    """
    wanted_another = bool(chosen) and chosen != read
    return wanted_another or (read != lang and status not in CHECKED)


def languages(*given: Iterable[str]) -> tuple[str, ...]:
    """All these languages in the order of their names above."""
    there = {language for each in given for language in each}
    return tuple(language for language in OWN_NAMES if language in there)
