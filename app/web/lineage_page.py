"""The lineage as pages show it: every configuration with how it ends, the condensed list, and every step in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from flask_babel import gettext as _

from app.core.catalogue import N_
from app.core.classes import Class
from app.core.inheritance import Condensed as Graded
from app.core.lineage import Act, Ending, Fate, Lineage, Step
from app.core.wordings import Reader, class_in_words
from app.core.workshops import StatementId
from app.services.condensed import Lists
from app.services.lineage import Taken
from app.services.results import Result
from app.services.reviews import StatementLine
from app.web.result_page import say_here, two_decimals

STEPS: Mapping[Act, str] = MappingProxyType(
    {
        "write": N_("%(names)s merged into the new text %(into)s"),
        "merge": N_("%(names)s merged into %(into)s"),
        "keep": N_("%(names)s kept"),
        "drop": N_("%(names)s dropped: %(reason)s"),
        "reopen": N_("%(names)s left open again"),
        "undo": N_("the step before was undone"),
    }
)
ENDINGS = MappingProxyType(
    {
        Fate.OPEN: N_("open"),
        Fate.KEPT: N_("kept"),
        Fate.MERGED: N_("merged into %(into)s"),
        Fate.DROPPED: N_("dropped: %(reason)s"),
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """A configuration, what stands for it, and how it ends; `into` is the text or configuration it was merged into."""

    line: StatementLine
    stands: str
    fate: Fate
    ending: str
    into: StatementId | None


@dataclass(frozen=True, slots=True)
class Family:
    """Rows of one family of the long list."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Condensed:
    """A statement of the condensed list: what stands for it, and the configurations behind it."""

    result: Result
    stands: str
    parents: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration among those that are merged or dropped together, and what stands for it."""

    line: StatementLine
    stands: str


@dataclass(frozen=True, slots=True)
class Descent:
    """Where a statement comes from and goes to, in words: its end, and the configurations behind it.

    `parents` leave out the statement itself; `ids` are all whose evidence it has. `working` says what it inherits.
    """

    ending: str
    into: StatementId | None
    parents: tuple[Configuration, ...]
    ids: tuple[StatementId, ...]
    working: tuple[str, ...]


def fates() -> dict[str, str]:
    """Return how configurations may end, for the links that show only some."""
    return {
        "": _("All"),
        Fate.OPEN: _("Open"),
        Fate.KEPT: _("Kept"),
        Fate.MERGED: _("Merged"),
        Fate.DROPPED: _("Dropped"),
    }


def rows_of(lists: Lists, lineage: Lineage, only: str = "") -> list[Row]:
    """Return the configurations in the sheet's order, or those that end in one way."""
    ids = {each.line.code: each.line.id for each in (*lists.long, *lists.written)}
    rows = (_row(each, lineage.ending(each.line.code), ids) for each in lists.long)
    return [row for row in rows if only in ("", row.fate)]


def united(together: Sequence[Configuration]) -> tuple[str, ...]:
    """Return the sources of all, each once."""
    return tuple(dict.fromkeys(source for each in together for source in each.line.sources))


def by_family(rows: Sequence[Row]) -> list[Family]:
    """Group rows by family, in the order in which families first stand in the list."""
    places: dict[tuple[str, str], int] = {}
    for row in rows:
        places.setdefault((row.line.section, row.line.family), len(places))
    ordered = sorted(rows, key=lambda row: places[row.line.section, row.line.family])
    grouped = groupby(ordered, key=lambda row: row.line.family or row.line.section or _("No family"))
    return [Family(name, tuple(each)) for name, each in grouped]


def condensed_of(lists: Lists) -> list[Condensed]:
    """Return the condensed list with what stands for each of its statements."""
    return [Condensed(each, stands_of(each), tuple(lists.parents[each.line.id])) for each in lists.condensed]


def stands_of(result: Result) -> str:
    """Return the class that stands, with its counts where they may be shown."""
    return class_in_words(result.confirmation, result.stands, Reader(say_here()))


def step_in_words(step: Step) -> str:
    """Say what was done in one step."""
    names = ", ".join(step.of)
    return str(_(STEPS[step.act], names=names, into=step.into, reason=step.reason))


def told(steps: Sequence[Taken]) -> list[tuple[Taken, str]]:
    """Return every step in words, the newest first; an undoing names what it took back."""
    return list(_told(steps))[::-1]


def _told(steps: Sequence[Taken]) -> Iterator[tuple[Taken, str]]:
    standing: list[Step] = []
    for each in steps:
        if each.step.act != "undo":
            standing.append(each.step)
            yield each, step_in_words(each.step)
        else:
            yield each, _("undone: %(step)s", step=step_in_words(standing.pop()))


def last_in_words(lineage: Lineage) -> str:
    """Say what undoing would take back; "" where there is nothing."""
    return step_in_words(lineage.steps[-1]) if lineage.steps else ""


def _row(result: Result, ending: Ending, ids: Mapping[str, StatementId]) -> Row:
    words = _(ENDINGS[ending.fate], into=ending.into, reason=ending.reason)
    return Row(result.line, stands_of(result), ending.fate, words, ids.get(ending.into))


def of_one(lists: Lists, lineage: Lineage, result: Result) -> Descent:
    """Return what the lineage says of one statement."""
    code, ids = result.line.code, {each.line.code: each.line.id for each in (*lists.long, *lists.written)}
    merged = lists.parents.get(result.line.id, ())
    others = tuple(each for each in merged if each.line.id != result.line.id)
    if code in lineage.configurations:
        ending = lineage.ending(code)
        says, into = _ending_sentence(ending), ids.get(ending.into)
    else:
        written = _("The team wrote this text for the condensed list.")
        says, into = (
            written if merged else _("This text was written for the condensed list; nothing is merged into it now."),
            None,
        )
    behind = (*(each.line.id for each in merged), result.line.id) if result.condensed else ()
    working = _inherited_working(result.condensed, merged) if result.condensed else ()
    return Descent(says, into, tuple(Configuration(each.line, stands_of(each)) for each in others), behind, working)


def _ending_sentence(ending: Ending) -> str:
    return str(
        {
            Fate.OPEN: _("Nobody has decided yet how it ends in the condensed list."),
            Fate.KEPT: _("It is kept in the condensed list as it is."),
            Fate.MERGED: _("It was merged into %(into)s.", into=ending.into),
            Fate.DROPPED: _("It is not in the condensed list: %(reason)s", reason=ending.reason),
        }[ending.fate]
    )


def _inherited_working(condensed: Graded, parents: Sequence[Result]) -> tuple[str, ...]:
    """Say line by line what a text inherits that no panel judged; nothing where its own ballots stand."""
    if not condensed.is_inherited:
        return ()
    found = condensed.inherited
    rule = {
        Class.CONTESTED: _("The panel is divided on at least one of them, so it is on this."),
        Class.CONFIRMED: _("All that were judged are confirmed, and at least half were judged."),
        Class.INSUFFICIENT_DATA: _("So there is nothing to inherit."),
    }.get(found.suggested, _("Not all that were judged are confirmed, or fewer than half of all were judged."))
    lines = [
        _("No panel judged this text, or too few people did: it takes what the configurations behind it have."),
        _("%(judged)s of %(of)s configurations behind it were judged.", judged=found.judged, of=found.of),
        rule,
    ]
    if any(each.confirmation.held_back for each in parents):
        lines.append(_("Its score is not shown: one panel behind it is so small that its answers could be worked out."))
    elif found.low is not None and found.high is not None:
        scores = {"low": two_decimals(found.low), "high": two_decimals(found.high)}
        lines.append(_("Its score is the lowest of theirs, %(low)s; the highest is %(high)s.", **scores))
    return tuple(lines)
