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
        self._reveal(round)
        self.tick("asked")

    def lead_through_blocks(self) -> None:
        """Open what is answered at one's own pace, all of it in turn; close each when all are through."""
        while self._go_to_blocks():
            answering = self.desk.state()["answering"]
            first, last = answering["places"]
            state = self.desk.press("ahead" if self._is_in_lobby() else "big")
            self._until_done(since=state["version"], statements=last - first + 1)
            self.desk.press("big")
            self.tick("block")

    def talk_about(self, round: int, *, amend: bool) -> None:
        """Show the answers to a statement, talk about it, and ask again; in other words where it is amended."""
        shown = _round(self.desk.move_round(_round(self.desk.state(), round), "show"), round)
        if shown["state"] == "closed":
            self._reveal(round)
        if amend:
            state = self.desk.amend(_round(self.desk.state(), round), why="The panel said that it is not always so")
            round = int(state["current"])
        else:
            round = int(self.desk.move_round(_round(self.desk.state(), round), "again")["current"])
        self._ask(round)
        self._reveal(round)
        self.tick("asked")

    def rest(self) -> None:
        """A break for everyone."""
        self.desk.move("pause", state="live")
        self.desk.move("resume", state="paused")

    def _go_to_blocks(self) -> bool:
        """Whether there are blocks to open, and she stands at them."""
        state = self.desk.state()
        if state["workshop"]["state"] == "live" and not _waits(state) and state["actions"]["next"]:
            state = self.desk.press("next")
        return _waits(state)

    def _is_in_lobby(self) -> bool:
        return bool(self.desk.state()["workshop"]["state"] == "lobby")

    def _reveal(self, round: int) -> None:
        self.desk.approve_comments(APPROVED_AT_ONCE)
        self.desk.move_round(_round(self.desk.state(), round), "reveal")

    def _ask(self, round: int) -> None:
        state = self.desk.move_round(_round(self.desk.state(), round), "open")
        self._until_done(since=state["version"])
        self.desk.move_round(_round(state, round), "close")

    def _until_done(self, *, since: int, statements: int = 1) -> None:
        """Wait until all are done with so many statements, or nobody has got done for a while.

        Frames from before say nothing.
        """
        done, moved, begun = 0, monotonic(), monotonic()
        quiet = max(AT_LEAST, statements * QUIET / self.speed)
        longest = max(8 * AT_LEAST, statements * LONGEST / self.speed)
        while monotonic() - moved < quiet and monotonic() - begun < longest:
            frame = self.desk.hear(LISTENS)
            if frame is None or frame["v"] < since:
                continue
            if frame["done"] > done:
                done, moved = frame["done"], monotonic()
            if done >= frame["present"] > 0:
                return


def _waits(state: State) -> bool:
    """Whether the desk stands at blocks that wait to be opened."""
    return bool(state["answering"] and state["answering"]["state"] == "queued")


def _round(state: State, round: int) -> dict[str, Any]:
    return next(each for each in state["rounds"] if each["id"] == round)
