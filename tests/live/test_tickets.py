"""Tickets let a socket in once, within a minute, as whom they were given to."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.workshops import PanellistId, WorkshopId
from app.live.audiences import Audience, Listener
from app.live.tickets import Tickets

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
ASHA = Listener(Audience.PHONE, WorkshopId(1), panellist=PanellistId(7))


def test_a_ticket_lets_in_whom_it_was_given_to():
    tickets = Tickets()
    assert tickets.use(tickets.give(ASHA, at=NOON), at=NOON) == ASHA


def test_a_ticket_is_good_once():
    tickets = Tickets()
    ticket = tickets.give(ASHA, at=NOON)
    tickets.use(ticket, at=NOON)
    assert tickets.use(ticket, at=NOON) is None


@pytest.mark.parametrize(("seconds", "holds"), [(0, True), (59.9, True), (60, False), (3600, False)])
def test_a_ticket_holds_for_a_minute(seconds, holds):
    tickets = Tickets()
    ticket = tickets.give(ASHA, at=NOON)
    assert (tickets.use(ticket, at=NOON + timedelta(seconds=seconds)) is not None) is holds


@pytest.mark.parametrize("shown", [None, "", "guess", 7, ["x"], {"ticket": "x"}, b"x"])
def test_what_is_no_ticket_lets_nobody_in(shown):
    tickets = Tickets()
    tickets.give(ASHA, at=NOON)
    assert tickets.use(shown, at=NOON) is None


def test_tickets_are_long_and_never_the_same():
    tickets = Tickets()
    given = {tickets.give(ASHA, at=NOON) for _ in range(200)}
    assert len(given) == 200
    assert min(map(len, given)) >= 22  # 128 bits in base 64


def test_tickets_nobody_used_are_forgotten():
    tickets = Tickets()
    for second in range(1000):
        tickets.give(ASHA, at=NOON + timedelta(seconds=second))
    assert len(tickets._waiting) == 60
