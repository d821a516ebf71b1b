"""The report of a whole review: what Word is written from, frozen in one tree of values.

Nothing here can be more than its viewer may see on a page: `services.review_reports` fills it with what is suppressed
already, so neither a document nor the canonical JSON can tell more of a small panel.
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.core.canonical import canonical_json, sha256_of
from app.core.classes import Class
from app.core.confirmation import Verdict
from app.core.criteria import Criteria, EvidenceLink
from app.core.deviations import Deviation
from app.core.differences import PartDifference
from app.core.disclosure import ShownCounts
from app.core.instrument import Instrument, in_language
from app.core.protocol import Protocol
from app.core.report import ReportCandidate, ReportLineage, ReportLock, ReportWorkshop, Weighed
from app.core.report_rounds import ReportComment
from app.core.statements import Part
from app.core.tiers import TierChange
from app.core.weights import Weights


@dataclass(frozen=True, slots=True)
class ReviewWorkshop:
    """One workshop that counts. `languages` are people by the language they read in, None below the smallest cell.

    `put` are the statements that were opened, `read_aloud` how many of them by language, `on_paper` ballots typed in.
    `authors` are those who led it and wrote texts in Plumbline too. The last four stood in the notice people read.
    """

    sitting: ReportWorkshop
    protocol_hash: str
    protocol_version: int
    put: int
    self_paced: int
    asked_twice: int
    languages: tuple[tuple[str, int | None], ...]
    read_aloud: tuple[tuple[str, int], ...]
    on_paper: int
    authors: int
    organisation: str
    questions_to: str
    ethics: str
    withdraw_until: datetime


@dataclass(frozen=True, slots=True)
class ReviewStatement:
    """A statement in the version that is kept, with what all panels together made of it, in words and counts.

    `result` is the class that stands, never without its counts. `counts` are those of plausibility and `matters` those
    of relevance, as finely as they may be shown; `places` of plausibility by site, () where no place may be named.
    `moved` is 1 where the team raised the rule's suggestion and -1 where it lowered it; `wordings` are translations.
    """

    id: str
    version: int
    section: str
    family: str
    mechanism: str
    title: str
    wording: str
    parts: tuple[Part, ...]
    evidence: tuple[EvidenceLink, ...]
    origin: str
    shown: bool
    suggested: Class
    stands: Class
    result: str
    by_rule: str
    reasons: tuple[str, ...]
    flags: tuple[str, ...]
    counts: ShownCounts
    matters: ShownCounts
    abstained: int | None
    places: tuple[tuple[str, ShownCounts], ...]
    sites: int
    verdict: Verdict | None
    moved: int
    criteria: Criteria
    weighed: Weighed
    stands_on: tuple[str, ...]
    span: tuple[int, int] | None
    by_rule_tier: str
    invented: bool
    inherited: bool = False
    wordings: tuple[tuple[str, str], ...] = ()
    comments: tuple[ReportComment, ...] = ()

    @property
    def name(self) -> str:
        """Its number, and which version it is where it was changed."""
        return f"{self.id}, version {self.version}" if self.version > 1 else self.id


@dataclass(frozen=True, slots=True)
class RuleTried:
    """What another threshold would make of a list: the tiers that change, and how many ranks."""

    rule: str
    tiers: tuple[TierChange[str], ...]
    ranks: int


@dataclass(frozen=True, slots=True)
class ReviewList:
    """One list of the review with its weighting; `order` are the places of its statements by tier, then weight."""

    statements: tuple[ReviewStatement, ...] = ()
    order: tuple[int, ...] = ()
    weights: Weights = field(default_factory=Weights)
    top: int = 1
    seed: int = 0
    tried: tuple[RuleTried, ...] = ()

    @property
    def judged(self) -> tuple[ReviewStatement, ...]:
        """The statements that a panel was shown."""
        return tuple(each for each in self.statements if each.shown)


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """A text that was changed in a workshop: what is different in it, why, by whom, and whether it is kept.

    `differences` are of its parts in their order, whose `kinds` these are; of a text without parts, of its wording.
    """

    id: str
    before: int
    after: int
    workshop: str
    site: str
    why: str
    by: str
    at: datetime
    kinds: tuple[str, ...]
    differences: tuple[PartDifference, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """A whole review, ready to be written down. Same report, same bytes.

    `long` is the long list and `condensed` the condensed one, empty while none was begun; `adopted` are proposals of
    panels that became statements. `reasons` are the team's for its rules, by field. `fixed_at` is when the rules were
    written that the first answer was given under, `frozen_at` when that answer came (None while nobody has answered).
    `rehearsals` count nowhere else.
    """

    review: str
    note: str
    made_at: datetime
    software: str
    profile: str
    protocol: Protocol
    protocol_hash: str
    protocol_version: int
    reasons: Mapping[str, str]
    fixed_at: datetime
    frozen_at: datetime | None
    instruments: Mapping[str, Instrument]
    workshops: tuple[ReviewWorkshop, ...] = ()
    rehearsals: int = 0
    long: ReviewList = field(default_factory=ReviewList)
    condensed: ReviewList = field(default_factory=ReviewList)
    adopted: tuple[ReviewStatement, ...] = ()
    changes: tuple[ReviewChange, ...] = ()
    candidates: tuple[ReportCandidate, ...] = ()
    lineage: ReportLineage = field(default_factory=ReportLineage)
    locks: tuple[ReportLock, ...] = ()
    deviations: tuple[Deviation, ...] = ()

    @property
    def asked(self) -> Instrument:
        """What was asked, in the language of the documents."""
        return in_language(self.instruments, "en")

    @property
    def texts(self) -> tuple[ReviewStatement, ...]:
        """Every statement once: the condensed list, then what of the long list is not in it, then what was adopted.

        A statement of both lists stands as the condensed list has it.
        """
        found = {each.id: each for each in (*self.condensed.statements, *self.long.statements, *self.adopted)}
        for each in self.condensed.statements:
            found[each.id] = each
        return tuple(found.values())

    @property
    def judged(self) -> tuple[ReviewStatement, ...]:
        """Every statement whose own text was put to a panel: of the long list, written since, or adopted."""
        written = (each for each in self.condensed.judged if each.origin != "sheet" and not each.inherited)
        return (*self.long.judged, *written, *(each for each in self.adopted if each.shown))

    @property
    def classes(self) -> Mapping[Class, int]:
        """How many of those came to which class, after the team's verdicts; in the order of the classes."""
        found = Counter(each.stands for each in self.judged)
        return {each: found[each] for each in Class}

    @property
    def moved(self) -> tuple[ReviewStatement, ...]:
        """Those whose class the team raised or lowered."""
        return tuple(each for each in self.judged if each.moved)

    @property
    def invented(self) -> bool:
        """Whether any evidence was made up for the example."""
        return any(each.invented for each in self.texts)


def canonical(report: ReviewReport) -> str:
    """The report as canonical JSON, but for the moment it was made: the same review has the same text at any hour."""
    values = _plain(report)
    assert isinstance(values, dict)
    return canonical_json({name: value for name, value in values.items() if name != "made_at"})


def fingerprint(report: ReviewReport) -> str:
    """The SHA-256 over the canonical JSON of a report."""
    return sha256_of(canonical(report))


def _plain(value: object) -> object:
    """Values as JSON has them: objects for our own, lists for tuples, ISO 8601 for moments."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # half a pair of surrogates is no text
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
