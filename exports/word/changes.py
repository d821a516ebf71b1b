"""Amendments as tracked changes: accepting all of them leaves the newer text, rejecting all of them the older one."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from app.core.differences import Piece
from app.core.text import clean
from exports.word.paper import add_run, element, next_number

WORDS, GONE_WORDS = qn("w:t"), qn("w:delText")


class Change(Protocol):
    """A change of either report: who made it, and when."""

    @property
    def by(self) -> str:
        """Who, "" where nobody is known."""

    @property
    def at(self) -> datetime:
        """When."""


def put_pieces(line: Paragraph, change: Change, pieces: Sequence[Piece]) -> None:
    """What stayed as it is, what came and what went as changes of whoever made them."""
    for piece in pieces:
        # The space before a word comes and goes with the word, so that none is left over.
        words = f" {clean(piece.text)}"
        if piece.kind == "same":
            add_run(line._p, words)
        else:
            _track(line, words, gone=piece.kind == "gone", by=change.by or "The team", at=change.at)


def _track(line: Paragraph, words: str, *, gone: bool, by: str, at: datetime) -> None:
    number = str(next_number(line.part))
    mark = element("w:del" if gone else "w:ins", id=number, author=by, date=in_word(at))
    line._p.append(mark)
    run = add_run(mark, words)
    if gone:
        for each in run.findall(WORDS):
            each.tag = GONE_WORDS


def in_word(moment: datetime) -> str:
    """A moment as Word writes it, by UTC, to the minute."""
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00Z")
