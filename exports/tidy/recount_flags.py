"""The flags beside a class, in their order. recount.py calls it for each statement with enough answers."""

from collections import Counter
from collections.abc import Callable
from math import ceil
from statistics import median
from typing import Any, NamedTuple

from recount_rule import exactly

NOT_IN_THE_TABLES = {
    "seen_early": "times are to the minute here: too coarse to say what was on the wall before an answer came",
    "unchecked_translation": "the language somebody read in is told only where it gives nobody away",
    "rules_changed": "one archive holds one version of the rules",
    "inherited": "it is about a sentence nobody was asked about, and so about none of these ballots",
}


class Room(NamedTuple):
    """What is known beside the ballots that count."""

    expected: set[str] | None = None  # the groups that were to be heard; None where groups are not named
    askings: tuple[tuple[int, int], ...] = ()  # ratings before and after the talk, of those who gave both
    reopened: bool = False


def flags(panel: Any, named: str, room: Room) -> list[str]:
    rules, rated, groups = panel.rules, panel.raters["plausibility"], panel.cells("plausibility", "group")
    smallest, places = rules["smallest_cell"], panel.cells("plausibility", "site").values()
    held = {
        "small_panel": len(rated) < rules["small_panel"],
        "one_answer_decides": any(rest.classify()[0] != named for rest in panel.without_one()),
        **{f"part_questioned:{part}": True for part in questioned(rated, rules)},
        "group_missing": any(len(groups.get(name, ())) < smallest for name in room.expected or ()),
        **differing(panel, list(groups.values()), smallest),
        "places_differ": len({panel.third(median(cell)) for cell in places if len(cell) >= smallest}) > 1,
        "moved_after_talk": moved(room.askings, rules, panel.third),
        "first_answer_kept": any(ballot["carried"] == "1" for ballot in panel.ballots),
        "reopened": room.reopened,
    }
    return [flag for flag, holds in held.items() if holds]


def questioned(rated: list[dict[str, Any]], rules: dict[str, Any]) -> list[int]:
    """The positions that enough of those who rated plausibility say do not fit."""
    objections = Counter(position for ballot in rated for position in set(ballot["parts"]))
    enough = max(rules["questioned_people"], ceil(exactly(rules["questioned_share"]) * len(rated)))
    return [position for position, people in sorted(objections.items()) if people >= enough]


def differing(panel: Any, groups: list[list[int]], smallest: int) -> dict[str, bool]:
    """Only a yes of the panel is looked at. Groups are named where all are large enough, and those without a name."""

    def otherwise(cell: list[int]) -> bool:
        return len(cell) >= smallest and panel.middle("plausibility") == 1 and panel.third(median(cell)) < 1

    small = [rating for cell in groups if len(cell) < smallest for rating in cell]
    nameless = len(panel.ratings["plausibility"]) - sum(map(len, groups))
    may_name, apart = not small and not 0 < nameless < smallest, any(map(otherwise, groups))
    return {"group_differs": apart and may_name, "groups_differ": not may_name and (apart or otherwise(small))}


def moved(askings: tuple[tuple[int, int], ...], rules: dict[str, Any], third: Callable[[float], float]) -> bool:
    """Of enough people who rated both times more than so many, and more than such a share, changed third."""
    changed, n = sum(third(before) != third(after) for before, after in askings), len(askings)
    many = changed > rules.get("moved_people", 1) and changed > exactly(rules.get("moved_share", 0.15)) * n
    return many and n >= int(rules["smallest_cell"])
