"""An archive of tables, weighed again: criteria, tiers and weights by the core, from the rows alone."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from app.core.checks import Check, check
from app.core.confirmation import Class, Verdict, settled
from app.core.criteria import (
    Criteria,
    Depth,
    Driven,
    EvidenceLink,
    Judged,
    Stance,
    assess,
    count_sources,
    opens_gate,
)
from app.core.flags import INHERITED
from app.core.protocol import Protocol
from app.core.tiers import tier_of
from app.core.weighting import weigh, weigh_range
from exports.tidy.cells import MISSING
from exports.tidy.checking import Row, Tables
from exports.tidy.counting import CLOSE, cell, number, recounted, same


def weightings_agree(tables: Tables) -> Check:
    """Criteria 1 to 4, tiers and weights are what evidence, confirmations and weights say."""
    evidence, results = _evidence(tables), _kept(tables)
    criteria, weightings = _by_id(tables, "criteria"), _by_id(tables, "weightings")
    most = _most_sources(evidence, criteria)
    weights = [float(row["weight"]) for row in tables.rows("weights")]

    def differences() -> Iterator[str]:
        for row in results:
            id = row["statement_id"]
            said = dict(criteria[id]) | dict(weightings[id])
            for column, value in _weighed(tables, row, evidence.get(id, []), said, most=most, weights=weights):
                if not same(said[column], value):
                    yield f"{id}, {column}: the table says {said[column]}, the rules say {cell(value)}"
                    break
        yield from _out_of_order(list(weightings.values()))

    return check(f"{len(results)} tiers and weights follow from the criteria", differences())


def _weighed(
    tables: Tables, row: Row, links: list[EvidenceLink], said: Row, *, most: int, weights: list[float]
) -> Iterator[tuple[str, object]]:
    found, _ = recounted(tables, row["statement_id"], row["version"])
    verdict = None if row["verdict"] == MISSING else Verdict(Class(row["verdict"]), row["verdict_reason"], ("a", "b"))
    judged = Judged(found, settled(found, verdict)) if verdict or found.was_shown else None
    # Criterion 5 is what it says: who rated what stays with the team.
    made = assess(links, (), judged, r_max=max(most, count_sources(links)), protocol=tables.rules)
    yield from (("c1", made.c1), ("c2", made.c2), ("c3", made.c3))
    if INHERITED not in row["flags"].split(";"):
        yield "c4", made.c4
        yield "tier", tier_of(_coherent(made, number(said["c5"]), tables.rules))
    graded = _graded(said)
    yield "weight", weigh(graded, weights)
    low, high = weigh_range(graded, weights)
    yield from (("weight_low", low), ("weight_high", high))


def _coherent(made: Criteria, grade: float | None, rules: Protocol) -> Criteria:
    if rules.criterion_5 == "breaks_ties":
        return made
    return replace(made, coherent=opens_gate(grade, rules))


def _graded(said: Row) -> Criteria:
    c1, c2, c3, c4, c5 = (number(said[f"c{at}"]) for at in range(1, 6))
    return Criteria(c1, c2, c3, c4, c5)


def _evidence(tables: Tables) -> dict[str, list[EvidenceLink]]:
    found: dict[str, list[EvidenceLink]] = {}
    for row in tables.rows("evidence"):
        driven = cast(Driven | None, None if row["driven"] == MISSING else row["driven"])
        depth = cast(Depth | None, None if row["depth"] == MISSING else row["depth"])
        link = EvidenceLink(row["source_id"], driven, depth, cast(Stance, row["stance"]))
        found.setdefault(row["statement_id"], []).append(link)
    return found


def _most_sources(evidence: Mapping[str, list[EvidenceLink]], criteria: Mapping[str, Row]) -> int:
    """The most sources of any statement of the whole list, read off criterion 1: the list may be longer than this."""
    for id, row in criteria.items():
        grade, r = number(row["c1"]), count_sources(evidence.get(id, []))
        if r and grade:
            return round(math.expm1(math.log1p(r) / grade))
    return 1


def _out_of_order(rows: Sequence[Row]) -> Iterator[str]:
    """Ranks are of the whole list, of which this may be a part: only their order is seen here."""
    with_rank = [row for row in rows if row["rank"] != MISSING]
    ranked = sorted((int(row["rank"]), -float(row["weight"]), row["statement_id"]) for row in with_rank)
    for (rank, weight, _), (next_rank, next_weight, id) in itertools.pairwise(ranked):
        if weight > next_weight + CLOSE or (rank == next_rank) != (abs(weight - next_weight) < CLOSE):
            yield f"{id}, rank: {next_rank} does not fit its weight"


def _kept(tables: Tables) -> list[Row]:
    """The confirmations of the versions that criteria and weights belong to."""
    kept = {(row["statement_id"], row["version"]) for row in tables.rows("statements") if row["kept"] == "1"}
    return [row for row in tables.rows("confirmations") if (row["statement_id"], row["version"]) in kept]


def _by_id(tables: Tables, table: str) -> dict[str, Row]:
    return {row["statement_id"]: row for row in tables.rows(table)}
