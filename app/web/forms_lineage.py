"""The forms with which configurations are merged into a new text, or dropped for a reason."""

from collections.abc import Sequence

from wtforms import FieldList, Form, StringField, TextAreaField

from app.core.workshops import StatementId
from app.services.condensed_texts import NewText
from app.services.reviews import StatementLine
from app.web.forms_fields import at_most, needed, one_line, several_lines

MOST_PARTS = 20


class TextForm(Form):
    """What a new statement of the condensed list says: its parts, or one wording where it has none."""

    title = StringField(filters=[one_line], validators=[at_most(200)])
    wording = TextAreaField(filters=[several_lines], validators=[at_most(4_000)])
    parts = FieldList(
        TextAreaField(filters=[several_lines], validators=[at_most(2_000)]),
        max_entries=MOST_PARTS,
    )

    def text(self, like: StatementId) -> NewText:
        """Return what was written, in the order of parts of the statement it was begun from."""
        parts = tuple(field.data or "" for field in self.parts)
        return NewText(like, parts, self.wording.data or "", self.title.data or "")


def begun_from(line: StatementLine) -> TextForm:
    """Return a form that holds what a statement says."""
    if not line.parts:
        return TextForm(data={"title": line.title, "wording": line.wording})
    return TextForm(data={"title": line.title, "parts": [part.text for part in line.parts]})


class DropForm(Form):
    """Why configurations are dropped."""

    reason = TextAreaField(filters=[several_lines], validators=[needed, at_most(2_000)])


def numbers(given: Sequence[str]) -> list[StatementId]:
    """Read the numbers of ticked statements, each once; what is no number is nobody's."""
    return list(dict.fromkeys(StatementId(int(each[:9])) for each in given if each.isdecimal()))
