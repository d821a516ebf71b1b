"""Versions of a statement: which of its texts criterion 4 belongs to.

A ballot belongs to the text it was given on and is never moved. So one version is kept: the one the team chose, else
the newest that a panel judged. A text that was changed in a room counts only once it was judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.disclosure import THIRDS_FROM
from app.core.workshops import VersionId

JUDGED_FROM = THIRDS_FROM
"""As many ratings make a version a judged one: below five nothing is shown of them and nothing follows from them."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a statement; `ratings` of plausibility count, `amended` says that it was written in a workshop."""

    id: VersionId
    number: int
    ratings: int = 0
    amended: bool = False


def kept(versions: Sequence[Version], chosen: VersionId | None = None) -> VersionId:
    """Return the version to keep of these, of which there must be one.

    The team's choice where it is among them; else the newest with five ratings; else the newest that no workshop wrote.
    """
    newest_first = sorted(versions, key=lambda each: -each.number)
    wanted = (
        *(each for each in newest_first if each.id == chosen),
        *(each for each in newest_first if each.ratings >= JUDGED_FROM),
        *(each for each in newest_first if not each.amended),
        *newest_first,
    )
    return wanted[0].id
