"""Differences between two texts, word by word: what stayed, what is gone, what is new."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from app.core.statements import StatementText

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate. The words of a text stand in it with single spaces."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class PartDifference:
    """How one part was changed; `position` is 0 for the wording of a statement without parts."""

    position: int
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether any word of it went or came."""
        return any(piece.kind != "same" for piece in self.pieces)


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Tell two texts apart by their words; what went stands before what came in its place.

    The pieces that stayed or went are the words of the first text, those that stayed or came the words of the second.
    """
    old, new = before.split(), after.split()
    found: list[Piece] = []
    # Without "junk": in a long statement a word that comes often is a word like any other.
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", " ".join(old[a:b])))
            continue
        found += [Piece("gone", " ".join(old[a:b]))] * (b > a)
        found += [Piece("new", " ".join(new[c:d]))] * (d > c)
    return tuple(found)


def differences(before: StatementText, after: StatementText) -> tuple[PartDifference, ...]:
    """Tell two versions of a statement apart, part by part in the order of the newer one.

    A part that only one of them has is gone or new as a whole; without parts, the wordings are told apart.
    """
    old, new = _texts(before), _texts(after)
    positions = sorted({*old, *new})
    return tuple(PartDifference(each, difference(old.get(each, ""), new.get(each, ""))) for each in positions)


def _texts(text: StatementText) -> dict[int, str]:
    return {part.position: f"{part.lead} {part.text}" for part in text.parts} or {0: text.wording}
