"""Results as pages show them: a class never without its counts, and nothing finer than a small panel allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import get_translations
from flask_babel import gettext as _

from app.core.catalogue import N_, Say
from app.core.classes import Class
from app.core.confirmation import movement
from app.core.instrument import Instrument
from app.core.protocol import Protocol
from app.core.report_rounds import ReportComment
from app.core.wordings import (
    HEADINGS,
    Reader,
    class_in_words,
    class_sentence,
    flag_in_words,
    is_inherited,
    reason_in_words,
)
from app.services.disclosed import Together
from app.services.results import Result
from app.services.statement_views import Judged
from app.web.bars import Bars, bars

MOVED = MappingProxyType(
    {1: N_("The team raised what the rule suggests."), -1: N_("The team lowered what the rule suggests.")}
)


@dataclass(frozen=True, slots=True)
class Comment:
    """An approved comment and the part it speaks to, in words; `lang` is "" where it may not be told."""

    text: str
    lang: str
    about: str
    seen: bool
    english: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement's result in words."""

    result: Result
    suggested: str
    stands: str
    sentence: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    moved: str
    comments: tuple[Comment, ...]
    asked: Instrument

    @property
    def bars(self) -> tuple[Bars, ...]:
        """The bars of both questions, where it was asked."""
        return bars_together(self.result.together, self.asked) if self.result.confirmation.was_shown else ()


def shown(result: Result, protocol: Protocol, asked: Instrument, comments: Sequence[ReportComment] = ()) -> Shown:
    """Put a result into words, those of what was asked among them."""
    reader, confirmation = reader_of(result, asked), result.confirmation
    return Shown(
        result=result,
        suggested=class_in_words(confirmation, confirmation.suggested, reader),
        stands=class_in_words(confirmation, result.stands, reader),
        # Nobody on a panel said anything of a text that only inherits.
        sentence="" if is_inherited(confirmation) else class_sentence(result.stands, reader),
        reasons=tuple(reason_in_words(code, confirmation, protocol, reader) for code in confirmation.reasons),
        flags=tuple(flag_in_words(code, confirmation, reader) for code in confirmation.flags),
        moved=_moved(result),
        comments=tuple(_comment(each, reader) for each in comments),
        asked=asked,
    )


@dataclass(frozen=True, slots=True)
class JudgedShown:
    """Another text of a statement, or its text by another rule, in words."""

    number: int
    wording: str
    stands: str
    bars: tuple[Bars, ...]


def judged_shown(judged: Judged, result: Result, asked: Instrument) -> JudgedShown:
    """Put another judgement of a statement into words."""
    words = class_in_words(judged.confirmation, judged.confirmation.suggested, reader_of(result, asked))
    return JudgedShown(judged.number, judged.wording, words, bars_together(judged.together, asked))


def reader_of(result: Result, asked: Instrument) -> Reader:
    """Return who reads: the language of the page, and what the parts of this statement are called."""
    return Reader(say_here(), {part.position: asked.parts[part.kind] for part in result.line.parts})


def say_here() -> Say:
    """Return what turns a text into the language of this page: `_` looks that up anew for each of hundreds of texts."""
    return get_translations().gettext


def classes() -> Mapping[Class, str]:
    """Return the classes a verdict can choose from, in the words of a reader."""
    return {each: _(heading) for each, heading in HEADINGS.items()}


def two_decimals(number: float | None) -> str:
    """Write a grade or a score without its leading zero, ".78"; what was not assessed says so."""
    return str(_("not assessed")) if number is None else f"{number:.2f}".removeprefix("0")


def why_open(result: Result) -> str:
    """Say why a statement has no grade for criterion 4: the reasons are different findings."""
    confirmation = result.confirmation
    if confirmation.held_back:
        return str(_("held back: one panel is too small"))
    if not confirmation.was_shown:
        return str(_("not assessed: not shown"))
    if confirmation.nobody_answered:
        return str(_("not assessed: nobody answered"))
    if confirmation.could_not_judge:
        return str(_("not assessed: most could not judge it"))
    return str(_("not assessed: too few answers"))


def bars_together(counts: Together, asked: Instrument) -> tuple[Bars, ...]:
    """Return the bars of both questions."""
    both = (asked.plausibility, counts.plausibility), (asked.relevance, counts.relevance)
    return tuple(bars(question, {"detail": each.detail, "n": each.n, "values": each.values}) for question, each in both)


def _moved(result: Result) -> str:
    moved = movement(result.confirmation, result.verdict)
    return _(MOVED[moved]) if moved else ""


def _comment(comment: ReportComment, reader: Reader) -> Comment:
    about = reader.part(comment.part) if comment.part else ""
    return Comment(comment.text, comment.lang, about, comment.seen, comment.english.text if comment.english else "")
