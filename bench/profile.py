"""Where the server's time goes while 1,000 phones vote in a closed loop: python -m bench.profile

py-spy looks a thousand times a second at what the server's threads are doing; it needs the right to trace a process.
"""

import asyncio
import gc
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from bench import rooms
from bench.load.crowd import closed_loop
from bench.measures import PHONES

SECONDS, RATE = 5, 1000
TOP = 25
BALLOTS = 10_000


def lines() -> Iterator[str]:
    """Shares of the server's processor time: by package, then by function."""
    beside = Path(sys.executable).with_name("py-spy")
    spy = str(beside) if beside.exists() else shutil.which("py-spy")
    if spy is None:
        yield "py-spy is not installed"
        return
    stacks = uvloop.run(_watched(spy))
    total = stacks.total()
    yield f"{total} looks in {SECONDS} s, each at a thread that was computing"
    for title, of in (
        ("where the time is spent", _package),
        ("in which function", _function),
        ("under which of ours", _ours),
    ):
        yield f"{title}:"
        found = Counter[str]()
        for stack, times in stacks.items():
            found[of(stack)] += times
        yield from (f"  {times / total:6.1%}  {name}" for name, times in found.most_common(TOP) if times > total / 200)


async def _watched(spy: str) -> Counter[str]:
    gc.freeze()
    async with rooms.plumbline(PHONES) as room:
        await room.move(0, "open")
        with TemporaryDirectory(prefix="plumbline-") as folder:
            out = Path(folder) / "stacks"
            watching = _watch(spy, room.pid, out)
            while watching.poll() is None:
                await closed_loop(room.phones, room.opening, BALLOTS)
                await asyncio.sleep(0)
            rows = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    found = Counter[str]()
    for row in rows:
        stack, _, times = row.rpartition(" ")
        found[stack] += int(times)
    return found


def _watch(spy: str, pid: int, out: Path) -> subprocess.Popen[bytes]:
    how = ["--format", "raw", "--rate", str(RATE), "--duration", str(SECONDS), "--nonblocking"]
    command = [spy, "record", *how, "--output", str(out), "--pid", str(pid)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _function(stack: str) -> str:
    return stack.rpartition(";")[2]


def _ours(stack: str) -> str:
    ours = [each for each in stack.split(";") if "(app/" in each]
    return ours[-1] if ours else "nothing of ours"


def _package(stack: str) -> str:
    path = _function(stack).partition("(")[2].partition(":")[0]
    if path.startswith("app/"):
        return "/".join(path.split("/")[:2])
    parts = path.split("/")
    return parts[parts.index("site-packages") + 1] if "site-packages" in parts else parts[0]


if __name__ == "__main__":
    print(*lines(), sep="\n")
