"""Generated statements: variants of real ones, to practise with a long list. Each says that it was generated.

A variant is its original in another setting: the same sources and polarity, other words in its situation. Variants of
one mechanism make a mechanism of their own, so that mechanisms stay as small as they were published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice

from app.core.statements import PartKind, SheetStatement, wording_of

MARK = "-G"  #: between an original's code and the number of its variant
TITLE = "Generated variant of {code}"
PLACES = (
    "in a small town",
    "in villages far from a clinic",
    "in a city ward where rents have risen",
    "on a tea estate",
    "in a resettlement colony",
    "in a coastal district after a storm",
    "near a factory with night shifts",
    "in a hill district in winter",
)
TIMES = ("", ", in the first year of the work", ", where the team has changed", ", with one worker for the whole block")
MOST = 1 + len(PLACES) * len(TIMES)  #: times as many statements as there are originals


def with_variants(statements: Sequence[SheetStatement], many: int) -> tuple[SheetStatement, ...]:
    """So many statements: these, and variants of them in turn. Always the same. Raises ValueError beyond MOST times."""
    if not len(statements) <= many <= MOST * len(statements):
        raise ValueError(f"{len(statements)} statements cannot become {many}")
    return (*statements, *islice(_variants(statements), many - len(statements)))


def original_of(code: str) -> str:
    """The code of the statement that this one is a variant of; its own for an original."""
    return code.partition(MARK)[0]


def _variants(statements: Sequence[SheetStatement]) -> Iterator[SheetStatement]:
    """Every original in the first setting, then in the second, and so on."""
    settings = (f"{place}{when}" for when in TIMES for place in PLACES)
    for number, setting in zip(count(1), settings, strict=False):
        yield from (_variant(statement, number, setting) for statement in statements)


def _variant(statement: SheetStatement, number: int, setting: str) -> SheetStatement:
    places = [place for place, part in enumerate(statement.parts) if part.kind is PartKind.CONTEXT] or [0]
    parts = tuple(
        replace(part, text=f"{part.text}, {setting}") if place == places[0] else part
        for place, part in enumerate(statement.parts)
    )
    return replace(
        statement,
        code=f"{statement.code}{MARK}{number}",
        mechanism=f"{statement.mechanism} (generated {number})" if statement.mechanism else "",
        title=TITLE.format(code=statement.code),
        parts=parts,
        wording=wording_of(parts) if parts else f"{statement.wording} ({setting})",
        coherence=None,
    )
