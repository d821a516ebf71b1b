"""Renders a report in a process of its own: a Word file takes a while, and meanwhile phones want answers."""

import pickle
import subprocess
import sys
from pathlib import Path

from app.core.errors import NotRendered

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 60


def render_aside(kind: str, given: object, timeout: float = TIMEOUT) -> bytes:
    """Render in a child process, within so many seconds, what `exports.__main__` knows by this name.

    Raises NotRendered.
    """
    command = [sys.executable, "-m", "exports", kind]
    try:
        # The command is ours to the last word; what it renders goes through a pipe.
        done = subprocess.run(  # noqa: S603
            command, input=pickle.dumps(given), capture_output=True, timeout=timeout, cwd=ROOT, check=True
        )
    except subprocess.TimeoutExpired:
        raise NotRendered(reason=f"it took more than {timeout:g} seconds") from None
    except subprocess.CalledProcessError as ended:
        raise NotRendered(reason=ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]) from None
    return done.stdout
