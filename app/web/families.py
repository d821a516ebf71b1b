"""A review's statements by section and family, in the sheet's order, as pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.services.reviews import StatementLine


@dataclass(frozen=True, slots=True)
class Family:
    """One family and its statements; the name is "" where the sheet has none."""

    name: str
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section and its families. `first` counts families through all sections, from 0."""

    name: str
    families: tuple[Family, ...]
    first: int


def by_section(statements: Iterable[StatementLine]) -> list[Section]:
    """Group statements. A family that comes back later in the sheet is one family all the same."""
    grouped: dict[str, dict[str, list[StatementLine]]] = {}
    for statement in statements:
        grouped.setdefault(statement.section, {}).setdefault(statement.family, []).append(statement)
    sections: list[Section] = []
    first = 0
    for name, families in grouped.items():
        sections.append(Section(name, tuple(Family(each, tuple(own)) for each, own in families.items()), first))
        first += len(families)
    return sections


def families_of(sections: Iterable[Section]) -> list[Family]:
    """All families in one row; their places are those that the boxes of a form name."""
    return [family for section in sections for family in section.families]
