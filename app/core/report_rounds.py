"""What was said in the rounds of a report: ballots, comments, and the texts they were read in."""

from dataclasses import dataclass
from datetime import datetime

from app.core.workshops import RoundState

CLOSED = (RoundState.CLOSED, RoundState.REVEALED)


@dataclass(frozen=True, slots=True)
class ReportBallot:
    """One counted or late ballot. `panellist` is random per statement, the same over that statement's rounds."""

    ballot: str
    panellist: str
    group: str
    site: str
    plausibility: int | None
    relevance: int | None
    abstained: str | None
    parts: tuple[int, ...]
    if_changed: tuple[int, ...]
    channel: str
    late: bool
    carried: bool
    lang: str = ""  #: what it was read in; "" where that could tell who gave it
    status: str = ""  #: how far that translation was checked; "original" where it was none


@dataclass(frozen=True, slots=True)
class ReportRound:
    """One asking of a statement version. Times are UTC; `present` is None until the round has closed.

    `read_aloud` are the codes of the languages in which it was read aloud to the room.
    """

    id: str
    number: int
    mode: str
    state: str
    opened_at: datetime | None
    closed_at: datetime | None
    revealed_at: datetime | None
    present: int | None
    reopened: int
    ballots: tuple[ReportBallot, ...]
    read_aloud: tuple[str, ...] = ()
    taken_back: bool = False

    @property
    def counts(self) -> bool:
        """Whether what was said in it counts: it is closed, and nobody took it back."""
        return self.state in CLOSED and not self.taken_back


@dataclass(frozen=True, slots=True)
class InEnglish:
    """What a comment says in English: who of the team wrote that, and who checked it."""

    text: str
    by: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class ReportComment:
    """An approved comment, as approved (names covered).

    `lang` is "" where too few read in one of the room's languages: then its text is English, its own or the team's.
    """

    comment: str
    round_id: str
    part: int | None
    seen: bool
    lang: str
    text: str
    english: InEnglish | None = None


@dataclass(frozen=True, slots=True)
class ReportTranslation:
    """What a version said in another language, as it stood from some moment of the review on; `number` from 1."""

    lang: str
    number: int
    status: str
    wording: str
    parts: tuple[tuple[int, str], ...]
