"""The instrument: the questions as they are asked, per language, with what each answer says.

Wording is part of the measurement. It belongs to the protocol, carries a status, and is frozen at the first ballot. A
form that asks whether it *happens this way* also works for statements about harm: nobody should be asked to agree.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from app.core.canonical import canonical_json, sha256_of


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
    """In full on the first screen, on paper and in Word, shorter on the page. Labels go from point 1 up."""

    full: str
    page: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """All a panel is asked, in one language. `parts` names every kind of part a statement can have; `hints` say what
    belongs in some of them.
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


def instrument_hash(instrument: Instrument) -> str:
    """Return the SHA-256 over the canonical JSON of an instrument."""
    values = {each.name: getattr(instrument, each.name) for each in dataclasses.fields(instrument)}
    questions = {name: dataclasses.asdict(values[name]) for name in ("plausibility", "relevance")}
    return sha256_of(canonical_json(values | questions))


def labels(*texts: str | tuple[str, str]) -> tuple[Label, ...]:
    """Make labels for the points from 1 up; one text serves as short and as full wording."""
    return tuple(Label(text, text) if isinstance(text, str) else Label(*text) for text in texts)


ENGLISH = Instrument(
    language="en",
    status=Status.APPROVED,
    plausibility=Question(
        full="From what you know of this work, does it happen this way?",
        page="Does it happen this way?",
        labels=labels(
            ("No", "No, it does not happen this way"),
            ("Mostly no", "Mostly it does not"),
            ("Sometimes", "Sometimes it does, sometimes not"),
            ("Mostly yes", "Mostly it does"),
            ("Yes", "Yes, it happens this way"),
        ),
    ),
    relevance=Question(
        full="How much does this matter for your work?",
        page="How much does this matter for your work?",
        labels=labels("Not at all", "A little", "Somewhat", "Much", "Very much"),
    ),
    depends="What does it depend on?",
    outside="Outside my experience",
    unclear="The sentence is not clear to me",
    which_part="Which part does not fit?",
    if_changed="It would be right if changed",
    parts=MappingProxyType(
        {
            "intervention": "The programme",
            "context": "The situation",
            "actor": "The people",
            "mechanism": "How it works",
            "resource": "What is there, or missing",
            "reasoning": "How people respond",
            "outcome": "What comes of it",
        }
    ),
    hints=MappingProxyType(
        {
            "context": "who, where, when",
            "actor": "who acts, or is reached",
            "reasoning": "think, feel, decide",
        }
    ),
)

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType({ENGLISH.language: ENGLISH})
