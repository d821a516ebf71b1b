"""What the review team reads of translations."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.translation_reading import Comes
from app.core.translations import Standing
from app.services.wanting import Wanting
from app.web import instrument_words


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


def lines_of(found: Iterable[Wanting]) -> list[str]:
    """Say what is there in each language of a workshop, and how many people chose it."""
    names = instrument_words.languages()
    return [" ".join(filter(None, [_texts(each, names[each.lang]), _chose(each, names[each.lang])])) for each in found]


def _texts(each: Wanting, language: str) -> str:
    facts = {"language": language, "have": each.have, "total": each.total, "unchecked": each.have - each.checked}
    if each.have > each.checked:
        return _("%(language)s: %(have)s of %(total)s statements, %(unchecked)s of these not checked.", **facts)
    return _("%(language)s: %(have)s of %(total)s statements.", **facts)


def _chose(each: Wanting, language: str) -> str:
    if each.chose is None:
        return _("Some people chose %(language)s.", language=language)
    if not each.chose:
        return ""
    return ngettext(
        "%(num)s person chose %(language)s.", "%(num)s people chose %(language)s.", each.chose, language=language
    )
