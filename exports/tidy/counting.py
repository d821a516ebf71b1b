"""An archive of tables, counted again: its confirmations by the core, from the rows alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.checks import Check, check
from app.core.circumstances import Circumstances
from app.core.confirmation import Confirmation, Judgement, confirm
from app.core.flags import GROUP_MISSING, INHERITED, RULES_CHANGED, SEEN_EARLY, UNCHECKED
from app.core.two_askings import Pair
from exports.tidy.cells import EMPTY, MISSING, SUPPRESSED
from exports.tidy.checking import Row, Tables

UNSEEN = frozenset({SEEN_EARLY, UNCHECKED, RULES_CHANGED, INHERITED})
"""Flags of what stands in no table; docs/exports.md says why."""

CLOSE = 1e-8  # cells hold nine decimals
Ballots = dict[str, Row]


@dataclass(frozen=True, slots=True)
class ClosedRounds:
    """The closed rounds of one version in one workshop, with the ballots of each by panellist."""

    site: str
    rounds: Sequence[Row]
    cast: Sequence[Ballots]

    def last(self, *, carry: bool) -> Ballots:
        """The last ballot of each person; those of earlier askings are carried forward, or not."""
        found: Ballots = {}
        for ballots in self.cast if carry else self.cast[-1:]:
            found |= ballots
        return found

    def origin(self, who: str) -> int:
        """The asking her last own ballot is of, from 0; a carried row is a copy of an earlier one."""
        own = (at for at, ballots in enumerate(self.cast) if who in ballots and ballots[who]["carried"] == "0")
        return max(own, default=0)


def confirmations_agree(tables: Tables) -> Check:
    """Every row of the confirmations is what its ballots say by the rules that came along."""
    rows = tables.rows("confirmations")
    differences = (difference for row in rows for difference in _confirmation_differs(tables, row))
    return check(f"{len(rows)} confirmations follow from the ballots", differences)


def _confirmation_differs(tables: Tables, row: Row) -> Iterator[str]:
    found, unseen = recounted(tables, row["statement_id"], row["version"])
    said = _as_said(found) | {"flags": [flag for flag in found.flags if flag not in unseen]}
    table = dict(row) | {"flags": ";".join(f for f in row["flags"].split(";") if f not in unseen) or EMPTY}
    for column, value in said.items():
        if not same(table[column], value):
            yield f"{row['statement_id']}, {column}: the table says {table[column]}, the ballots say {cell(value)}"
            return


def recounted(tables: Tables, statement: str, version: str) -> tuple[Confirmation, frozenset[str]]:
    """The confirmation, and the flags the tables cannot show of it."""
    rules, asked = tables.rules, list(_asked(tables, statement, version))
    pools = [(each, each.last(carry=rules.carry_first_round)) for each in asked]
    judgements = [_judgement(ballot, each.site) for each, ballots in pools for ballot in ballots.values()]
    present = sum(max(int(each.rounds[-1]["present"]), len(ballots)) for each, ballots in pools)
    hidden = any(row["stakeholder_group"] == SUPPRESSED for _, ballots in pools for row in ballots.values())
    known = Circumstances(
        expected_groups=() if hidden else tuple(row["stakeholder_group"] for row in tables.rows("people")),
        askings=tuple(pair for each, ballots in pools for pair in _pairs(each, ballots, rules.smallest_cell)),
        carried=sum(row["carried"] == "1" for _, ballots in pools for row in ballots.values()),
        reopened=any(_reopened(each, ballots) for each, ballots in pools),
    )
    return confirm(judgements, present, rules, known), UNSEEN | ({GROUP_MISSING} if hidden else set())


def _asked(tables: Tables, statement: str, version: str) -> Iterator[ClosedRounds]:
    counts = [row for row in tables.rows("ballots") if row["late"] == "0" or tables.rules.late == "count"]
    every = sorted(tables.rows("rounds"), key=lambda row: int(row["number"]))
    for room in tables.rows("workshops"):
        key = (room["workshop_id"], statement, version)
        mine = [row for row in every if (row["workshop_id"], row["statement_id"], row["version"]) == key]
        closed = [row for row in mine if row["closed_at"] != MISSING]
        cast = [{b["panellist"]: b for b in counts if b["round_id"] == row["round_id"]} for row in closed]
        if closed:
            yield ClosedRounds("" if room["site"] == MISSING else room["site"], closed, cast)


def _pairs(asked: ClosedRounds, ballots: Ballots, smallest: int) -> list[Pair]:
    twice = [(asked.cast[0][who], row) for who, row in ballots.items() if who in asked.cast[0] and asked.origin(who)]
    both = [(_rating(before["plausibility"]), _rating(after["plausibility"])) for before, after in twice]
    pairs = [(before, after) for before, after in both if before is not None and after is not None]
    return pairs if len(pairs) >= smallest else []


def _reopened(asked: ClosedRounds, ballots: Ballots) -> bool:
    behind = {asked.origin(who) for who in ballots} | {len(asked.rounds) - 1}
    return any(int(asked.rounds[at]["reopened"]) for at in behind)


def _judgement(row: Row, site: str) -> Judgement:
    return Judgement(
        plausibility=_rating(row["plausibility"]),
        relevance=_rating(row["relevance"]),
        abstained=None if row["abstained"] == MISSING else row["abstained"],
        parts=_positions(row["parts"]),
        if_changed=_positions(row["if_changed"]),
        group="" if row["stakeholder_group"] in (SUPPRESSED, MISSING) else row["stakeholder_group"],
        site=site,
    )


def _as_said(found: Confirmation) -> dict[str, object]:
    columns = ("n_plausibility", "n_relevance", "present", "abstained", "median_plausibility", "median_relevance")
    numbers = ("yes_share", "n_eff", "score", "low", "high")
    cells = {name: getattr(found, name) for name in (*columns, *numbers)}
    return cells | {"computed_class": found.suggested.value, "reasons": list(found.reasons)}


def same(said: str, value: object) -> bool:
    """Whether a cell says this. Numbers to the decimals a cell holds, everything else as it is written."""
    if isinstance(value, float):
        found = number(said)
        return found is not None and abs(found - value) < CLOSE
    return said == cell(value)


def cell(value: object) -> str:
    """A value as a cell has it."""
    if isinstance(value, list):
        return ";".join(map(str, value)) or EMPTY
    return MISSING if value is None else str(value)


def number(cell: str) -> float | None:
    """The number in a cell; None where it is missing."""
    return None if cell == MISSING else float(cell)


def _rating(cell: str) -> int | None:
    return None if cell == MISSING else int(cell)


def _positions(cell: str) -> tuple[int, ...]:
    return () if cell == EMPTY else tuple(map(int, cell.split(";")))
