"""L3: one state, one set of counts, whether counted here from the ballots or read from page, wall, tables or Word."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.faults.evidence import Evidence, Row

Place = tuple[str, str, str]  # a statement, its version, and which asking
Counts = tuple[int, ...]
POINTS = range(1, 6)  # the stages' protocol asks on five points; of these the lowest two are a no, the highest a yes
IN_WORDS = re.compile(r"(\d+) of (\d+) yes, (\d+) in between, (\d+) no")
NOTHING = ("", "NA", "none", None)


def counts_agree(evidence: Evidence) -> Iterator[str]:
    """L3. Compared is what was made while nothing moved; what was not made is not compared."""
    papers = evidence.papers
    rounds = {row["id"]: _place(row) for row in evidence.rounds}
    kept = [row for row in evidence.rounds if row["taken_back_at"] is None]
    closed = {row["id"] for row in kept if row["state"] in ("closed", "revealed")}
    if papers.desk:
        shown = [row for row in papers.desk["rounds"] if row["id"] == papers.desk["current"] and row["counts"]]
        yield from (f"the desk {says}" for row in shown for says in _page(evidence, row))
    if papers.screen and papers.screen["round"] and papers.screen["round"]["counts"]:
        yield from (f"the wall {says}" for says in _page(evidence, papers.screen["round"]))
    if papers.tidy:
        yield from _tables(evidence, {rounds[id] for id in closed})
    if papers.word:
        yield from _word(evidence, closed)


def ratings(evidence: Evidence, round: int, question: str = "plausibility") -> Counts:
    """How many ballots of a round rate each point."""
    given = Counter(row[question] for row in evidence.ballots if row["round_id"] == round)
    return tuple(given[point] for point in POINTS)


def _page(evidence: Evidence, row: Row) -> Iterator[str]:
    for question in ("plausibility", "relevance"):
        counted, shown = ratings(evidence, row["id"], question), row["counts"][question]
        finely = {"counts": counted, "thirds": _thirds(counted), "too_few": ()}[shown["detail"]]
        if (shown["n"], tuple(shown["values"])) != (sum(counted), finely):
            yield f"shows {shown} for the {question} of round {row['id']}, and its ballots are {counted}"


def _tables(evidence: Evidence, closed: set[Place]) -> Iterator[str]:
    papers, rounds = evidence.papers, {row["id"]: _place(row) for row in evidence.rounds}
    places = {row["round_id"]: (row["statement_id"], row["version"], row["number"]) for row in papers.table("rounds")}
    told: dict[Place, Counter[Any]] = defaultdict(Counter)
    for row in papers.table("ballots"):
        if row["late"] == row["carried"] == "0":
            told[places[row["round_id"]]][_values(row)] += 1
    kept: dict[Place, Counter[Any]] = defaultdict(Counter)
    for row in evidence.ballots:
        kept[rounds[row["round_id"]]][_values(row)] += 1
    for place in sorted(closed):
        if told[place] != kept[place]:
            yield f"the tables hold {told[place].total()} ballots for {place}, other ones than the {kept[place].total()} kept"
    yield from _confirmations(evidence, closed)


def _confirmations(evidence: Evidence, closed: set[Place]) -> Iterator[str]:
    """What was judged, for statements that were asked once: of two askings the method makes one."""
    asked = Counter(place[:2] for place in map(_place, evidence.rounds))
    ids = {_place(row): row["id"] for row in evidence.rounds}
    for row in evidence.papers.table("confirmations"):
        key = row["statement_id"], row["version"]
        if asked[key] != 1 or (*key, "1") not in closed:
            continue
        found = [sum(ratings(evidence, ids[*key, "1"], question)) for question in ("plausibility", "relevance")]
        if [int(row["n_plausibility"]), int(row["n_relevance"])] != found:
            yield f"the confirmation of {key} counts {row['n_plausibility']} and {row['n_relevance']}; ballots: {found}"


def _word(evidence: Evidence, closed: set[int]) -> Iterator[str]:
    lines = evidence.papers.words.split("\n")
    for row in evidence.rounds:
        if row["id"] not in closed or row["number"] != 1 or lines.count(row["statement"]) != 1:
            continue
        no, between, yes = _thirds(ratings(evidence, row["id"]))
        after = lines[lines.index(row["statement"]) :]
        said = next((found for line in after if (found := IN_WORDS.search(line)) or "too few" in line), None)
        wanted = (yes, yes + between + no, between, no) if yes + between + no >= 5 else None
        if (tuple(map(int, said.groups())) if said else None) != wanted:
            yield f"Word says {said and said[0]} of {row['statement']}; ballots: {yes} yes, {between} between, {no} no"


def _thirds(counts: Counts) -> tuple[int, int, int]:
    return sum(counts[:2]), counts[2], sum(counts[3:])


def _place(row: Row) -> Place:
    return row["statement"], str(row["version"]), str(row["number"])


def _values(row: Row) -> tuple[str, ...]:
    """An answer in the spelling that a table of the database and one of the export have in common."""
    plain = (row["plausibility"], row["relevance"], row["abstained"])
    listed = (re.findall(r"\d+", str(row[name])) for name in ("parts", "if_changed"))
    return (*("" if value in NOTHING else str(value) for value in plain), *(" ".join(each) for each in listed))
