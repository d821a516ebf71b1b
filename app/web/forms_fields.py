"""Checks that several forms share, each with a sentence that says what to do."""

from collections.abc import Callable

from flask_babel import gettext as _
from wtforms import Field, Form, ValidationError
from wtforms.validators import StopValidation

from app.core.text import clean

Check = Callable[[Form, Field], None]


def needed(_form: Form, field: Field) -> None:
    """Refuse an empty field."""
    if not field.data or (isinstance(field.data, str) and not field.data.strip()):
        field.errors = []
        raise StopValidation(_("Please fill this in."))


def at_most(limit: int) -> Check:
    """Refuse more than `limit` characters; nothing is cut off silently."""

    def check(_form: Form, field: Field) -> None:
        length = len(field.data or "")
        if length > limit:
            raise ValidationError(
                _("This is %(length)s characters; at most %(limit)s fit.", length=length, limit=limit)
            )

    return check


def one_line(text: str | None) -> str:
    """Clean what was typed into a single line; nothing typed is ""."""
    return clean(text or "", lines=False)


def several_lines(text: str | None) -> str:
    """Clean what was typed into a box of several lines; nothing typed is ""."""
    return clean(text or "")
