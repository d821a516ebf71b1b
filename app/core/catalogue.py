"""Texts for the catalogue of translations: written in English here, spoken elsewhere."""

from collections.abc import Callable

Say = Callable[[str], str]
"""Turns a text of the catalogue into the reader's language, gaps and all."""


def N_(text: str) -> str:  # noqa: N802 - the name by which catalogue tools find a text
    """Mark a text for the catalogue."""
    return text


def english(text: str) -> str:
    """Leave a text as it is written here."""
    return text
