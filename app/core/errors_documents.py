"""What can be refused of documents for Word: a letterhead (the old one, or none, stays in use), or one on its way.

As in `errors.py`, the docstring of each class is the sentence that people read.
"""

from app.core.errors import Kind, WorkshopError


class LetterheadRefused(WorkshopError):
    """This letterhead cannot be used. Nothing was changed."""

    code = "letterhead_refused"


class LetterheadTooLarge(LetterheadRefused):
    """This file is larger than 5 MB. Save the letterhead with smaller pictures and choose it again."""

    code = "letterhead_too_large"


class LetterheadUnreadable(LetterheadRefused):
    """This is no .docx, or it was damaged on its way. Open it in Word, save it as .docx and choose it again."""

    code = "letterhead_unreadable"


class LetterheadTooFull(LetterheadRefused):
    """Unpacked, this file takes far more room than a letterhead should. Save it with less in it."""

    code = "letterhead_too_full"


class LetterheadMacros(LetterheadRefused):
    """This file holds macros or other programs, which a letterhead does not need. Save it as .docx without them."""

    code = "letterhead_macros"


class LetterheadReachesOut(LetterheadRefused):
    """This file loads something from elsewhere ({what}). Put it into the file itself, or take it out."""

    code = "letterhead_reaches_out"


class LetterheadTagUnknown(LetterheadRefused):
    """{place}: “{tag}” is no tag that is known here. The list of tags is below; nothing else can be worked out."""

    code = "letterhead_tag_unknown"


class LetterheadTagMisplaced(LetterheadRefused):
    """{place}: the tag “document” has its place alone in the last paragraph. Move it there, or take it out."""

    code = "letterhead_tag_misplaced"


class LetterheadTagsOff(LetterheadRefused):
    """{place}: tags are not filled here without the extra “templates”. Without tags this letterhead can be used."""

    code = "letterhead_tags_off"


# Documents on their way


class DocumentGone(WorkshopError):
    """This document is no longer here: it is kept for an hour. Make it again; the results are as they were."""

    kind, code = Kind.STALE, "document_gone"


class DocumentStumbled(WorkshopError):
    """This document could not be finished. Nothing was lost; please make it again in a minute."""

    kind, code = Kind.BUSY, "document_stumbled"
