"""What a hostile phone needs: a seat of its own, a socket, and ballots with anything in them."""

import os
from dataclasses import dataclass
from typing import Any

from tests.faults.nursery import Server
from tests.faults.stage import Seat, Stage
from tests.faults.wire import Lane, Line


@dataclass(frozen=True, slots=True)
class Room:
    """A running server, and who may do what there."""

    stage: Stage
    server: Server

    def line(self, seat: Seat) -> Line:
        """Someone's browser."""
        return Line(self.server.url, cookie=f"plumbline_phone={seat.cookie}")

    def lane(self, seat: Seat) -> Lane:
        """Someone's socket. Raises ConnectionRefusedError where she gets no ticket: she asked too often."""
        asked = self.line(seat).post("/ticket", {"audience": "phone", "workshop": self.stage.workshop})
        if "ticket" not in asked.body:
            raise ConnectionRefusedError(asked.body["say"])
        return Lane(self.server.url, asked.body["ticket"])

    def ballot(self, **fields: Any) -> dict[str, Any]:
        """A ballot for the open round, under a key of its own; some of its fields may be anything."""
        blank = {"abstained": None, "parts": [], "if_changed": []}
        made = {"key": os.urandom(8).hex(), "seq": 1, "round": self.stage.rounds[0], "epoch": 1}
        return made | {"plausibility": 3, "relevance": 3} | blank | fields
