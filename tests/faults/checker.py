"""The checker: whether the promises L1 to L8 hold, by what is in the database, the diaries and the documents.

L1  no acknowledged ballot is lost            L5  one legal history of states, one actor each
L2  none counts twice                         L6  a phone never shows saved without an answer
L3  all counts of one state agree             L7  after the last fault everyone shows the database's version
L4  closed is closed                          L8  a ballot lands on the statement it was given to, or nowhere

It imports nothing of the product. Each violation names the promise and the record that breaks it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.faults.evidence import Evidence, Row
from tests.faults.histories import closed_is_closed, one_history
from tests.faults.papers import counts_agree

ANSWER = ("plausibility", "relevance", "abstained", "parts", "if_changed")


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken promise."""

    promise: str
    says: str

    def __str__(self) -> str:
        return f"{self.promise}: {self.says}"


def violations(evidence: Evidence, *, within: float = 30.0) -> list[Violation]:
    """Every promise that is broken. `within`: seconds after the last fault in which all must show how it stands."""
    promises: dict[str, Callable[[Evidence], Iterator[str]]] = {
        "L1": nothing_is_lost,
        "L2": nothing_counts_twice,
        "L3": counts_agree,
        "L4": closed_is_closed,
        "L5": one_history,
        "L6": shown_as_it_is,
        "L7": lambda evidence: all_are_back(evidence, within),
        "L8": where_it_was_meant,
    }
    return [Violation(name, says) for name, promise in promises.items() for says in promise(evidence)]


def acknowledged(evidence: Evidence) -> Iterator[tuple[int, Row]]:
    """Who was told that what was saved: the panellist, and the ballot as she sent it."""
    for panellist, lines in evidence.phones().items():
        sent = {line["ballot"]["key"]: line["ballot"] for line in lines if line["did"] == "tapped"}
        keys = [line["key"] for line in lines if _is_answer(line) and line["ok"] is True]
        yield from ((panellist, sent[key]) for key in dict.fromkeys(keys))


def nothing_is_lost(evidence: Evidence) -> Iterator[str]:
    """L1. Whoever withdrew is left out: that is recorded, and on purpose."""
    gone = {row["panellist_id"] for row in evidence.withdrawn}
    events = {(row["panellist_id"], row["key"]): row for row in evidence.events}
    standing = {(row["panellist_id"], row["round_id"]): row for row in evidence.ballots}
    newest: dict[tuple[int, int], Row] = {}
    for panellist, ballot in acknowledged(evidence):
        if panellist in gone:
            continue
        event = events.get((panellist, ballot["key"]))
        if event is None:
            yield f"ballot {ballot['key']} of panellist {panellist} was acknowledged and is not in the record"
        elif _answer(event) != _answer(ballot):
            yield f"event {event['id']} holds another answer than ballot {ballot['key']}, which was acknowledged"
        place = panellist, ballot["round"]
        newest[place] = max(newest.get(place, ballot), ballot, key=lambda each: each["seq"])
    for place, ballot in newest.items():
        stands = standing.get(place)
        if stands is None:
            yield f"no ballot stands for panellist {place[0]} in round {place[1]}, though {ballot['key']} was acknowledged"
        elif stands["seq"] < ballot["seq"]:
            yield f"ballot {stands['id']} stands, which is older than {ballot['key']}, acknowledged to panellist {place[0]}"


def nothing_counts_twice(evidence: Evidence) -> Iterator[str]:
    """L2. One ballot a panellist and round, one event a key, and no event that nobody sent."""
    yield from _twice(evidence.ballots, ("round_id", "panellist_id"), "ballots stand")
    yield from _twice(evidence.ballots, ("event_id",), "ballots stand for one event")
    yield from _twice(evidence.events, ("panellist_id", "key"), "events hold one key")
    events = {row["id"]: row for row in evidence.events}
    for row in evidence.ballots:
        event = events.get(row["event_id"])
        if event is None or _answer(event) != _answer(row) or event["seq"] != row["seq"]:
            yield f"ballot {row['id']} is not what its event {row['event_id']} says"
    late = {(row["panellist_id"], row["digest"]) for row in evidence.events if row["late"]}
    for panellist, lines in evidence.phones().items():
        keys = {line["ballot"]["key"] for line in lines if line["did"] == "tapped"}
        for row in evidence.events:
            # A closing that is taken back lets in what came meanwhile: once more, under a key of the server's own.
            let_in = not row["late"] and (panellist, row["digest"]) in late
            if row["panellist_id"] == panellist and row["key"] not in keys and not let_in:
                yield f"event {row['id']} holds a key that its panellist's phone never made"
        yield from _unmade_up_minds(panellist, lines)


def shown_as_it_is(evidence: Evidence) -> Iterator[str]:
    """L6. What a phone says of a ballot is what it was told."""
    for who, lines in evidence.diaries.items():
        told: set[str] = set()
        shown: dict[str, str] = {}
        for line in lines:
            if _is_answer(line) and line["ok"] is True:
                told.add(line["key"])
            elif line["did"] == "replaced":
                shown.pop(line["key"], None)
            elif line["did"] == "showed":
                shown[line["key"]] = line["words"]
                yield from _hasty(who, line, told)
        for key in [key for key, words in shown.items() if key in told and words != "saved"]:
            yield f"{who} shows ballot {key} as {shown[key]}, though it was told that it is saved"


def _hasty(who: str, line: Row, told: set[str]) -> Iterator[str]:
    if line["words"] == "saved" and line["key"] not in told:
        yield f"{who} showed ballot {line['key']} as saved without an answer"
    if line["words"] == "not accepted" and not line["why"]:
        yield f"{who} showed ballot {line['key']} as not accepted and did not say why"


def all_are_back(evidence: Evidence, within: float) -> Iterator[str]:
    """L7. Those who withdrew are not in the room any more."""
    over = [line["t"] for line in evidence.diaries.get("faults", ()) if line["did"] == "over"]
    versions = _versions(evidence)
    for who, lines in evidence.diaries.items():
        seen = [line for line in lines if line["did"] == "saw"]
        if not over or not seen or any(line["did"] == "asked_to_withdraw" for line in lines):
            continue
        right = [line["t"] - over[-1] for line in seen if line["version"] in versions]
        if seen[-1]["version"] not in versions:
            yield f"{who} still shows version {seen[-1]['version']}, and the database is at {sorted(versions)}"
        elif min(right) > within:
            yield f"{who} showed the database's version {min(right):.1f} s after the last fault"
    for who, lines in evidence.diaries.items():
        shown = [line["version"] for line in lines if line["did"] == "saw"]
        if shown != sorted(shown) and not any(line["did"] == "killed" for line in lines):
            yield f"{who} went back to an older version"


def where_it_was_meant(evidence: Evidence) -> Iterator[str]:
    """L8. The round, the opening of it, the statement and its version are those that were on her screen."""
    rounds = {row["id"]: row for row in evidence.rounds}
    rooms = {row["id"]: row["workshop_id"] for row in evidence.panellists}
    taps = {
        (panellist, line["ballot"]["key"]): line
        for panellist, lines in evidence.phones().items()
        for line in lines
        if line["did"] == "tapped"
    }
    for event in evidence.events:
        round = rounds[event["round_id"]]
        if rooms[event["panellist_id"]] != round["workshop_id"]:
            yield f"event {event['id']} is of a panellist of another workshop"
        tap = taps.get((event["panellist_id"], event["key"]))
        if tap is None:
            continue
        meant = (tap["ballot"]["round"], tap["ballot"]["epoch"], *tap["on_show"].values())
        lies = (round["id"], event["epoch"], round["statement"], round["version"], round["number"])
        if meant != lies:
            yield f"event {event['id']} lies on {lies}, and its ballot was given to {meant}"


def _is_answer(line: Row) -> bool:
    return bool(line["did"] == "was_told" and line["of"] == "ballot")


def _answer(row: Row) -> tuple[object, ...]:
    """The values of an answer, whether from a table or from the wire."""
    values = (row[name] for name in ANSWER)
    return tuple(value if isinstance(value, str) and not value.startswith("[") else str(value) for value in values)


def _twice(rows: list[Row], names: tuple[str, ...], what: str) -> Iterator[str]:
    seen = Counter(tuple(row[name] for name in names) for row in rows)
    for values, times in seen.items():
        if times > 1:
            yield f"{times} {what}: {dict(zip(names, values, strict=True))}"


def _unmade_up_minds(panellist: int, lines: list[Row]) -> Iterator[str]:
    """The same key gets the same answer: what was saved is not refused later."""
    saved: set[str] = set()
    for line in lines:
        if line["did"] == "asked_to_withdraw":
            return
        if not _is_answer(line):
            continue
        if line["ok"] is True:
            saved.add(line["key"])
        elif line["key"] in saved and line["status"] in (0, 404, 409, 422):
            yield f"ballot {line['key']} of panellist {panellist} was saved, then refused as {line['error']}"


def _versions(evidence: Evidence) -> set[int]:
    """The versions of the workshops that someone with a diary sits in."""
    rooms = {row["id"]: row["workshop_id"] for row in evidence.panellists}
    here = {rooms[panellist] for panellist in evidence.phones() if panellist in rooms}
    return {row["version"] for row in evidence.workshops if row["id"] in here}
