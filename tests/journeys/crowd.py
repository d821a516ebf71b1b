"""A crowd: simulated practitioners beside the browsers of a journey, who answer whatever is open, each at her pace."""

from threading import Thread

from app.core.rehearsal import panel
from app.rehearsal.phone import Phone
from app.rehearsal.practitioner import Practitioner
from tests.journeys.hall import Hall
from tests.journeys.phones import link_of

SPEED = 60.0  # times as fast as real people
WITHIN = 60.0  # seconds for all to see the end


class Crowd:
    """So many people of both groups in turn, in the room from now on."""

    def __init__(self, hall: Hall, people: int) -> None:
        self.phones = [Phone(hall.origin) for _ in range(people)]
        for number, phone in enumerate(self.phones):
            phone.join(link_of(hall), group=number % 2)
        self._there = [
            Thread(target=Practitioner(person, phone, 1, SPEED).take_part, daemon=True)
            for person, phone in zip(panel(1, people), self.phones, strict=True)
        ]
        for thread in self._there:
            thread.start()

    def gone(self) -> bool:
        """Whether all have seen the end."""
        for thread in self._there:
            thread.join(WITHIN)
        return not any(thread.is_alive() for thread in self._there)
