"""`python -m bench [PART ...]`: every measurement, or some of them. Each is the median of three."""

import argparse

from bench import (
    abuse,
    agenda,
    confirmations,
    documents,
    growth,
    live,
    pages,
    profile,
    results,
    sensitivity,
    word,
)
from bench.machine import machine

PARTS = {
    "agenda": agenda,
    "confirmations": confirmations,
    "sensitivity": sensitivity,
    "results": results,
    "documents": documents,
    "pages": pages,
    "word": word,
    "live": live,
    "abuse": abuse,
    "growth": growth,
    "profile": profile,
}


def main() -> None:
    """Measure and print."""
    wanted = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    wanted.add_argument("part", nargs="*", help=f"one or more of {', '.join(PARTS)}; all without it")
    parts = wanted.parse_args().part or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        wanted.error(f"there is no part {', '.join(sorted(unknown))}")
    print(machine())
    for name in parts:
        print(f"\n{name}")
        for line in PARTS[name].lines():
            print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
