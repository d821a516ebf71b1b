"""The report: everything about a workshop that leaves, frozen in one tree. Every renderer reads this and nothing else.

Nothing here can be more than its viewer may see on a page: `services.reports` builds it already suppressed, with
approved comments only and pseudonyms that change from statement to statement.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.core.confirmation import Confirmation, Verdict
from app.core.criteria import Criteria, EvidenceLink
from app.core.days import NOT_WRITTEN, Day
from app.core.deviations import Deviation
from app.core.differences import PartDifference
from app.core.instrument import Instrument, in_language
from app.core.lineage import Counts
from app.core.protocol import Protocol
from app.core.report_rounds import ReportComment, ReportRound, ReportTranslation
from app.core.statements import Part
from app.core.weights import Weights


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement's place in the weighting: its tier or range of tiers, its weight with what is missing at 0 and 1.

    The last four are its standing in the draws (`sensitivity.Standing`), None where nobody drew.
    """

    tier: str
    weight: float | None
    low: float | None
    high: float | None
    rank: int | None
    p_top: float | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    rank_without_c4: int | None = None


NO_COUNTS = Counts(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ReportEnding:
    """How a configuration of the long list ends: `fate` is open, kept, merged or dropped.

    `into` is what it was merged into, `ends_in` the statement of the condensed list in which it lives on ("" for none).
    A text the team wrote for that list has the fate "written". Nobody has decided yet where `at` is None.
    """

    id: str
    title: str
    fate: str
    into: str = ""
    ends_in: str = ""
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportLineage:
    """The whole long list of the review and how it ends, then what was written; `into` counts what was merged into."""

    endings: tuple[ReportEnding, ...] = ()
    counts: Counts = NO_COUNTS
    into: int = 0

    @property
    def has_begun(self) -> bool:
        """Whether anything was decided yet."""
        return self.counts.open < self.counts.total


@dataclass(frozen=True, slots=True)
class ReportLock:
    """One locking or unlocking of the weights. `by` is "" for the first ballot, which locks by itself."""

    locked: bool
    at: datetime
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportChange:
    """How a version came to be that a workshop wrote: made from which, why, by whom, and what is different."""

    before: int
    why: str
    by: str
    at: datetime
    differences: tuple[PartDifference, ...]


@dataclass(frozen=True, slots=True)
class ReportCandidate:
    """What a panel proposed and nobody has judged. `statement` is what it was adopted as, "" until then."""

    id: str
    workshop: str
    title: str
    parts: tuple[Part, ...]
    state: str
    statement: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class ReportStatement:
    """A statement version that was on the workshop's list, with all that is known of it.

    Of several versions one is `kept`: the criteria, the weight and the rank of the statement belong to that one.
    """

    id: str
    version: int
    section: str
    family: str
    mechanism: str
    title: str
    wording: str
    polarity: str
    parts: tuple[Part, ...]
    evidence: tuple[EvidenceLink, ...]
    rounds: tuple[ReportRound, ...]
    confirmation: Confirmation | None
    verdict: Verdict | None
    criteria: Criteria
    weighed: Weighed
    comments: tuple[ReportComment, ...]
    invented: bool
    origin: str = "sheet"
    kept: bool = True
    change: ReportChange | None = None
    translations: tuple[ReportTranslation, ...] = ()

    @property
    def was_shown(self) -> bool:
        """Whether any round of it was ever opened, and not taken back."""
        return any(round.opened_at and not round.taken_back for round in self.rounds)

    @property
    def name(self) -> str:
        """Its number, and which version it is where there are several."""
        return f"{self.id}, version {self.version}" if self.version > 1 or not self.kept else self.id

    @property
    def was_taken_back(self) -> bool:
        """Whether the team took it back while it was asked, and did not ask again."""
        return not self.was_shown and any(round.opened_at for round in self.rounds)


@dataclass(frozen=True, slots=True)
class ReportWorkshop:
    """The sitting itself. `people` counts who came per group, suppressed below the smallest cell (None).

    `day` is what the team wrote down after the end. It is not signed off, as it stands, where the last two are empty.
    """

    id: str
    title: str
    site: str
    state: str
    started_at: datetime | None
    ended_at: datetime | None
    attended: int
    people: tuple[tuple[str, int | None], ...]
    facilitators: int
    pilot: bool
    moves: int
    reopened: int
    late_ballots: int
    comments_total: int
    comments_approved: int
    day: Day = NOT_WRITTEN
    signed_off_by: str = ""
    signed_off_at: datetime | None = None
    with_managers: bool | None = None  #: people sat with their own line manager; None where nobody said
    languages_told: bool = True  #: whether comments are quoted in their own language; else all in English


@dataclass(frozen=True, slots=True)
class Report:
    """One workshop, ready to be rendered. Same report, same bytes. `deviations` are the review's, oldest first.

    `instruments` are what this workshop was asked, by language; its rules keep them.
    `top` and `seed` belong to the draws of the weighting: how many count as the top, and what the draws began with.
    `lineage`, and the `locks` of the weights, are the review's too. `statements` are in the versions that are kept,
    `other_versions` what else of them was on the list.
    """

    review: str
    note: str
    made_at: datetime
    software: str
    profile: str
    protocol: Protocol
    protocol_hash: str
    protocol_version: int
    instruments: Mapping[str, Instrument]
    workshop: ReportWorkshop
    statements: tuple[ReportStatement, ...]
    deviations: tuple[Deviation, ...] = ()
    weights: Weights = field(default_factory=Weights)
    top: int | None = None
    seed: int | None = None
    lineage: ReportLineage = field(default_factory=ReportLineage)
    locks: tuple[ReportLock, ...] = ()
    other_versions: tuple[ReportStatement, ...] = ()
    candidates: tuple[ReportCandidate, ...] = ()

    @property
    def texts(self) -> tuple[ReportStatement, ...]:
        """Every version that was on the list: those of one statement together, the first one first."""
        order = {each.id: at for at, each in enumerate(self.statements)}
        every = (*self.statements, *self.other_versions)
        return tuple(sorted(every, key=lambda each: (order.get(each.id, len(order)), each.version)))

    @property
    def asked(self) -> Instrument:
        """What was asked, in the language of the documents."""
        return in_language(self.instruments, "en")

    @property
    def shown(self) -> tuple[ReportStatement, ...]:
        """The statements put to the panel."""
        return tuple(statement for statement in self.statements if statement.was_shown)

    @property
    def not_reached(self) -> tuple[ReportStatement, ...]:
        """Planned, but never opened."""
        return tuple(each for each in self.texts if not each.was_shown and not each.was_taken_back)
