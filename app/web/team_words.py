"""What the review team reads for roles, states, parts and columns. Their keys are what is stored."""

from typing import cast

from flask import g
from flask_babel import gettext as _

from app.core.english import FIVE
from app.core.sheet_columns import NAMES


def roles() -> dict[str, str]:
    """Return the roles in a review."""
    return {
        "owner": _("owner"),
        "facilitator": _("facilitator"),
        "analyst": _("analyst"),
        "observer": _("observer"),
    }


def states() -> dict[str, str]:
    """Return the states of a workshop."""
    return {
        "draft": _("Draft"),
        "lobby": _("Doors are open"),
        "live": _("Running"),
        "paused": _("Paused"),
        "ended": _("Ended"),
    }


def polarities() -> dict[str, str]:
    """Return what a statement tells of."""
    return {"enabling": _("help"), "constraining": _("harm"), "mixed": _("both"), "none": "–"}


def part_labels() -> dict[str, str]:
    """Return the run-in labels of parts, as the panel reads them too."""
    if "part_labels" not in g:  # a page asks once for each of hundreds of statements
        g.part_labels = {kind: _(label) for kind, label in FIVE.parts.items()}
    return cast(dict[str, str], g.part_labels)


def kinds() -> dict[str | None, str]:
    """Return what is noted of a piece of evidence."""
    return {
        None: _("not assessed"),
        "data": _("data"),
        "theory": _("theory"),
        "thick": _("thick"),
        "thin": _("thin"),
        "supports": _("for it"),
        "contradicts": _("against it"),
    }


def criteria() -> tuple[str, ...]:
    """Return the five criteria in short, in their order."""
    return (_("Sources"), _("Data and theory"), _("Thick"), _("Confirmed"), _("Coherent"))


def sheet_fields() -> dict[str, str]:
    """Return what a column of a sheet can hold, "note" first."""
    named = {
        "id": _("the code of the statement"),
        "mechanism": _("a label for a group of statements (mechanism)"),
        "mechanism_text": _("the mechanism, as a part of the statement"),
        "mechanism_resource": _("the resource, as a part of the statement"),
        "mechanism_reasoning": _("the reasoning, as a part of the statement"),
        "context": _("the context, as a part of the statement"),
        "outcome": _("the outcome, as a part of the statement"),
        "intervention": _("the intervention, as a part of the statement"),
        "actor": _("the actor, as a part of the statement"),
        "wording": _("the whole statement in one sentence"),
        "polarity": _("polarity: enabling or constraining"),
        "sources": _("the sources"),
        "driven": _("data or theory driven"),
        "depth": _("thick or thin"),
        "coherence": _("coherence, 1 to 5"),
        "distress": _("hard to read: yes or no"),
        "title": _("a title"),
        "section": _("the section"),
        "family": _("the family"),
    }
    return {"note": _("a note, kept beside the statement"), **named, **{n: n for n in NAMES if n not in named}}
