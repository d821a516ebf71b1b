"""Views: how groups and places see a statement, as far as the smallest cell lets anybody look.

A median is taken of no fewer people than the smallest cell. Names are given only where every group, or place, and
those who named none, are that many: with the whole panel known, the others would give a small one away.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.core.frequencies import Cells, Frequencies, FrequencyTable
from app.core.judgements import Judgement
from app.core.scales import Third


@dataclass(frozen=True, slots=True)
class Views:
    """Who sees it differently, and who is missing; names only where they may be given, in order of the alphabet.

    `apart` are groups whose median lies outside the top third, with that third, while the panel's is in it;
    `groups_differ` says that there are some and which may not be said. `places` are those whose medians lie in
    different thirds, `missing` the expected groups with fewer ratings than the smallest cell.
    """

    smallest: int = 0
    apart: tuple[tuple[str, Third], ...] = ()
    groups_differ: bool = False
    places: tuple[str, ...] = ()
    places_differ: bool = False
    missing: tuple[str, ...] = ()
    is_missing: bool = False


NO_VIEWS = Views()


def views_of(judgements: Sequence[Judgement], table: FrequencyTable, expected: Collection[str]) -> Views:
    """Return the views on plausibility, the question that decides."""
    panel, groups, sites = table.whole["plausibility"], table.groups["plausibility"], table.sites["plausibility"]
    apart = _apart(panel, groups)
    named = _may_name(panel, groups)
    thirds = {cell.third for cell in _large(sites).values()}
    missing = sorted(name for name in set(expected) if not _is_large(groups.of.get(name), groups.smallest))
    return Views(
        smallest=groups.smallest,
        apart=tuple(apart) if named else (),
        groups_differ=not named and (bool(apart) or _small_ones_differ(panel, groups)),
        places=tuple(sorted(_large(sites))) if len(thirds) > 1 and _may_name(panel, sites) else (),
        places_differ=len(thirds) > 1,
        missing=_absent(missing, judgements),
        is_missing=bool(missing),
    )


def _apart(panel: Frequencies, groups: Cells) -> list[tuple[str, Third]]:
    if not panel.n or panel.third is not Third.TOP:
        return []
    return [(name, cell.third) for name, cell in sorted(_large(groups).items()) if cell.third is not Third.TOP]


def _small_ones_differ(panel: Frequencies, groups: Cells) -> bool:
    """The groups too small to look at, taken together, are enough to look at and see it differently."""
    together = _together((cell for cell in groups.of.values() if cell.n < groups.smallest), panel)
    large_enough = together.n >= groups.smallest
    return large_enough and panel.third is Third.TOP and together.third is not Third.TOP


def _together(cells: Iterable[Frequencies], panel: Frequencies) -> Frequencies:
    nobody = (0,) * len(panel.counts)
    return Frequencies(tuple(map(sum, zip(nobody, *(cell.counts for cell in cells), strict=True))), panel.scale)


def _large(cells: Cells) -> dict[str, Frequencies]:
    return {name: cell for name, cell in cells.of.items() if cell.n >= cells.smallest}


def _is_large(cell: Frequencies | None, smallest: int) -> bool:
    return cell is not None and cell.n >= smallest


def _may_name(panel: Frequencies, cells: Cells) -> bool:
    without_name = panel.n - sum(cell.n for cell in cells.of.values())
    return len(_large(cells)) == len(cells.of) and not 0 < without_name < cells.smallest


def _absent(missing: Sequence[str], judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Keep the groups of which nobody is on the panel: there is nobody to be worked out."""
    there = {judgement.group for judgement in judgements}
    return () if "" in there else tuple(name for name in missing if name not in there)
