"""A storm: everyone takes part at once, while a server dies and comes back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import monotonic, sleep

from tests.faults.diary import Diary
from tests.faults.facilitator import Facilitator
from tests.faults.phone import Phone, any_answer
from tests.faults.stage import Stage

SETTLES_WITHIN = 60.0  # seconds; a room whose machine is busy may take longer than the five that L7 promises


class Storm:
    """The people of a stage, each with a diary, and threads in which they act."""

    def __init__(
        self, stage: Stage, base: str, diaries: Path, *, origin: str = "", people: int = 0, seed: int = 1
    ) -> None:
        diaries.mkdir(exist_ok=True)
        self.notes = Diary(diaries, "faults")
        self.seed = seed
        self.phones = [
            Phone(seat, base, Diary(diaries, f"phone-{place}"), origin=origin, lane=place % 4 != 3)
            for place, seat in enumerate(stage.seats[: people or None])
        ]
        self.desks = [
            Facilitator(stage, place, base, Diary(diaries, f"desk-{place}"), origin=origin) for place in (0, 1)
        ]
        self._gone: list[BaseException] = []

    @contextmanager
    def raging(self) -> Iterator[None]:
        """Everyone acts while the block runs; afterwards everyone has stopped. Raises what went wrong for anyone."""
        stop = Event()
        chances = [Random(self.seed * 1000 + place) for place in range(len(self.phones) + len(self.desks))]
        acts: list[Callable[[], None]] = [
            *(lambda p=p, c=c: p.take_part(stop, c, any_answer) for p, c in zip(self.phones, chances, strict=False)),
            *(lambda d=d, c=c: d.run_room(stop, c) for d, c in zip(self.desks, reversed(chances), strict=False)),
        ]
        threads = [Thread(target=self._kept, args=(act,), daemon=True) for act in acts]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(300)
        assert not any(thread.is_alive() for thread in threads), "someone never came back"
        if self._gone:
            raise self._gone[0]

    def wait_for(self, answers: int, *, at_most: float = 10.0) -> None:
        """Wait until phones were told so often more what became of a ballot; at most so many seconds."""
        wanted = self.answers + answers
        _wait(lambda: self.answers >= wanted, at_most)

    def wait_until_put_off(self, *, at_most: float = 120.0) -> None:
        """Wait until a phone is told to try again later. Raises AssertionError when none is."""
        before = sum(phone.put_off for phone in self.phones)
        assert _wait(lambda: sum(phone.put_off for phone in self.phones) > before, at_most), (
            "the fault was felt by nobody"
        )

    @property
    def answers(self) -> int:
        return sum(phone.answers for phone in self.phones)

    def settle(self, *guests: Phone, within: float = SETTLES_WITHIN) -> None:
        """After the last fault: everyone sends what is kept, and shows how things stand; each is asked once at least."""
        self.notes("over")
        until = monotonic() + within
        left = [*self.phones, *guests, *self.desks]
        while left and monotonic() < until:
            left = [each for each in left if not (each.settle() if isinstance(each, Phone) else each.look())]
            sleep(0.05 if left else 0)

    def _kept(self, act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as problem:  # noqa: BLE001  # raised again where the test waits
            self._gone.append(problem)


def _wait(until: Callable[[], bool], seconds: float) -> bool:
    """Whether something comes true within so many seconds."""
    end = monotonic() + seconds
    while not (true := until()) and monotonic() < end:
        sleep(0.005)
    return true
