"""Sittings: the simulated panels that this server's rehearsals hold just now, each in a child process.

They are remembered by the process that started them and by nothing else: whatever ends the server ends them.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from app.core.errors_rehearsal import NoRoomForSimulated, SimulatedAlready

ROOT = Path(__file__).parents[2]
AT_ONCE = 3  # child processes; each is a hall of phones in about 60 MB
ENDS_WITHIN = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Invitation:
    """The link behind the QR on the wall; for each guest the place of her group among those offered; seed and speed."""

    link: str
    groups: tuple[int, ...]
    seed: int
    speed: float

    def to_json(self) -> str:
        """One line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Invitation":
        """What `to_json` wrote."""
        read = json.loads(line)
        return cls(read["link"], tuple(read["groups"]), read["seed"], read["speed"])


@dataclass(frozen=True, slots=True)
class Sitting:
    """How a simulated panel stands: so many were invited; some `went` before the end, the first of them because."""

    invited: int
    is_here: bool
    went: int = 0
    because: str = ""


@dataclass(slots=True)
class _Held:
    process: subprocess.Popen[str]
    invited: int
    outcome: Sitting | None = None


class Sittings:
    """Simulated panels by the number of their workshop, one for each at most."""

    def __init__(self) -> None:
        self._held: dict[int, _Held] = {}
        self._lock = Lock()

    def begin(self, workshop: int, invited: Invitation) -> None:
        """Let the invited come in. Raises SimulatedAlready and NoRoomForSimulated."""
        with self._lock:
            standing = [number for number, held in self._held.items() if _stands(held).is_here]
            if workshop in standing:
                raise SimulatedAlready
            if len(standing) >= AT_ONCE:
                raise NoRoomForSimulated(many=len(standing))
            self._held[workshop] = _Held(_start(invited), len(invited.groups))

    def end(self, workshop: int) -> None:
        """Send home whoever is here."""
        with self._lock:
            held = self._held.pop(workshop, None)
        if held and _stands(held).is_here:
            _stop(held.process)

    def of(self, workshop: int) -> Sitting | None:
        """How the simulated panel of a workshop stands; None where there was none, or it was sent home."""
        with self._lock:
            held = self._held.get(workshop)
            return _stands(held) if held else None


def _start(invited: Invitation) -> subprocess.Popen[str]:
    # Our own program. Nothing secret goes along: the link it is given stands on the wall.
    process = subprocess.Popen(
        [sys.executable, "-m", "app.rehearsal.guests"],
        cwd=ROOT,
        env={"PATH": os.defpath, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(invited.to_json() + "\n")
    process.stdin.flush()  # and it stays open: that it closes tells the child that the server has ended
    return process


def _stands(held: _Held) -> Sitting:
    if held.outcome is None and held.process.poll() is not None:
        held.outcome = _read(held)
    return held.outcome or Sitting(held.invited, is_here=True)


def _read(held: _Held) -> Sitting:
    """What the child said before it ended; a child that said nothing has taken everybody with it."""
    said, _ = held.process.communicate()
    try:
        told = json.loads(said)
        return Sitting(held.invited, False, int(told["went"]), "".join(told["first"]))
    except (ValueError, KeyError, TypeError):
        return Sitting(held.invited, False, held.invited)


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
