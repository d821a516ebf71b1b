"""Reports of a whole review to render: invented panels over a handful of statements, or over many."""

import random
from dataclasses import replace
from datetime import UTC, datetime

from app.core.brought import asked_at_first
from app.core.classes import Class
from app.core.confirmation import Verdict, movement
from app.core.criteria import EvidenceLink
from app.core.differences import PartDifference, Piece
from app.core.disclosure import shown_counts
from app.core.protocol import Protocol, protocol_hash
from app.core.report import ReportCandidate, ReportLineage
from app.core.report_rounds import InEnglish, ReportComment
from app.core.review_report import ReviewChange, ReviewList, ReviewReport, ReviewStatement, ReviewWorkshop, RuleTried
from app.core.tiers import TierChange, in_tier_order
from exports.word.counts import result_in_words
from tests.exports.reports import COMMENTS, START, asked, ballot, half_condensed, parts_of, report, statement

MADE_AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SCALE = Protocol().of_scale
SAID = (
    *COMMENTS[:1],
    *(replace(each, english=InEnglish("It is hard to reach.", "Asha", "Ravi")) for each in COMMENTS[1:]),
)
VERDICT = Verdict(Class.CONFIRMED, "The comments all say yes.", ("Asha", "Ravi"))


def judged(id: str = "WHE-01", *ratings: int | None, **changes: object) -> ReviewStatement:
    """A statement as a panel that gave these ratings made it; nobody was shown it without any."""
    rounds = (asked(tuple(ballot(number, rating=each) for number, each in enumerate(ratings, 1))),) if ratings else ()
    verdict = changes.pop("verdict", None)
    evidence = (EvidenceLink("18", "data", "thick"), EvidenceLink("23", "theory", "thin"))
    found = statement(id, rounds, evidence=evidence, verdict=verdict)
    made = found.confirmation
    assert made is not None
    stands = verdict.stands if verdict else made.suggested
    whole = ReviewStatement(
        id=id,
        version=1,
        section=found.section,
        family=found.family,
        mechanism=found.mechanism,
        title="",
        wording=found.wording,
        parts=found.parts,
        evidence=evidence,
        origin="sheet",
        shown=bool(ratings),
        suggested=made.suggested,
        stands=stands,
        result=result_in_words(made, stands, SCALE),
        by_rule=result_in_words(made, made.suggested, SCALE),
        reasons=(),
        flags=(),
        counts=shown_counts(made.counts_plausibility, SCALE),
        matters=shown_counts(made.counts_relevance, SCALE),
        abstained=made.abstained if len(ratings) >= 5 else None,
        places=(),
        sites=1,
        verdict=verdict,
        moved=movement(made, verdict),
        criteria=found.criteria,
        weighed=found.weighed,
        stands_on=(),
        span=(1, 2),
        by_rule_tier=found.weighed.tier,
        invented=False,
    )
    return replace(whole, **changes)


def listed(*statements: ReviewStatement) -> ReviewList:
    """A list of these statements with its weighting."""
    order = in_tier_order(
        [each.criteria for each in statements], [each.weighed.weight for each in statements], Protocol()
    )
    tried = RuleTried("percent-75", tuple(TierChange(each.id, "B", "C") for each in statements[:1]), 1)
    return ReviewList(statements, tuple(order), top=1, seed=7, tried=(tried,))


def a_workshop(**changes: object) -> ReviewWorkshop:
    """An afternoon in Mumbai; of its day nothing was written down."""
    whole = ReviewWorkshop(
        sitting=report().workshop,
        protocol_hash=protocol_hash(Protocol()),
        protocol_version=1,
        put=2,
        self_paced=0,
        asked_twice=1,
        languages=(("en", 9), ("hi", 6)),
        read_aloud=(("hi", 4),),
        on_paper=3,
        authors=1,
        organisation="The North Office",
        questions_to="B. Example, 000 111",
        ethics="",
        withdraw_until=datetime(2027, 1, 31, tzinfo=UTC),
    )
    return replace(whole, **changes)


def a_review_report(*statements: ReviewStatement, **changes: object) -> ReviewReport:
    """The report of a review with these statements and one workshop."""
    whole = ReviewReport(
        review="A review",
        note="",
        made_at=MADE_AT,
        software="Plumbline",
        profile="team, draft before release",
        protocol=Protocol(),
        protocol_hash=protocol_hash(Protocol()),
        protocol_version=1,
        reasons={},
        fixed_at=START,
        frozen_at=START,
        instruments=asked_at_first("five"),
        workshops=(a_workshop(),),
        long=listed(*statements),
    )
    return replace(whole, **changes)


def everything(text: str = "A text") -> ReviewReport:
    """A report that has something everywhere, and says this wherever people write."""
    verdict = Verdict(Class.CONFIRMED, text or "Comments.", ("Asha", "Ravi"))
    first = judged(
        "A-1", *[1] * 9, verdict=verdict, family=text, section=text, mechanism=text, title=text, flags=(text,)
    )
    first = replace(first, parts=parts_of(*[text] * 4), wording=text, wordings=(("hi", text),), reasons=(text,))
    said = ReportComment("r1-c1", "r1", 2, True, "hi", text, InEnglish(text, text, text))
    first = replace(first, comments=(said,))
    rest = [judged(f"A-{number}", 5, 5, 4, 4, 4, 5, 4, 3, None) for number in range(2, 7)]
    different = (PartDifference(1, (Piece("gone", text), Piece("new", text))),)
    change = ReviewChange("A-1", 1, 2, text, text, text, text, START, ("context",), different, kept=True)
    proposed = ReportCandidate("p1", text, text, parts_of(*[text] * 4), "adopted", "P-1", START)
    sitting = replace(report().workshop, title=text, site=text, people=((text, 9),))
    room = a_workshop(sitting=sitting, organisation=text, questions_to=text, ethics=text)
    found = a_review_report(
        first, *rest, review=text, note=text, workshops=(room,), changes=(change,), candidates=(proposed,)
    )
    condensed = listed(*rest[2:], judged("C-1", origin="condensed"))
    adopted = (judged("P-1", *[5] * 8, origin="panel"),)
    return replace(found, lineage=_lineage(len(rest) + 1), condensed=condensed, adopted=adopted, rehearsals=1)


def _lineage(statements: int) -> ReportLineage:
    whole = report(*(statement(f"A-{number}") for number in range(1, statements + 1)))
    return half_condensed(whole).lineage


def long_review(statements: int = 272, *, seed: int = 1) -> ReviewReport:
    """So many statements in twelve families, judged by up to fifteen people each, most of them with comments."""
    chance = random.Random(seed)
    made = (
        judged(
            f"S-{number:04}",
            *(chance.choice((1, 2, 3, 4, 4, 5, 5, None)) for _ in range(chance.randint(4, 15))),
            family=f"A family of mechanisms with number {number % 12}",
            verdict=VERDICT if number % 9 == 0 else None,
            comments=SAID[: number % 4],
        )
        for number in range(1, statements + 1)
    )
    return a_review_report(*made)
