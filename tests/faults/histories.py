"""The promises about order, L4 and L5, from what the witness in the database numbered."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from tests.faults.evidence import Evidence, Row

Standing = tuple[int, str]  # a round's epoch and state
OPEN = "open"
MOVES = ("open", "close", "reveal", "reopen", "undo", "take_back")

WORKSHOP_STEPS = {
    *(("draft", "lobby"), ("lobby", "live"), ("live", "paused"), ("paused", "live")),
    *(("lobby", "ended"), ("live", "ended"), ("paused", "ended")),
}


def closed_is_closed(evidence: Evidence) -> Iterator[str]:
    """L4. Nothing counts but what came into the open round, in the opening it was given to."""
    events = {row["id"]: row for row in evidence.events}
    rounds: dict[int, Standing] = {}
    for place, line in enumerate(evidence.witness):
        if line["what"] == "round":
            rounds[line["id"]] = line["epoch"], line["state"]
        elif line["what"] in ("event", "ballot") and line["id"] in events:  # else withdrawn
            yield from _judged(
                line, events[line["id"]], rounds[line["round_id"]], islice(evidence.witness, place, None)
            )
    for row in evidence.rounds:
        if row["id"] in rounds and rounds[row["id"]] != (row["epoch"], row["state"]):
            yield f"round {row['id']} stands at {row['epoch']}, {row['state']}; the witness saw {rounds[row['id']]}"


def one_history(evidence: Evidence) -> Iterator[str]:
    """L5. Every change of state is a legal one, and is one recorded move of one facilitator."""
    moves: dict[int, list[Row]] = defaultdict(list)
    steps: dict[int, list[Standing]] = defaultdict(list)
    for line in evidence.witness:
        if line["what"] == "round":
            steps[line["id"]].append((line["epoch"], line["state"]))
        elif line["what"] == "move" and line["round_id"] and line["move"] not in ("again", "amend"):
            moves[line["round_id"]].append(line)
        if line["what"] == "move" and line["account_id"] is None:
            yield f"move {line['id']} was made by nobody"
    for round, taken in steps.items():
        yield from _legal(round, taken)
        recorded = [(move["epoch"], move["state"]) for move in moves[round]]
        if recorded != taken[1:]:
            yield f"round {round} went {taken[1:]}, and its recorded moves say {recorded}"
    yield from _workshops(evidence)
    yield from _winners(evidence, steps)


def _judged(line: Row, event: Row, standing: Standing, rest: Iterable[Row]) -> Iterator[str]:
    """Whether one event or ballot is what the round's standing at its moment allows."""
    epoch, state = standing
    in_time = state == OPEN and event["epoch"] == epoch
    if line["what"] == "event" and line["state"] == "late":
        if in_time:
            yield f"event {line['id']} is called late, and round {line['round_id']} was open"
    elif not in_time and not (event["epoch"] == epoch and _is_undone(line["round_id"], epoch, rest)):
        yield (
            f"{line['what']} of event {line['id']}, for opening {event['epoch']} of round {line['round_id']}, "
            f"was counted while it stood at {epoch}, {state}"
        )


def _is_undone(round: int, epoch: int, rest: Iterable[Row]) -> bool:
    """Whether a close is taken back: the next thing that happens to the round is that it is open again, as it was."""
    return next(((line["epoch"], line["state"]) == (epoch, OPEN) for line in rest if _is_of(line, round)), False)


def _is_of(line: Row, round: int) -> bool:
    return bool(line["what"] == "round" and line["id"] == round)


def _legal(round: int, taken: Sequence[Standing]) -> Iterator[str]:
    for (epoch, state), after in pairwise(taken):
        opened, closed, revealed = (epoch + 1, OPEN), (epoch, "closed"), (epoch, "revealed")
        undone, unopened = (epoch, OPEN), (epoch, "queued")
        legal = {
            "queued": {opened},
            OPEN: {closed, unopened},
            "closed": {revealed, opened, undone},
            "revealed": {opened},
        }
        if after not in legal[state]:
            yield f"round {round} went from {state} in opening {epoch} to {after}"


def _workshops(evidence: Evidence) -> Iterator[str]:
    states: dict[int, list[str]] = defaultdict(list)
    for line in evidence.witness:
        if line["what"] == "workshop":
            states[line["id"]].append(line["state"])
    for workshop, taken in states.items():
        for step in pairwise(taken):
            if step not in WORKSHOP_STEPS:
                yield f"workshop {workshop} went from {step[0]} to {step[1]}"


def _winners(evidence: Evidence, steps: dict[int, list[Standing]]) -> Iterator[str]:
    """Of those who move one round on from the same standing, one at most is told that it worked."""
    told = Counter(
        (line["round"], line["epoch"], line["state"])
        for lines in evidence.diaries.values()
        for line in lines
        if line["did"] == "was_told" and line["of"] == "move" and line["status"] == 200 and line["move"] in MOVES
    )
    for (round, epoch, state), times in told.items():
        left = steps.get(round, [])[:-1].count((epoch, state))
        if times > left:
            yield f"{times} facilitators were told that they moved round {round} from {epoch}, {state}; it left {left} times"
