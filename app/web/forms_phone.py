"""The plain forms of a phone: what comes without JavaScript, read into the same fields the wire carries."""

from typing import Any

from wtforms import BooleanField, Form, IntegerField, SelectMultipleField, StringField
from wtforms.validators import Optional

from app.core.ballots import ANSWER_FIELDS
from app.web.forms_fields import one_line


class CodeForm(Form):
    """Six digits from the wall, or the token of a link; `agreed` is the notice's version once it was agreed to.

    With a language she asks for the notice in that one, and agrees to nothing yet.
    """

    code = StringField(filters=[one_line])
    token = StringField(filters=[one_line])
    agreed = StringField(filters=[one_line])
    language = StringField(filters=[one_line])


class ConsentForm(CodeForm):
    """Agreeing: the door, the group, and which notice was read."""

    group = IntegerField(validators=[Optional()])
    version = StringField(filters=[one_line])


class LanguageForm(Form):
    """The language she wants to read in from now on."""

    language = StringField(filters=[one_line])


class WithdrawForm(Form):
    """The personal code with which everything is removed."""

    code = StringField(filters=[one_line])


class AnswerForm(Form):
    """One button of a row, or an abstention. Which round and which opening it was for comes with it."""

    round = IntegerField(validators=[Optional()])
    epoch = IntegerField(validators=[Optional()])
    read = IntegerField(validators=[Optional()])
    plausibility = IntegerField(validators=[Optional()])
    relevance = IntegerField(validators=[Optional()])
    abstained = StringField(filters=[one_line])

    def answer(self, standing: dict[str, Any]) -> dict[str, Any]:
        """Her whole answer: what stands, with what she pressed now. Rating takes an abstention back, and vice versa."""
        if self.abstained.data:
            return standing | {"abstained": self.abstained.data, "plausibility": None, "relevance": None}
        pressed = {"plausibility": self.plausibility.data, "relevance": self.relevance.data}
        return standing | {"abstained": None} | {name: value for name, value in pressed.items() if value is not None}

    def ballot(self, standing: dict[str, Any]) -> dict[str, Any]:
        """The fields of a ballot, without key and order: the server makes those."""
        which = {"round": self.round.data, "epoch": self.epoch.data, "read": self.read.data}
        return self.answer(answer_only(standing)) | which


class CommentForm(Form):
    """A comment with the parts it is about. The text keeps its length: too long is said, never cut."""

    round = IntegerField(validators=[Optional()])
    epoch = IntegerField(validators=[Optional()])
    read = IntegerField(validators=[Optional()])
    at = IntegerField(validators=[Optional()])
    text = StringField()
    parts = SelectMultipleField(coerce=int, validate_choice=False)
    changed = BooleanField()
    seen = BooleanField()
    may_show = BooleanField(false_values=("", "no", False))

    @property
    def part(self) -> int | None:
        """The one part it is about: chosen, or where the sheet was opened. None when it is about the whole."""
        return self.chosen[0] if len(self.chosen) == 1 else self.at.data

    @property
    def chosen(self) -> list[int]:
        """The parts that do not fit, by position."""
        return self.parts.data or []

    @property
    def words(self) -> str:
        """What was written, as it was written."""
        return self.text.data or ""

    def ballot(self, standing: dict[str, Any]) -> dict[str, Any]:
        """Her answer with these objections in it."""
        objections = {"parts": self.chosen, "if_changed": self.chosen if self.changed.data else []}
        which = {"round": self.round.data, "epoch": self.epoch.data, "read": self.read.data}
        return answer_only(standing) | objections | which


def answer_only(standing: dict[str, Any]) -> dict[str, Any]:
    """The fields of an answer out of what a phone knows of her ballot."""
    return {name: value for name, value in standing.items() if name in ANSWER_FIELDS}
