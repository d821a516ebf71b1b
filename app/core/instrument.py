"""The instrument: the questions as they are asked, per language, with what each answer says.

Wording is part of the measurement. It belongs to the protocol, carries a status, and is frozen at the first ballot. A
form that asks whether it *happens this way* also works for statements about harm: nobody should be asked to agree.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from app.core.canonical import canonical_json, sha256_of
from app.core.catalogue import N_, Say, english
from app.core.scales import Scale, Third, scale_of
from app.core.statements import PartKind

QUESTIONS = ("plausibility", "relevance")
FIRST_OR_LAST = N_("%(first)s or %(last)s")


class Status(StrEnum):
    """How far a wording has come. Only an approved one may be called the instrument in print."""

    DRAFT = "draft"
    BACK_CHECKED = "back_checked"
    APPROVED = "approved"


class Label(NamedTuple):
    """What one point of the scale says: short on the button, full for screen readers, paper and Word."""

    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Question:
    """In full on the first screen, on paper and in Word, shorter on the page. Labels go from point 1 up.

    Where points are numbers, `thirds` says what they mean: no, in between, yes. It is empty where each has its words.
    """

    full: str
    page: str
    labels: tuple[Label, ...]
    thirds: tuple[str, ...] = ()

    @property
    def scale(self) -> Scale:
        """The scale it is asked on."""
        return scale_of(len(self.labels))

    def said(self, point: int) -> str:
        """Return an answer in short where it stands alone: "Mostly yes", or "7 Yes" where points are numbers."""
        return f"{self.labels[point - 1].short} {self.means(point)}".strip()

    def means(self, point: int) -> str:
        """Return what a point that is a number means; "" where points are words."""
        return self.thirds[list(Third).index(self.scale.third(point))] if self.thirds else ""

    def names_of_thirds(self, say: Say = english) -> tuple[str, ...]:
        """Return what the thirds are called: by their own words, or by their only point, or by first and last."""
        if self.thirds:
            return self.thirds
        found = groupby(range(1, len(self.labels) + 1), key=self.scale.third)
        return tuple(_named([self.labels[point - 1].short for point in points], say) for _third, points in found)

    @property
    def middle(self) -> tuple[int, ...]:
        """The points between no and yes, after which a panellist is asked what it depends on."""
        points = range(1, len(self.labels) + 1)
        return tuple(point for point in points if self.scale.third(point) is Third.MIDDLE)


def _named(shorts: Sequence[str], say: Say) -> str:
    first, last = shorts[0], shorts[-1]
    return first if first == last else say(FIRST_OR_LAST) % {"first": first, "last": last}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """All a panel is asked, in one language. `parts` names every kind of part a statement can have; `hints` say what
    belongs in some of them. `notice` is what people read before they agree, sentence by sentence; gaps are named.
    """

    language: str
    status: Status
    plausibility: Question
    relevance: Question
    depends: str
    outside: str
    unclear: str
    which_part: str
    if_changed: str
    parts: Mapping[str, str]
    hints: Mapping[str, str]
    notice: tuple[str, ...]


def instrument_hash(instrument: Instrument) -> str:
    """Return the SHA-256 over the canonical JSON of an instrument."""
    return sha256_of(canonical_json(_values(instrument)))


def instruments_to_json(instruments: Mapping[str, Instrument]) -> str:
    """Write the instrument in all its languages as canonical JSON: what a version of the protocol keeps."""
    return canonical_json({language: _values(each) for language, each in instruments.items()})


@lru_cache(maxsize=64)
def instruments_from_json(text: str) -> Mapping[str, Instrument]:
    """Read the instrument in all its languages, as `instruments_to_json` wrote it. Every phone asks for the same."""
    return MappingProxyType({language: _instrument(values) for language, values in json.loads(text).items()})


def in_language(instruments: Mapping[str, Instrument], language: str) -> Instrument:
    """Return the instrument in a language; in English, or else in any, where it was not asked in that one."""
    return instruments.get(language) or instruments.get("en") or next(iter(instruments.values()))


def _values(instrument: Instrument) -> dict[str, object]:
    values = {each.name: getattr(instrument, each.name) for each in dataclasses.fields(instrument)}
    return values | {name: _question_values(values[name]) for name in QUESTIONS}


def _question_values(question: Question) -> dict[str, object]:
    """Thirds came later and are left out where there are none: an instrument without them keeps its hash."""
    values: dict[str, object] = {"full": question.full, "page": question.page, "labels": question.labels}
    return values | ({"thirds": question.thirds} if question.thirds else {})


def _instrument(values: Mapping[str, Any]) -> Instrument:
    read = {name: _question(values[name]) for name in QUESTIONS}
    # JSON holds them by their names; people read them in the order of a statement.
    parts = {kind.value: values["parts"][kind] for kind in PartKind if kind in values["parts"]}
    status, notice = Status(values["status"]), tuple(values["notice"])
    return Instrument(**{**values, **read, "parts": parts, "status": status, "notice": notice})


def _question(values: Mapping[str, Any]) -> Question:
    points = labels(*map(tuple, values["labels"]))
    return Question(values["full"], values["page"], points, tuple(values.get("thirds", ())))


def labels(*texts: str | tuple[str, str]) -> tuple[Label, ...]:
    """Make labels for the points from 1 up; one text serves as short and as full wording."""
    return tuple(Label(text, text) if isinstance(text, str) else Label(*text) for text in texts)
