"""What the review team reads for the fields of a protocol, their values and the rules with a name."""

from flask_babel import gettext as _

from app.core.catalogue import Phrase
from app.core.deviations import in_print
from app.core.instrument import Status
from app.web import instrument_words


def fields() -> dict[str, str]:
    """Return the name of every field."""
    return {
        "scale": _("Scale"),
        "required": _("Questions that must be met"),
        "rule": _("Rule of agreement"),
        "min_ratings": _("Ratings needed"),
        "min_answered_share": _("Share of those present who must have answered"),
        "max_abstained_share": _("Share of the answers that may be “outside my experience” or “not clear”"),
        "groups": _("What counts the same"),
        "weight_cap": _("Most that one rating can count"),
        "smallest_cell": _("Smallest group that is looked at"),
        "questioned_share": _("Share that questions a part"),
        "questioned_people": _("People who question a part"),
        "changed_people": _("People who would change the same part"),
        "small_panel": _("Small panel: fewer ratings than"),
        "moved_people": _("Moved after the talk: more people than"),
        "moved_share": _("Moved after the talk: a larger share than"),
        "late": _("Answers after closing"),
        "carry_first_round": _("Carry first answers forward"),
        "criterion_4": _("What criterion 4 takes"),
        "criterion_5": _("What coherence does"),
        "coherent_from": _("Mean rating from which a statement is coherent"),
        "coherence_apart": _("Points between two raters that are a matter for talk"),
        "several_sources": _("Sources that are several"),
        "thick_share": _("Share of the evidence that makes it thick"),
    }


def change_name(field: str) -> str:
    """Return the name of what was changed: a field, or a text of the instrument."""
    return fields().get(field) or instrument_words.full_name(field)


def rules() -> dict[str, str]:
    """Return the rules with a name."""
    return {
        "rand-ucla": _("RAND/UCLA"),
        "percent-70": _("70 % yes"),
        "percent-75": _("75 % yes"),
        "percent-80": _("80 % yes"),
        "comet-70-15": _("COMET 70/15"),
    }


def values() -> dict[str, str]:
    """Return the words for values that are no numbers."""
    return rules() | {
        "three": _("three points"),
        "five": _("five points"),
        "nine": _("nine points"),
        "plausibility": _("plausibility alone"),
        "plausibility, relevance": _("plausibility and relevance"),
        "equal_person": _("every person"),
        "equal_group": _("every group"),
        "leave_out": _("left out"),
        "count": _("counted"),
        "true": _("yes"),
        "false": _("no"),
        "score": _("the score"),
        "class": _("a value for each class"),
        "breaks_ties": _("orders the statements of a tier"),
        "gates": _("keeps statements out of a tier"),
    }


def value(what: object) -> str:
    """Return a value as people read it."""
    text = in_print(what)
    return values().get(text, text)


def sentence(text: str) -> str:
    """Return a reason or a source as people read it. What a person wrote may hold per cent signs: none is a gap."""
    return str(_(text)) if text else "–"


def allowed(words: Phrase) -> str:
    """Return what a field may be, as people read it."""
    return words.in_words(_)


def statuses() -> dict[Status, str]:
    """Return how far a wording has come."""
    return {
        Status.DRAFT: _("draft"),
        Status.BACK_CHECKED: _("translated back and checked"),
        Status.APPROVED: _("approved"),
    }
