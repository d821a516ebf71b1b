"""What no panel could be asked with: a missing word, one too long for its place, two that cannot be told apart."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.core.errors import WorkshopError
from app.core.instrument import QUESTIONS, Instrument, Question
from app.core.instrument_texts import fixed, texts_of
from app.core.notices import GAP, GAPS

Problems = dict[str, WorkshopError]
"""By the key of the text."""

LIMITS: Mapping[str, int] = MappingProxyType(
    {"full": 200, "page": 70, "short": 24, "third": 16, "part": 40, "hint": 60, "notice": 600, "": 60}
)
"""The most characters of a text, by what it is."""

# A phone of 320 px leaves 296 px for a row of answers. A letter takes about 7.3 px there, and 6.6 below a number; the
# edges of a button take 8, the space between two buttons 4; none is narrower than 44.
ROW, LETTER, SMALL_LETTER, EDGES, BETWEEN, NARROWEST = 296, 7.3, 6.6, 8, 4, 44
FIRST_ROW = 5  # of nine points; the others stand in a second row


class TextMissing(WorkshopError):
    """This is empty, and people could not be asked without it. Please write something here."""

    code = "text_missing"


class TextTooLong(WorkshopError):
    """This is {length} characters; at most {limit} fit on a phone. Please shorten it."""

    code = "text_too_long"


class RowTooLong(WorkshopError):
    """With “{label}” the answers do not fit in one row of a small phone. Please use shorter words."""

    code = "row_too_long"


class SameTwice(WorkshopError):
    """“{text}” stands here twice, so people could not tell the two apart."""

    code = "same_twice"


class GapMissing(WorkshopError):
    """This sentence needs {gap}: the plan of each workshop fills it in."""

    code = "gap_missing"


class GapUnknown(WorkshopError):
    """{gap} is nothing that a plan could fill in here. This sentence knows {gaps}."""

    code = "gap_unknown"


def problems_of(instrument: Instrument) -> Problems:
    """Say of each text that cannot be used why not; of several reasons the first."""
    found: Problems = {}
    for each in (_notice(instrument), _rows(instrument), _same(instrument), _lengths(instrument)):
        found |= each
    return found


def _lengths(instrument: Instrument) -> Problems:
    found: Problems = {}
    for key, text in texts_of(instrument).items():
        limit = _limit(key)
        if not text and not key.startswith("hint."):
            found[key] = TextMissing()
        elif len(text) > limit:
            found[key] = TextTooLong(length=len(text), limit=limit)
    return found


def _limit(key: str) -> int:
    names = key.split(".")
    return next((LIMITS[name] for name in (names[0], names[-1], *names[1:-1]) if name in LIMITS), LIMITS[""])


def _rows(instrument: Instrument) -> Problems:
    """The answers of a question stand in one row; numbers with their words below them in two."""
    found: Problems = {}
    for name in QUESTIONS:
        question: Question = getattr(instrument, name)
        points = range(1, len(question.labels) + 1)
        rows = (points[:FIRST_ROW], points[FIRST_ROW:]) if question.thirds else (points,)
        if not all(_fits(question, row) for row in rows):
            widest = max(points, key=lambda point: _width(question, point))
            third = list(question.thirds).index(question.means(widest)) + 1 if question.thirds else 0
            key = f"{name}.third.{third}" if third else f"{name}.{widest}.short"
            found[key] = RowTooLong(label=question.means(widest) or question.labels[widest - 1].short)
    return found


def _fits(question: Question, row: Sequence[int]) -> bool:
    return sum(_width(question, point) for point in row) + BETWEEN * (len(row) - 1) <= ROW


def _width(question: Question, point: int) -> float:
    """How many px a button needs: words go on the next line, so the longest word says it."""
    letter = SMALL_LETTER if question.thirds else LETTER
    words = question.means(point) or question.labels[point - 1].short
    return max(NARROWEST, EDGES + letter * max((sum(map(_is_wide, word)) for word in words.split()), default=0))


def _is_wide(character: str) -> bool:
    """Marks above and below a letter take no room of their own."""
    return unicodedata.category(character) not in {"Mn", "Me", "Cf"}


def _same(instrument: Instrument) -> Problems:
    texts, rows = texts_of(instrument), [[f"part.{kind}" for kind in instrument.parts]]
    for name in QUESTIONS:
        points = range(1, len(getattr(instrument, name).labels) + 1)
        rows += [[f"{name}.{point}.short" for point in points], [f"{name}.{point}.full" for point in points]]
        rows.append([key for key in texts if key.startswith(f"{name}.third.")])
    found: Problems = {}
    for keys in rows:
        for at, key in enumerate(keys):
            earlier = {texts[each].casefold() for each in keys[:at]}
            if texts[key] and texts[key].casefold() in earlier and key not in fixed(instrument):
                found[key] = SameTwice(text=texts[key])
    return found


def _notice(instrument: Instrument) -> Problems:
    found: Problems = {}
    for key, text in texts_of(instrument).items():
        known = GAPS.get(key.removeprefix("notice."), ()) if key.startswith("notice.") else ()
        used = GAP.findall(text)
        unknown = [name for name in used if name not in known] or re.findall(r"\[[^\]]*\]", text)
        missing = [name for name in known if name not in used and not _may_be_written_out(name, instrument)]
        if unknown and key.startswith("notice."):
            found[key] = GapUnknown(gap=_bracketed(unknown[0]), gaps=_listed(known))
        elif missing:
            found[key] = GapMissing(gap=_bracketed(missing[0]))
    return found


def _may_be_written_out(gap: str, instrument: Instrument) -> bool:
    """What a plan says the statements are about is said in English; other languages may put it in their own words."""
    return gap == "about" and instrument.language != "en"


def _bracketed(name: str) -> str:
    return name if name.startswith("[") else f"[{name}]"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_bracketed, names)) or "–"
