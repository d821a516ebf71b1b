"""The form that chooses weights and the top, to look at or to keep; and the one that unlocks."""

from typing import cast

from flask_babel import gettext as _
from wtforms import Field, Form, StringField, TextAreaField

from app.core.weights import CRITERIA, Method, Weights, ranked, swung
from app.core.weights_problems import WeightsProblem
from app.web import errors
from app.web.forms_fields import at_most, needed, one_line, several_lines

PLACES = tuple(f"place_{number}" for number in range(1, CRITERIA + 1))
POINTS = tuple(f"points_{number}" for number in range(1, CRITERIA + 1))
LONGEST = 20  # characters of a number
NO_NUMBER = -1.0


class WeightsForm(Form):
    """How weights are chosen: equal, by places, or by points; and how many count as the top."""

    method = StringField()
    top = StringField(filters=[one_line])
    place_1, place_2, place_3, place_4, place_5 = (StringField(filters=[one_line]) for _each in PLACES)
    points_1, points_2, points_3, points_4, points_5 = (StringField(filters=[one_line]) for _each in POINTS)

    refused = ""  #: why no weights can be made of it, in a sentence

    def chosen(self) -> Weights | None:
        """Return the weights asked for; None where none were, or where they are refused and `refused` says why."""
        try:
            return self._made() if self.method.data else None
        except WeightsProblem as problem:
            self.refused = errors.say(problem)
            return None

    def first(self, most: int) -> int | None:
        """Return how many count as the top; None where nothing was asked, or where it is refused beside the field."""
        if not self.top.data:
            return None
        number = _number(self.top.data)
        if number is not None and number in range(1, most + 1):
            return int(number)
        self.top.errors = [_("Write a whole number from 1 to %(most)s.", most=most)]
        return None

    def fill(self, weights: Weights) -> None:
        """Show weights in the form."""
        self.method.data = weights.method
        for field, given in zip(self._fields_of(weights.method), weights.given, strict=False):
            field.data = f"{given:.10g}"

    def asked(self) -> dict[str, str]:
        """Return what was filled in, for the address of the same preview in another order."""
        return {name: field.data for name, field in self._fields.items() if field.data}

    def rows(self) -> list[tuple[Field, Field]]:
        """Return the place and the points of each criterion."""
        return [(self[place], self[points]) for place, points in zip(PLACES, POINTS, strict=True)]

    def _made(self) -> Weights:
        given = [_number(field.data) for field in self._fields_of(self.method.data or "")]
        if self.method.data == "ranking":
            return ranked([None if place is None else _whole(place) for place in given])
        return swung(given) if self.method.data == "swing" else Weights(cast(Method, self.method.data))

    def _fields_of(self, method: str) -> list[Field]:
        return [self[name] for name in {"ranking": PLACES, "swing": POINTS}.get(method, ())]


class UnlockForm(Form):
    """Why the weights are unlocked."""

    reason = TextAreaField(filters=[several_lines], validators=[needed, at_most(2_000)])


def _number(text: str | None) -> float | None:
    """Read what was typed: None for nothing, and for what is no number one that no weights can be made of."""
    if not text:
        return None
    try:
        return float(text[:LONGEST])
    except ValueError:
        return NO_NUMBER


def _whole(place: float) -> int:
    return int(place) if place in range(1, CRITERIA + 1) else 0
