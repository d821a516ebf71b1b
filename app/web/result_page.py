"""Results as pages show them: a class never without its counts, and nothing finer than a small panel allows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from flask_babel import gettext as _

from app.core.classes import Class
from app.core.confirmation import Confirmation, movement
from app.core.disclosure import shown_abstained
from app.core.flags import PART_QUESTIONED
from app.core.instrument import ENGLISH
from app.core.protocol import Protocol
from app.core.wordings import (
    HEADINGS,
    Reader,
    class_in_words,
    class_sentence,
    flag_in_words,
    is_inherited,
    reason_in_words,
)
from app.services.disclosed import Together, together
from app.services.results import Result
from app.services.statement_pages import ApprovedComment
from app.services.statement_views import Judged
from app.web import team_words
from app.web.bars import Bars, bars


@dataclass(frozen=True, slots=True)
class Comment:
    """An approved comment and the part it speaks to, in words."""

    text: str
    about: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement's result in words."""

    result: Result
    together: Together
    suggested: str
    stands: str
    sentence: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    bars: tuple[Bars, ...]
    abstained: int | None
    moved: str
    comments: tuple[Comment, ...]


def shown(result: Result, protocol: Protocol, comments: Sequence[ApprovedComment] = ()) -> Shown:
    """Put a result into words."""
    reader, confirmation = reader_of(result), result.confirmation
    counts = together(result.pools, protocol)
    return Shown(
        result=result,
        together=counts,
        suggested=class_shown(confirmation, confirmation.suggested, counts, reader),
        stands=class_shown(confirmation, result.stands, counts, reader),
        # Nobody on a panel said anything of a text that only inherits.
        sentence="" if is_inherited(confirmation) else class_sentence(result.stands, reader),
        reasons=tuple(reason_in_words(code, confirmation, protocol, reader) for code in confirmation.reasons),
        flags=flags_shown(confirmation, counts, reader),
        bars=bars_together(counts) if confirmation.was_shown else (),
        abstained=shown_abstained(confirmation.n_plausibility, confirmation.abstained),
        moved=_moved(result),
        comments=tuple(_comment(each, reader) for each in comments),
    )


def class_shown(confirmation: Confirmation, stands: Class, counts: Together, reader: Reader) -> str:
    """Return a class with its counts, or with the reason why they are not shown."""
    if not counts.is_hidden:
        return class_in_words(confirmation, stands, reader)
    facts = {"heading": _(HEADINGS[stands]), "n": confirmation.n_plausibility}
    return str(_("%(heading)s (%(n)s ratings; with more said here, a small panel could be worked out)", **facts))


def flags_shown(confirmation: Confirmation, counts: Together, reader: Reader) -> tuple[str, ...]:
    """Return the flags as sentences, without numbers where these would give a small panel away."""
    if not counts.is_hidden:
        return tuple(flag_in_words(code, confirmation, reader) for code in confirmation.flags)
    return tuple(_uncounted(code, confirmation, reader) for code in confirmation.flags)


def _uncounted(code: str, confirmation: Confirmation, reader: Reader) -> str:
    flag, _colon, position = code.partition(":")
    if flag != PART_QUESTIONED:
        return flag_in_words(code, confirmation, reader)
    return str(_("Some object to “%(part)s”.", part=reader.part(int(position))))


@dataclass(frozen=True, slots=True)
class JudgedShown:
    """Another text of a statement, or its text by another rule, in words."""

    number: int
    wording: str
    stands: str
    bars: tuple[Bars, ...]


def judged_shown(judged: Judged, result: Result) -> JudgedShown:
    """Put another judgement of a statement into words."""
    found, counts = judged.confirmation, together(judged.pools, judged.protocol)
    words = class_shown(found, found.suggested, counts, reader_of(result))
    return JudgedShown(judged.number, judged.wording, words, bars_together(counts))


def reader_of(result: Result) -> Reader:
    """Return who reads: the language of the page, and what the parts of this statement are called."""
    labels = team_words.part_labels()
    return Reader(_, {part.position: labels[part.kind] for part in result.line.parts})


def classes() -> Mapping[Class, str]:
    """Return the classes a verdict can choose from, in the words of a reader."""
    return {each: _(heading) for each, heading in HEADINGS.items()}


def two_decimals(number: float | None) -> str:
    """Write a grade or a score without its leading zero, ".78"; what was not assessed says so."""
    return str(_("not assessed")) if number is None else f"{number:.2f}".removeprefix("0")


def bars_together(counts: Together) -> tuple[Bars, ...]:
    """Return the bars of both questions."""
    asked = (ENGLISH.plausibility, counts.plausibility), (ENGLISH.relevance, counts.relevance)
    return tuple(bars(question, asdict(each)) for question, each in asked)


def _moved(result: Result) -> str:
    return {
        1: _("The team raised what the rule suggests."),
        -1: _("The team lowered what the rule suggests."),
        0: "",
    }[movement(result.confirmation, result.verdict)]


def _comment(comment: ApprovedComment, reader: Reader) -> Comment:
    return Comment(comment.text, reader.part(comment.part) if comment.part else "", comment.seen)
