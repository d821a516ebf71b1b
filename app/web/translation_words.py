"""What the review team reads of translations."""

from flask_babel import gettext as _

from app.core.translation_reading import Comes
from app.core.translations import Standing


def standings() -> dict[Standing, str]:
    """Return how a statement stands in a language."""
    return {
        Standing.DRAFT: _("draft"),
        Standing.BACK_CHECKED: _("back-checked"),
        Standing.APPROVED: _("approved"),
        Standing.OLDER: _("older than the text"),
        Standing.MISSING: _("missing"),
    }


def comings() -> dict[Comes, str]:
    """Return what a translation in a sheet would do."""
    return {
        Comes.NEW: _("new"),
        Comes.CHANGED: _("changed"),
        Comes.CHECKED: _("another status"),
        Comes.UNCHANGED: _("unchanged"),
        Comes.OLDER: _("older than the text, left out"),
    }
