"""What the review team reads for the texts of an instrument, one by one, and for its languages."""

from flask_babel import gettext as _

from app.core.instrument_texts import BESIDE
from app.core.notices import SENTENCES


def languages() -> dict[str, str]:
    """Return the languages a panel can be asked in."""
    return {"en": _("English"), "hi": _("Hindi"), "mr": _("Marathi")}


def chapters() -> dict[str, str]:
    """Return the chapters of the form, by the first word of the keys they hold."""
    return {
        "plausibility": _("Plausibility"),
        "relevance": _("Relevance"),
        "beside": _("Beside the answers"),
        "part": _("The parts of a statement"),
        "notice": _("The notice before people agree"),
    }


def chapter_of(key: str) -> str:
    """Return the chapter a text belongs to."""
    first = key.partition(".")[0]
    return {"hint": "part", **dict.fromkeys(BESIDE, "beside")}.get(first, first)


def name_of(key: str) -> str:
    """Return what a text is called within its chapter."""
    first, _dot, rest = key.partition(".")
    if first in BESIDE:
        return _beside()[first]
    if first in {"part", "hint"}:
        return _of_part(first, rest)
    if first == "notice":
        return _notice()[rest]
    return _of_question(rest)


def full_name(field: str) -> str:
    """Return the name of a text in a list of changes, such as "en.part.context"."""
    language, _dot, key = field.partition(".")
    spoken = languages().get(language, language)
    if key == "status":
        return f"{spoken}: {_('How far these words have come')}"
    return f"{spoken}: {chapters()[chapter_of(key)]}: {name_of(key)}"


def _of_question(rest: str) -> str:
    number, _dot, which = rest.partition(".")
    if number == "full":
        return str(_("The question in full: first screen, paper, Word"))
    if number == "page":
        return str(_("The question on phone and wall"))
    if number == "third":
        return {
            "1": str(_("What the lowest three answers mean")),
            "2": str(_("What the three answers in the middle mean")),
            "3": str(_("What the highest three answers mean")),
        }[which]
    texts = {"short": _("Answer %(n)s on its button", n=number), "full": _("Answer %(n)s in full", n=number)}
    return str(texts[which])


def _of_part(first: str, kind: str) -> str:
    if first == "part":
        return str(_("Name of the part “%(kind)s”", kind=kind))
    return str(_("What belongs in it; may be empty"))


def _beside() -> dict[str, str]:
    return {
        "depends": _("After an answer in the middle"),
        "outside": _("The first way not to answer"),
        "unclear": _("The second way not to answer"),
        "which_part": _("Above the parts that do not fit"),
        "if_changed": _("Right if changed"),
    }


def _notice() -> dict[str, str]:
    names = (
        _("Heading"),
        _("Who asks, and how long it takes"),
        _("What the statements are about"),
        _("What we keep, in short"),
        _("What we keep"),
        _("Who sees it, in short"),
        _("Who sees it"),
        _("That somebody may guess"),
        _("What not to write"),
        _("Changing and removing"),
        _("Help today"),
        _("Questions; left out where the plan names nobody"),
        _("Ethics approval; left out where the plan names none"),
        _("The button to agree"),
        _("The button not to"),
    )
    return dict(zip(SENTENCES, names, strict=True))
