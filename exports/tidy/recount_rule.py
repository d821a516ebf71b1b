"""The class and the score of one panel, by the rules of protocol.json. recount.py calls it; no file is read here."""

import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from statistics import NormalDist, median
from typing import Any

DIMENSIONS = ("plausibility", "relevance")
THIRDS = {"three": (1, 3), "five": (2, 4), "nine": (3, 7)}  # the highest no, the lowest yes
Z = NormalDist().inv_cdf(0.975)
Ballot = dict[str, Any]


def exactly(share: float) -> Fraction:  # as it was typed: 0.55 of 20 is 11, which it is not in binary
    return Fraction(str(share))


def k(n: int) -> int:  # a third of n, halves rounded up; for 5 to 7 ratings a project default
    return {5: 2, 6: 2, 7: 3}.get(n) or (2 * n + 3) // 6


class Panel:
    """The ballots that count for one statement version, the rules, and how many people were present."""

    def __init__(self, ballots: list[Ballot], rules: dict[str, Any], present: int = 0) -> None:
        self.ballots, self.rules, self.present = ballots, rules, present
        self.raters = {each: [ballot for ballot in ballots if ballot[each] is not None] for each in DIMENSIONS}
        self.ratings = {each: [ballot[each] for ballot in self.raters[each]] for each in DIMENSIONS}
        self.thirds = {each: [self.third(rating) for rating in self.ratings[each]] for each in DIMENSIONS}

    def third(self, rating: float) -> float:  # 1 for a yes, 0 for a no, one half between
        last_no, first_yes = THIRDS[self.rules["scale"]]
        return 0.0 if rating <= last_no else 1.0 if rating >= first_yes else 0.5

    def middle(self, dimension: str) -> float:  # the third of the median
        return self.third(median(self.ratings[dimension]))

    def abstained(self, dimension: str) -> int:
        return sum(ballot["abstained"] != "NA" and ballot[dimension] is None for ballot in self.ballots)

    def cells(self, dimension: str, key: str) -> dict[str, list[int]]:  # ratings by group or site; no name is no cell
        names = {ballot[key] for ballot in self.raters[dimension]} - {""}
        return {name: [b[dimension] for b in self.raters[dimension] if b[key] == name] for name in names}

    def without_one(self) -> Iterator["Panel"]:  # each person left out in turn
        rests = (self.ballots[:out] + self.ballots[out + 1 :] for out in range(len(self.ballots)))
        return (Panel(rest, self.rules) for rest in rests)

    def lacking(self) -> list[str]:  # why there is too little to judge by
        rules, found = self.rules, set[str]() if self.ballots or self.present else {"not_shown"}
        for n, each in () if found else [(len(self.ratings[each]), each) for each in rules["required"]]:
            answered = n + self.abstained(each)
            found |= {"too_few"} if n < rules["min_ratings"] else set()
            found |= {"low_response"} if answered < exactly(rules["min_answered_share"]) * self.present else set()
            found |= (
                {"many_abstained"} if self.abstained(each) > exactly(rules["max_abstained_share"]) * answered else set()
            )
        return [reason for reason in ("not_shown", "too_few", "low_response", "many_abstained") if reason in found]

    def divided(self) -> list[str]:  # as a whole, between its groups, between sites
        found = set()
        for each in self.rules["required"]:
            yes, no = self.thirds[each].count(1), self.thirds[each].count(0)
            found |= {"disagreement"} if min(yes, no) >= k(len(self.thirds[each])) else set()
            for key in ("group", "site"):
                cells = self.cells(each, key).values()
                medians = {self.third(median(cell)) for cell in cells if len(cell) >= self.rules["smallest_cell"]}
                found |= {f"{key}s_opposed"} if {0, 1} <= medians else set()
        return [reason for reason in ("disagreement", "groups_opposed", "sites_opposed") if reason in found]

    def shortfall(self) -> str | None:  # what keeps an undivided panel from confirming
        thirds, middle, (name, *limits) = self.thirds["plausibility"], self.middle("plausibility"), self.named_rule()
        yes, no, n = thirds.count(1), thirds.count(0), len(thirds)
        if middle < 1:
            return "mixed" if middle else "rejected"
        few = n - yes >= k(n) if name == "rand" else 100 * yes < int(limits[0]) * n
        if few or (name == "comet" and 100 * no >= int(limits[1]) * n):
            return "near_miss"
        gated = "relevance" in self.rules["required"] and self.middle("relevance") == 0
        return "not_relevant" if gated else None

    def named_rule(self) -> list[str]:  # rand-ucla, percent-75, comet-70-15
        return str(self.rules["rule"]).split("-")

    def classify(self) -> tuple[str, list[str]]:  # the first class that fits, and why
        divided, short = self.divided(), self.shortfall()
        if divided or short is None:
            return ("contested", divided) if divided else ("confirmed", [])
        willing = [b for b in self.raters["plausibility"] if b["if_changed"] and self.third(b["plausibility"]) < 1]
        first_yes = {"plausibility": THIRDS[self.rules["scale"]][1]}
        if Panel([b | first_yes if b in willing else b for b in self.ballots], self.rules).shortfall() is not None:
            return "not_confirmed", [short]
        named = Counter(position for ballot in willing for position in set(ballot["if_changed"]))
        parts = [
            f"part:{position}"
            for position, people in sorted(named.items())
            if people >= self.rules.get("changed_people", 2)
        ]
        return ("needs_change", parts) if parts else ("not_confirmed", [short, "changes_differ"])

    def support(self, dimension: str) -> dict[str, float]:  # the yes-share; the score with its 95 % Wilson interval
        raters, people = self.raters[dimension], len(self.raters[dimension])
        sizes = Counter(ballot["group"] for ballot in raters)  # here those without a name are a group as well
        fair = [min(self.rules["weight_cap"], people / len(sizes) / sizes[ballot["group"]]) for ballot in raters]
        weights = fair if self.rules["groups"] == "equal_group" else [1.0] * people
        share = sum(w * yes for w, yes in zip(weights, self.thirds[dimension], strict=True)) / sum(weights)
        n = sum(weights) ** 2 / sum(w * w for w in weights)
        middle, half = n * share + Z**2 / 2, Z * math.sqrt(n * share * (1 - share) + Z**2 / 4)
        score, low, high = middle / (n + Z**2), (middle - half) / (n + Z**2), (middle + half) / (n + Z**2)
        return {"yes_share": share, "n_eff": n, "score": score, "low": max(0, low), "high": min(1, high)}
