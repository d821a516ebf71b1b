"""A practitioner at her phone: waits for the room, reads, answers, sometimes writes, sometimes loses the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import sleep

from app.core.rehearsal import Person, react
from app.rehearsal.phone import Phone, State

LOOK_AGAIN = 5.0  # seconds after which a phone looks by itself


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Someone with a phone. An afternoon runs `speed` times as fast as a real one."""

    person: Person
    phone: Phone
    seed: int
    speed: float

    def take_part(self) -> None:
        """Stay until the workshop has ended."""
        met: set[tuple[int, int]] = set()
        while (state := self.phone.look())["workshop"]["state"] != "ended":
            before = len(met)
            for round in self._open_rounds(state):
                if (round["id"], round["epoch"]) not in met:
                    met.add((round["id"], round["epoch"]))
                    if not self._answer(round):
                        break
            if len(met) == before:
                self.phone.wait(LOOK_AGAIN)
        self.phone.hang_up()

    def _open_rounds(self, state: State) -> Iterator[State]:
        """What can be answered now: the statement on show, or her own list, topic after topic."""
        unfinished = [block["id"] for block in state["blocks"] if block["done"] < block["total"]]
        for topic in unfinished:
            yield from (round for round in self.phone.look_at(topic)["rounds"] if round.get("block") == topic)
        yield from (round for round in state["rounds"] if round["state"] == "open" and not unfinished)

    def _answer(self, round: State) -> bool:
        """Answer a statement as she would; whether the room still takes answers."""
        statement = round["statement"]
        positions = [part["position"] for part in statement["parts"]]
        # A text that was changed after the talk is judged as after the talk.
        asking = max(round["number"], 1 + bool(round.get("changed")))
        reaction = react(self.seed, self.person, statement["id"], positions, number=asking)
        if reaction.skips:
            return self.phone.skip(round).ok
        for wait, answer in reaction.answers:
            sleep(wait / self.speed)
            if not self.phone.cast(round, answer):
                return False
        if reaction.remark:
            self.phone.comment(round, reaction.remark)
        if reaction.goes_out:
            self.phone.hang_up()
            sleep(reaction.goes_out / self.speed)
        return True
