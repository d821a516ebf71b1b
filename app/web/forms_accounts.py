"""The forms with which somebody of the review team signs in and chooses a password."""

from flask_babel import gettext as _
from wtforms import Field, Form, PasswordField, StringField, ValidationError

from app.services.passwords import SHORTEST
from app.web.forms_fields import at_most, needed, one_line

LONGEST = 1_000  # characters; hashing more than this is only work for the server


class SignInForm(Form):
    """Name and password."""

    name = StringField(filters=[one_line], validators=[needed, at_most(200)])
    password = PasswordField(validators=[needed, at_most(LONGEST)])


class PasswordForm(Form):
    """A new password, typed twice."""

    password = PasswordField(validators=[needed, at_most(LONGEST)])
    again = PasswordField()

    def validate_password(self, field: Field) -> None:
        """Refuse what is too short."""
        if len(field.data) < SHORTEST:
            raise ValidationError(_("A password needs at least %(length)s characters.", length=SHORTEST))

    def validate_again(self, field: Field) -> None:
        """Refuse two that differ."""
        if field.data != self.password.data:
            raise ValidationError(_("These two are not the same. Please type the second one again."))
