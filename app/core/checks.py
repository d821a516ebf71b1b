"""Checks: what was counted again, and where it differs from what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was counted again. `says` is a sentence that is true where nothing differs."""

    says: str
    differences: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Nothing differs."""
        return not self.differences

    @property
    def line(self) -> str:
        """The line for the terminal: the sentence, or the first difference and how many more there are."""
        if self.holds:
            return f"ok  {self.says}"
        more = f" (and {len(self.differences) - 1} more)" if len(self.differences) > 1 else ""
        return f"--  {self.differences[0]}{more}"


def check(says: str, differences: Iterable[str]) -> Check:
    """Make a check of what was found to differ."""
    return Check(says, tuple(differences))
