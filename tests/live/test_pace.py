"""Progress is told at once, then at most eight times a second, and the last word always comes."""

from app.core.workshops import WorkshopId
from app.live.pace import GAP, Pace

FRIDAY, MONDAY = WorkshopId(1), WorkshopId(2)


class Room:
    """A pace with a clock that only moves when told, and a list of what is to happen when."""

    def __init__(self):
        self.time, self.told, self.due, self._slept = 100.0, [], [], 0.0
        self.pace = Pace(self._tell, start=self._later, sleep=self._sleep, clock=lambda: self.time)

    def _tell(self, workshop):
        self.told.append((workshop, self.time))

    def _later(self, task, workshop, wait):
        self.due.append((self.time + wait, task, workshop, wait))

    def _sleep(self, seconds):
        self._slept += seconds

    def run(self, until):
        while self.due and min(self.due)[0] <= until:
            self.due.sort(key=lambda each: each[0])
            self.time, task, workshop, wait = self.due.pop(0)
            task(workshop, wait)
        self.time = until


def test_the_first_ballot_is_told_at_once():
    room = Room()
    room.pace.ask(FRIDAY)
    room.run(100.0)
    assert room.told == [(FRIDAY, 100.0)]


def test_two_hundred_ballots_at_once_are_two_tellings():
    room = Room()
    room.pace.ask(FRIDAY)
    room.run(100.0)
    for _ in range(199):
        room.pace.ask(FRIDAY)
    room.run(101.0)
    assert room.told == [(FRIDAY, 100.0), (FRIDAY, 100.0 + GAP)]


def test_a_stream_of_ballots_is_told_eight_times_a_second():
    room = Room()
    for tick in range(1000):
        room.pace.ask(FRIDAY)
        room.run(100.0 + tick / 100)
    assert 78 <= len(room.told) <= 82


def test_what_changes_while_it_is_told_is_told_again():
    room = Room()
    room.pace._act = lambda workshop: (room._tell(workshop), len(room.told) == 1 and room.pace.ask(workshop))
    room.pace.ask(FRIDAY)
    room.run(102.0)
    assert len(room.told) == 2


def test_one_workshop_does_not_wait_for_another():
    room = Room()
    room.pace.ask(FRIDAY)
    room.pace.ask(MONDAY)
    room.run(100.0)
    assert {workshop for workshop, _ in room.told} == {FRIDAY, MONDAY}
