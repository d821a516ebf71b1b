"""Statements: a CMO sentence of ordered parts, as a panel reads it and as a sheet gave it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SENTENCE_ENDS = (".", "!", "?", "…", "।", ":", ";")


class PartKind(StrEnum):
    """What a part says. A mechanism stands undivided, or as its resource and its reasoning."""

    INTERVENTION = "intervention"
    CONTEXT = "context"
    ACTOR = "actor"
    MECHANISM = "mechanism"
    RESOURCE = "resource"
    REASONING = "reasoning"
    OUTCOME = "outcome"


class Polarity(StrEnum):
    """Whether a statement tells of help, of harm, of both, or does not say."""

    ENABLING = "enabling"
    CONSTRAINING = "constraining"
    MIXED = "mixed"
    NONE = "none"


class Origin(StrEnum):
    """Where a statement came from: a sheet, the team that wrote it for the condensed list, or a panel's proposal."""

    SHEET = "sheet"
    CONDENSED = "condensed"
    PANEL = "panel"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, in the published order. Positions count from 1; objections and comments point at them."""

    position: int
    kind: PartKind
    text: str
    lead: str = ""
    who: str = ""
    code: str = ""
    level: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class StatementText:
    """What one version says: the wording a panel reads, and its parts (none where a sheet has only sentences)."""

    wording: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes in another language for one version. Its wording is made of its parts where it has any."""

    lang: str
    parts: Mapping[int, str]
    wording: str = ""


@dataclass(frozen=True, slots=True)
class SheetStatement:
    """A statement as its row gave it. None means "not assessed", never zero; `row` is the sheet's own row number."""

    code: str
    section: str
    family: str
    mechanism: str
    title: str
    parts: tuple[Part, ...]
    wording: str
    polarity: Polarity
    sources: tuple[str, ...]
    driven: str | None
    depth: str | None
    coherence: int | None
    distress: bool
    notes: tuple[tuple[str, str], ...]
    row: int
    translations: tuple[Words, ...] = ()

    @property
    def text(self) -> StatementText:
        """What its first version says."""
        return StatementText(self.wording, self.parts)


def wording_of(parts: Sequence[Part]) -> str:
    """The parts joined into sentences, in their order: what a panel reads where nobody wrote anything shorter."""
    return " ".join(_sentence(part) for part in parts if part.text)


def _sentence(part: Part) -> str:
    text = f"{part.lead} {part.text}".strip()
    return text if text.endswith(SENTENCE_ENDS) else f"{text}."
