"""A facilitator in a storm: moves the room on from what she saw, and notes what she was told."""

from random import Random
from threading import Event
from typing import Any

from tests.faults.diary import Note
from tests.faults.evidence import Papers
from tests.faults.stage import Stage
from tests.faults.wire import Line, Said, Silence

MOVES = {
    "queued": ["open"],
    "open": ["close", "close", "close", "undo"],
    "closed": ["reveal", "reopen", "undo"],
    "revealed": ["next", "reopen"],
}
BLOCK_MOVES = {"queued": ["open"], "open": ["close", "close", "close", "undo"], "closed": ["reopen", "undo"]}


class Facilitator:
    """Someone with a desk open. Used by one thread at a time."""

    def __init__(
        self, stage: Stage, desk: int, base: str, diary: Note, *, origin: str = "", new_line: Any = Line
    ) -> None:
        self.workshop, self.diary = stage.workshop, diary
        self.line: Line = new_line(base, origin=origin, cookie=f"plumbline_desk={stage.desks[desk]}")
        self.state: dict[str, Any] = {}

    def look(self) -> bool:
        """Fetch how things stand, and show it. Whether there was an answer."""
        try:
            said = self.line.get(f"/desk/{self.workshop}/state")
        except Silence:
            return False
        if said.status == 200:
            self._show(said.body)
        return said.status == 200

    def round(self, id: int) -> dict[str, Any]:
        """A round as she sees it."""
        return next(each for each in self.state["rounds"] if each["id"] == id)

    @property
    def on_show(self) -> dict[str, Any]:
        """The round on show; before any was, the first."""
        return self.round(self.state["current"] or self.state["rounds"][0]["id"])

    def move(self, id: int, move: str) -> Said | None:
        """Move a round from where she sees it. None when there was no answer."""
        seen = self.round(id)
        body = {"epoch": seen["epoch"], "state": seen["state"]}
        self.diary("asked", round=id, move=move, **body)
        try:
            said = self.line.post(f"/desk/{self.workshop}/rounds/{id}/{move}", body)
        except Silence:
            self.diary("heard_nothing", round=id, move=move, **body)
            return None
        self.diary("was_told", of="move", round=id, move=move, **body, status=said.status, error=said.body.get("error"))
        if "state" in said.body:
            self._show(said.body["state"])
        return said

    def move_blocks(self, move: str) -> Said | None:
        """Move what is answered at one's own pace from where she sees it. None when there was no answer."""
        seen = self.state["answering"]
        body = {"epoch": seen["epoch"], "state": seen["state"]}
        self.diary("asked", block=seen["block"], move=move, **body)
        try:
            said = self.line.post(f"/desk/{self.workshop}/blocks/{seen['block']}/{move}", body)
        except Silence:
            self.diary("heard_nothing", block=seen["block"], move=move, **body)
            return None
        self.diary("was_told", of="blocks", move=move, **body, status=said.status, error=said.body.get("error"))
        if "state" in said.body:
            self._show(said.body["state"])
        return said

    def step(self, chance: Random) -> None:
        """Do what comes next with the round on show, or put the next one on show."""
        here = self.on_show
        if self.state["answering"]:
            self.move_blocks(chance.choice(BLOCK_MOVES[self.state["answering"]["state"]]))
            return
        if here["block"] and here["state"] == "queued":
            self.move(here["id"], "show")
            return
        move = chance.choice(MOVES[here["state"]])
        if move != "next":
            self.move(here["id"], move)
            return
        queued = [each for each in self.state["rounds"] if each["state"] == "queued"]
        if queued:
            self.move(queued[0]["id"], "open")
        else:
            self.move(chance.choice(self.state["rounds"])["id"], "reopen")

    def run_room(self, stop: Event, chance: Random) -> None:
        """Move the room on, again and again, until told to stop."""
        while not stop.is_set():
            if self.look():
                self.step(chance)
            is_open = bool(self.state) and self.on_show["state"] == "open"
            stop.wait(chance.uniform(0.3, 1.0) if is_open else chance.uniform(0.05, 0.2))

    def papers(self, screen: str, *, documents: bool = True) -> Papers:
        """What the product says about its answers, for a room at rest: page, wall and documents. Raises Silence."""
        wall = Line(self.line.base, cookie=f"plumbline_screen={screen}").get("/screen/state").body
        desk = self.line.get(f"/desk/{self.workshop}/state").body
        names = ("tidy.zip", "summary.docx") if documents else ()
        return Papers(desk, wall, *(self.line.file(f"/workshops/{self.workshop}/{name}") for name in names))

    def _show(self, state: dict[str, Any]) -> None:
        if state["version"] >= self.state.get("version", 0):
            self.state = state
            self.diary("saw", version=state["version"])
