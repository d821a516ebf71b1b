"""A scene that is the same each time: what people do in a quarter of an hour, and a server that dies in it."""

from collections.abc import Callable
from time import monotonic, sleep

from tests.faults.evidence import Evidence, gather
from tests.faults.facilitator import Facilitator
from tests.faults.nursery import Nursery, Wound, lives
from tests.faults.phone import Phone, Sent
from tests.faults.stage import Stage
from tests.faults.storm import SETTLES_WITHIN, Storm


def a_quarter_of_an_hour(nursery: Nursery, stage: Stage, *wounds: Wound) -> Evidence:
    """Twelve people answer, some change their minds or send twice, the server dies, one comes late."""
    diaries, first = stage.data / "diaries", stage.rounds[0]
    with lives(nursery, stage.data, *wounds) as server:
        storm = Storm(stage, server.url, diaries)
        (desk, _), phones = storm.desks, storm.phones
        move(desk, first, "open")
        for phone in phones[:8]:
            answer(phone, 4)
        server.kill()
        server.begin(*wounds)
        for phone in phones[8:11]:
            phone.send_again(answer(phone, 5))
        answer(phones[8], 2)
        phones[11].look()
        move(desk, first, "close")
        phones[11].tap(plausibility=1, relevance=1)
        phones[11].deliver()
        move(desk, first, "reveal")
        storm.settle(within=2.0 if wounds else SETTLES_WITHIN)  # what is broken never settles
        papers = desk.papers(stage.screen, documents=not wounds)
    return gather(stage.database, diaries, papers)


def answer(phone: Phone, rating: int) -> Sent:
    """Look and answer, until the server says what became of it."""
    patiently(phone.look)
    ballot = phone.tap(plausibility=rating, relevance=rating)
    assert ballot is not None
    patiently(phone.deliver)
    return ballot


def move(desk: Facilitator, round: int, move: str) -> None:
    patiently(lambda: desk.look() and desk.move(round, move) is not None)


def patiently(act: Callable[[], bool]) -> None:
    """Do something until it works, a minute at most."""
    until = monotonic() + 60
    while not act():
        assert monotonic() < until, "it did not work for a minute"
        sleep(0.1)
