"""A phone as its page behaves: it keeps what it cannot send, tries again under the same key, and says what became of it.

Everything it does, is told and shows goes into its diary. What would lie in the browser's storage is `kept`: it
survives the tab, as the storage does.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from random import Random
from threading import Event
from time import sleep
from typing import Any

from app.rehearsal.ear import Closed
from tests.faults.diary import Note
from tests.faults.stage import Seat
from tests.faults.wire import Lane, Line, Said, Silence

LATER = frozenset({408, 429, *range(500, 600)})  # not an answer to what was sent: try again
LATER_CODES = frozenset({"busy", "too_much", "fault"})
Sent = dict[str, Any]


class Phone:
    """One panellist's phone. Used by one thread at a time."""

    def __init__(
        self, seat: Seat, base: str, diary: Note, *, origin: str = "", lane: bool = True, new_line: Any = Line
    ) -> None:
        self.seat, self.diary = seat, diary
        self.kept: list[Sent] = []
        self.answers = 0  # how often it was told what became of a ballot
        self.turn = 0  # of the statements she holds, the one she looks at
        self.put_off = 0  # how often that was: try again later
        self.refused = 0  # how often it was: not accepted
        self.state: dict[str, Any] = {}
        self._base, self._origin = base, origin or base
        self._uses_lane, self._make_line = lane, new_line
        self._highest: dict[int, int] = {}
        self._lane: Lane | None = None
        self._line = self._new_line()
        diary("sat_down", panellist=seat.panellist)

    def look(self) -> bool:
        """Fetch how things stand, and show it. Whether there was an answer."""
        try:
            said = self._line.get("/phone/state")
        except Silence:
            return False
        if said.status != 200 or said.body["version"] < self.state.get("version", 0):
            return False
        self._show(said.body)
        return True

    def _show(self, state: dict[str, Any]) -> None:
        self.state = state
        round = self.round
        seen = [round["id"], round["epoch"], round["state"]] if round else None
        self.diary("saw", version=state["version"], workshop=state["workshop"]["state"], round=seen)

    @property
    def round(self) -> dict[str, Any] | None:
        """The round on show, if there is one; while blocks are open the one she has turned to."""
        rounds = self.state.get("rounds", ())
        return rounds[self.turn % len(rounds)] if rounds else None

    def tap(self, **answer: Any) -> Sent | None:
        """Answer the statement on show, if it is open; what is kept for sending, in place of an older one."""
        round = self.round
        if round is None or round["state"] != "open":
            return None
        seq = max(self._highest.get(round["id"], 0), (round["mine"] or {"seq": 0})["seq"]) + 1
        self._highest[round["id"]] = seq
        blank: Sent = {"plausibility": None, "relevance": None, "abstained": None, "parts": [], "if_changed": []}
        ballot = {"key": secrets.token_hex(8), "seq": seq, "round": round["id"], "epoch": round["epoch"]}
        ballot |= blank | answer
        text = round["statement"]
        on_show = {"statement": text["id"], "version": text["version"], "number": round["number"]}
        self.diary("tapped", ballot=ballot, on_show=on_show)
        for older in [each for each in self.kept if each["round"] == round["id"]]:
            self.kept.remove(older)
            self.diary("replaced", key=older["key"])
        self.kept.append(ballot)
        self.diary("showed", key=ballot["key"], words="waiting")
        return ballot

    def deliver(self) -> bool:
        """Send what is kept, oldest first, until one gets no answer. Whether nothing is kept any more."""
        for ballot in list(self.kept):
            fate, why = self._fate(ballot)
            if fate == "later":
                return False
            self.kept.remove(ballot)
            self.refused += fate != "saved"
            self.diary("showed", key=ballot["key"], words=fate, why=why)
        return True

    def send_again(self, ballot: Sent) -> None:
        """Send what was sent already, as a network does that lost the answer."""
        self._by_lane(ballot) or self._by_http(ballot)

    def withdraw(self) -> bool:
        """Have everything removed by the personal code; whether that was answered."""
        self.diary("asked_to_withdraw")
        with suppress(Silence):
            said = self._line.post("/withdraw", {"code": self.seat.code})
            self.diary("was_told", of="withdrawal", status=said.status)
            return said.status == 200
        return False

    def listen(self, wait: float) -> None:
        """Hear frames for so long; look again when one is newer than what is shown."""
        if not self._uses_lane:
            sleep(wait)
            return
        try:
            self._lane = self._lane or self._new_lane()
            frames = self._lane.listen(wait)
        except Closed:
            self.lose_lane()
            sleep(wait)
            self.look()
            return
        for frame in frames:
            self.diary("heard", v=frame["v"])
            self.take(frame)

    def take(self, frame: dict[str, Any]) -> None:
        """Show what a frame says. Where it cannot say what her own answer is, she looks."""
        if frame["v"] <= self.state.get("version", 0):
            return
        here, there = self.round, next(iter(frame.get("rounds", ())), None)
        is_same = bool(here and there and here["id"] == there["id"])
        if "rounds" not in frame or (there and not is_same and there["epoch"] > 1):
            self.look()
            return
        mine = here["mine"] if here and is_same else None
        rounds = [{**there, "mine": mine}] if there else []
        self._show({**frame, "version": frame["v"], "rounds": rounds})

    def lose_lane(self) -> None:
        """Lose the socket; the next need makes another one."""
        if self._lane is not None:
            self._lane.close()
            self._lane = None

    def hang_up(self) -> None:
        """Let go of the network."""
        self.lose_lane()
        self._line.hang_up()

    def kill_tab(self) -> None:
        """The browser ends without a word. What is kept is kept; nothing else is known when it opens again."""
        self.hang_up()
        self.diary("killed")
        self.state, self._highest = {}, {}
        self._line = self._new_line()

    def take_part(self, stop: Event, chance: Random, answers: Callable[[Random], dict[str, Any]]) -> None:
        """Look, answer, change one's mind, send, listen; until told to stop."""
        while not stop.is_set():
            if not self.state or chance.random() < 0.3:
                self.look()
            self.turn = chance.randrange(12)
            if chance.random() < 0.6:
                self.tap(**answers(chance))
            self.deliver()
            self.listen(chance.uniform(0.01, 0.15))

    def settle(self) -> bool:
        """After all faults: send what is kept and show how things stand. Whether both were done."""
        return self.deliver() and self.look()

    def _new_line(self) -> Line:
        made: Line = self._make_line(self._base, origin=self._origin, cookie=f"plumbline_phone={self.seat.cookie}")
        return made

    def _fate(self, ballot: Sent) -> tuple[str, str | None]:
        """What became of a ballot: "saved", "not accepted" with the reason, or "later". By the lane if there is one."""
        said = self._by_lane(ballot) or self._by_http(ballot)
        if said is None or said.status in LATER or said.body.get("error") in LATER_CODES or "ok" not in said.body:
            self.put_off += said is not None
            return "later", None
        return ("saved", None) if said.body["ok"] is True else ("not accepted", said.body.get("error"))

    def _by_http(self, ballot: Sent) -> Said | None:
        self.diary("sent", key=ballot["key"], door="http")
        try:
            said = self._line.post("/phone/ballots", ballot)
        except Silence:
            return None
        self._told(ballot, "http", said)
        return said

    def _by_lane(self, ballot: Sent) -> Said | None:
        if not self._uses_lane or self._lane is None:
            return None
        self.diary("sent", key=ballot["key"], door="lane")
        try:
            said = Said(0, self._lane.call("ballot", ballot))
        except (Silence, Closed):
            self.lose_lane()
            return None
        self._told(ballot, "lane", said)
        return said

    def _told(self, ballot: Sent, door: str, said: Said) -> None:
        self.answers += 1
        ok, error = said.body.get("ok"), said.body.get("error")
        self.diary("was_told", of="ballot", key=ballot["key"], door=door, status=said.status, ok=ok, error=error)

    def _new_lane(self) -> Lane:
        try:
            said = self._line.post("/ticket", {"audience": "phone", "workshop": self.state["workshop"]["id"]})
        except (Silence, KeyError) as problem:
            raise Closed(str(problem)) from None
        return Lane(self._base, str(said.body.get("ticket", "")))


def newcomer(base: str, token: str, diary: Note, *, origin: str = "") -> Phone:
    """Someone who opens the link on the wall and agrees. Raises Silence when she was not answered."""
    line = Line(base, origin=origin)
    door = line.get(f"/j/{token}").body
    agreed = {"token": token, "version": door.get("version"), "group": (door.get("groups") or [{}])[0].get("id")}
    joined = line.post("/phone/consent", agreed)
    if not joined.body.get("ok"):
        raise Silence(str(joined))
    seat = Seat(joined.body["panellist"], joined.cookie("plumbline_phone"), joined.body["code"])
    return Phone(seat, base, diary, origin=origin)


def any_answer(chance: Random) -> dict[str, Any]:
    """An answer such as people give: mostly ratings, sometimes half of them, sometimes none."""
    if chance.random() < 0.1:
        return {"abstained": chance.choice(["outside", "unclear"])}
    rated = {"plausibility": chance.randint(1, 5), "relevance": chance.choice([None, 1, 2, 3, 4, 5])}
    return rated | ({"parts": [chance.randint(1, 4)]} if chance.random() < 0.2 else {})
