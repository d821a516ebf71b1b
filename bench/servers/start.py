"""Starting what is measured, each alone in a process of its own on a free port, and ending it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from app.rehearsal.scratch import free_port

HERE = Path(__file__).parent
HOME = HERE.parents[1]
PEERS = HOME / ".bench"  #: where `make bench` installs what is not Plumbline's
STARTS_WITHIN, ENDS_WITHIN = 30.0, 10.0  # seconds


class NotThere(Exception):
    """A server cannot be started here; the text says why."""


@dataclass(frozen=True, slots=True)
class Started:
    """A running server."""

    base: str
    pid: int


@contextmanager
def plumbline(data: Path, *, limited: bool = False) -> Iterator[Started]:
    """Plumbline on a prepared folder; `limited` as it is served, else without limits on what a phone sends."""
    port = free_port()
    where = {
        "PLUMBLINE_DATA": str(data),
        "PLUMBLINE_PORT": str(port),
        "PLUMBLINE_ORIGIN": f"http://127.0.0.1:{port}",
    }
    served = "app.server" if limited else "bench.servers.plumbline"
    with _running([sys.executable, "-m", served], port, cwd=HOME, more=where) as started:
        yield started


@contextmanager
def bare() -> Iterator[Started]:
    """The bare limit."""
    port = free_port()
    with _running([sys.executable, "-m", "bench.servers.bare", str(port)], port, cwd=HOME) as started:
        yield started


@contextmanager
def socketio() -> Iterator[Started]:
    """Node's socket.io. Raises NotThere."""
    port, there, node = free_port(), PEERS / "socketio", shutil.which("node")
    if node is None or not (there / "node_modules").is_dir():
        raise NotThere("Node.js or its socket.io is not installed")
    shutil.copy(HERE / "socketio" / "server.mjs", there)
    with (
        TemporaryDirectory(prefix="plumbline-") as folder,
        _running([node, "server.mjs", str(port), folder], port, cwd=there) as started,
    ):
        yield started


@contextmanager
def otree() -> Iterator[Started]:
    """oTree, served as its guide says for a study. Raises NotThere."""
    port, programs = free_port(), PEERS / "otree" / "bin"
    if not (programs / "otree").exists():
        raise NotThere("oTree is not installed")
    with TemporaryDirectory(prefix="plumbline-") as folder:
        project = Path(folder) / "project"
        shutil.copytree(HERE / "otree", project)
        (project / "_static").mkdir()
        more = {"OTREE_PRODUCTION": "1", "PATH": f"{programs}:{os.environ['PATH']}"}
        command = [str(programs / "otree"), "prodserver1of2", f"127.0.0.1:{port}"]
        with _running(command, port, cwd=project, more=more) as started:
            yield started


@contextmanager
def _running(
    command: Sequence[str], port: int, *, cwd: Path, more: Mapping[str, str] | None = None
) -> Iterator[Started]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PLUMBLINE_", "FLASK_"))}
    with TemporaryDirectory(prefix="plumbline-") as folder, (Path(folder) / "log").open("w+") as log:
        # A session of its own, so that what the server starts beside it ends with it.
        process = subprocess.Popen(
            command, cwd=cwd, env=ours | dict(more or {}), stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait(process, port, log.name)
            yield Started(f"http://127.0.0.1:{port}", process.pid)
        finally:
            _end(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: str) -> None:
    until = monotonic() + STARTS_WITHIN
    while monotonic() < until and process.poll() is None:
        try:
            create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise NotThere(Path(log).read_text(encoding="utf-8")[-2000:])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(ENDS_WITHIN)
    # What is left of its session: oTree's second process outlives the first.
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
