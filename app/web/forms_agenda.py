"""The forms of an afternoon: what there is, which plan is chosen, what changes in it, and how many cards are made."""

from datetime import time
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field, Form, HiddenField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import Optional, ValidationError

from app.core.workshops import WorkshopId
from app.services.agendas import Wishes
from app.web.forms_fields import at_most, one_line

MOST_MINUTES, MOST_BREAKS, MOST_WORKSHOPS, MOST_SEED = 480, 3, 12, 2**31 - 1


class WishForm(Form):
    """What there is: when it begins, minutes of answering, breaks, a link before the day, workshops held alike."""

    begins = TimeField()
    answering = IntegerField()
    breaks = IntegerField()
    by_link = BooleanField()
    workshops = IntegerField()
    like = SelectField(coerce=int)
    managers = SelectField()
    seed = IntegerField()

    def __init__(self, *sent: Any, others: list[tuple[WorkshopId, str]], **known: Any) -> None:
        super().__init__(*sent, **known)
        self.like.choices = [(0, _("its own")), *others]
        self.managers.choices = [("", _("nobody said yet")), ("no", _("no")), ("yes", _("yes"))]

    def validate_begins(self, field: Field) -> None:
        """Refuse what is no time of the day."""
        if field.data is None:
            field.errors = []
            raise ValidationError(_("Write a time such as 13:30."))

    def validate_answering(self, field: Field) -> None:
        """Refuse what is no length, and an afternoon in which nobody answers anything."""
        _within(field, 0, MOST_MINUTES)
        if not field.data and not self.by_link.data:
            raise ValidationError(
                _("Nobody would answer anything: write minutes, or tick that people can answer by link.")
            )

    def validate_breaks(self, field: Field) -> None:
        """Refuse more breaks than an afternoon has."""
        _within(field, 0, MOST_BREAKS)

    def validate_workshops(self, field: Field) -> None:
        """Refuse what is no number of workshops."""
        _within(field, 1, MOST_WORKSHOPS)

    def validate_seed(self, field: Field) -> None:
        """Refuse what is no number of a draw."""
        _within(field, 0, MOST_SEED)

    @property
    def wishes(self) -> Wishes:
        """What was filled in. Call after it was found in order."""
        begins = self.begins.data or time()
        return Wishes(
            begins.hour * 60 + begins.minute,
            self.answering.data or 0,
            self.breaks.data or 0,
            self.by_link.data,
            self.workshops.data or 0,
            WorkshopId(self.like.data) if self.like.data else None,
            {"yes": True, "no": False}.get(self.managers.data),
            self.seed.data or 0,
        )


def filled_in(wishes: Wishes) -> dict[str, Any]:
    """Wishes as the form shows them."""
    return {
        "begins": time(wishes.begins // 60, wishes.begins % 60),
        "answering": wishes.answering,
        "breaks": wishes.breaks,
        "by_link": wishes.by_link,
        "workshops": wishes.workshops,
        "like": wishes.like or 0,
        "managers": {True: "yes", False: "no", None: ""}[wishes.managers],
        "seed": wishes.seed,
    }


class ChooseForm(Form):
    """Which plan was chosen; `seen` is the serial of what stood then, `knowing` that it gives no classes."""

    aim = HiddenField()
    seen = IntegerField(validators=[Optional()])
    knowing = BooleanField()


class ItemForm(Form):
    """What changes in an item: its place, counted from 0, or its minutes."""

    seen = IntegerField(validators=[Optional()])
    to = IntegerField(validators=[Optional()])
    minutes = IntegerField(validators=[Optional()])


class CardsForm(Form):
    """How many cards, and the name of the Wi-Fi that is printed on them and stands on the wall."""

    many = IntegerField(validators=[Optional()])
    seen = IntegerField(validators=[Optional()])
    wifi = StringField(filters=[one_line], validators=[at_most(40)])


def _within(field: Field, low: int, high: int) -> None:
    if field.data is None or not low <= field.data <= high:
        field.errors = []
        raise ValidationError(_("Write a whole number from %(low)s to %(high)s.", low=low, high=high))
