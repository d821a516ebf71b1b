"""Classes, reasons and flags in the words of people who do not read method sections.

A class never stands without its counts. Every function takes `say`, which turns a text into the reader's language
before its gaps are filled; left out, it stays English.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.catalogue import N_
from app.core.circumstances import NOBODY
from app.core.classes import Class, Reason
from app.core.confirmation import Confirmation
from app.core.flag_words import flag_in_words
from app.core.protocol import Protocol
from app.core.reader import ENGLISH_READER, Reader, facts

__all__ = [
    "ENGLISH_READER",
    "Confirmation",
    "Reader",
    "class_in_words",
    "class_sentence",
    "flag_in_words",
    "reason_in_words",
]

HEADINGS = MappingProxyType(
    {
        Class.CONFIRMED: N_("Confirmed"),
        Class.NEEDS_CHANGE: N_("Confirmed only if changed"),
        Class.CONTESTED: N_("The panel is divided"),
        Class.NOT_CONFIRMED: N_("Not confirmed"),
        Class.INSUFFICIENT_DATA: N_("Too few answers"),
    }
)
COUNTS = N_("%(heading)s (%(yes)d of %(n)d yes, %(no)d no)")
INHERITED_FROM = N_("%(heading)s (inherited from %(judged)d of %(parents)d)")
NOT_SHOWN = N_("Not shown")
NOBODY_ANSWERED = N_("Shown, nobody answered")
OUTSIDE = N_("Most said it is outside their experience (%(abstained)d of %(answered)d)")
COULD_NOT_JUDGE = N_("Most could not judge it (%(abstained)d of %(answered)d)")
HELD_BACK = N_("%(heading)s (%(n)d ratings; with more said here, a small panel could be worked out)")
TOO_FEW = N_("Too few answers (%(rated)d of %(present)d judged it)")

SENTENCES = MappingProxyType(
    {
        Class.CONFIRMED: N_("Most of the panel say it happens this way, and it matters for their work."),
        Class.NEEDS_CHANGE: N_(
            "Not as it stands. With those who said “right if changed” there would be enough. "
            "The changed sentence has not been judged."
        ),
        Class.CONTESTED: N_(
            "Many say yes and many say no, or two groups or places see it in opposite ways. "
            "This is a finding, not a failure."
        ),
        Class.NOT_CONFIRMED: N_("There is not enough yes for this sentence as it stands."),
        Class.INSUFFICIENT_DATA: N_("This says nothing for or against."),
    }
)

REASONS: Mapping[str, str] = MappingProxyType(
    {
        Reason.NOT_SHOWN: N_("It was not shown to a panel."),
        Reason.TOO_FEW: N_("%(rated)d judged it; at least %(needed)d are needed."),
        Reason.LOW_RESPONSE: N_("Too few of the %(present)d people present answered."),
        Reason.MANY_ABSTAINED: N_("Too many of those who answered could not judge it."),
        Reason.DISAGREEMENT: N_("Many say yes and many say no."),
        Reason.GROUPS_OPPOSED: N_("Two groups see it in opposite ways."),
        Reason.SITES_OPPOSED: N_("Two places see it in opposite ways."),
        Reason.REJECTED: N_("Most say it does not happen this way."),
        Reason.MIXED: N_("The middle answer is “sometimes”: it depends, or views vary."),
        Reason.NEAR_MISS: N_("More yes than no, but not enough."),
        Reason.NOT_RELEVANT: N_("It may happen this way, but it matters little here."),
        Reason.CHANGES_DIFFER: N_("Some would say yes after a change, but not of the same part."),
    }
)
PART_TO_CHANGE = N_("At least %(people)d people would change “%(part)s”.")


def class_in_words(confirmation: Confirmation, stands: Class | None = None, reader: Reader = ENGLISH_READER) -> str:
    """Return a class with its counts, "Confirmed (9 of 11 yes, 1 no)". `stands` is the team's verdict, if any."""
    stands = stands or confirmation.suggested
    if confirmation.held_back:
        return reader.say(HELD_BACK) % {"heading": reader.say(HEADINGS[stands]), **facts(confirmation)}
    if stands is Class.INSUFFICIENT_DATA:
        return reader.say(_too_little(confirmation)) % facts(confirmation)
    if is_inherited(confirmation):
        return reader.say(INHERITED_FROM) % {"heading": reader.say(HEADINGS[stands]), **_behind(confirmation)}
    return reader.say(COUNTS) % {"heading": reader.say(HEADINGS[stands]), **facts(confirmation)}


def is_inherited(confirmation: Confirmation) -> bool:
    """Say whether what stands comes from other sentences: its own text was judged by nobody, or by too few."""
    return confirmation.circumstances.inherited is not None and confirmation.support is None


def _behind(confirmation: Confirmation) -> dict[str, int]:
    judged, parents = confirmation.circumstances.inherited or NOBODY
    return {"judged": judged, "parents": parents}


def class_sentence(stands: Class, reader: Reader = ENGLISH_READER) -> str:
    """Return what a class means, in a sentence or three."""
    return reader.say(SENTENCES[stands])


def reason_in_words(code: str, confirmation: Confirmation, protocol: Protocol, reader: Reader = ENGLISH_READER) -> str:
    """Return a reason as a sentence."""
    if code.startswith("part:"):
        return reader.say(PART_TO_CHANGE) % {"part": reader.part(_position(code)), "people": protocol.changed_people}
    return reader.say(REASONS[code]) % (facts(confirmation) | {"needed": protocol.min_ratings})


def _too_little(confirmation: Confirmation) -> str:
    if not confirmation.was_shown:
        return NOT_SHOWN
    if confirmation.nobody_answered:
        return NOBODY_ANSWERED
    if not confirmation.could_not_judge:
        return TOO_FEW
    return OUTSIDE if 2 * confirmation.outside > confirmation.abstained else COULD_NOT_JUDGE


def _position(code: str) -> int:
    return int(code.partition(":")[2])
