"""Comments: what is kept of one, and where it stands."""

import re
from enum import StrEnum

from app.core.errors import CommentEmpty, CommentTooLong
from app.core.errors_translations import CoverLost
from app.core.text import clean

LONGEST = 600
LONGEST_TRANSLATION = 2 * LONGEST
"""In characters: English needs more of them than Devanagari."""

COVERED = re.compile(r"\[[^\[\]]*\]")
SAID = re.compile(r"\[[^\[\]]*\w[^\[\]]*\]")  # brackets that hold a word in the place of what they cover
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
ENGLISH, UNKNOWN = "en", "und"  # as language tags have it


class CommentState(StrEnum):
    """Where a comment stands. Only an approved one leaves the review team."""

    NEW = "new"
    APPROVED = "approved"
    PARKED = "parked"
    HIDDEN = "hidden"


class TranslationState(StrEnum):
    """How far the English of a comment has come. Only what somebody checked leaves the review team."""

    DRAFT = "draft"
    CHECKED = "checked"
    OLDER = "older"  #: the comment was approved in other words since


def read_comment(text: str, limit: int = LONGEST) -> str:
    """The comment as it is kept. Raises CommentEmpty, and CommentTooLong instead of cutting anything."""
    kept = clean(text)
    if not kept:
        raise CommentEmpty
    if len(kept) > limit:
        raise CommentTooLong(length=len(kept), limit=limit)
    return kept


def read_translation(text: str, approved: str) -> str:
    """The English of an approved comment as it is kept: at least as much is covered in it as in the comment.

    Raises CommentEmpty, CommentTooLong and CoverLost.
    """
    kept, covered = read_comment(text, LONGEST_TRANSLATION), len(COVERED.findall(approved))
    if len(found := SAID.findall(kept)) < covered:
        raise CoverLost(covered=covered, found=len(found))
    return kept


def written_in(lang: str, text: str) -> str:
    """The language of a comment: the one its author reads in; what has other letters than English is not English."""
    return UNKNOWN if lang == ENGLISH and is_foreign(lang, text) else lang


def is_foreign(lang: str, text: str) -> bool:
    """Whether a reader of English needs a translation: by the language she read in, or by the letters she wrote."""
    return lang != ENGLISH or bool(DEVANAGARI.search(text))
