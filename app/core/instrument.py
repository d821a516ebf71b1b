"""The instrument: the questions as they are asked, per language, with what each answer says.

Wording is part of the measurement. It belongs to the protocol, carries a status, and is frozen at the first ballot. A
form that asks whether it *happens this way* also works for statements about harm: nobody should be asked to agree.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from app.core.canonical import canonical_json, sha256_of

QUESTIONS = ("plausibility", "relevance")


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


def instruments_from_json(text: str) -> dict[str, Instrument]:
    """Read the instrument in all its languages, as `instruments_to_json` wrote it."""
    return {language: _instrument(values) for language, values in json.loads(text).items()}


def _values(instrument: Instrument) -> dict[str, object]:
    values = {each.name: getattr(instrument, each.name) for each in dataclasses.fields(instrument)}
    return values | {name: dataclasses.asdict(values[name]) for name in QUESTIONS}


def _instrument(values: Mapping[str, Any]) -> Instrument:
    read = {name: _question(values[name]) for name in QUESTIONS}
    return Instrument(**{**values, **read, "status": Status(values["status"]), "notice": tuple(values["notice"])})


def _question(values: Mapping[str, Any]) -> Question:
    return Question(values["full"], values["page"], labels(*map(tuple, values["labels"])))


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
    notice=(
        "Before you start",
        (
            "%(organisation)s asks people who do this work whether statements from research hold true. It takes "
            "about %(minutes)s minutes."
        ),
        (
            "The statements are about %(about)s. Some may be hard to read. You can skip any of them, take a break, "
            "or leave. You need not say why, and nothing happens if you do."
        ),
        "We keep",
        (
            "your answers, what you write, the group you choose, your language, and the time. We do not ask your "
            "name or number."
        ),
        "Who sees it.",
        (
            "Only the review team (%(team)s) reads what you write. Nobody, not your manager and not the "
            "facilitator, is shown who gave which answer. Reports give counts. We may quote a comment without "
            "name or group."
        ),
        "In a small room somebody may still guess.",
        (
            "So write nothing that points to you or to anyone you work with, and please keep what is said here to "
            "yourself."
        ),
        (
            "You can change an answer while it is open, and have everything removed until %(date)s: keep the code "
            "you are shown."
        ),
        "Help today: %(name)s, %(phone)s.",
        "Questions or complaints: %(name)s.",
        "Ethics approval %(number)s.",
        "I agree and want to take part",
        "No, thank you",
    ),
)

INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType({ENGLISH.language: ENGLISH})
