"""The form with which the rules of a review are changed: a value and a reason for every field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField

from app.core.deviations import in_print
from app.core.protocol import ExplainedField, Protocol
from app.core.thresholds import OutOfRange
from app.web import errors, protocol_words
from app.web.forms_fields import at_most, one_line

WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,9}[.,]\d{1,9}", re.ASCII)


class NumberForm(Form):
    """A field that holds a number."""

    value = StringField(filters=[one_line])
    reason = StringField(filters=[one_line], validators=[at_most(300)])


class ChoiceForm(Form):
    """A field that is one of several words."""

    value = SelectField(validate_choice=False)
    reason = StringField(filters=[one_line], validators=[at_most(300)])


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the protocol with the form that changes it."""

    field: ExplainedField
    form: Form

    @property
    def typed(self) -> Any:
        """What was typed, as the protocol holds it; text that cannot be read stays text."""
        return _read(str(self.form["value"].data or ""), self.field.default)

    @property
    def reason(self) -> str:
        """Why, as it was typed; "" for nothing."""
        return self.form["reason"].data or ""

    @property
    def is_changed(self) -> bool:
        """Whether another value was typed than the one in force."""
        return bool(self.typed != self.field.value)


def lines(
    fields: Sequence[ExplainedField], words: dict[str, str], typed: "MultiDict[str, str] | None" = None
) -> tuple[Line, ...]:
    """Return a form for every field, filled with what was typed or else with the value in force."""
    return tuple(Line(field, _form(field, words, typed)) for field in fields)


def read(found: Sequence[Line], before: Protocol, *, frozen: bool) -> Protocol | None:
    """Return the protocol as it was typed; None if something needs another look, which is then said beside it."""
    fits = [_check(line, frozen=frozen) for line in found]
    return replace(before, **{line.field.name: line.typed for line in found}) if all(fits) else None


def _form(field: ExplainedField, words: dict[str, str], typed: "MultiDict[str, str] | None") -> Form:
    prefix, now = f"{field.name}-", in_print(field.value)
    if not field.choices:
        return NumberForm(typed, prefix=prefix, data={"value": now})
    form = ChoiceForm(typed, prefix=prefix, data={"value": now})
    form.value.choices = [(choice, words[choice]) for choice in field.choices]
    return form


def _check(line: Line, *, frozen: bool) -> bool:
    value, reason = line.form["value"], line.form["reason"]
    fits = line.form.validate()
    try:
        Protocol(**{line.field.name: line.typed})
    except OutOfRange as refused:
        refused.facts["field"] = protocol_words.fields()[line.field.name]
        value.errors = [errors.say(refused)]
        return False
    if line.is_changed and not line.reason:
        reason.errors = [_("Say in a sentence why you change this.")]
        return False
    if frozen and line.reason and not line.is_changed:
        reason.errors = [_("This value is as it was. Change it, or leave the reason empty.")]
        return False
    return bool(fits)


def _read(text: str, default: object) -> object:
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(text, text)
    if isinstance(default, tuple):
        return tuple(text.split(", "))
    if isinstance(default, int | float):
        return _number(text)
    return text


def _number(text: str) -> object:
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else text
