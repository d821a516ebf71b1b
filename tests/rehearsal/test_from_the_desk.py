"""A rehearsal from the desk: a real server, simulated people in a process of its own, and what ends them."""

import os
import signal
from pathlib import Path
from time import monotonic, sleep

import pytest

from app.rehearsal.desk import Desk
from app.rehearsal.scratch import free_port
from app.rehearsal.sittings import Invitation, Sittings
from tests.servers import server

WITHIN = 60.0  # seconds; only a test that fails waits so long


def until(holds):
    """Wait for something to hold, and give it back."""
    end = monotonic() + WITHIN
    while not (found := holds()):
        assert monotonic() < end, "it never held"
        sleep(0.1)
    return found


class Rehearsed:
    """The example's plan, rehearsed from its page by a facilitator."""

    def __init__(self, desk, people=6):
        self.desk = desk
        page = self.desk.page("/workshops/1")
        made = self.desk.submit("/workshops/1/rehearse", page, "csrf_token")
        self.desk.workshop = int(made.url.split("/")[-2])
        self.path = f"/workshops/{self.desk.workshop}/rehearsal"
        self.begun = self.press("begin", people=str(people), speed="20")

    def press(self, button, **fields):
        """Press a button of the rehearsal's page."""
        page = self.desk.page(self.path)
        return self.desk.submit(f"{self.path}/{button}", page, "csrf_token", **fields)

    def everyone_in(self, people=6):
        until(lambda: self.desk.state()["workshop"]["people"] == people)


def children_of(pid):
    """The processes a server has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def the_guests():
    """The process of our own guests, once it is what it is to be."""
    ours = (child for child in children_of(os.getpid()) if b"app.rehearsal.guests" in commanded(child))
    return next(ours, None)


def commanded(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def served():
    """A server, and a facilitator who has signed in there."""
    with server() as running:
        yield running, Desk(running.desk)


def test_simulated_people_come_in_answer_go_home_and_are_wiped(served):
    running, desk = served
    room = Rehearsed(desk)
    assert room.begun.url.endswith(f"/desk/{desk.workshop}")
    room.everyone_in()
    desk.move("start", state="lobby")
    round = desk.state()["rounds"][0]
    desk.move_round(round, "show")
    desk.move_round(desk.state()["rounds"][0], "open")
    until(lambda: desk.state()["rounds"][0]["done"] >= 5)  # one of them may be without network just now
    (guests,) = children_of(running.pid)
    room.press("stop")
    until(lambda: not is_there(guests))
    said = room.press("wipe").text
    assert "The rehearsal is wiped" in said
    assert " 0 ballots" not in said
    assert desk.state()["workshop"]["state"] == "ended"


def test_simulated_people_go_with_the_workshop(served):
    running, desk = served
    room = Rehearsed(desk, people=5)
    room.everyone_in(5)
    (guests,) = children_of(running.pid)
    desk.move("end", state="lobby")
    until(lambda: "They stayed to the end and have gone." in desk.page(room.path).text)
    assert not is_there(guests)


def test_simulated_people_go_with_a_server_that_is_killed():
    with server() as running:
        room = Rehearsed(Desk(running.desk), people=5)
        room.everyone_in(5)
        guests = children_of(running.pid)
        os.kill(running.pid, signal.SIGKILL)
        until(lambda: not any(is_there(guest) for guest in guests))


@pytest.fixture
def sittings():
    made = Sittings()
    yield made
    made.end(1)


def test_an_address_that_nobody_answers_is_told(sittings):
    sittings.begin(1, Invitation(f"http://127.0.0.1:{free_port()}/j/x", (0, 0), seed=1, speed=1000.0))
    went = until(lambda: (stands := sittings.of(1)) and not stands.is_here and stands)
    assert (went.invited, went.went) == (2, 2)
    assert "not answered" in went.because


def test_a_process_that_is_killed_has_taken_everybody_with_it(sittings):
    sittings.begin(1, Invitation(f"http://127.0.0.1:{free_port()}/j/x", (0, 0, 1), seed=1, speed=1.0))
    os.kill(until(the_guests), signal.SIGKILL)
    went = until(lambda: (stands := sittings.of(1)) and not stands.is_here and stands)
    assert (went.went, went.because) == (3, "")
