"""The form with which a workshop is planned, and how the groups are typed."""

from collections import Counter
from datetime import date, timedelta

from flask_babel import gettext as _
from wtforms import BooleanField, DateField, Field, Form, IntegerField, StringField, TextAreaField, ValidationError

from app.core.panels import Group
from app.web.forms_fields import at_most, needed, one_line, several_lines
from app.web.parts import now

SHORTEST, LONGEST = 10, 480  # minutes
MOST_EXPECTED = 500  # people of one group
MOST_GROUPS = 12


class PlanForm(Form):
    """A workshop's plan, but for the statements, which are ticked by family."""

    title = StringField(filters=[one_line], validators=[needed, at_most(80)])
    site = StringField(filters=[one_line], validators=[needed, at_most(80)])
    minutes = IntegerField()
    organisation = StringField(filters=[one_line], validators=[needed, at_most(120)])
    team = StringField(filters=[one_line], validators=[needed, at_most(200)])
    about = StringField(filters=[one_line], validators=[needed, at_most(200)])
    questions_to = StringField(filters=[one_line], validators=[needed, at_most(200)])
    ethics = StringField(filters=[one_line], validators=[at_most(200)])
    withdraw_until = DateField()
    groups = TextAreaField(filters=[several_lines], validators=[at_most(2_000)])
    help_name = StringField(filters=[one_line], validators=[at_most(120)])
    help_phone = StringField(filters=[one_line], validators=[at_most(60)])
    help_tried = BooleanField()
    pilot = BooleanField()

    def validate_minutes(self, field: Field) -> None:
        """Refuse what is no length of a workshop."""
        if field.data is None or not SHORTEST <= field.data <= LONGEST:
            field.errors = []
            raise ValidationError(
                _("Write a whole number of minutes, from %(low)s to %(high)s.", low=SHORTEST, high=LONGEST)
            )

    def validate_withdraw_until(self, field: Field) -> None:
        """Refuse no date, and one that is over."""
        if field.data is None:
            field.errors = []
            raise ValidationError(_("Choose the last day on which people can have their answers removed."))
        if field.data < now().date():
            raise ValidationError(_("This day is over already. Choose a later one."))

    def validate_groups(self, field: Field) -> None:
        """Refuse lines that cannot be read."""
        read_groups(field.data or "")


def read_groups(text: str) -> tuple[Group, ...]:
    """Read one group per line, "name, expected number". Raises ValidationError with the line and how to mend it."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    groups = tuple(_read_group(number, line) for number, line in lines)
    if len(groups) > MOST_GROUPS:
        raise ValidationError(_("At most %(limit)s groups fit on a phone's page.", limit=MOST_GROUPS))
    for name, times in Counter(group.name.casefold() for group in groups).items():
        if times > 1:
            raise ValidationError(_("The group %(name)s is here twice. Put both in one line.", name=name))
    return groups


def _read_group(number: int, line: str) -> Group:
    name, _comma, expected = line.rpartition(",")
    if not name.strip() or not expected.strip().isdecimal():
        raise ValidationError(
            _(
                'Line %(n)s: we read "%(line)s". Write a name, a comma and a number, such as "Nurses, 6".',
                n=number,
                line=line[:60],
            )
        )
    if not 1 <= int(expected.strip()[:6]) <= MOST_EXPECTED:
        raise ValidationError(
            _("Line %(n)s: write how many people you expect, from 1 to %(most)s.", n=number, most=MOST_EXPECTED)
        )
    return Group(name.strip()[:60], int(expected))


def write_groups(groups: tuple[Group, ...]) -> str:
    """Write groups as they are typed."""
    return "\n".join(f"{group.name}, {group.expected}" for group in groups)


def usual_last_day(today: date) -> date:
    """Return four weeks from today: long enough to think, short enough to write a report."""
    return today + timedelta(weeks=4)
