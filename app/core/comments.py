"""Comments: what is kept of one, and where it stands."""

from enum import StrEnum

from app.core.errors import CommentEmpty, CommentTooLong
from app.core.text import clean

LONGEST = 600


class CommentState(StrEnum):
    """Where a comment stands. Only an approved one leaves the review team."""

    NEW = "new"
    APPROVED = "approved"
    PARKED = "parked"
    HIDDEN = "hidden"


def read_comment(text: str) -> str:
    """The comment as it is kept. Raises CommentEmpty, and CommentTooLong instead of cutting anything."""
    kept = clean(text)
    if not kept:
        raise CommentEmpty
    if len(kept) > LONGEST:
        raise CommentTooLong(length=len(kept), limit=LONGEST)
    return kept
