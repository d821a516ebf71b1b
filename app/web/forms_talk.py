"""The forms of the talk: what to talk about in which order, and a text that is changed on the spot."""

from collections.abc import Mapping

from wtforms import FieldList, Form, HiddenField, StringField, TextAreaField

from app.services.amendments import NewWords, ToAmend
from app.web.forms_fields import one_line, several_lines

MOST_PARTS = 20
MOST_MINUTES = 480


class AmendForm(Form):
    """What a statement is to say, part by part, and why; the service says what does not fit."""

    title = StringField(filters=[one_line])
    wording = TextAreaField(filters=[several_lines])
    parts = FieldList(TextAreaField(filters=[several_lines]), max_entries=MOST_PARTS)
    why = TextAreaField(filters=[several_lines])
    seen = HiddenField()

    def words(self) -> NewWords:
        """What was typed."""
        parts = tuple(field.data or "" for field in self.parts)
        return NewWords(parts, self.wording.data or "", self.title.data or "", self.why.data or "")


def begun_from(text: ToAmend) -> AmendForm:
    """A form that holds a text as it stands."""
    said = {"title": text.title, "seen": str(text.seen)}
    if not text.parts:
        return AmendForm(data=said | {"wording": text.wording})
    return AmendForm(data=said | {"parts": [part.text for part in text.parts]})


def whole_number(sent: Mapping[str, str], name: str, usual: int, most: int) -> int:
    """A number that was typed, or the usual one where it is none; never below nothing and never above the most."""
    typed = sent.get(name, "").strip()
    return min(int(typed[:6]), most) if typed.isdecimal() else usual
