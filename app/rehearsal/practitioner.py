"""A practitioner at her phone: waits for the room, reads, answers, sometimes writes, sometimes loses the network."""

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
            round = open_round(state)
            if round and (round["id"], round["epoch"]) not in met:
                met.add((round["id"], round["epoch"]))
                self._answer(round)
            else:
                self.phone.wait(LOOK_AGAIN)
        self.phone.hang_up()

    def _answer(self, round: State) -> None:
        statement = round["statement"]
        positions = [part["position"] for part in statement["parts"]]
        reaction = react(self.seed, self.person, statement["id"], positions, number=round["number"])
        if reaction.skips:
            self.phone.skip(round)
        for wait, answer in reaction.answers:
            sleep(wait / self.speed)
            if not self.phone.cast(round, answer):
                return
        if reaction.remark:
            self.phone.comment(round, reaction.remark)
        if reaction.goes_out:
            self.phone.hang_up()
            sleep(reaction.goes_out / self.speed)


def open_round(state: State) -> State | None:
    """The round that can be answered now, if any."""
    return next((round for round in state["rounds"] if round["state"] == "open"), None)
