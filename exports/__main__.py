"""`python -m exports word|tidy|...`: pickled input on standard input, the finished file on standard output."""

import pickle
import sys
from collections.abc import Callable, Mapping
from typing import Any

import exports.tidy
import exports.word
from exports import translators
from exports.word import methods, plain, review

RENDERERS: Mapping[str, Callable[[Any], bytes]] = {
    "word": exports.word.render,
    "tidy": exports.tidy.render,
    "review": review.render,
    "methods": methods.render,
    "plain": lambda given: plain.render(*given),
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
