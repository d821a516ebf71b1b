"""What facilitators read of plans: what each is for, what it lets one conclude, and what an item is called."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.agenda import MOSTLY, Aim, Means, Pace, Sight, answers_each, minutes_for
from app.core.agenda_clock import Kind
from app.core.agenda_plans import Proposal


def kinds(*, meets: bool = True) -> dict[str, str]:
    """Return what the items of an afternoon are called; of a panel that never meets, its one item."""
    return {
        Kind.LINK: _("By link, before the day") if meets else _("By link, at one’s own pace"),
        Kind.WELCOME: _("Welcome, joining, practice"),
        Kind.ANSWERING: _("Answering, at one’s own pace"),
        Kind.PLENARY: _("One statement after the other, together"),
        Kind.BREAK: _("Break"),
        Kind.TALK: _("Talking first about what divides"),
        Kind.CLOSING: _("Closing"),
    }


def ahead() -> str:
    """Return what stands for the time of what is done before the day."""
    return _("before")


def aims() -> dict[str, str]:
    """Return what plans are for."""
    return {
        Aim.PLENARY: _("One by one, all together"),
        Aim.EVERYONE: _("Everyone judges the same"),
        Aim.CLASSES: _("A class for as many as fit"),
        Aim.ALL: _("All of them"),
        Aim.QUICK: _("Quickly, with more time to talk"),
        Aim.TALK: _("All of them, for a talk list"),
    }


def headline(plan: Proposal) -> str:
    """How many statements by how many people."""
    choice, means = plan.choice, plan.means
    statements = ngettext("%(num)s statement", "%(num)s statements", choice.statements)
    if choice.each >= means.people * means.workshops:
        return _("%(statements)s, by everyone", statements=statements)
    if means.workshops > 1:
        each = _("%(each)s people each in %(n)s workshops", each=choice.each, n=means.workshops)
        return f"{statements}, {each}"
    return f"{statements}, " + ngettext("%(num)s person each", "%(num)s people each", choice.each)


def ratings(plan: Proposal) -> str:
    """What is left after abstaining and skipping."""
    said = plan.conclusion
    return _(
        "%(mean)s of %(each)s after abstaining and skipping; five or more in %(share)s of 100 statements.",
        mean=f"{said.ratings:.1f}",
        each=plan.choice.each,
        share=round(100 * said.five),
    )


def classes(plan: Proposal) -> str:
    """Whether classes can come of it."""
    if not plan.gives_classes:
        return _("No classes from this plan; tonight’s list is a talk list.")
    if plan.conclusion.five >= MOSTLY:
        return _("A class for nearly every statement.")
    return _("A class for some statements; many will have too few answers.")


def groups(plan: Proposal) -> str:
    """Whether groups can be compared."""
    return {
        Sight.MOSTLY: _("Groups can be compared."),
        Sight.AT_TIMES: _("Groups can be compared in some statements."),
        Sight.HIDDEN: _("Groups mostly stay hidden: too few people of one group judge the same statement."),
        Sight.ONLY_ONE: _("There is one group only."),
    }[plan.conclusion.groups]


def places(plan: Proposal) -> str:
    """Whether places can be compared."""
    return {
        Sight.MOSTLY: _("Places can be compared."),
        Sight.AT_TIMES: _("Places can be compared in some statements."),
        Sight.HIDDEN: _("Places cannot be compared: too few people of one place judge the same statement."),
        Sight.ONLY_ONE: _("One place only."),
    }[plan.conclusion.places]


def does_not_fit(plans: tuple[Proposal, ...], statements: int) -> str:
    """Why not all can be judged in the room, and what can be done; "" where there are answers enough."""
    means, found = plans[0].means, {plan.choice.aim: plan.choice for plan in plans}
    if answers_each(means, statements) >= 5 or Aim.CLASSES not in found:
        return ""
    needed = minutes_for(means, statements, means.people * means.workshops)
    said = _(
        "%(n)s statements need %(needed)s minutes of answering; you have %(minutes)s. With %(people)s people each "
        "would get %(answers)s answers; at least 5 are needed.",
        n=statements,
        needed=needed,
        minutes=means.minutes,
        people=means.people * means.workshops,
        answers=answers_each(means, statements),
    )
    return f"{said} {_way_out(found[Aim.CLASSES].statements, plans[0].choice.statements, plans[-1])}"


def _way_out(many: int, few: int, last: Proposal) -> str:
    if last.choice.by_link:
        return _(
            "Choose %(many)s or %(few)s statements, %(link)s minutes by link before the day, or a second workshop.",
            many=many,
            few=few,
            link=last.choice.by_link,
        )
    return _(
        "Choose %(many)s or %(few)s statements, allow a link before the day, or hold another workshop.",
        many=many,
        few=few,
    )


def seconds(means: Means) -> str:
    """The seconds a statement is planned with, and whether this review measured them."""
    pace = means.pace
    said = _(
        "Planned with %(own)s seconds for a statement at one’s own pace, %(plenary)s voted on together, "
        "%(talk)s with talk.",
        own=pace.self_paced,
        plenary=pace.plenary,
        talk=pace.with_talk,
    )
    return f"{said} {_('This is what the workshops of this review took.')}" if pace != Pace() else said


def clock(minutes: int | None) -> str:
    """A time of the day as it stands on the wall; "" for what has none."""
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"
