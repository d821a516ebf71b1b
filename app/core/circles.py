"""Circles: the seats of a panel around its table, and the runs of neighbours that blocks are given to."""

from collections.abc import Sequence


def run_of(start: int, length: int, people: int) -> tuple[int, ...]:
    """The numbers, from 1, of so many neighbouring seats around the circle; () for everyone."""
    if length >= people:
        return ()
    return tuple(sorted((start + step) % people + 1 for step in range(length)))


class Circle:
    """The seats of a panel around its table in one stretch of answering, and how many statements each was given.

    Nobody is given more than `holds`.
    """

    def __init__(self, holds: int, people: int) -> None:
        self.holds = holds
        self.loads, self.harm = [0] * people, [0] * people
        self.next = 0  # where the last run ended: whoever sits there has waited longest
        self._too_many: dict[int, int] = {}  # by length of run: so many statements no run could take

    @property
    def fill(self) -> float:
        """How full it is, from 0 to 1."""
        return sum(self.loads) / (len(self.loads) * self.holds) if self.loads and self.holds else 1.0

    def take(self, statements: int, harm: int, length: int) -> int | None:
        """Give statements to the run of seats that has least; its first seat from 0, None where no run has room."""
        if not length or statements >= self._too_many.get(length, self.holds + 1):
            return None
        for start in self._emptiest(length, harm):
            run = [(start + step) % len(self.loads) for step in range(length)]
            if max(self.loads[seat] for seat in run) + statements <= self.holds:
                self._give(run, statements, harm)
                return start
        self._too_many[length] = statements
        return None

    def _give(self, run: Sequence[int], statements: int, harm: int) -> None:
        for seat in run:
            self.loads[seat] += statements
            self.harm[seat] += harm
        self.next = (run[-1] + 1) % len(self.loads)

    def _emptiest(self, length: int, harm: int) -> list[int]:
        """Where a run can start: where least was given first, harm counted twice, and then whose turn it is."""
        people = len(self.loads)
        if length >= people:
            return [0]
        weights = [load * load for load in self.loads]
        if harm:
            weights = [weight + 4 * much * much for weight, much in zip(weights, self.harm, strict=True)]
        sums = _sums_around(weights, length)
        return sorted(range(people), key=lambda at: (sums[at], (at - self.next) % people))


def _sums_around(values: Sequence[int], length: int) -> list[int]:
    """The sums of so many neighbours around the circle, by where they start."""
    total, sums = sum(values[:length]), []
    for start in range(len(values)):
        sums.append(total)
        total += values[(start + length) % len(values)] - values[start]
    return sums
