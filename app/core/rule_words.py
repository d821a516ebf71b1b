"""The rule in six lines, for people who do not read method sections."""

from types import MappingProxyType

from app.core.catalogue import N_, Say, english
from app.core.protocol import Protocol

ENOUGH = N_(
    "Enough answers: at least %(min_ratings)d ratings, an answer from at least %(answered)g %% of those present, and "
    "at most %(abstained)g %% of the answers “outside my experience” or “not clear”."
)
DIVIDED = N_(
    "Divided: about a third of the ratings or more say no and about a third or more say yes; or the middle answers "
    "of two groups or two places, with at least %(smallest_cell)d ratings each, lie at opposite ends."
)
CONFIRMED = MappingProxyType(
    {
        "rand-ucla": N_(
            "Confirmed: the middle answer is yes, and fewer than about a third of the ratings say otherwise."
        ),
        "percent-70": N_("Confirmed: at least 70 % of the ratings say yes."),
        "percent-75": N_("Confirmed: at least 75 % of the ratings say yes."),
        "percent-80": N_("Confirmed: at least 80 % of the ratings say yes."),
        "comet-70-15": N_("Confirmed: at least 70 % of the ratings say yes and fewer than 15 % say no."),
    }
)
AND_RELEVANT = N_("And the middle answer to how much it matters is not at the low end.")
IF_CHANGED = N_(
    "Confirmed only if changed: it would be enough if those who said “right if changed” said yes, and at least "
    "%(changed_people)d of them name the same part."
)
SCORE = N_("The score is the share of yes (in between counts half), moved towards one half the fewer people answered.")
PEOPLE_DECIDE = N_("The rule only suggests. Two named people of the review team decide after reading the comments.")


def rule_in_words(protocol: Protocol, say: Say = english) -> tuple[str, ...]:
    """Return the rule in six lines, for people. `say` translates each before its numbers are filled in."""
    confirmed = (
        [CONFIRMED[protocol.rule], AND_RELEVANT] if "relevance" in protocol.required else [CONFIRMED[protocol.rule]]
    )
    return (
        say(ENOUGH) % _numbers(protocol),
        say(DIVIDED) % _numbers(protocol),
        " ".join(map(say, confirmed)),
        say(IF_CHANGED) % _numbers(protocol),
        say(SCORE),
        say(PEOPLE_DECIDE),
    )


def _numbers(protocol: Protocol) -> dict[str, object]:
    return {
        "min_ratings": protocol.min_ratings,
        "answered": 100 * protocol.min_answered_share,
        "abstained": 100 * protocol.max_abstained_share,
        "smallest_cell": protocol.smallest_cell,
        "changed_people": protocol.changed_people,
    }
