"""Text that people wrote: cleaned on the way in and on the way out, never shortened silently by anything else."""

import re
import unicodedata

ANY_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile(r"[^\S\n]+")
MANY_BREAKS = re.compile(r"\n{3,}")

# What reorders or hides what others see. The joiners U+200C and U+200D and the marks U+200E and U+200F stay: Hindi,
# Marathi, Urdu and Arabic are written with them.
HIDDEN = frozenset([0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC)])


def clean(text: str, *, limit: int | None = None, lines: bool = True) -> str:
    """The same words in composed form (NFC), without control characters, lone surrogates, noncharacters, hiding marks.

    Every kind of line break becomes a newline, at most two in a row; with `lines=False` a space. Runs of spaces become
    one. At most `limit` characters are kept: whoever must not lose a word compares lengths first. Cleaning twice
    changes nothing more.
    """
    text = ANY_BREAK.sub("\n" if lines else " ", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", "".join(filter(_is_writing, text)))
    text = SPACES.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n")
    return MANY_BREAKS.sub("\n\n", text).strip()[:limit].rstrip()


def _is_writing(character: str) -> bool:
    """Whether this is part of what people write: a letter, a mark, a sign, a space or a line break."""
    point = ord(character)
    if point in HIDDEN or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
        return False
    return character == "\n" or unicodedata.category(character) not in {"Cc", "Cs"}
