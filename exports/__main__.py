"""`python -m exports word|tidy`: a pickled report on standard input, the finished file on standard output."""

import pickle
import sys
from collections.abc import Callable, Mapping

import exports.tidy
import exports.word
from app.core.report import Report

RENDERERS: Mapping[str, Callable[[Report], bytes]] = {"word": exports.word.render, "tidy": exports.tidy.render}


def main() -> int:
    """Render what the first argument names. Exit status 2 for a kind nobody renders."""
    kind = sys.argv[1] if len(sys.argv) == 2 else ""
    if kind not in RENDERERS:
        sys.stderr.write(f"Say what to render: {' or '.join(RENDERERS)}.\n")
        return 2
    # Only the server, our parent, writes to this pipe.
    report = pickle.load(sys.stdin.buffer)  # noqa: S301
    sys.stdout.buffer.write(RENDERERS[kind](report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
