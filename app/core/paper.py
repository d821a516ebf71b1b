"""Paper: how an answer on a sheet is typed, two figures for a statement, and what it means."""

from dataclasses import replace

from app.core.ballots import Abstention, Answer
from app.core.errors_desk import SheetUnreadable

LEFT_OUT = "-"
ABSTAINED = {"o": Abstention.OUTSIDE, "u": Abstention.UNCLEAR}
MOST_SHEETS = 1_000


MARKS = {"x": False, "c": True}  #: a part that does not fit, and one that would be right if changed


def read_typed(text: str, *, code: str, points: int, positions: frozenset[int] = frozenset()) -> Answer | None:
    """Read what was typed for a statement: "45", "4-", "o", "u", and behind it the parts that were ticked, "x2 c3".

    None where nothing was typed. Raises SheetUnreadable.
    """
    said, *ticked = text.lower().split() or [""]
    if not said:
        return None
    unreadable = SheetUnreadable(code=code, text=text.strip()[:20], points=points)
    answer = _answer(said, points)
    marks = [(MARKS.get(mark[0]), _position(mark[1:], positions)) for mark in ticked]
    if answer is None or any(None in mark for mark in marks):
        raise unreadable
    parts = tuple(sorted({place for _, place in marks if place}))
    changed = tuple(sorted({place for is_changed, place in marks if is_changed and place}))
    return replace(answer, parts=parts, if_changed=changed)


def _answer(said: str, points: int) -> Answer | None:
    if said in ABSTAINED:
        return Answer(abstained=ABSTAINED[said])
    if len(said) != 2 or not all(_is_rating(letter, points) for letter in said):
        return None
    plausibility, relevance = (None if letter == LEFT_OUT else int(letter) for letter in said)
    return Answer(plausibility, relevance)


def _position(text: str, positions: frozenset[int]) -> int | None:
    return int(text) if text in {str(position) for position in positions} else None


def _is_rating(letter: str, points: int) -> bool:
    return letter == LEFT_OUT or (letter.isascii() and letter.isdecimal() and 1 <= int(letter) <= points)
