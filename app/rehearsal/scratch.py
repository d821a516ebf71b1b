"""A server of one's own: the real one, beside this process on a free port, with a folder that is thrown away."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from time import monotonic, sleep

from app.rehearsal.line import Unexpected

HOME = Path(__file__).parents[2]
PORTS = range(20000, 32768)  # below the ports that systems hand out for outgoing connections
STARTS_WITHIN = 90.0  # seconds; the first start makes the database and imports the example
ENDS_WITHIN = 10.0
READY = "Ctrl+C"  # the banner's last line


@dataclass(frozen=True, slots=True)
class Served:
    """A running server with the example review: its address, and the links its terminal shows."""

    url: str
    desk: str  #: signs in, once
    screen: str
    join: str
    digits: str
    data: Path
    pid: int


@contextmanager
def served(data: Path | None = None, port: int | None = None, *, statements: int = 0) -> Iterator[Served]:
    """A server with the example review, made longer to have so many statements, ended with the block.

    Raises Unexpected when it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        data, port = data or Path(folder) / "data", port or free_port()
        log = Path(folder) / "server.log"
        process = _start(data, port, log, ["--statements", str(statements)] if statements else [])
        try:
            yield _links(_banner(process, log), data, port, process.pid)
        finally:
            _end(process)


def free_port() -> int:
    """A port that nobody listens on."""
    while True:
        port = SystemRandom().choice(PORTS)
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) != 0:
                return port


def _start(data: Path, port: int, log: Path, longer: list[str]) -> subprocess.Popen[bytes]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PLUMBLINE_", "FLASK_"))}
    where = {"PLUMBLINE_DATA": str(data), "PLUMBLINE_HOST": "127.0.0.1", "PLUMBLINE_PORT": str(port)}
    command = [sys.executable, "-m", "flask", "--app", "app", "serve", "--example", *longer]
    with log.open("wb") as out:
        return subprocess.Popen(  # noqa: S603  # our own program, our own arguments
            command, cwd=HOME, env=ours | where, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )


def _banner(process: subprocess.Popen[bytes], log: Path) -> str:
    until = monotonic() + STARTS_WITHIN
    while monotonic() < until and process.poll() is None:
        if READY in (said := log.read_text(encoding="utf-8")):
            return said
        sleep(0.05)
    raise Unexpected(f"The server did not start. It said: {log.read_text(encoding='utf-8')[-2000:]}")


def _links(banner: str, data: Path, port: int, pid: int) -> Served:
    def after(word: str) -> str:
        found = re.search(rf"^  {word}\s+(\S+(?: \d+)?)", banner, re.MULTILINE)
        return found.group(1) if found else ""

    digits = after("Six digits").replace(" ", "")
    return Served(f"http://127.0.0.1:{port}", after("Desk"), after("Projector"), after("Join"), digits, data, pid)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
