"""Work out every row of confirmations.csv again, from the ballots and the rules alone, with Python 3.10 and no more.

`python3 recount.py [tidy.zip]`. This file reads the tables, says which ballots count and compares; recount_rule.py has
the class and the score, recount_flags.py the flags. None of them shares a line with the program that wrote the tables.
"""

import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

WHERE = Path(sys.argv[1] if len(sys.argv) > 1 else __file__).absolute()
FOLDER: Any = zipfile.Path(WHERE) if WHERE.suffix == ".zip" else WHERE if WHERE.is_dir() else WHERE.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(Path(__file__).parent), str(FOLDER)]  # the other two lie next to this one, or in the archive
from recount_flags import NOT_IN_THE_TABLES, Room, flags  # noqa: E402
from recount_rule import DIMENSIONS, Panel  # noqa: E402

Row = dict[str, Any]
RULES = json.loads((FOLDER / "protocol.json").read_bytes())


def main() -> None:
    rows = read("confirmations.csv")
    wrong = [found for row in rows if (found := difference(row))]
    print(f"{len(rows) - len(wrong)} of {len(rows)} agree", *(wrong + other_rules())[:1], sep="\n")
    sys.exit(1 if wrong or other_rules() else 0)


def difference(row: Row) -> str | None:  # the first cell that is not what the ballots say
    panel, room = panel_of(row["statement_id"], row["version"])
    unseen = {"none", *NOT_IN_THE_TABLES, *(["group_missing"] if room.expected is None else [])}
    row["flags"] = listed(flag for flag in row["flags"].split(";") if flag not in unseen)
    for column, value in confirm(panel, room).items():
        close = isinstance(value, float) and row[column] != "NA" and abs(float(row[column]) - value) < 1e-8
        if not close and row[column] != str(value):
            return f"{row['statement_id']}, {column}: the table says {row[column]}, the ballots say {value}"
    return None


def other_rules() -> list[str]:  # the rules whose hash was printed are those that came along
    found = hashlib.sha256((FOLDER / "protocol.json").read_bytes()).hexdigest()
    rooms = [row["workshop_id"] for row in read("workshops.csv") if row["protocol_hash"] != found]
    return [f"{room} was judged by other rules: protocol.json has the hash {found}" for room in rooms]


def confirm(panel: Panel, room: Room) -> Row:  # what should stand in the row
    found: Row = {"present": panel.present, "abstained": panel.abstained("plausibility")}
    for each, ratings in panel.ratings.items():
        found |= {f"n_{each}": len(ratings), f"median_{each}": median(ratings) if ratings else "NA"}
    if reasons := panel.lacking():
        empty = dict.fromkeys(("yes_share", "n_eff", "score", "low", "high"), "NA")
        return found | empty | {"computed_class": "insufficient_data", "reasons": listed(reasons), "flags": "none"}
    named, reasons = panel.classify()
    # If only relevance fails, the lower of the two scores stands.
    looked_at = DIMENSIONS if "not_relevant" in reasons else DIMENSIONS[:1]
    found |= min(map(panel.support, looked_at), key=lambda support: support["score"])
    return found | {"computed_class": named, "reasons": listed(reasons), "flags": listed(flags(panel, named, room))}


def panel_of(statement: str, version: str) -> tuple[Panel, Room]:  # the workshops are pooled by ballot
    ballots, present, askings, reopened, nameless = list[Row](), 0, list[tuple[int, int]](), False, False
    for at, site in SITES.items():
        asked = [r for r in ROUNDS if (r["workshop_id"], r["statement_id"], r["version"]) == (at, statement, version)]
        cast = [{b["panellist"]: b | {"site": site} for b in CAST if b["round_id"] == r["round_id"]} for r in asked]
        people = last_ballots(cast)
        ballots += people.values()
        present += sum(max(int(round["present"]), len(people)) for round in asked[-1:])
        pairs = both_ratings(cast)
        askings += pairs if len(pairs) >= RULES["smallest_cell"] else []
        counted = [at == len(cast) - 1 or kept_from(cast, at) for at in range(len(cast))]
        reopened |= any(int(round["reopened"]) for round, counts in zip(asked, counted, strict=True) if counts)
        nameless |= any(ballot["stakeholder_group"] == "suppressed" for ballot in people.values())
    return Panel(ballots, RULES, present), Room(None if nameless else EXPECTED, tuple(askings), reopened)


def last_ballots(cast: list[dict[str, Row]]) -> dict[str, Row]:  # by person; who did not answer again is carried
    people: dict[str, Row] = {}
    for round in cast if RULES["carry_first_round"] else cast[-1:]:
        people |= round
    return people


def kept_from(cast: list[dict[str, Row]], at: int) -> bool:  # whether somebody's last answer is of this asking
    later = {who for round in cast[at + 1 :] for who, ballot in round.items() if ballot["carried"] == "0"}
    return bool(RULES["carry_first_round"] and cast[at].keys() - later)


def both_ratings(cast: list[dict[str, Row]]) -> list[tuple[int, int]]:  # in the first and in the last asking
    if len(cast) < 2:
        return []
    later = {who for round in cast[1:] for who, ballot in round.items() if ballot["carried"] == "0"}
    again = {who: ballot for who, ballot in last_ballots(cast).items() if who in later and who in cast[0]}
    pairs = [(cast[0][who]["plausibility"], ballot["plausibility"]) for who, ballot in again.items()]
    return [pair for pair in pairs if None not in pair]


def read(name: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_bytes().decode(), newline="")))


def ballot_of(row: Row) -> Row:  # a group that may not be named is none
    row |= {each: None if row[each] == "NA" else int(row[each]) for each in DIMENSIONS}
    row |= {each: [int(at) for at in row[each].split(";") if at != "none"] for each in ("parts", "if_changed")}
    return row | {"group": "" if row["stakeholder_group"] in ("suppressed", "NA") else row["stakeholder_group"]}


def listed(values: Iterable[str]) -> str:
    return ";".join(values) or "none"


if __name__ == "__main__":
    SITES = {row["workshop_id"]: "" if row["site"] == "NA" else row["site"] for row in read("workshops.csv")}
    EXPECTED = {row["stakeholder_group"] for row in read("people.csv")}
    CAST = [ballot_of(row) for row in read("ballots.csv") if row["late"] == "0" or RULES["late"] == "count"]
    ROUNDS = sorted((r for r in read("rounds.csv") if r["closed_at"] != "NA"), key=lambda round: int(round["number"]))
    main()
