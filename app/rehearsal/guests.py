"""Guests: a simulated panel that comes into one rehearsal and stays to its end, in a process of its own.

`python -m app.rehearsal.guests` reads an invitation, one line of JSON, and goes when its input ends: with the server,
however that ends. It prints how it went as one line of JSON, and ends with 1 where somebody could not stay.
"""

import json
import os
import sys
from threading import Lock, Thread
from time import sleep

from app.core.rehearsal import panel
from app.rehearsal.line import Unexpected
from app.rehearsal.phone import Phone
from app.rehearsal.practitioner import Practitioner
from app.rehearsal.sittings import Invitation

NICE = 10  # real people at real phones come first
ARRIVING = 60.0  # seconds of a real afternoon in which all come in


class Guests:
    """The people of one invitation, each in a thread of her own. `went` holds why some went before the end."""

    def __init__(self, invited: Invitation) -> None:
        self._invited = invited
        self._panel = panel(invited.seed, len(invited.groups))
        self._lock = Lock()
        self.went: list[str] = []

    def stay(self) -> None:
        """Come in one after another, take part, and return when all have gone."""
        room = [Thread(target=self._visit, args=(number,), daemon=True) for number in range(len(self._invited.groups))]
        for thread in room:
            thread.start()
        for thread in room:
            thread.join()

    def _visit(self, number: int) -> None:
        invited = self._invited
        phone = Phone(invited.link)
        sleep(self._arrives(number))
        try:
            phone.join(invited.link, group=invited.groups[number])
            Practitioner(self._panel[number], phone, invited.seed, invited.speed).take_part()
        except (Unexpected, LookupError) as problem:  # a page without the form one looked for
            with self._lock:
                self.went.append(str(problem))

    def _arrives(self, number: int) -> float:
        """Seconds until somebody comes in: the first at once."""
        return ARRIVING / self._invited.speed * number / len(self._invited.groups)


def main() -> int:
    """Let the guests of the invitation on standard input come in; the exit status."""
    os.nice(NICE)
    guests = Guests(Invitation.from_json(sys.stdin.readline()))
    Thread(target=_go_with_the_server, daemon=True).start()
    guests.stay()
    print(json.dumps({"went": len(guests.went), "first": guests.went[:1]}), flush=True)  # noqa: T201  the parent reads
    return 1 if guests.went else 0


def _go_with_the_server() -> None:
    """Wait until nobody holds the other end of our input any more."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
