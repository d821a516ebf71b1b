"""The real server, with faults in it on order.

This process imports the server once and then forks a child for each order on its standard input, so that a new life
begins after a tenth of a second instead of two. Only the child patches, serves, and dies.
"""

import app.server  # noqa: I001  # first: it patches for gevent before anything else is imported

import gc
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import gevent.os
from sqlalchemy.orm import configure_mappers

from app.factory import ROOMS
from tests.faults import wounds


def main() -> None:
    """One JSON object a line: a life to begin, answered with its process id, or one to wait for, with its status."""
    for room in ROOMS:
        import_module(f"app.web.{room}")
    configure_mappers()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        answer = _wait(order["wait"]) if "wait" in order else _begin(order)
        print(answer, flush=True)


def _begin(order: dict[str, Any]) -> int:
    child = gevent.os.fork_gevent()
    if child == 0:
        _live(order)
    return int(child)


def _wait(child: int) -> int:
    """How a life ended: the number of the signal, negative, or its exit status."""
    _, status = gevent.os._waitpid(child, 0)  # a hub that no one runs here cannot wait
    return os.waitstatus_to_exitcode(status)


def _live(order: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log = os.open(Path(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.update(order["environment"])
    for wound in order["wounds"]:
        wounds.inflict(wound)
    status = 1
    try:
        status = app.server.main()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
