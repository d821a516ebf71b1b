"""Texts for the catalogue of translations: written in English here, spoken elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Say = Callable[[str], str]
"""Turns a text of the catalogue into the reader's language, gaps and all."""


def N_(text: str) -> str:  # noqa: N802 - the name by which catalogue tools find a text
    """Mark a text for the catalogue."""
    return text


def english(text: str) -> str:
    """Leave a text as it is written here."""
    return text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words that stand inside a sentence and are translated with it; its gaps are filled from `facts`."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, say: Say = english) -> str:
        """Return the words in the reader's language."""
        return say(self.text) % self.facts if self.facts else say(self.text)

    def __str__(self) -> str:
        return self.in_words()
