"""The working behind a suggested class, line by line: every rule with the numbers it looked at."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.core.agreement import tolerance
from app.core.classes import Class, Reason
from app.core.confirmation import Confirmation
from app.core.protocol import Protocol
from app.core.scales import Third


def working(confirmation: Confirmation, protocol: Protocol, *, abstained: int | None) -> list[str]:
    """Return the lines for a statement. Numbers are thirds of the panel, never single answers; `abstained` if shown."""
    if not confirmation.was_shown:
        return [_("It was not shown to a panel, so there is nothing to work out.")]
    enough = [*_enough(confirmation, protocol, abstained)]
    if confirmation.held_back:
        return [*enough, _unsaid()]
    if confirmation.suggested is Class.INSUFFICIENT_DATA:
        return enough
    # The first class that fits is taken, so after "divided" no other rule was looked at.
    if confirmation.suggested is Class.CONTESTED:
        return [*enough, *_divided(confirmation), *_score(confirmation)]
    return [
        *enough,
        *_divided(confirmation),
        *_middle(confirmation, protocol),
        *_relevance(confirmation, protocol),
        *_if_changed(confirmation, protocol),
        *_score(confirmation),
    ]


def _enough(confirmation: Confirmation, protocol: Protocol, abstained: int | None) -> Iterator[str]:
    facts = {
        "happens": confirmation.n_plausibility,
        "matters": confirmation.n_relevance,
        "abstained": abstained,
        "present": confirmation.present,
        "needed": protocol.min_ratings,
    }
    if abstained is None:
        yield _(
            "Present %(present)s: %(happens)s said whether it happens, %(matters)s how much it matters.",
            **facts,
        )
    else:
        yield _(
            "Present %(present)s: %(happens)s said whether it happens, %(matters)s how much it matters, "
            "%(abstained)s could not judge it.",
            **facts,
        )
    if confirmation.suggested is Class.INSUFFICIENT_DATA:
        yield _(
            "Needed are %(needed)s ratings of each, answers from enough of those present, and not too many who could "
            "not judge it. That is not so, and there is no score.",
            **facts,
        )
    else:
        yield _("That is enough to judge by: %(needed)s ratings of each are needed.", **facts)


def _unsaid() -> str:
    return str(
        _(
            "The rule was used on all answers together. The other numbers are not shown: one panel is so small that "
            "its answers could be worked out from them."
        )
    )


def _divided(confirmation: Confirmation) -> Iterator[str]:
    facts = {"k": tolerance(confirmation.n_plausibility), "yes": confirmation.yes, "no": confirmation.no}
    if min(confirmation.yes, confirmation.no) >= facts["k"]:
        yield _("%(no)s no and %(yes)s yes; %(k)s or more at each end are divided; so the panel is divided.", **facts)
    else:
        yield _("%(no)s no and %(yes)s yes; %(k)s or more at each end would be divided; so not divided.", **facts)
    if Reason.DISAGREEMENT in confirmation.reasons and min(confirmation.yes, confirmation.no) < facts["k"]:
        yield _("In how much it matters, many are at each end, which also counts as divided.")
    if Reason.GROUPS_OPPOSED in confirmation.reasons:
        yield _("Two groups see it in opposite ways, which also counts as divided.")
    if Reason.SITES_OPPOSED in confirmation.reasons:
        yield _("Two places see it in opposite ways, which also counts as divided.")


def _middle(confirmation: Confirmation, protocol: Protocol) -> Iterator[str]:
    if confirmation.median_plausibility is None:
        return
    third = protocol.of_scale.third(confirmation.median_plausibility)
    yield {
        Third.TOP: _("The middle answer says yes."),
        Third.MIDDLE: _("The middle answer lies between yes and no, so it cannot be confirmed."),
        Third.BOTTOM: _("The middle answer says no, so it cannot be confirmed."),
    }[third]
    if third is Third.TOP:
        yield from _agreement(confirmation, protocol)


def _agreement(confirmation: Confirmation, protocol: Protocol) -> Iterator[str]:
    n, outside = confirmation.n_plausibility, confirmation.between + confirmation.no
    facts = {"top": confirmation.yes, "n": n, "no": confirmation.no, "outside": outside, "most": tolerance(n) - 1}
    if protocol.rule != "rand-ucla":
        yield _share(protocol) % facts
    elif outside <= tolerance(n) - 1:
        yield _("%(top)s of %(n)s in the top third; at most %(most)s may be outside; so agreement.", **facts)
    else:
        yield _("%(top)s of %(n)s in the top third; at most %(most)s may be outside; so no agreement.", **facts)


def _share(protocol: Protocol) -> str:
    if protocol.rule == "comet-70-15":
        return str(
            _("%(top)s of %(n)s in the top third, %(no)s in the bottom third; needed are 70 %% and less than 15 %%.")
        )
    return str(
        {
            "percent-70": _("%(top)s of %(n)s in the top third; needed are 70 %%."),
            "percent-75": _("%(top)s of %(n)s in the top third; needed are 75 %%."),
            "percent-80": _("%(top)s of %(n)s in the top third; needed are 80 %%."),
        }[protocol.rule]
    )


def _relevance(confirmation: Confirmation, protocol: Protocol) -> Iterator[str]:
    if "relevance" not in protocol.required or confirmation.median_relevance is None:
        return
    if protocol.of_scale.third(confirmation.median_relevance) is Third.BOTTOM:
        yield _("For most, it matters little in their work, so it is not confirmed here.")
    else:
        yield _("It matters for their work: the middle answer there is not at the bottom.")


def _if_changed(confirmation: Confirmation, protocol: Protocol) -> Iterator[str]:
    if confirmation.suggested is Class.NEEDS_CHANGE:
        yield _(
            "If those who said “right if changed” said yes, it would be enough, and at least %(people)s of them name "
            "the same part.",
            people=protocol.changed_people,
        )
    elif Reason.CHANGES_DIFFER in confirmation.reasons:
        yield _("If those who said “right if changed” said yes, it would be enough; but they name different parts.")


def _score(confirmation: Confirmation) -> Iterator[str]:
    if confirmation.support is None:
        return
    names = ("yes_share", "score", "low", "high")
    facts = {name: f"{getattr(confirmation, name):.2f}".removeprefix("0") for name in names}
    yield _(
        "The share of yes is %(yes_share)s, in between counting half. Moved towards one half because few said it, that "
        "is a score of %(score)s, with an interval from %(low)s to %(high)s.",
        **facts,
    )
