"""Lists of sources in a cell: numbers and ranges. What was glued together is questioned, never cut."""

import re
from collections.abc import Iterable

from app.core.sheet_problems import Unreadable

DASH = re.compile(r"\s*[-\u2010-\u2015\u2212\uff0d]\s*")
BETWEEN = re.compile(r"[;,\s\uff0c\uff1b\[\]()]+")
NUMBER = re.compile(r"\d{1,9}")
RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:T.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
LONGEST_RANGE = 500
PLAIN = "sources are numbers such as 18, or ranges such as 18-29"


def read_sources(text: str) -> tuple[str, ...]:
    """Every source the cell names, once each, in its order; `18-29` is twelve. An empty cell names none.

    Raises Unreadable for anything but whole numbers and rising ranges.
    """
    pieces = filter(None, BETWEEN.split(DASH.sub("-", text)))
    return tuple(dict.fromkeys(number for piece in pieces for number in _numbers(piece)))


def _numbers(piece: str) -> list[str]:
    if NUMBER.fullmatch(piece):
        return [str(int(piece))]
    found = RANGE.fullmatch(piece)
    if not found:
        raise _puzzle(piece)
    first, last = int(found[1]), int(found[2])
    if first >= last:
        raise Unreadable(piece, "a range goes from the smaller to the larger number", f"Did you mean {last}-{first}?")
    if last - first >= LONGEST_RANGE:
        raise Unreadable(piece, f"that is {last - first + 1} sources", "Write it in smaller ranges if it is meant.")
    return [str(number) for number in range(first, last + 1)]


def _puzzle(piece: str) -> Unreadable:
    """What a piece that is neither a number nor a range most likely is."""
    if DATE.fullmatch(piece):
        mend = "Spreadsheets turn 1-2 into a date: set the column to text and type the range again."
        return Unreadable(piece, f"this is a date; {PLAIN}", mend)
    if DOTTED.fullmatch(piece):
        return Unreadable(piece, PLAIN, f"Did you mean {piece.replace('.', ', ')}?")
    digits = re.findall(r"\d+", piece)
    if len(digits) == 1 and "-" not in piece:
        return Unreadable(piece, f"a number is glued to other signs; {PLAIN}", "Write the number alone if it is meant.")
    return Unreadable(piece, PLAIN, "Write the numbers of your list of sources; leave the cell empty for none.")


def questioned(numbers: Iterable[str], *, known: int | None = None) -> dict[str, tuple[int, str]]:
    """Numbers far above all others, each with the highest believable source and the range it may have been, or "".

    With `known`, the review's number of sources, everything above it is questioned and nothing else.
    """
    doubts: dict[str, tuple[int, str]] = {}
    ceiling = known or 0
    for number in sorted({int(number) for number in numbers}):
        guess = _lost_dash(number, ceiling)
        if number > known if known is not None else _stands_out(number, ceiling, guess):
            doubts[str(number)] = (ceiling, guess)
        else:
            ceiling = max(ceiling, number)
    return doubts


def _stands_out(number: int, ceiling: int, guess: str) -> bool:
    """Whether a number is too far above the one before it to be the next source of the same list."""
    if not ceiling or number < 100 or number <= (3 if number >= 1000 else 5) * ceiling:
        return False
    return bool(guess) or (number >= 1000 and number > 10 * ceiling)


def _lost_dash(number: int, ceiling: int) -> str:
    """The range that gives this number when its dash is lost: 1529 was 15-29. Of several, the most even cut."""
    digits = str(number)
    cuts = sorted(range(1, len(digits)), key=lambda cut: abs(2 * cut - len(digits)))
    pairs = [(int(digits[:cut]), int(digits[cut:])) for cut in cuts if digits[cut] != "0"]
    fits = (f"{a}-{b}" for a, b in pairs if a < b <= min(ceiling, a + LONGEST_RANGE))
    return next(fits, "")
