"""Who reads a result: her language, what she calls the parts, and the numbers that her sentences need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.catalogue import N_, Say, english
from app.core.confirmation import Confirmation

SOME_PART = N_("part %(position)d")
AND = N_("%(first)s and %(last)s")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: her language, and what the parts of the statement are called, by position."""

    say: Say = english
    parts: Mapping[int, str] = field(default_factory=dict)

    def part(self, position: int) -> str:
        """What a part is called."""
        return self.parts.get(position) or self.say(SOME_PART) % {"position": position}

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row, the last after "and"."""
        *first, last = names
        return self.say(AND) % {"first": ", ".join(first), "last": last} if first else last


ENGLISH_READER = Reader()


def facts(confirmation: Confirmation) -> dict[str, object]:
    """Return the counts that a class, a reason or a flag may name."""
    n = confirmation.n_plausibility
    return {
        "yes": confirmation.yes,
        "no": confirmation.no,
        "n": n,
        "rated": confirmation.rated,
        "present": confirmation.present,
        "abstained": confirmation.abstained,
        "answered": n + confirmation.abstained,
    }
