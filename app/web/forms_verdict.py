"""The form with which two named people record what stands for a statement."""

from flask_babel import gettext as _
from wtforms import Field, Form, StringField, TextAreaField, ValidationError

from app.core.classes import Class
from app.web.forms_fields import at_most, needed, one_line, several_lines


class VerdictForm(Form):
    """The class that stands, why, and who says so."""

    stands = StringField(validators=[needed])
    reason = TextAreaField(filters=[several_lines], validators=[at_most(2_000)])
    first_name = StringField(filters=[one_line], validators=[needed, at_most(120)])
    second_name = StringField(filters=[one_line], validators=[needed, at_most(120)])

    def validate_stands(self, field: Field) -> None:
        """Refuse what is not a class."""
        if field.data not in set(Class):
            raise ValidationError(_("Choose one of the classes."))

    def validate_second_name(self, field: Field) -> None:
        """Refuse the same name twice: a verdict is two people's."""
        if field.data.casefold() == (self.first_name.data or "").casefold():
            raise ValidationError(_("A verdict needs two different people; this is the same name twice."))


class AcceptForm(Form):
    """The two people who let what the rule suggests stand for several statements at once."""

    first_name = StringField(filters=[one_line], validators=[needed, at_most(120)])
    second_name = StringField(filters=[one_line], validators=[needed, at_most(120)])

    validate_second_name = VerdictForm.validate_second_name
