"""`python -m exports word|tidy|review|methods|...`: pickled input comes in, the finished file goes out.

A letterhead may follow the input as a second pickle. With `--into PATH` the file is written there and how far it is
into PATH.progress; else it goes to standard output, with a bar on a terminal.
"""

import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from tqdm import tqdm

import exports.tidy
import exports.word
from exports import progress, translators
from exports.aside import TIMEOUT
from exports.word import letterhead, sample
from exports.word.review import methods, plain, summary

RENDERERS: Mapping[str, Callable[[Any], bytes]] = {
    "word": exports.word.render,
    "tidy": exports.tidy.render,
    "review": summary.render,
    "methods": methods.render,
    "plain": lambda given: plain.render(*given),
    "translators": lambda sheet: translators.render(*sheet),
    "letterhead": letterhead.judge,
    "sample": lambda _nothing: sample.render(),
}


def main() -> int:
    """Render what the first argument names. Exit status 2 for a kind nobody renders."""
    kind, *where = sys.argv[1:] or [""]
    if kind not in RENDERERS:
        sys.stderr.write(f"Say what to render: {' or '.join(RENDERERS)}.\n")
        return 2
    # Only the server, our parent, writes to this pipe.
    given = pickle.load(sys.stdin.buffer)  # noqa: S301
    with letterhead.letterhead(_letterhead()):
        if where:
            signal.alarm(TIMEOUT)  # whoever waits has given up by then
            _render_into(Path(where[-1]), RENDERERS[kind], given)
        else:
            _render_out(RENDERERS[kind], given)
    return 0


def _letterhead() -> bytes:
    try:
        return bytes(pickle.load(sys.stdin.buffer))  # noqa: S301
    except EOFError:
        return b""


def _render_out(render: Callable[[Any], bytes], given: Any) -> None:
    with tqdm(disable=None, unit="step", leave=False) as bar:

        def move(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        with progress.heard_by(move):
            finished = render(given)
    sys.stdout.buffer.write(finished)


def _render_into(path: Path, render: Callable[[Any], bytes], given: Any) -> None:
    """Whoever waits looks at the files: each appears under its name only when it is whole."""
    begun, beside = path.with_suffix(".begun"), path.with_suffix(".progress")
    beside.touch(mode=0o600)
    with _alive(begun):
        _render_to(begun, beside, path, render, given)


def _render_to(begun: Path, beside: Path, path: Path, render: Callable[[Any], bytes], given: Any) -> None:
    try:
        with progress.heard_by(lambda done, total: _write(beside, f"{done} {total}".encode())):
            finished = render(given)
    except Exception:
        path.with_suffix(".stumbled").touch(mode=0o600)
        raise
    begun.write_bytes(finished)
    begun.replace(path)


@contextmanager
def _alive(begun: Path) -> Iterator[None]:
    """Hold a lock on a file while we live. Whatever ends us, and be it a kill, lets go of it: whoever waits can see."""
    new = begun.with_suffix(".new")
    new.touch(mode=0o600)
    with new.open("rb") as held:
        flock(held, LOCK_EX)
        new.replace(begun)  # nobody sees it before it is locked
        yield


def _write(path: Path, data: bytes) -> None:
    new = path.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_bytes(data)
    new.replace(path)


if __name__ == "__main__":
    sys.exit(main())
