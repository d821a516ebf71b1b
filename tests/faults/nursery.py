"""Lives: servers that begin, are wounded, killed, and begin again on the same folder and port."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from app.rehearsal.scratch import HOME, free_port

BEGINS_WITHIN = 120.0  # seconds
Wound = list[Any]


class Nursery:
    """Begins lives, quickly: a process that has everything imported already."""

    def __init__(self) -> None:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("PLUMBLINE_", "FLASK_"))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.faulty_server"],
            cwd=HOME, env=ours, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, **order: Any) -> int:
        """Begin a life, or wait for its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@dataclass
class Server:
    """The server of one data folder, through all its lives. `origin` is what people type: a proxy's, if there is one."""

    nursery: Nursery
    data: Path
    port: int = field(default_factory=free_port)
    origin: str = ""
    pid: int = 0

    def __post_init__(self) -> None:
        self.origin = self.origin or self.url

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What all its lives wrote so far."""
        return (self.data / "server.log").read_text()

    def begin(self, *wounds: Wound) -> None:
        """Begin a life, with these wounds, and wait until its door can be knocked at. Without one it is a sound one."""
        environment = {
            "PLUMBLINE_DATA": str(self.data),
            "PLUMBLINE_HOST": "127.0.0.1",
            "PLUMBLINE_PORT": str(self.port),
            "PLUMBLINE_ORIGIN": self.origin,
        }
        log = str(self.data / "server.log")
        self.pid = self.nursery.ask(environment=environment, log=log, wounds=list(wounds))
        until = monotonic() + BEGINS_WITHIN
        while self._is_alive() and not self._answers():
            assert monotonic() < until, f"the server did not start: {self.log[-2000:]}"
            sleep(0.01)
        assert wounds or self._is_alive(), self.log[-2000:]  # a wounded one may be dead by now

    def ended(self) -> int:
        """Wait for the end of this life; the signal that ended it, negative, or its status."""
        status, self.pid = self.nursery.ask(wait=self.pid), 0
        return status

    def dies(self, *, within: float) -> bool:
        """Whether this life ends by itself within so many seconds."""
        until = monotonic() + within
        while (alive := self._is_alive()) and monotonic() < until:
            sleep(0.01)
        return not alive

    def kill(self, with_signal: int = signal.SIGKILL) -> int:
        """End this life, at once unless asked otherwise."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, with_signal)
        return self.ended()

    def may_write(self, most: int) -> None:
        """Let no file of the server grow past so many bytes from now on; -1 for as it was."""
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    def tell(self, path: Path) -> dict[str, int]:
        """How much of each connection it remembers; it must have been told where to write that."""
        path.unlink(missing_ok=True)
        os.kill(self.pid, signal.SIGUSR1)
        while not path.exists() or not path.read_text():
            sleep(0.05)
        return dict(json.loads(path.read_text()))

    @property
    def memory(self) -> int:
        """Bytes it holds in memory now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    @property
    def open_files(self) -> int:
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def _is_alive(self) -> bool:
        return ") Z " not in Path(f"/proc/{self.pid}/stat").read_text()

    def _answers(self) -> bool:
        with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as door:
            door.request("GET", "/no-thanks")
            return door.getresponse().status == 200
        return False


@contextmanager
def lives(nursery: Nursery, data: Path, *wounds: Wound, origin: str = "", port: int = 0) -> Iterator[Server]:
    """A server on this folder, in its first life; the last one ends with the block."""
    server = Server(nursery, data, port or free_port(), origin)
    server.begin(*wounds)
    try:
        yield server
    finally:
        if server.pid:
            server.kill()
