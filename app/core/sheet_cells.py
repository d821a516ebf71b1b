"""Single cells of a sheet: what must not be in them, and what their words mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.core.sheet_problems import Unreadable
from app.core.statements import Polarity

Meaning = TypeVar("Meaning")

LONGEST_CELL = 5_000  # characters
# A sign alone is no formula: "-well-being" is a bullet without a space, "+" a polarity.
FORMULA = re.compile(
    r"""[=\uff1d] | [@\uff20]\w+[(\uff08] | [+\uff0b\uff0d-](?:
        [\w.$']+[(|!] | \$?[A-Z]{1,3}\$?\d | [\d.]+\s*[+*/^&-][\d\s.+*/^&()-]*$)""",
    re.VERBOSE,
)
SPREADSHEET_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
BULLET = re.compile(r"(?:^|\s)[•●▪◦‣∙]\s*|^\s*[*–—-]\s+", re.MULTILINE)
CODE = re.compile(r"(?:^|(?<=\s))((?:C|M|O|I|A|R)\d{1,2}):\s+")
ABSENT = re.compile(r"(?:\(absent\)|absent\s*:|absent$)\s*", re.IGNORECASE)

POLARITIES = {
    Polarity.ENABLING: "enabling enabler enable facilitating facilitator helping helpful positive help +",
    Polarity.CONSTRAINING: "constraining constraint constrain hindering barrier harmful negative harm - –",
    Polarity.MIXED: "mixed both ambivalent +/-",
    Polarity.NONE: "none neutral",
}
POLARITY_OF = {word: polarity for polarity, words in POLARITIES.items() for word in words.split()}
DRIVEN_OF = {"data": "data", "data driven": "data", "theory": "theory", "theory driven": "theory"}
DEPTH_OF = {"thick": "thick", "thin": "thin"}
YES_NO = dict.fromkeys(("yes", "y", "true", "1", "x", "✓", "✔"), True) | dict.fromkeys(("no", "n", "false", "0"), False)
COHERENCE_OF = {form: mark for mark in range(1, 6) for form in (str(mark), f"{mark}.0")}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a part's cell: its text, the sheet's own code for it, whether the sheet says that it is absent."""

    text: str
    code: str = ""
    absent: bool = False


def look_over(text: str) -> None:
    """Raise Unreadable for what no cell may hold: formulas, spreadsheet errors, lost letters, more than a page."""
    if FORMULA.match(text):
        raise Unreadable(text, "this cell holds a formula", "Paste its value instead.")
    if SPREADSHEET_ERROR.fullmatch(text):
        raise Unreadable(text, "this is what a formula shows when it goes wrong", "Write what belongs here.")
    if len(text) > LONGEST_CELL:
        raise Unreadable(text, f"it is {len(text)} characters; at most {LONGEST_CELL} fit", "Shorten it.")
    if "\ufffd" in text:
        raise Unreadable(text, "letters were lost when this file was saved", "Save it as CSV UTF-8 or .xlsx.")
    if meant := _ungarbled(text):
        raise Unreadable(text, "some letters were turned into others", f'Did you mean "{meant[:60]}"?')


def _ungarbled(text: str) -> str:
    """What a text said before UTF-8 was taken for Windows letters; "" where nothing points to that."""
    if text.isascii():
        return ""
    try:
        meant = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return meant


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a part's cell, split only at line breaks, bullets and codes such as `M1:`, never at words."""
    lines = BULLET.sub("\n", text).split("\n")
    return tuple(piece for line in lines for piece in _coded(line.strip()) if _says_something(piece))


def _says_something(piece: Piece) -> bool:
    """Whether there is more than a dash or a dot."""
    return any(character.isalnum() for character in piece.text)


def _coded(line: str) -> list[Piece]:
    before, *rest = CODE.split(line)
    coded = zip(rest[::2], rest[1::2], strict=True)
    return [_piece(before), *(_piece(text, code) for code, text in coded)]


def _piece(text: str, code: str = "") -> Piece:
    text = text.strip()
    said = ABSENT.match(text)
    return Piece(text[said.end() :] or text, code, absent=True) if said else Piece(text, code)


def read_polarity(text: str) -> Polarity:
    """What the cell says; an empty one says nothing. Raises Unreadable."""
    return _one_of(POLARITY_OF, text, "enabling, constraining, mixed or none") or Polarity.NONE


def read_driven(text: str) -> str | None:
    """What drives the evidence, data or theory; None for not assessed. Raises Unreadable."""
    return _one_of(DRIVEN_OF, text, "data or theory")


def read_depth(text: str) -> str | None:
    """How much the evidence tells, thick or thin; None for not assessed. Raises Unreadable."""
    return _one_of(DEPTH_OF, text, "thick or thin")


def read_coherence(text: str) -> int | None:
    """A mark from 1 to 5, or None for not assessed. Raises Unreadable."""
    return _one_of(COHERENCE_OF, text, "a whole number from 1 to 5")


def read_distress(text: str) -> bool:
    """Whether the team marked the statement as hard to read; an empty cell did not. Raises Unreadable."""
    return bool(_one_of(YES_NO, text, "yes or no"))


def _one_of(meanings: Mapping[str, Meaning], text: str, allowed: str) -> Meaning | None:
    words = " ".join(text.casefold().replace("-driven", " driven").split())
    if not words:
        return None
    if words not in meanings:
        raise Unreadable(text, f"this column says {allowed}", "Write one of these, or leave the cell empty.")
    return meanings[words]
