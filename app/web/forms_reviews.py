"""The form with which a review begins: its name, and the sheet of its statements."""

from wtforms import FileField, Form, StringField

from app.web.forms_fields import at_most, one_line


class ReviewForm(Form):
    """A sheet, and a title; without a title the review is called like its sheet."""

    title = StringField(filters=[one_line], validators=[at_most(200)])
    sheet = FileField()


class SheetForm(Form):
    """A sheet of statements."""

    sheet = FileField()
