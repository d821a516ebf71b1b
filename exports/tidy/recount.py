"""Work out every row of confirmations.csv again from ballots.csv, rounds.csv and protocol.json, with Python 3.10 alone.

`python3 recount.py [tidy.zip]`. It shares no line with the writer, and leaves out flags of groups, places and the talk.
"""

import csv
import json
import math
import sys
import zipfile
from collections import Counter
from pathlib import Path
from statistics import NormalDist, median
from typing import Any

WHERE = Path(sys.argv[1] if len(sys.argv) > 1 else __file__).absolute()
FOLDER: Any = zipfile.Path(WHERE) if WHERE.suffix == ".zip" else WHERE if WHERE.is_dir() else WHERE.parent
RULES = json.loads((FOLDER / "protocol.json").read_text(encoding="utf-8"))
LAST_NO, FIRST_YES = {"three": (1, 3), "five": (2, 4), "nine": (3, 7)}[RULES["scale"]]
DIMENSIONS, Z = ("plausibility", "relevance"), NormalDist().inv_cdf(0.975)
Row = dict[Any, Any]


def third(rating: float) -> float:  # 1 for a yes, 0 for a no, one half between
    return 0.0 if rating <= LAST_NO else 1.0 if rating >= FIRST_YES else 0.5


def k(n: int) -> int:  # a third of n, halves rounded up; for 5 to 7 ratings a project default
    return {5: 2, 6: 2, 7: 3}.get(n) or (2 * n + 3) // 6


class Panel:  # the ballots that count for one statement version, and how many people were present
    def __init__(self, ballots: list[Row], present: int = 0) -> None:
        self.ballots, self.present = ballots, present
        self.raters = {each: [ballot for ballot in ballots if ballot[each] is not None] for each in DIMENSIONS}
        self.ratings = {each: [ballot[each] for ballot in self.raters[each]] for each in DIMENSIONS}
        self.thirds = {each: [third(rating) for rating in self.ratings[each]] for each in DIMENSIONS}

    def lacking(self) -> list[str]:  # why there is too little to judge by
        found = set() if self.ballots or self.present else {"not_shown"}
        for n, each in () if found else [(len(self.ratings[each]), each) for each in RULES["required"]]:
            abstained = sum(ballot["abstained"] != "NA" and ballot[each] is None for ballot in self.ballots)
            found |= {"too_few"} if n < RULES["min_ratings"] else set()
            found |= {"low_response"} if n + abstained < RULES["min_answered_share"] * self.present else set()
            found |= {"many_abstained"} if abstained > RULES["max_abstained_share"] * (n + abstained) else set()
        return [reason for reason in ("not_shown", "too_few", "low_response", "many_abstained") if reason in found]

    def divided(self) -> list[str]:  # as a whole, between its groups, between sites
        found = set()
        for each in RULES["required"]:
            yes, no = self.thirds[each].count(1), self.thirds[each].count(0)
            found |= {"disagreement"} if min(yes, no) >= k(len(self.thirds[each])) else set()
            for key in ("group", "site"):
                names = {ballot[key] for ballot in self.ballots} - {""}
                cells = [[ballot[each] for ballot in self.raters[each] if ballot[key] == name] for name in names]
                medians = {third(median(cell)) for cell in cells if len(cell) >= RULES["smallest_cell"]}
                found |= {f"{key}s_opposed"} if {0, 1} <= medians else set()
        return [reason for reason in ("disagreement", "groups_opposed", "sites_opposed") if reason in found]

    def shortfall(self) -> str | None:  # what keeps an undivided panel from confirming
        thirds, middle = self.thirds["plausibility"], third(median(self.ratings["plausibility"]))
        yes, no, n, (name, *limits) = thirds.count(1), thirds.count(0), len(thirds), RULES["rule"].split("-")
        if middle < 1:
            return "mixed" if middle else "rejected"
        few = n - yes >= k(n) if name == "rand" else 100 * yes < int(limits[0]) * n
        if few or (name == "comet" and 100 * no >= int(limits[1]) * n):
            return "near_miss"
        gated = "relevance" in RULES["required"] and third(median(self.ratings["relevance"])) == 0
        return "not_relevant" if gated else None

    def classify(self) -> tuple[str, list[str]]:  # the first class that fits, and why
        divided, short = self.divided(), self.shortfall()
        if divided or short is None:
            return ("contested", divided) if divided else ("confirmed", [])
        willing = [b for b in self.raters["plausibility"] if b["if_changed"] and third(b["plausibility"]) < 1]
        changed = Panel([b | {"plausibility": FIRST_YES} if b in willing else b for b in self.ballots])
        if changed.shortfall() is not None:
            return "not_confirmed", [short]
        named = Counter(position for ballot in willing for position in ballot["if_changed"])
        parts = [f"part:{position}" for position, people in sorted(named.items()) if people >= 2]
        return ("needs_change", parts) if parts else ("not_confirmed", [short, "changes_differ"])

    def flags(self, suggested: str) -> list[str]:  # what to know beside the class
        raters, everyone = self.raters["plausibility"], self.ballots
        rests = (everyone[:left_out] + everyone[left_out + 1 :] for left_out in range(len(everyone)))
        decides = any(Panel(rest).classify()[0] != suggested for rest in rests)
        objections = Counter(position for ballot in raters for position in ballot["parts"])
        enough = max(RULES["questioned_people"], RULES["questioned_share"] * len(raters))
        questioned = [f"part_questioned:{part}" for part, people in sorted(objections.items()) if people >= enough]
        return ["small_panel"] * (len(raters) < RULES["small_panel"]) + ["one_answer_decides"] * decides + questioned

    def support(self, dimension: str) -> Row:  # the yes-share, and the score with its 95 % Wilson interval
        sizes, people = Counter(ballot["group"] for ballot in self.raters[dimension]), len(self.raters[dimension])
        fair = [min(RULES["weight_cap"], people / len(sizes) / sizes[b["group"]]) for b in self.raters[dimension]]
        weights = fair if RULES["groups"] == "equal_group" else [1.0] * people
        share = sum(w * yes for w, yes in zip(weights, self.thirds[dimension], strict=True)) / sum(weights)
        n = sum(weights) ** 2 / sum(w * w for w in weights)
        middle, half = n * share + Z**2 / 2, Z * math.sqrt(n * share * (1 - share) + Z**2 / 4)
        score, low, high = middle / (n + Z**2), (middle - half) / (n + Z**2), (middle + half) / (n + Z**2)
        return {"yes_share": share, "n_eff": n, "score": score, "low": max(0, low), "high": min(1, high)}

    def confirm(self) -> Row:
        found: Row = dict.fromkeys(("yes_share", "n_eff", "score", "low", "high"), "NA") | {"present": self.present}
        found["abstained"] = sum(b["abstained"] != "NA" and b["plausibility"] is None for b in self.ballots)
        for each, ratings in self.ratings.items():
            found |= {f"n_{each}": len(ratings), f"median_{each}": median(ratings) if ratings else "NA"}
        named, reasons, flags = "insufficient_data", self.lacking(), []
        if not reasons:
            named, reasons = self.classify()
            dimensions, flags = DIMENSIONS if "not_relevant" in reasons else DIMENSIONS[:1], self.flags(named)
            found |= min(map(self.support, dimensions), key=lambda each: float(each["score"]))
        return found | {"reasons": ";".join(reasons) or "none", "flags": flags, "computed_class": named}


def read(name: str) -> list[Row]:  # NA stands for what is missing, none for a list of nothing
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines(keepends=True)))


def ballot_of(row: Row) -> Row:  # a group that may not be named is no group
    row |= {each: None if row[each] == "NA" else int(row[each]) for each in DIMENSIONS}
    row |= {each: [int(at) for at in row[each].split(";") if at != "none"] for each in ("parts", "if_changed")}
    return row | {"group": row["stakeholder_group"].replace("suppressed", "").replace("NA", "")}


def panel_of(statement: str, version: str) -> Panel:  # up to the last closed round in each workshop
    ballots, present = list[Row](), 0
    for at, site in SITES.items():
        asked = [r for r in ROUNDS if (r["workshop_id"], r["statement_id"], r["version"]) == (at, statement, version)]
        heard = [round["round_id"] for round in (asked if RULES["carry_first_round"] else asked[-1:])]
        # The last ballot of a person counts.
        people = {each["panellist"]: each | {"site": site} for id in heard for each in CAST if each["round_id"] == id}
        ballots += people.values()
        present += sum(max(int(round["present"]), len(people)) for round in asked[-1:])
    return Panel(ballots, present)


SITES = {row["workshop_id"]: row["site"] for row in read("workshops.csv")}
CAST = [ballot_of(row) for row in read("ballots.csv") if row["late"] == "0" or RULES["late"] == "count"]
ROUNDS = sorted((r for r in read("rounds.csv") if r["closed_at"] != "NA"), key=lambda round: int(round["number"]))
rows, wrong = read("confirmations.csv"), []
for row in rows:
    row["flags"] = str([flag for flag in row["flags"].split(";") if flag.startswith(("small_", "one_", "part_"))])
    for column, value in panel_of(row["statement_id"], row["version"]).confirm().items():
        close = isinstance(value, float) and row[column] != "NA" and abs(float(row[column]) - value) < 1e-8
        if not close and row[column] != str(value):
            wrong.append(f"{row['statement_id']}, {column}: the table says {row[column]}, the ballots say {value}")
            break
print(f"{len(rows) - len(wrong)} of {len(rows)} agree", *wrong[:1], sep="\n")
sys.exit(1 if wrong else 0)
