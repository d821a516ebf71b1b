"""The speed table: what each figure must be, what it aims at, and how it is made from one run."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from bench.measures import Figures

TICK = 125  # ms between two frames to a projector
Run = dict[str, Figures]  # by server: plumbline, bare, socketio, otree, few (100 phones), many (2,000 phones)
OURS, BARE, NODE = "plumbline", "bare", "socketio"


class Row(NamedTuple):
    """One case. `most` says that the figure must be at most so much; else it must be at least."""

    case: str
    unit: str
    must: float
    aim: float
    figure: Callable[[Run], float]
    most: bool = True

    def verdict(self, found: float) -> str:
        """How far it comes."""
        reached = [name for name in ("aim", "must") if self._holds(found, getattr(self, name))]
        return reached[0] if reached else "missed"

    def _holds(self, found: float, bound: float) -> bool:
        return found <= bound if self.most else found >= bound


def _of(name: str, server: str = OURS) -> Callable[[Run], float]:
    return lambda run: run[server][name]


def _share(name: str, other: str) -> Callable[[Run], float]:
    return lambda run: run[OURS][name] / run[other][name]


ROWS = (
    Row("ballots/s, closed loop, 1,000 phones, share of bare", "", 0.15, 0.70, _share("rate", BARE), most=False),
    Row("the same, share of Node's socket.io", "", 0.18, 1.0, _share("rate", NODE), most=False),
    Row("200 at one instant, answered p95", "ms", 60, 25, _of("200")),
    Row("1,000 at one instant, answered p95, multiple of bare", "", 6, 2.5, _share("1000", BARE)),
    Row("1,000 over 4 s with 20 comments/s, answered p95", "ms", 5, 2, _of("hour")),
    Row("the same, projector behind p95", "ms", TICK + 25, TICK, _of("projector")),
    Row("open reaches all, multiple of bare", "", 5, 2.5, _share("open", BARE)),
    Row("reveal reaches all, multiple of bare", "", 5, 2.5, _share("reveal", BARE)),
    Row("HTTP, 200 at one instant, answered p95", "ms", 150, 100, _of("http")),
    Row("HTTP, processor a ballot", "us", 800, 500, _of("http_cpu")),
    Row("all 1,000 come back at once, all know what is open", "s", 3, 1.5, _of("wave")),
    Row("processor a ballot, 2,000 phones / 100", "", 1.3, 1.2, lambda run: run["many"]["cpu"] / run["few"]["cpu"]),
    Row("memory a phone", "KiB", 75, 60, _of("kib")),
)
BESIDE = {
    "200": "200 at one instant, answered p95, ms",
    "1000": "1,000 at one instant, answered p95, ms",
    "soon": "300 over 3 s, answered p95, ms",
    "hour": "1,000 over 4 s, answered p95, ms",
    "open": "open reaches 1,000, ms",
    "reveal": "reveal reaches 1,000, ms",
    "rate": "closed loop, ballots/s",
    "cpu": "processor a ballot, us",
    "busy": "the generator's share of a processor meanwhile",
}
SERVERS = {OURS: "Plumbline", BARE: "bare", NODE: "socket.io", "otree": "oTree*"}


def judged(runs: Sequence[Run]) -> list[str]:
    """The rows with their bounds: the median of the runs, and each run."""
    lines = [f"{'case':55} {'must':>7} {'aim':>7} {'median':>8}      each run"]
    for row in ROWS:
        try:
            each = [row.figure(run) for run in runs]
        except KeyError as missing:
            lines.append(f"{row.case:55} not measured: no {missing}")
            continue
        found = median(each)
        rest = ", ".join(f"{one:.4g}" for one in each)
        sign = "<=" if row.most else ">="
        bounds = f"{sign}{row.must:<5.4g} {sign}{row.aim:<5.4g}"
        lines.append(f"{row.case:55} {bounds} {found:8.4g} {row.unit:3} {row.verdict(found):6} ({rest})")
    return lines


def beside(runs: Sequence[Run]) -> list[str]:
    """The same work on each server, side by side; what Plumbline's figure is of the others'."""
    there = [name for name in SERVERS if all(name in run for run in runs)]
    lines = [f"{'':48}" + "".join(f"{SERVERS[name]:>12}" for name in there)]
    for name, what in BESIDE.items():
        cells = [_cell([run[server].get(name) for run in runs]) for server in there]
        lines.append(f"{what:48}" + "".join(f"{cell:>12}" for cell in cells))
    return lines


def _cell(found: Sequence[float | None]) -> str:
    known = [each for each in found if each is not None]
    return f"{median(known):.4g}" if known else "-"
