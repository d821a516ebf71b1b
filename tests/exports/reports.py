"""Reports to render: panels of invented people, and what they said of real statements."""

import csv
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.brought import asked_at_first
from app.core.circumstances import Circumstances
from app.core.confirmation import Class, Confirmation, Verdict, confirm
from app.core.criteria import EvidenceLink, Judged, assess
from app.core.judgements import Judgement
from app.core.lineage import Counts
from app.core.protocol import Protocol, protocol_hash
from app.core.report import Report, ReportEnding, ReportLineage, ReportStatement, ReportWorkshop, Weighed
from app.core.report_rounds import ReportBallot, ReportComment, ReportRound
from app.core.statements import Part, PartKind, wording_of
from app.core.tiers import tier_of
from app.core.weighting import ranks, weigh, weigh_range

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SITE = "Mumbai"
GROUPS = ("Counsellors", "Health workers")
COLUMNS = {
    PartKind.CONTEXT: "context",
    PartKind.RESOURCE: "mechanism_resource",
    PartKind.REASONING: "mechanism_reasoning",
    PartKind.OUTCOME: "outcome",
}
LEANINGS = ((1, 1, 2, 6, 9), (5, 4, 1, 1, 1), (4, 3, 1, 3, 4), (1, 3, 6, 3, 1), (1, 2, 2, 5, 4))
COMMENTS = (
    ReportComment("c", "r", None, True, "en", "Transport decides it. Whoever lives far out never comes a second time."),
    ReportComment("c", "r", 1, False, "hi", "यह बात हर जगह लागू नहीं होती। गाँव में पहुँचना ही मुश्किल है।"),
    ReportComment("c", "r", None, False, "mr", "वेळ आणि जागा दोन्ही महत्त्वाचे आहेत."),
)


def parts_of(*texts: str) -> tuple[Part, ...]:
    """The four parts of a statement, in the usual order."""
    return tuple(Part(at, kind, text) for at, (kind, text) in enumerate(zip(COLUMNS, texts, strict=True), start=1))


def ballot(number: int, *, rating: int | None = 4, matters: int | None = 4, **changes: object) -> ReportBallot:
    """What one panellist said; without a rating it lies outside her experience."""
    whole = ReportBallot(
        ballot=f"b{number:03}",
        panellist=f"p{number:03}",
        group="",
        site=SITE,
        plausibility=rating,
        relevance=None if rating is None else matters,
        abstained="outside" if rating is None else None,
        parts=(),
        if_changed=(),
        channel="phone",
        late=False,
        carried=False,
    )
    return replace(whole, **changes)


def asked(
    ballots: tuple[ReportBallot, ...], *, id: str = "r1", number: int = 1, present: int | None = None
) -> ReportRound:
    """A round that was opened, closed and revealed."""
    return ReportRound(
        id=id,
        number=number,
        mode="plenary",
        state="revealed",
        opened_at=START,
        closed_at=START + timedelta(minutes=2),
        revealed_at=START + timedelta(minutes=3),
        present=len(ballots) if present is None else present,
        reopened=0,
        ballots=ballots,
    )


def counted(rounds: tuple[ReportRound, ...], protocol: Protocol, expected: tuple[str, ...] = GROUPS) -> Confirmation:
    """What the rule makes of the last round, late ballots left out."""
    if not rounds:
        return confirm((), 0, protocol)
    judgements = [
        Judgement(
            plausibility=each.plausibility,
            relevance=each.relevance,
            abstained=each.abstained,
            parts=each.parts,
            if_changed=each.if_changed,
            group=each.group,
            site=each.site,
        )
        for each in rounds[-1].ballots
        if not each.late
    ]
    return confirm(judgements, max(rounds[-1].present or 0, len(judgements)), protocol, known_of(rounds, expected))


def known_of(rounds: tuple[ReportRound, ...], expected: tuple[str, ...]) -> Circumstances:
    """What is known of the room beside the ballots."""
    first = {each.panellist: each.plausibility for each in rounds[0].ballots if not each.late}
    again = [each for each in rounds[-1].ballots if len(rounds) > 1 and not each.carried and not each.late]
    both = ((first.get(each.panellist), each.plausibility) for each in again)
    named = any(each.group for each in rounds[-1].ballots)
    return Circumstances(
        expected_groups=expected if named else (),
        askings=tuple((before, after) for before, after in both if before and after),
        carried=sum(each.carried for each in rounds[-1].ballots),
        reopened=any(round.reopened for round in rounds),
    )


def statement(
    id: str = "WHE-01",
    rounds: tuple[ReportRound, ...] = (),
    *,
    protocol: Protocol | None = None,
    evidence: tuple[EvidenceLink, ...] = (),
    coherence: tuple[int, ...] = (),
    verdict: Verdict | None = None,
    expected: tuple[str, ...] = GROUPS,
    **changes: object,
) -> ReportStatement:
    """A statement with everything that follows from its rounds and its evidence."""
    rules = protocol or Protocol()
    parts = parts_of("A new group of women", "A room with a door", "They feel safe", "They come again")
    confirmation = counted(rounds, rules, expected)
    stands = verdict.stands if verdict else confirmation.suggested
    judged = Judged(confirmation, stands) if rounds else None
    criteria = assess(evidence, coherence, judged, r_max=20, protocol=rules)
    found = ReportStatement(
        id=id,
        version=1,
        section="Design and delivery",
        family="Where",
        mechanism="Appropriate setting",
        title="",
        wording=wording_of(parts),
        polarity="enabling",
        parts=parts,
        evidence=evidence,
        rounds=rounds,
        confirmation=confirmation,
        verdict=verdict,
        criteria=criteria,
        weighed=Weighed(tier_of(criteria), weigh(criteria), *weigh_range(criteria), None),
        comments=(),
        invented=bool(evidence),
    )
    return replace(found, **changes)


def report(*statements: ReportStatement, protocol: Protocol | None = None, **changes: object) -> Report:
    """A report of one workshop in Mumbai."""
    rules = protocol or Protocol()
    places = ranks([each.weighed.weight for each in statements])
    ranked = (
        replace(each, weighed=replace(each.weighed, rank=at)) for each, at in zip(statements, places, strict=True)
    )
    workshop = ReportWorkshop(
        id="w1",
        title="Friday afternoon",
        site=SITE,
        state="ended",
        started_at=START,
        ended_at=START + timedelta(hours=3),
        attended=15,
        people=(("Counsellors", 10), ("Health workers", None)),
        facilitators=2,
        pilot=False,
        moves=9,
        reopened=1,
        late_ballots=2,
        comments_total=9,
        comments_approved=4,
    )
    found = Report(
        review="Psychosocial interventions for women",
        note="Criteria 2, 3 and 5 are invented for the example.",
        made_at=START + timedelta(hours=4),
        software="plumbline 0.1.0",
        profile="team, draft before release",
        protocol=rules,
        protocol_hash=protocol_hash(rules),
        protocol_version=1,
        instruments=asked_at_first(rules.scale),
        workshop=workshop,
        statements=tuple(ranked),
        lineage=all_open(*statements),
    )
    return replace(found, **changes)


def all_open(*statements: ReportStatement) -> ReportLineage:
    """A review in which nobody has condensed anything yet."""
    endings = tuple(ReportEnding(each.id, each.title, "open") for each in statements)
    return ReportLineage(endings, Counts(0, 0, 0, len(endings), len(endings)))


def half_condensed(found: Report) -> Report:
    """The same report: two merged into a new text, a third into the fourth, the fifth dropped, the last one open."""
    ids = [each.id for each in found.statements]
    told = {"by": "Asha", "at": START}
    first, second, third, fourth, fifth, *rest, last = ids
    ends = {id: ReportEnding(id, "", "kept", ends_in=id, **told) for id in (fourth, *rest)}
    ends |= {id: ReportEnding(id, "", "merged", into="C-1", ends_in="C-1", **told) for id in (first, second)}
    ends[third] = ReportEnding(third, "", "merged", into=fourth, ends_in=fourth, **told)
    ends[fifth] = ReportEnding(fifth, "A tie of blood", "dropped", reason="=It says less.", **told)
    ends[last] = ReportEnding(last, "", "open")
    text = ReportEnding("C-1", "Both of them", "written", ends_in="C-1", **told)
    counts = Counts(len(rest) + 1, 3, 1, 1, len(ids))
    return replace(found, lineage=ReportLineage((*(ends[id] for id in ids), text), counts, 2))


def afternoon(statements: int = 71, *, seed: int = 1, people: int = 15, protocol: Protocol | None = None) -> Report:
    """A whole afternoon on the example review: some asked twice, some too few to count, the last three not reached."""
    chance, rules = random.Random(seed), protocol or Protocol()
    sheet = csv.DictReader(Path("examples/ipv/statements.csv").read_text(encoding="utf-8").splitlines())
    rows = [row for row, _ in zip(sheet, range(statements), strict=False)]
    return report(*(_of_row(row, at, len(rows), chance, people, rules) for at, row in enumerate(rows)), protocol=rules)


def _of_row(
    row: dict[str, str], at: int, total: int, chance: random.Random, people: int, rules: Protocol
) -> ReportStatement:
    rounds = () if total > 10 and at >= total - 3 else _rounds(at, chance, people)
    parts = tuple(
        Part(place, kind, row[column]) for place, (kind, column) in enumerate(COLUMNS.items(), start=1) if row[column]
    )
    sources = row["sources"].split(";") if row["sources"] else []
    return statement(
        row["id"],
        rounds,
        protocol=rules,
        evidence=tuple(
            EvidenceLink(source, chance.choice(("data", "theory")), chance.choice(("thick", "thin")))
            for source in sources
        ),
        coherence=(4, 2) if at % 3 else (),
        verdict=Verdict(Class.CONFIRMED, "The comments all say yes, with transport.", ("Asha", "Ravi"))
        if at == 2
        else None,
        section=row["section"],
        family=row["family"],
        mechanism=row["mechanism"],
        wording=wording_of(parts),
        polarity=row["polarity"],
        parts=parts,
        comments=tuple(
            replace(each, comment=f"{row['id']}-c{number}", round_id=f"r{at}-1")
            for number, each in enumerate(COMMENTS[: chance.choice((0, 0, 1, 3))], start=1)
        )
        if rounds
        else (),
    )


def _rounds(at: int, chance: random.Random, people: int) -> tuple[ReportRound, ...]:
    here = 4 if at == 4 else 6 if at == 5 else people - chance.randrange(4)
    first = tuple(_ballot(number, chance, LEANINGS[at % len(LEANINGS)]) for number in range(1, here + 1))
    rounds = (asked(first, id=f"r{at}-1", present=people),)
    if at % 9 == 8:
        again = tuple(_ballot(number, chance, LEANINGS[0]) for number in range(1, here))
        carried = replace(first[-1], ballot=f"b{here:03}", carried=True)
        late = ballot(here + 1, rating=1, late=True)
        rounds += (asked((*again, carried, late), id=f"r{at}-2", number=2, present=people),)
    return rounds


def _ballot(number: int, chance: random.Random, leaning: tuple[int, ...]) -> ReportBallot:
    rating = None if chance.random() < 0.08 else chance.choices((1, 2, 3, 4, 5), leaning)[0]
    objects = rating is not None and rating < 4 and chance.random() < 0.6
    parts = (chance.choice((1, 2, 2, 2)),) if objects else ()
    return ballot(
        number,
        rating=rating,
        matters=chance.choices((1, 2, 3, 4, 5), (1, 1, 2, 5, 6))[0],
        parts=parts,
        if_changed=parts if chance.random() < 0.7 else (),
        group=GROUPS[number % 2],
    )
