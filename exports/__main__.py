"""`python -m exports word|tidy|translators`: pickled input on standard input, the finished file on standard output."""

import pickle
import sys
from collections.abc import Callable, Mapping
from typing import Any

import exports.tidy
import exports.word
from exports import translators

RENDERERS: Mapping[str, Callable[[Any], bytes]] = {
    "word": exports.word.render,
    "tidy": exports.tidy.render,
    "translators": lambda sheet: translators.render(*sheet),
}


def main() -> int:
    """Render what the first argument names. Exit status 2 for a kind nobody renders."""
    kind = sys.argv[1] if len(sys.argv) == 2 else ""
    if kind not in RENDERERS:
        sys.stderr.write(f"Say what to render: {' or '.join(RENDERERS)}.\n")
        return 2
    # Only the server, our parent, writes to this pipe.
    given = pickle.load(sys.stdin.buffer)  # noqa: S301
    sys.stdout.buffer.write(RENDERERS[kind](given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
