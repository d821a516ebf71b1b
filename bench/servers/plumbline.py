"""Plumbline itself, as `make run` serves it, on a folder that was prepared: python -m bench.servers.plumbline

One thing is other than in a hall: no phone casts sixty ballots in ten seconds there, and here each casts hundreds. They
are counted all the same, and none is refused for it.
"""

import app.server  # isort: skip  # patches for gevent, so it comes first

import sys

from app.live.buckets import Buckets

counted = Buckets.take


def take(buckets: Buckets, name: str) -> bool:
    return counted(buckets, name) or True


if __name__ == "__main__":
    Buckets.take = take
    sys.exit(app.server.main())
