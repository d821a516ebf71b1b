"""What can be refused to those who translate statements and comments.

As in `errors.py`, the docstring of each class is the sentence that people read.
"""

from app.core.errors import Kind, WorkshopError


class TranslationUnfinished(WorkshopError):
    """Some of it is still empty. Half a statement is shown to nobody, so please fill in all of it; nothing was kept."""

    code = "translation_unfinished"


class TranslationChanged(WorkshopError):
    """Somebody has changed this meanwhile, so nothing was kept. What you wrote stays; what stands now is beside it."""

    kind, code = Kind.STALE, "translation_changed"


class OwnTranslation(WorkshopError):
    """You wrote this translation. Somebody else of the team reads it back; then its status can change."""

    code = "own_translation"


class NotYetTranslated(WorkshopError):
    """There is nothing to check here yet: nobody has translated this. Nothing was changed."""

    kind, code = Kind.STALE, "not_yet_translated"


class CoverLost(WorkshopError):
    """Covered by [brackets] in the comment: {covered}; in this text: {found}. Please cover the same here."""

    code = "cover_lost"
