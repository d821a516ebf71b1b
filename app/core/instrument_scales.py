"""The same questions on another scale: what its answers say, where words of five points are there already."""

from dataclasses import replace

from app.core.instrument import Instrument, Label, labels


def on(
    five: Instrument, plausibility: tuple[Label, ...], relevance: tuple[Label, ...], *thirds: tuple[str, ...]
) -> Instrument:
    """The questions of an instrument with other answers; `thirds` where these are numbers, for each question."""
    happens, matters = thirds or ((), ())
    return replace(
        five,
        plausibility=replace(five.plausibility, labels=plausibility, thirds=happens),
        relevance=replace(five.relevance, labels=relevance, thirds=matters),
    )


def numbered(thirds: tuple[str, str, str], *, low: str, middle: str, high: str) -> tuple[Label, ...]:
    """Nine numbers, named by their third, with more to say at both ends and in the middle."""
    named = {1: low, 5: middle, 9: high}
    return labels(*((str(point), f"{point} {named.get(point, thirds[(point - 1) // 3])}") for point in range(1, 10)))
