"""A phone: it speaks the wire as the real page does, and remembers what it was told is saved."""

import secrets
from collections import Counter
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from app.core.ballots import Answer
from app.core.rehearsal import Remark
from app.rehearsal.ear import Closed, Ear
from app.rehearsal.forms import form_with
from app.rehearsal.line import Line, Said, Unexpected
from app.rehearsal.weather import Weather

RoundName = tuple[str, int, int]  # the statement's id, its version, and 1 or 2 for the first or second asking
State = dict[str, Any]


class Phone:
    """One panellist's phone. `saved` is what it was told is saved, newest last; `unsure` what got no answer at all."""

    def __init__(self, base: str) -> None:
        self._line = Line(base)
        self._ear: Ear | None = None
        self._etag = ""
        self._state: State = {}
        self._seq: dict[int, int] = {}
        self.workshop = 0
        self.sent: set[RoundName] = set()
        self.saved: dict[RoundName, Answer] = {}
        self.unsure: set[RoundName] = set()
        self.ack_ms: list[float] = []
        self.comments = 0

    def join(self, link: str, *, group: int) -> None:
        """Open the link, agree, choose a group (counted through the offered ones), and listen."""
        notice = form_with(self._line.page(link).text, "agreed")
        groups = form_with(self._line.submit(notice.action, notice.fields).text, "group")
        offered = groups.choices["group"]
        consent: dict[str, Any] = {name: value for name, value in groups.fields if name != "csrf_token"}
        consent["group"] = int(offered[group % len(offered)])
        said = self._line.send("/phone/consent", consent)
        if not said.ok:
            raise Unexpected(f"A phone could not join: {said.status} {said.body.get('say', '')}")
        self.workshop = said.body["workshop"]

    def meet(self, weather: Weather) -> None:
        """From now on the network is like this. Nobody joins through it: who agrees twice by a link is two people."""
        self._line.weather = weather

    @property
    def cut(self) -> Counter[str]:
        """What the network lost of it so far."""
        return self._line.weather.cut

    def look(self) -> State:
        """How things stand, fetched anew where it changed."""
        found, self._etag = self._line.look("/phone/state", self._etag)
        self._state = found or self._state
        return self._state

    def look_at(self, topic: int) -> State:
        """The same from one topic of her own list: its statements are on this phone then."""
        found, _etag = self._line.look(f"/phone/state?stop=topic-{topic}")
        return found or self._state

    def wait(self, timeout: float) -> None:
        """Wait for word that something changed, at most so many seconds: a real page looks again then, too."""
        if self._line.weather.cuts_the_socket():
            self.hang_up()
        try:
            self._ear = self._ear or self.listen()
            frame = self._ear.hear(timeout)
            while frame and frame["v"] <= self._state["version"]:
                frame = self._ear.hear(timeout)
        except Closed:
            self.hang_up()

    def hang_up(self) -> None:
        """Lose the connection; `wait` makes a new one."""
        if self._ear:
            self._ear.close()
            self._ear = None

    def cast(self, round: State, answer: Answer) -> bool:
        """Send one answer; whether it was saved."""
        name = round_name(round)
        seq = max(self._seq.get(round["id"], 0), (round["mine"] or {"seq": 0})["seq"]) + 1
        self._seq[round["id"]] = seq
        self.sent.add(name)
        started = perf_counter()
        said = self._line.send("/phone/ballots", _ballot(round, seq, answer))
        if said.ok:
            self.ack_ms.append((perf_counter() - started) * 1000)
            self.saved[name] = answer
        if not said.body:
            self.unsure.add(name)
        return said.ok

    def comment(self, round: State, remark: Remark) -> bool:
        """Write a comment; whether it was kept."""
        body = {
            "key": secrets.token_hex(8),
            "round": round["id"],
            "part": remark.part,
            "text": remark.text,
            "seen": remark.seen,
            "may_show": remark.may_show,
        }
        kept = self._line.send("/phone/comments", body).ok
        self.comments += kept
        return kept

    def skip(self, round: State) -> Said:
        """Pass this statement by."""
        return self._line.send("/phone/skip", {"round": round["id"]})

    def listen(self) -> Ear:
        """A new ear of this phone's. Raises Closed."""
        ticket = self._line.send("/ticket", {"audience": "phone", "workshop": self.workshop}).body.get("ticket", "")
        return Ear(self._line.base, ticket)


def round_name(round: Mapping[str, Any]) -> RoundName:
    """What the wire and the export both call a round."""
    return str(round["statement"]["id"]), int(round["statement"]["version"]), int(round["number"])


def _ballot(round: State, seq: int, answer: Answer) -> dict[str, Any]:
    return {
        "key": secrets.token_hex(8),
        "seq": seq,
        "round": round["id"],
        "epoch": round["epoch"],
        "plausibility": answer.plausibility,
        "relevance": answer.relevance,
        "abstained": answer.abstained,
        "parts": list(answer.parts),
        "if_changed": list(answer.if_changed),
    }
