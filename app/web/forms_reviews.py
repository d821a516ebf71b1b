"""The form with which a review begins: its name, and the sheet of its statements."""

from wtforms import FileField, Form, StringField

from app.web.forms_fields import at_most, needed, one_line


class ReviewForm(Form):
    """A title, and a sheet if there is one at hand."""

    title = StringField(filters=[one_line], validators=[needed, at_most(200)])
    sheet = FileField()


class SheetForm(Form):
    """A sheet of statements."""

    sheet = FileField()
