"""A state machine of everything that can happen in a room, in any order, and what must hold after each step.

Hypothesis chooses the steps: people join, answer, change their minds, lose the network in every way and come back; two
facilitators with desks of different freshness move the room; the server crashes between any two writes.
"""

from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from app.core.workshops import RoundMove, WorkshopId
from app.services import panels
from tests.builders import SECRET
from tests.faults.checker import violations
from tests.faults.diary import Notebook
from tests.faults.evidence import Evidence, Row, gather
from tests.faults.facilitator import Facilitator
from tests.faults.phone import Phone
from tests.faults.stage import Seat
from tests.faults.views import Views
from tests.faults.world import ANSWER_LOST, CRASH_AFTER, CRASH_BEFORE, Wire, World, tick

LENGTH = 50  # steps of a room
MOST = 4  # people; who they are matters less than what happens to them
MOVES = [*(each.value for each in RoundMove), "show", "again"]
ANY = st.integers(min_value=0, max_value=10**4)
MISHAP = st.sampled_from([*[""] * 9, ANSWER_LOST, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER])
OFTEN = {
    "answers": 10,
    "skips": 1,
    "sends_again": 2,
    "goes_offline": 2,
    "comes_back": 3,
    "tab_is_killed": 1,
    "joins": 2,
    "joins_again": 1,
    "withdraws": 1,
    "goes_on": 4,
    "tries_something": 3,
    "crashes": 1,
    "time_passes": 1,
}
STEPS = [what for what, times in OFTEN.items() for _ in range(times)]


class Room(RuleBasedStateMachine):
    """The room. `world` is given by whoever runs it."""

    world: World

    @initialize()
    def the_doors_open(self) -> None:
        self.world.begin_anew()
        self.gathered: tuple[int, int] | None = None  # the life, and its commits, of which the tables were read
        self.tables: dict[str, list[Row]] = {}
        self.diaries: dict[str, Notebook] = {}
        self.wires: dict[str, Wire] = {}
        stage = self.world.stage
        self.phones = [self._phone(seat) for seat in stage.seats[:2]]
        self.gone: list[Phone] = []  # who withdrew, or tried to
        self.desks = [
            Facilitator(stage, place, "", self._diary(f"desk-{place}"), new_line=self._wire(f"desk-{place}"))
            for place in (0, 1)
        ]
        self.views = Views(self.world)
        self.goes_on(0, 0, "")

    @rule(what=st.sampled_from(STEPS), who=ANY, number=ANY, mishap=MISHAP)
    def something_happens(self, what: str, who: int, number: int, mishap: str) -> None:
        getattr(self, what)(who, number, mishap)

    # --- People -----------------------------------------------------------------------------------------------------

    def answers(self, who: int, number: int, mishap: str = "") -> None:
        """Someone answers, changes her mind, or answers half; the network may be at its worst."""
        phone = self._who(who)
        rating = number % 6 or None
        phone.tap(plausibility=rating, **{"relevance": number % 5 + 1} if rating else {"abstained": "outside"})
        if phone.kept:
            self._wire_of(phone).fault = mishap
        phone.deliver()

    def skips(self, who: int, number: int, mishap: str) -> None:
        phone = self._who(who)
        if phone.round and self._wire_of(phone).is_online:
            self._wire_of(phone).post("/phone/skip", {"round": phone.round["id"]})

    def sends_again(self, who: int, number: int, mishap: str) -> None:
        """An old packet arrives once more, perhaps long after."""
        phone = [*self.phones, *self.gone][who % len([*self.phones, *self.gone])]
        lines = self.diaries[self._name(phone)].lines
        sent = [each["ballot"] for each in lines if each["did"] == "tapped" and each["ballot"] not in phone.kept]
        if sent:
            phone.send_again(sent[number % len(sent)])

    def goes_offline(self, who: int, number: int, mishap: str) -> None:
        self._wire_of(self._who(who)).is_online = False

    def comes_back(self, who: int, number: int, mishap: str) -> None:
        away = [each for each in self.phones if not self._wire_of(each).is_online]
        for phone in away[:1]:
            self._wire_of(phone).is_online = True
            phone.settle()

    def tab_is_killed(self, who: int, number: int, mishap: str) -> None:
        self._who(who).kill_tab()
        self._who(who).look()

    def joins(self, who: int, number: int, mishap: str) -> None:
        if len(self.phones) < MOST:
            joined = self._join("")
            self.phones.append(self._phone(Seat(joined.panellist, joined.cookie, joined.code or "")))

    def joins_again(self, who: int, number: int, mishap: str) -> None:
        """Her own phone follows the link on the wall once more."""
        phone = self._who(who)
        assert self._join(phone.seat.cookie).panellist == phone.seat.panellist

    def withdraws(self, who: int, number: int, mishap: str) -> None:
        if len(self.phones) > 2 and self._wire_of(self.phones[-1]).is_online:
            phone = self.phones.pop()
            self.gone.append(phone)
            self._wire_of(phone).fault = mishap
            phone.withdraw()

    # --- Facilitators, and the machine ------------------------------------------------------------------------------

    def goes_on(self, who: int, number: int, mishap: str) -> None:
        """A facilitator looks, and does what comes next."""
        desk = self.desks[who % 2]
        if desk.state.get("version") != self.views.version:
            desk.look()
        self.wires[f"desk-{who % 2}"].fault = mishap
        going_on = {"queued": "open", "open": "close", "closed": "reveal"}
        desk.move(desk.on_show["id"], going_on.get(desk.on_show["state"], "reopen"))

    def tries_something(self, who: int, number: int, mishap: str) -> None:
        """A facilitator presses anything, on a page that may be old."""
        desk = self.desks[who % 2]
        if desk.state or desk.look():
            rounds = desk.state["rounds"]
            desk.move(rounds[number % len(rounds)]["id"], MOVES[number // len(rounds) % len(MOVES)])

    def crashes(self, who: int, number: int, mishap: str) -> None:
        self.world.crash()

    def time_passes(self, who: int, number: int, mishap: str) -> None:
        """Or the clock is set, a day on or back."""
        tick(self.world, (1, 4, 6, 70, -86_400, 86_400)[number % 6])

    # --- What must hold ---------------------------------------------------------------------------------------------

    @invariant()
    def no_promise_is_broken(self) -> None:
        broken = violations(self._evidence())
        assert not broken, broken

    @invariant()
    def snapshot_plus_frames_equals_a_fresh_snapshot(self) -> None:
        if self.views.life != self.world.lives:
            self.views = Views(self.world)
        self.views.compare()
        for phone in self.phones:
            if self._wire_of(phone).is_online:
                phone.take(self.views.frame)

    def teardown(self) -> None:
        if not hasattr(self, "views"):
            return
        for wire in self.wires.values():
            wire.is_online, wire.fault = True, ""
        for phone in self.phones:
            assert phone.settle()
        self._diary("faults")("over")
        for client in (*self.phones, *self.desks):
            client.look()
        self.no_promise_is_broken()

    def _evidence(self) -> Evidence:
        state = self.world.lives, self.world.commits
        if state != self.gathered:
            self.gathered, self.tables = state, gather(self.world.path).tables
        return Evidence(self.tables, {who: notes.lines for who, notes in self.diaries.items()})

    def _join(self, cookie: str) -> panels.Joined:
        world = self.world

        def join(db: Session) -> panels.Joined:
            door = panels.find_door(db, token=world.stage.token)
            more = {"group": door.groups[0][0], "language": "en", "notice": door.notice.version}
            return panels.join(db, door, secret=SECRET, at=world.now, cookie=cookie, **more)

        joined: panels.Joined = world.write(join)
        world.broadcast.progress(WorkshopId(world.stage.workshop))
        return joined

    def _who(self, who: int) -> Phone:
        return self.phones[who % len(self.phones)]

    def _phone(self, seat: Seat) -> Phone:
        name = f"phone-{seat.panellist}"
        return Phone(seat, "", self._diary(name), lane=False, new_line=self._wire(name))

    def _name(self, phone: Phone) -> str:
        return f"phone-{phone.seat.panellist}"

    def _diary(self, who: str) -> Notebook:
        return self.diaries.setdefault(who, Notebook())

    def _wire(self, who: str) -> Any:
        def made(base: str, *, origin: str, cookie: str) -> Wire:
            return self.wires.setdefault(who, Wire(self.world, cookie))

        return made

    def _wire_of(self, phone: Phone) -> Wire:
        return self.wires[self._name(phone)]


def run_rooms(examples: int, *, chance: int | None = None) -> None:
    """Let so many rooms happen, the same ones for the same `chance`, or any.

    A failure is told as it was found: making it shorter takes longer than reading it.
    """
    run_state_machine_as_test(
        Room if chance is None else seed(chance)(type("SeededRoom", (Room,), {})),
        settings=settings(
            max_examples=examples,
            stateful_step_count=LENGTH,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
