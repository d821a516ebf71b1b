"""What a rehearsal refuses, and the sentence a person then reads.

As in `errors.py`, the docstring of each class is the sentence that people read.
"""

from app.core.errors import Kind, WorkshopError


class NotARehearsal(WorkshopError):
    """This is a real workshop, not a rehearsal. Its people and their answers stay as they are."""

    kind, code = Kind.STALE, "not_a_rehearsal"


class SimulatedAlready(WorkshopError):
    """Simulated people are here already. Send them home first, then let others come in."""

    kind, code = Kind.STALE, "simulated_already"


class NoRoomForSimulated(WorkshopError):
    """This server holds {many} rehearsals with simulated people just now. Try again when one of them has ended."""

    kind, code = Kind.STALE, "no_room_for_simulated"


class NoWayIn(WorkshopError):
    """Simulated people come in by the door: open the doors first, and unlock them."""

    kind, code = Kind.STALE, "no_way_in"
