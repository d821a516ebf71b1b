"""The form of the day: six fields that take three minutes after the end."""

from flask_babel import gettext as _
from wtforms import Field, Form, HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional

from app.core.days import MOST_PEOPLE
from app.web.forms_fields import at_most, one_line, several_lines

LINE, BOX = 300, 2_000  # characters


def _people(_form: Form, field: Field) -> None:
    if field.data is None or not 0 <= field.data <= MOST_PEOPLE:
        field.errors = []
        raise ValidationError(_("Write a whole number of people, or leave it empty."))


class DayForm(Form):
    """How the day went."""

    seen = HiddenField()
    invited = IntegerField(validators=[Optional(), _people])
    accepted = IntegerField(validators=[Optional(), _people])
    came = IntegerField(validators=[Optional(), _people])
    selection = StringField(filters=[one_line], validators=[at_most(LINE)])
    relation_to_team = StringField(filters=[one_line], validators=[at_most(LINE)])
    languages = StringField(filters=[one_line], validators=[at_most(LINE)])
    read_aloud = StringField(filters=[one_line], validators=[at_most(LINE)])
    interruptions = TextAreaField(filters=[several_lines], validators=[at_most(BOX)])
    adverse_events = TextAreaField(filters=[several_lines], validators=[at_most(BOX)])
    departures = TextAreaField(filters=[several_lines], validators=[at_most(BOX)])
    differently = TextAreaField(filters=[several_lines], validators=[at_most(BOX)])

    def validate_accepted(self, field: Field) -> None:
        """Refuse more people who accepted than were invited."""
        _not_more(field, self.invited.data, _("More accepted than were invited. Please look at both numbers."))


def _not_more(field: Field, most: int | None, sentence: str) -> None:
    if field.data is not None and most is not None and field.data > most:
        raise ValidationError(sentence)
