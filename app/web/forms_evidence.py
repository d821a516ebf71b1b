"""The forms with which the team notes what a source says of a statement, and how coherent the statement is."""

from typing import cast

from flask_babel import gettext as _
from wtforms import Field, Form, StringField, ValidationError
from wtforms.validators import AnyOf

from app.core.criteria import Depth, Driven, Stance
from app.core.sheet_problems import Unreadable
from app.core.source_lists import read_sources
from app.services.evidence import Noted
from app.web.forms_fields import at_most, needed, one_line

STANCES = ("supports", "contradicts")
DRIVEN = ("", "data", "theory")
DEPTH = ("", "thick", "thin")
MARKS = ("", *"12345")


class NotedForm(Form):
    """What is noted of one source, and what it said when the page was drawn."""

    driven = StringField(default="", validators=[AnyOf(DRIVEN)])
    depth = StringField(default="", validators=[AnyOf(DEPTH)])
    seen_driven = StringField(default="", validators=[AnyOf(DRIVEN)])
    seen_depth = StringField(default="", validators=[AnyOf(DEPTH)])

    @property
    def noted(self) -> Noted:
        """What is to be noted."""
        return _noted(self.driven.data, self.depth.data)

    @property
    def seen(self) -> Noted:
        """What this person saw."""
        return _noted(self.seen_driven.data, self.seen_depth.data)


class SourcesForm(Form):
    """Sources to note for or against a statement, as a sheet would list them."""

    sources = StringField(filters=[one_line], validators=[needed, at_most(200)])
    stance = StringField(default="supports", validators=[AnyOf(STANCES)])
    driven = StringField(default="", validators=[AnyOf(DRIVEN)])
    depth = StringField(default="", validators=[AnyOf(DEPTH)])

    def validate_sources(self, field: Field) -> None:
        """Refuse what is no list of sources."""
        try:
            read_sources(field.data)
        except Unreadable as problem:
            said = {"read": problem.read, "wrong": problem.wrong, "mend": problem.mend}
            raise ValidationError(_("We read “%(read)s”, but %(wrong)s. %(mend)s", **said)) from None

    @property
    def chosen(self) -> tuple[tuple[str, ...], Stance, Noted]:
        """The sources, what they do, and what is noted of them all."""
        noted = _noted(self.driven.data, self.depth.data)
        return read_sources(self.sources.data or ""), cast(Stance, self.stance.data), noted


class MarkForm(Form):
    """A person's own mark for coherence; nothing chosen takes it back."""

    value = StringField(default="", validators=[AnyOf(MARKS)])

    @property
    def mark(self) -> int | None:
        """The mark; None takes it back."""
        return int(self.value.data) if self.value.data else None


def _noted(driven: str | None, depth: str | None) -> Noted:
    # The choices of the fields are what the core allows.
    return Noted(cast(Driven | None, driven or None), cast(Depth | None, depth or None))
