"""A bad network, made on purpose: it loses requests on their way, answers on their way back, and sockets."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

import requests

IN_A_ROW = 3  # tries of one request that are lost at most: a network that is cut off comes back


@dataclass(frozen=True, slots=True)
class Weather:
    """The network of one phone. `chance`, from 0 to 1, is that of losing; `cut` counts what was lost."""

    chance: float = 0.0
    dice: Random = field(default_factory=lambda: Random(0))  # noqa: S311  # chance, not a secret
    cut: Counter[str] = field(default_factory=Counter)

    def on_the_way(self, attempt: int) -> None:
        """A request goes up for the so-many-th time, from 0. Raises ConnectionError where it is lost."""
        self._lose("requests", attempt)

    def on_the_way_back(self, attempt: int) -> None:
        """Its answer comes down: what was asked for is done. Raises ConnectionError where it is lost."""
        self._lose("answers", attempt)

    def cuts_the_socket(self) -> bool:
        """Whether the socket is gone."""
        gone = self.dice.random() < self.chance
        self.cut["sockets"] += gone
        return gone

    def _lose(self, what: str, attempt: int) -> None:
        if attempt < IN_A_ROW and self.dice.random() < self.chance / 2:
            self.cut[what] += 1
            raise requests.ConnectionError
