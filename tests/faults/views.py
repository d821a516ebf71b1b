"""What a phone, a desk and a wall show who only ever heard frames since they came in, compared with a fresh look."""

from typing import Any

from app.core.workshops import WorkshopId
from app.live.audiences import Audience, Listener, room_of
from app.services.texts import as_read
from tests.faults.world import World

State = dict[str, Any]


# What all phones of a room show alike stands in these rows, and in no others. Who is here changes by the clock alone.
SHOWN = """
SELECT workshop.version, workshop.state, locked, blanked, current_round_id, round.state, epoch,
    (SELECT count(*) FROM comment WHERE comment.round_id = round.id AND on_wall),
    CASE WHEN round.state = 'revealed' THEN (SELECT group_concat(plausibility || ' ' || relevance || ' ' || abstained)
        FROM ballot WHERE ballot.round_id = round.id) END
FROM workshop LEFT JOIN round ON round.id = current_round_id WHERE workshop.id = ?"""
NUMBERS = """
SELECT workshop.version, count, CASE WHEN round.state = 'open' THEN (
    SELECT count(*) FROM panellist WHERE
        panellist.id IN (SELECT panellist_id FROM skip WHERE skip.round_id = round.id) OR
        panellist.id IN (SELECT panellist_id FROM ballot WHERE ballot.round_id = round.id AND
            (abstained IS NOT NULL OR (plausibility IS NOT NULL AND relevance IS NOT NULL)))) ELSE 0 END
FROM workshop LEFT JOIN round ON round.id = current_round_id WHERE workshop.id = ?"""


class Views:
    """One of each, connected since the server's last start."""

    def __init__(self, world: World) -> None:
        self._world, self._workshop, self.life = world, WorkshopId(world.stage.workshop), world.lives
        self._frames: dict[Audience, State] = {}
        self._look()
        for audience in Audience:
            sid = f"{room_of(audience, self._workshop)}/one"
            world.air.hears[sid] = lambda frame, audience=audience: self._hear(audience, frame)
            world.broadcast.greet(sid, Listener(audience, self._workshop))

    def compare(self) -> None:
        """Raises AssertionError when someone shows what is not, or no longer, so."""
        assert self._seen == self._world.row(SHOWN, self._workshop), "a phone was not told that something changed"
        version, count, done = self._world.row(NUMBERS, self._workshop)
        for audience in (Audience.DESK, Audience.SCREEN):
            frame = self._frames[audience]
            assert (frame["v"], frame["count"], frame["done"]) == (version, count, done), audience

    @property
    def frame(self) -> State:
        """What phones were told last."""
        return self._frames[Audience.PHONE]

    def _hear(self, audience: Audience, frame: State) -> None:
        self._frames[audience] = frame
        if audience is Audience.PHONE and frame["v"] > self.version:
            self._look(frame)

    def _look(self, frame: State | None = None) -> None:
        """Fetch how things stand, or take it from a frame that says it all."""
        self._seen = self._world.row(SHOWN, self._workshop)
        fresh = self._world.phone_state(self._world.stage.seats[0].panellist)
        self.version = fresh["version"]
        if frame and "rounds" in frame:
            said = _read(frame | {"version": frame["v"]}, fresh["language"])
            assert _alike(said) == _alike(fresh), "a frame says something else than a look"


def _read(frame: State, language: str) -> State:
    """What a frame says to a phone of this language, as `static/phone/reading.js` has it."""
    rounds = [round | {"statement": as_read(round["statement"], language)} for round in frame["rounds"]]
    return {name: value for name, value in frame.items() if name != "bars_in"} | {
        "language": language,
        "rounds": rounds,
    }


def _alike(state: State) -> State:
    """What every phone shows alike: all but her own answer."""
    rounds = [{name: value for name, value in round.items() if name != "mine"} for round in state["rounds"]]
    return {name: value for name, value in state.items() if name != "v"} | {"rounds": rounds}
