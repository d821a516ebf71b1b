"""A full hall: so many phones that are in and listening, and do one thing at one instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter, sleep

from app.core.ballots import Answer
from app.rehearsal.desk import Desk
from app.rehearsal.ear import Ear
from app.rehearsal.phone import Phone


class Hall:
    """A workshop of one statement, its doors open, all phones in."""

    def __init__(self, desk: Desk, phones: int) -> None:
        self.desk = desk
        desk.plan(statements=1, people=phones)
        desk.move("doors", state="draft")
        desk.move("start", state="lobby")
        link = desk.join_link()
        self.phones = [Phone(desk.base) for _ in range(phones)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda phone: phone.join(link, group=0), self.phones))
            self.ears = list(pool.map(lambda phone: phone.listen(), self.phones))
        self._greeted()

    def tell(self, move: str) -> list[float]:
        """Make a move at the desk; how long each socket waited for word of it, in ms from the click."""
        (round,) = self.desk.state()["rounds"]
        version = self.desk.state()["version"]
        with ThreadPoolExecutor(len(self.ears)) as pool:
            waiting = [pool.submit(self._heard, ear, version) for ear in self.ears]
            sleep(0.2)
            started = perf_counter()
            self.desk.move_round(round, move)
            return [(each.result() - started) * 1000 for each in waiting]

    def vote(self, plausibility: int) -> list[float]:
        """All phones answer at one instant; how long each waited to be told it is saved, in ms."""
        with ThreadPoolExecutor(8) as pool:
            rounds = list(pool.map(lambda phone: phone.look()["rounds"][0], self.phones))
        together = Barrier(len(self.phones))

        def answer(place: int) -> float:
            phone = self.phones[place]
            together.wait()
            if not phone.cast(rounds[place], Answer(plausibility, 4)):
                raise RuntimeError("A ballot was not accepted; the figures would mean nothing.")
            return phone.ack_ms[-1]

        with ThreadPoolExecutor(len(self.phones)) as pool:
            return list(pool.map(answer, range(len(self.phones))))

    def _greeted(self) -> None:
        for ear in self.ears:
            ear.hear(10)

    @staticmethod
    def _heard(ear: Ear, version: int) -> float:
        while True:
            frame = ear.hear(60)
            if frame is None:
                raise RuntimeError("A socket heard nothing for a minute; the figures would mean nothing.")
            if frame["v"] > version:
                return perf_counter()
