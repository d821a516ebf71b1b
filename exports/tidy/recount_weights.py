"""Work out criteria.csv and weightings.csv again, from the evidence, the confirmations and the rules.

`python3 recount_weights.py [tidy.zip]`. Criterion 5 is taken as it stands: who rated what does not leave the team.
The draws of the sensitivity are not here either; they come out the same to about 0.02 only.
"""

import csv
import io
import json
import math
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

WHERE = Path(sys.argv[1] if len(sys.argv) > 1 else __file__).absolute()
FOLDER: Any = zipfile.Path(WHERE) if WHERE.suffix == ".zip" else WHERE if WHERE.is_dir() else WHERE.parent
RULES = json.loads((FOLDER / "protocol.json").read_bytes())
BY_CLASS = {"confirmed": 1, "needs_change": 0.75, "contested": 0.5, "not_relevant": 0.25, "rejected": 0}
HALF = 0.5  # near miss, mixed, and a verdict against the rule
Row = dict[str, Any]


def main() -> None:
    wrong = [problem for found in RESULTS if (problem := difference(found))] + disorder()
    agree = sum(not difference(found) for found in RESULTS)
    print(f"{agree} of {len(RESULTS)} weightings agree", *wrong[:1], sep="\n")
    sys.exit(1 if wrong else 0)


def difference(result: Row) -> str | None:  # the first cell that is not what the other tables say
    said = CRITERIA[result["statement_id"]] | WEIGHTINGS[result["statement_id"]]
    for column, value in expected(result, said):
        counted = isinstance(value, float | int) and said[column] != "NA"
        if not (abs(float(said[column]) - value) < 1e-8 if counted else said[column] == (value or "NA")):
            return f"{result['statement_id']}, {column}: the table says {said[column]}, the others say {value}"
    return None


def expected(result: Row, said: Row) -> Iterator[tuple[str, Any]]:
    support = [e for e in EVIDENCE if e["statement_id"] == result["statement_id"] and e["stance"] == "supports"]
    any_at_all = any(e["statement_id"] == result["statement_id"] for e in EVIDENCE)
    r, driven = len({e["source_id"] for e in support}), {e["driven"] for e in support} - {"NA"}
    depth = [e["depth"] for e in support if e["depth"] != "NA"]
    thick = depth.count("thick") / len(depth) if depth else None
    yield "c1", math.log1p(r) / math.log1p(MOST) if r else 0.0 if any_at_all else None
    yield "c2", len(driven) / 2 or None
    yield "c3", thick
    stands = result["computed_class"] if result["verdict"] == "NA" else result["verdict"]
    nobody = result["reasons"] == "not_shown" and result["verdict"] == "NA"
    if "inherited" not in result["flags"]:  # else it comes from sentences that are not in this archive
        yield "c4", None if nobody else by_class(result, stands) if BY_CLASS_ASKED else number(result["score"])
        confirmed = None if stands == "insufficient_data" or nobody else stands == "confirmed"
        several = r >= RULES["several_sources"] if any_at_all else None
        both = len(driven) == 2 if driven else None
        mostly = None if thick is None else thick >= RULES["thick_share"]
        yield "tier", tier([several, both, mostly, confirmed], number(said["c5"]))
    grades = [number(said[f"c{each}"]) for each in range(1, 6)]
    present = [(weight, grade) for weight, grade in zip(WEIGHTS, grades, strict=True) if grade is not None]
    total = sum(weight for weight, _ in present)
    yield "weight", sum(weight * grade for weight, grade in present) / total if total else None
    for column, missing in (("weight_low", 0), ("weight_high", 1)):
        filled = [missing if grade is None else grade for grade in grades]
        yield column, sum(w * grade for w, grade in zip(WEIGHTS, filled, strict=True)) / sum(WEIGHTS)


def by_class(result: Row, stands: str) -> float | None:  # criterion 4 where the rules grade classes, not scores
    if stands == "insufficient_data":
        return None
    by_rule = stands == result["computed_class"] == "not_confirmed"
    return BY_CLASS.get(result["reasons"].split(";")[0] if by_rule else stands, HALF)


def tier(marks: list[bool | None], coherence: float | None) -> str:  # A for four marks, a range while one is open
    coherent = None if coherence is None else round(4 * coherence + 1, 8) >= RULES.get("coherent_from", 3)
    coherent = True if RULES["criterion_5"] == "breaks_ties" else coherent
    worst = marks.count(True) if coherent else 0
    best = 0 if coherent is False else marks.count(True) + marks.count(None)
    return "DDCBA"[best] if "DDCBA"[best] == "DDCBA"[worst] else f"{'DDCBA'[best]}-{'DDCBA'[worst]}"


def disorder() -> list[str]:  # ranks are of the whole list, of which this may be a part: only their order is seen here
    ranked = sorted((int(w["rank"]), -float(w["weight"]), id) for id, w in WEIGHTINGS.items() if w["rank"] != "NA")
    wrong = [(a, b) for a, b in pairwise(ranked) if (a[0] == b[0]) != (abs(a[1] - b[1]) < 1e-8) or a[1] > b[1] + 1e-8]
    return [f"{b[2]}, rank: {b[0]} does not fit its weight, next to {a[2]}" for a, b in wrong]


def most_sources() -> int:  # of the whole list, of which this may be a part; so it is read off criterion 1
    pairs = {(e["statement_id"], e["source_id"]) for e in EVIDENCE if e["stance"] == "supports"}
    counts = sorted(Counter(id for id, _ in pairs).items())
    said = [(r, number(CRITERIA[id]["c1"])) for id, r in counts if id in CRITERIA]
    return next((round(math.expm1(math.log1p(r) / c1)) for r, c1 in said if c1), 1)


def number(cell: str) -> float | None:
    return None if cell == "NA" else float(cell)


def read(name: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_bytes().decode(), newline="")))


if __name__ == "__main__":
    BY_CLASS_ASKED = RULES["criterion_4"] == "class"
    KEPT = {(row["statement_id"], row["version"]) for row in read("statements.csv") if row["kept"] == "1"}
    RESULTS = [row for row in read("confirmations.csv") if (row["statement_id"], row["version"]) in KEPT]
    EVIDENCE = read("evidence.csv")
    CRITERIA = {row["statement_id"]: row for row in read("criteria.csv")}
    WEIGHTINGS = {row["statement_id"]: row for row in read("weightings.csv")}
    WEIGHTS = [float(row["weight"]) for row in read("weights.csv")]
    MOST = most_sources()
    main()
