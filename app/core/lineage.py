"""Lineage: how every configuration of the long list ends up in the condensed list, or why it does not.

Each ends in exactly one way: kept, merged into another statement, or dropped for a reason; until then it is open. The
counts always add up. A lineage is a value: every change makes a new one, and what was undone stays in its history.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from app.core.errors_lineage import (
    CodeMissing,
    CodeTaken,
    DropReasonMissing,
    InACircle,
    IntoDropped,
    IntoItself,
    LineageProblem,
    ListedTwice,
    MergedAlready,
    NoConfiguration,
    NothingChosen,
    NothingToUndo,
    OthersWentIn,
)

Act = Literal["write", "keep", "merge", "drop", "reopen", "undo"]


class Fate(StrEnum):
    """How a configuration ends, or that it has not yet."""

    OPEN = "open"
    KEPT = "kept"
    MERGED = "merged"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Ending:
    """How one configuration ends; `into` says in which statement it was merged, `reason` why it was dropped."""

    fate: Fate
    into: str = ""
    reason: str = ""


OPEN = Ending(Fate.OPEN)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the team did, as it is stored: replaying the steps gives the lineage again.

    `of` are the configurations it is about, `into` what they are merged into; for "write", the statement written.
    """

    act: Act
    of: tuple[str, ...] = ()
    into: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many configurations ended in which way. The first four add up to the total."""

    kept: int
    merged: int
    dropped: int
    open: int
    total: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The configurations of the long list by code, and how each of them ends. Begin with `begin`.

    `written` are statements written anew for the condensed list; configurations can be merged into them. `steps` are in
    effect, `history` is everything that was ever done, undone steps and undoing included.
    """

    configurations: tuple[str, ...]
    written: tuple[str, ...] = ()
    endings: Mapping[str, Ending] = field(default_factory=lambda: MappingProxyType({}))
    steps: tuple[Step, ...] = ()
    history: tuple[Step, ...] = ()

    # What the team does

    def write(self, code: str, *merged: str) -> "Lineage":
        """Add a statement written for the condensed list, and merge configurations into it.

        A code that is taken raises LineageProblem.
        """
        return self.take(Step("write", merged, into=code))

    def keep(self, *codes: str) -> "Lineage":
        """Keep configurations as they are."""
        return self.take(Step("keep", codes))

    def merge(self, *codes: str, into: str) -> "Lineage":
        """Merge configurations into another one or into a written statement; what was merged into them goes along.

        Into itself, in a circle, into something dropped or unknown raises LineageProblem; so does merging one twice.
        """
        return self.take(Step("merge", codes, into=into))

    def drop(self, *codes: str, reason: str) -> "Lineage":
        """Drop configurations for a reason. One into which others were merged raises LineageProblem."""
        return self.take(Step("drop", codes, reason=reason.strip()))

    def reopen(self, *codes: str) -> "Lineage":
        """Leave open again how configurations end."""
        return self.take(Step("reopen", codes))

    def undo(self) -> "Lineage":
        """Take back the last step that is in effect. Raises LineageProblem where there is none."""
        return self.take(Step("undo"))

    def take(self, step: Step) -> "Lineage":
        """Take a step, or raise LineageProblem and change nothing."""
        if step.act == "undo":
            return self._undone(step)
        if step.act not in _CHECKS:
            raise LineageProblem
        _CHECKS[step.act](self, step)
        return replace(
            self,
            written=(*self.written, step.into) if step.act == "write" else self.written,
            endings=MappingProxyType({**self.endings, **dict.fromkeys(step.of, _ending(step))}),
            steps=(*self.steps, step),
            history=(*self.history, step),
        )

    def _undone(self, step: Step) -> "Lineage":
        if not self.steps:
            raise NothingToUndo
        return replace(replay(self.configurations, self.steps[:-1]), history=(*self.history, step))

    # What it adds up to

    def ending(self, code: str) -> Ending:
        """Return how a configuration ends. An unknown code raises LineageProblem."""
        self.refuse_unknown([code])
        return self.endings.get(code, OPEN)

    def is_open(self, code: str) -> bool:
        """Whether a configuration of the long list still waits for its end."""
        return code in self.configurations and self.endings.get(code, OPEN).fate is Fate.OPEN

    def ends_in(self, code: str) -> str | None:
        """Return the statement of the condensed list in which this one lives on; None where it is dropped or open."""
        last = self.chain(code)[-1]
        return last if last in self.written or self.endings.get(last, OPEN).fate is Fate.KEPT else None

    def chain(self, code: str) -> list[str]:
        """Return a statement, what it was merged into, what that was merged into, and so on to the last."""
        found = [code]
        while into := self.endings.get(found[-1], OPEN).into:
            found.append(into)
        return found

    def condensed(self) -> dict[str, tuple[str, ...]]:
        """Return the condensed list with the parents of each statement, a kept configuration being one of its own.

        Kept configurations stand in the order of the long list, then what was written, if anything was merged into it.
        """
        parents: dict[str, list[str]] = {}
        for code in self.configurations:
            if (into := self.ends_in(code)) is not None:
                parents.setdefault(into, []).append(code)
        return {code: tuple(parents[code]) for code in (*self.configurations, *self.written) if code in parents}

    def targets(self) -> tuple[str, ...]:
        """Name the statements that others were merged into, where their chains end."""
        merged = (code for code in self.configurations if self.endings.get(code, OPEN).fate is Fate.MERGED)
        return tuple(dict.fromkeys(self.chain(code)[-1] for code in merged))

    def counts(self) -> Counts:
        """Count the configurations by how they end."""
        fates = Counter(self.endings.get(code, OPEN).fate for code in self.configurations)
        return Counts(
            fates[Fate.KEPT], fates[Fate.MERGED], fates[Fate.DROPPED], fates[Fate.OPEN], len(self.configurations)
        )

    def refuse_unknown(self, codes: Iterable[str]) -> None:
        """Raise LineageProblem for the first code that is no configuration of the long list."""
        for code in codes:
            if code not in self.configurations:
                raise NoConfiguration(code=code or "This")


def begin(configurations: Sequence[str]) -> Lineage:
    """Begin with the long list, all of it open. A code that is listed twice raises LineageProblem."""
    for code, times in Counter(configurations).items():
        if times > 1:
            raise ListedTwice(code=code, times=times)
    return Lineage(tuple(configurations))


def replay(configurations: Sequence[str], steps: Iterable[Step]) -> Lineage:
    """Return the lineage that these steps lead to, undone ones and undoing included. Raises LineageProblem."""
    history = tuple(steps)
    lineage = begin(configurations)
    for step in in_effect(history):
        lineage = lineage.take(step)
    return replace(lineage, history=history)


def in_effect(steps: Iterable[Step]) -> list[Step]:
    """Leave out what was undone, and the undoing. Raises LineageProblem where there is more undoing than to undo."""
    found: list[Step] = []
    for step in steps:
        if step.act != "undo":
            found.append(step)
        elif not found:
            raise NothingToUndo
        else:
            found.pop()
    return found


def _ending(step: Step) -> Ending:
    match step.act:
        case "write" | "merge":
            return Ending(Fate.MERGED, into=step.into)
        case "drop":
            return Ending(Fate.DROPPED, reason=step.reason)
        case "keep":
            return Ending(Fate.KEPT)
        case _:
            return OPEN


def _check_some(lineage: Lineage, step: Step) -> None:
    if not step.of:
        raise NothingChosen
    lineage.refuse_unknown(step.of)


def _check_written(lineage: Lineage, step: Step) -> None:
    if not step.into.strip():
        raise CodeMissing
    if step.into in lineage.configurations or step.into in lineage.written:
        raise CodeTaken(code=step.into)
    if step.of:
        _check_open_to_merge(lineage, step)


def _check_merged(lineage: Lineage, step: Step) -> None:
    _check_open_to_merge(lineage, step)
    if step.into not in lineage.written:
        lineage.refuse_unknown([step.into])
    if step.into in step.of:
        raise IntoItself(code=step.into)
    chain = lineage.chain(step.into)
    if lineage.endings.get(chain[-1], OPEN).fate is Fate.DROPPED:
        raise IntoDropped(into=step.into)
    for code in step.of:
        if code in chain:
            raise InACircle(code=code, into=step.into)


def _check_open_to_merge(lineage: Lineage, step: Step) -> None:
    _check_some(lineage, step)
    for code in step.of:
        if into := lineage.ending(code).into:
            raise MergedAlready(code=code, into=into)


def _check_dropped(lineage: Lineage, step: Step) -> None:
    _check_some(lineage, step)
    if not step.reason.strip():
        raise DropReasonMissing
    for code, ending in lineage.endings.items():
        if ending.into in step.of and code not in step.of:
            raise OthersWentIn(code=code, into=ending.into)


_CHECKS = MappingProxyType(
    {
        "write": _check_written,
        "keep": _check_some,
        "merge": _check_merged,
        "drop": _check_dropped,
        "reopen": _check_some,
    }
)
