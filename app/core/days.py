"""How a day went, in six fields that take three minutes: written down after the end and signed off by a facilitator."""

from dataclasses import dataclass, fields

MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What nobody could know but those who were there. None and "" mean that nobody has written it down.

    `came` is counted in the room: not everybody who came took a phone. No field names a person.
    """

    invited: int | None = None
    accepted: int | None = None
    came: int | None = None
    selection: str = ""
    relation_to_team: str = ""
    languages: str = ""
    read_aloud: str = ""
    interruptions: str = ""
    adverse_events: str = ""
    departures: str = ""
    differently: str = ""

    @property
    def is_written(self) -> bool:
        """Whether anything of it was written down."""
        return any(getattr(self, each.name) not in (None, "") for each in fields(self))


NOT_WRITTEN = Day()
