"""Renders a report in a process of its own: a Word file takes a while, and meanwhile phones want answers."""

import pickle
import subprocess
import sys
from pathlib import Path

from app.core.errors import NotRendered
from app.core.report import Report

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 60


def render_aside(kind: str, report: Report, timeout: float = TIMEOUT) -> bytes:
    """Render "word" or "tidy" in a child process, within so many seconds. Raises NotRendered."""
    command = [sys.executable, "-m", "exports", kind]
    try:
        # The command is ours to the last word; the report goes through a pipe.
        done = subprocess.run(  # noqa: S603
            command, input=pickle.dumps(report), capture_output=True, timeout=timeout, cwd=ROOT, check=True
        )
    except subprocess.TimeoutExpired:
        raise NotRendered(reason=f"it took more than {timeout:g} seconds") from None
    except subprocess.CalledProcessError as ended:
        raise NotRendered(reason=ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]) from None
    return done.stdout
