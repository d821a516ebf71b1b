"""The form with which the words of an instrument are written: one field for each text, a status, and a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.form import BaseForm

from app.core.instrument import Instrument, Status
from app.core.instrument_problems import problems_of
from app.core.instrument_texts import fixed, texts_of, with_texts
from app.core.notices import in_brackets, with_gaps
from app.web import errors, instrument_words, protocol_words
from app.web.forms_fields import at_most, one_line

LONG = 80  # characters from which a text gets a box of several lines
REASON = 300


@dataclass(frozen=True, slots=True)
class Chapter:
    """The texts of one chapter, as pairs of a name and a field."""

    name: str
    fields: tuple[tuple[str, Any], ...]


class WordsForm:
    """The form of one instrument, filled with what was typed or else with the words in force."""

    def __init__(self, instrument: Instrument, typed: Any = None) -> None:
        self.before = instrument
        texts = {key: in_brackets(text) for key, text in texts_of(instrument).items() if key not in fixed(instrument)}
        self.form = BaseForm({key: _field(text) for key, text in texts.items()} | _choices())
        self.form.process(typed, data=texts | {"status": instrument.status.value, "reason": ""})
        status: Any = self.form["status"]
        status.choices = [(each.value, words) for each, words in protocol_words.statuses().items()]
        self._keys = tuple(texts)

    @property
    def reason(self) -> str:
        """Why the words are changed, as it was typed."""
        return str(self.form["reason"].data or "")

    @property
    def chapters(self) -> list[Chapter]:
        """The fields, chapter by chapter."""
        found: dict[str, list[tuple[str, Any]]] = {name: [] for name in instrument_words.chapters()}
        for key in self._keys:
            found[instrument_words.chapter_of(key)].append((instrument_words.name_of(key), self.form[key]))
        names = instrument_words.chapters()
        return [Chapter(names[name], tuple(fields)) for name, fields in found.items()]

    def read(self, *, frozen: bool) -> Instrument | None:
        """Return the words as they were typed; None if something needs another look, which is then said beside it."""
        fits = self.form.validate()
        after = self._typed()
        for key, problem in problems_of(after).items():
            if key in self._keys:
                self.form[key].errors = [errors.say(problem)]
                fits = False
        if frozen and after != self.before and not self.reason:
            self.form["reason"].errors = [_("Say in a sentence why you change this.")]
            fits = False
        return after if fits else None

    def show_what_stands(self) -> None:
        """Say beside each text that was typed otherwise what is in force by now."""
        typed = texts_of(self._typed())
        for key, stands in texts_of(self.before).items():
            if key in self._keys and typed[key] != stands:
                said = _("In force by now: “%(text)s”. What you typed replaces it.", text=in_brackets(stands))
                self.form[key].errors = [said]

    def _typed(self) -> Instrument:
        texts = {key: with_gaps(self.form[key].data or "") for key in self._keys}
        status: Mapping[str, Status] = {each.value: each for each in Status}
        return replace(with_texts(self.before, texts), status=status.get(self.form["status"].data, Status.DRAFT))


def _field(text: str) -> Any:
    return (TextAreaField if len(text) > LONG else StringField)(filters=[one_line])


def _choices() -> dict[str, Any]:
    return {
        "status": SelectField(validate_choice=False),
        "reason": StringField(filters=[one_line], validators=[at_most(REASON)]),
    }
