"""Renders in a process of its own: a Word file takes a while, and meanwhile phones want answers."""

import json
import pickle
import subprocess
import sys
from pathlib import Path

from app.core import errors_documents
from app.core.errors import NotRendered
from app.core.errors_documents import LetterheadRefused, LetterheadUnreadable

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 60
A_LETTERHEAD = 30
REFUSALS = {each.code: each for each in vars(errors_documents).values() if hasattr(each, "code")}


def render_aside(kind: str, given: object, timeout: float = TIMEOUT, *, letterhead: bytes = b"") -> bytes:
    """Render in a child process, within so many seconds, what `exports.__main__` knows by this name.

    `letterhead` is the team's own .docx for Word, b"" for ours. Raises NotRendered.
    """
    command = [sys.executable, "-m", "exports", kind]
    given_too = pickle.dumps(given) + pickle.dumps(letterhead)
    try:
        # The command is ours to the last word; what it renders goes through a pipe.
        done = subprocess.run(command, input=given_too, capture_output=True, timeout=timeout, cwd=ROOT, check=True)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotRendered(reason=f"it took more than {timeout:g} seconds") from None
    except subprocess.CalledProcessError as ended:
        said = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotRendered(reason=said or f"it ended with {ended.returncode}") from None
    return done.stdout


def begin_aside(kind: str, given: object, into: Path, *, letterhead: bytes = b"") -> subprocess.Popen[bytes]:
    """Begin to render into a file, and do not wait: `exports.progress` says how far it is, in a file beside it.

    A child that ends before it has read what it is given, for want of memory perhaps, has stumbled; a file says so too.
    """
    command = [sys.executable, "-m", "exports", kind, "--into", str(into)]
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, cwd=ROOT)  # noqa: S603
    assert child.stdin is not None
    try:
        with child.stdin as pipe:
            pipe.write(pickle.dumps(given) + pickle.dumps(letterhead))
    except BrokenPipeError:
        into.with_suffix(".stumbled").touch(mode=0o600)
    return child


def check_letterhead(data: bytes) -> tuple[str, ...]:
    """The tags of a letterhead that can be used. Raises LetterheadRefused; whatever breaks, breaks in the child."""
    try:
        found = json.loads(render_aside("letterhead", data, A_LETTERHEAD))
    except NotRendered:
        raise LetterheadUnreadable from None
    if "code" in found:
        refused: type[LetterheadRefused] = REFUSALS[found["code"]]
        raise refused(**found["facts"])
    return tuple(found["tags"])
