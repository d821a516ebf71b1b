"""Comments: what is kept of one, and what in it may point to a person."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import CommentEmpty, CommentTooLong
from app.core.text import clean

LONGEST = 600
NUMBERS = re.compile(r"\+?\d[\d\s().-]{5,}\d")
MAIL = re.compile(r"\S+@\S+\.\w+")
# A capital inside a sentence: only a hint, and none for scripts without capitals.
NAMES = re.compile(r"(?<=[a-z,;] )(?!I\b)[A-Z][a-z]+(?: [A-Z][a-z]+)*")


class CommentState(StrEnum):
    """Where a comment stands. Only an approved one leaves the review team."""

    NEW = "new"
    APPROVED = "approved"
    PARKED = "parked"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Hint:
    """Words that may point to a person: a person decides."""

    kind: str
    text: str


def read_comment(text: str) -> str:
    """The comment as it is kept. Raises CommentEmpty, and CommentTooLong instead of cutting anything."""
    kept = clean(text)
    if not kept:
        raise CommentEmpty
    if len(kept) > LONGEST:
        raise CommentTooLong(length=len(kept), limit=LONGEST)
    return kept


def hints(text: str) -> tuple[Hint, ...]:
    """What a facilitator should look at before approving: numbers, mail addresses, likely names and places."""
    found = [("number", NUMBERS), ("mail", MAIL), ("name", NAMES)]
    return tuple(Hint(kind, match) for kind, pattern in found for match in pattern.findall(text))
