"""Flags in the words of people who do not read method sections. Names stand only where the views give them."""

from collections.abc import Mapping
from types import MappingProxyType

from app.core import flags
from app.core.catalogue import N_
from app.core.circumstances import NOBODY, OutOf
from app.core.classes import Class
from app.core.confirmation import Confirmation
from app.core.reader import ENGLISH_READER, Reader, facts
from app.core.scales import Third

FLAGS: Mapping[str, str] = MappingProxyType(
    {
        flags.SMALL_PANEL: N_("Only %(rated)d people could judge this. Read it as a sign, not as a measurement."),
        flags.ONE_ANSWER_DECIDES: N_("If one person had not answered, the result would be different."),
        flags.PART_QUESTIONED: N_("%(objections)d of %(n)d object to “%(part)s”."),
        flags.GROUP_MISSING: N_("Fewer than %(smallest)d people answered from a group that was to be heard."),
        flags.GROUPS_DIFFER: N_("Groups differ; too few people to say which."),
        flags.PLACES_DIFFER: N_("Places do not agree; too few people to say which."),
        flags.MOVED: N_("%(moved)d of %(pairs)d changed their answer between before and after the talk."),
        flags.FIRST_KEPT: N_("%(carried)d people answered only before the talk; that answer counts."),
        flags.SEEN_EARLY: N_("Answers were on the wall before this was closed. Later ones may have followed."),
        flags.REOPENED: N_("This was opened again after it had been closed, so answers could still change."),
        flags.UNCHECKED: N_("Some read a translation nobody had checked, or the English."),
        flags.RULES_CHANGED: N_("The rule was changed after the first answer; both results are shown."),
        flags.INHERITED: N_(
            "Nobody judged this sentence. It comes from %(parents)d sentences, %(judged)d of which were judged."
        ),
    }
)
SOME_OBJECT = N_("Some object to “%(part)s”.")
CONFIRMED_BUT = N_("Confirmed, but %(objections)d of %(n)d object to “%(part)s”.")
GROUP_ABSENT = N_("Fewer than %(smallest)d of “%(group)s” answered.")
APART = MappingProxyType(
    {
        Third.BOTTOM: N_("“%(group)s” mostly said no while the panel said yes."),
        Third.MIDDLE: N_("The middle answer of “%(group)s” is “sometimes” while the panel said yes."),
    }
)
PLACES = N_("%(places)s do not agree; see the counts for each.")
ONE_FIRST_KEPT = N_("One person answered only before the talk; that answer counts.")
UNCHECKED_COUNTED = N_("%(unchecked)d of %(readers)d read a translation nobody had checked, or the English.")


def flag_in_words(code: str, confirmation: Confirmation, reader: Reader = ENGLISH_READER) -> str:
    """Return a flag as a sentence, or as one for each group it speaks of."""
    views = confirmation.views
    if code == flags.GROUP_DIFFERS:
        return " ".join(reader.say(APART[third]) % {"group": group} for group, third in views.apart)
    if code == flags.GROUP_MISSING and views.missing:
        each = ({"smallest": views.smallest, "group": group} for group in views.missing)
        return " ".join(reader.say(GROUP_ABSENT) % known for known in each)
    return reader.say(_text(code, confirmation)) % _known(code, confirmation, reader)


def _text(code: str, confirmation: Confirmation) -> str:
    """Choose the text of a flag: the one that says most among those that may be said and are true."""
    if confirmation.held_back and code.startswith(flags.PART_QUESTIONED):
        return SOME_OBJECT
    others = {
        flags.PART_QUESTIONED: (confirmation.suggested is Class.CONFIRMED, CONFIRMED_BUT),
        flags.PLACES_DIFFER: (bool(confirmation.views.places), PLACES),
        flags.FIRST_KEPT: (confirmation.circumstances.carried == 1, ONE_FIRST_KEPT),
        flags.UNCHECKED: (
            _may_count(confirmation.circumstances.unchecked, confirmation.views.smallest),
            UNCHECKED_COUNTED,
        ),
    }
    flag = code.partition(":")[0]
    says_more, text = others.get(flag, (False, ""))
    return text if says_more else FLAGS[flag]


def _may_count(unchecked: OutOf | None, smallest: int) -> bool:
    """Readers of a translation are a cell, and so are all the others."""
    if unchecked is None:
        return False
    others = unchecked.all - unchecked.some
    return unchecked.some >= smallest and not 0 < others < smallest


def _known(code: str, confirmation: Confirmation, reader: Reader) -> dict[str, object]:
    circumstances, views = confirmation.circumstances, confirmation.views
    unchecked, inherited = circumstances.unchecked or NOBODY, circumstances.inherited or NOBODY
    return {
        **facts(confirmation),
        **_part(code, confirmation, reader),
        "smallest": views.smallest,
        "places": reader.listed(views.places or ("",)),
        "moved": confirmation.moved.some,
        "pairs": confirmation.moved.all,
        "carried": circumstances.carried,
        "unchecked": unchecked.some,
        "readers": unchecked.all,
        "judged": inherited.some,
        "parents": inherited.all,
    }


def _part(code: str, confirmation: Confirmation, reader: Reader) -> dict[str, object]:
    flag, _, position = code.partition(":")
    if flag != flags.PART_QUESTIONED:
        return {}
    return {"objections": dict(confirmation.objections)[int(position)], "part": reader.part(int(position))}
