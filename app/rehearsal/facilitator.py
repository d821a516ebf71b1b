"""A facilitator at her desk: puts statements to the room, waits for it as people do, closes, shows the answers."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from app.rehearsal.desk import Desk, State

APPROVED_AT_ONCE = 2  # comments there is time for while the room talks; the others after the end
QUIET = 180.0  # seconds of a real afternoon in which nobody gets done, after which she goes on
LONGEST = 900.0  # seconds of a real afternoon that a statement stays open at most
AT_LEAST = 15.0  # seconds by the clock, whatever the speed: the server and the network know no hurry
LISTENS = 1.0  # seconds, again and again

Tick = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Someone who runs a desk's workshop, `speed` times as fast as in a real afternoon; `tick` hears what is done."""

    desk: Desk
    speed: float
    tick: Tick

    def present(self, round: int, *, again: bool) -> None:
        """Put a statement to the room, perhaps once more after the talk, and show the answers."""
        self.desk.move_round(_round(self.desk.state(), round), "show")
        self._ask(round)
        if again:
            self.tick("asked")
            round = int(self.desk.move_round(_round(self.desk.state(), round), "again")["current"])
            self._ask(round)
        self.desk.approve_comments(APPROVED_AT_ONCE)
        self.desk.move_round(_round(self.desk.state(), round), "reveal")
        self.tick("asked")

    def rest(self) -> None:
        """A break for everyone."""
        self.desk.move("pause", state="live")
        self.desk.move("resume", state="paused")

    def _ask(self, round: int) -> None:
        state = self.desk.move_round(_round(self.desk.state(), round), "open")
        self._until_done(since=state["version"])
        self.desk.move_round(_round(state, round), "close")

    def _until_done(self, *, since: int) -> None:
        """Wait until all are done, or nobody has got done for a while. Frames from before say nothing."""
        done, moved, begun = 0, monotonic(), monotonic()
        quiet, longest = max(AT_LEAST, QUIET / self.speed), max(8 * AT_LEAST, LONGEST / self.speed)
        while monotonic() - moved < quiet and monotonic() - begun < longest:
            frame = self.desk.hear(LISTENS)
            if frame is None or frame["v"] < since:
                continue
            if frame["done"] > done:
                done, moved = frame["done"], monotonic()
            if done >= frame["present"] > 0:
                return


def _round(state: State, round: int) -> dict[str, Any]:
    return next(each for each in state["rounds"] if each["id"] == round)
