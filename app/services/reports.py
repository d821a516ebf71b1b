"""Building the report of a workshop: suppressed, with approved comments only and pseudonyms of its own."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.comments import CommentState
from app.core.confirmation import Confirmation, Verdict
from app.core.disclosure import may_name_groups
from app.core.protocol import Protocol
from app.core.report import Report, ReportStatement, ReportWorkshop
from app.core.report_rounds import ReportBallot, ReportRound, ReportTranslation
from app.core.workshops import ReviewId, VersionId, WorkshopId
from app.services import (
    candidates,
    closed_rounds,
    days,
    judgements,
    late,
    protocols,
    quotations,
    report_lineages,
    report_versions,
    weightings,
)
from app.services.askings import amended_in, on_the_agenda
from app.services.closed_rounds import Record
from app.services.instruments import asked_of
from app.services.judgements import Counted
from app.services.quotations import Quotations
from app.services.results import Result
from app.services.reviews import StatementLine
from app.services.weightings import Aside, here
from app.services.workshops import workshop_row
from app.storage.agendas import Agenda
from app.storage.comments import Comment
from app.storage.translations import StatementTranslation
from app.storage.workshops import Move, Panellist, Round, Workshop

T = TypeVar("T")
PROFILE = "team, draft before release"


@dataclass(frozen=True, slots=True)
class Books:
    """A workshop's record, read once: closed rounds; all rounds, approved comments, translations by version; what was
    read aloud by round."""

    record: Record
    rounds: Mapping[int, Sequence[Round]]
    comments: Quotations
    translations: Mapping[int, Sequence[StatementTranslation]]
    read_aloud: Mapping[int, tuple[str, ...]]
    amended: frozenset[int]


def report(db: Session, workshop: WorkshopId, *, at: datetime, software: str, salt: str, aside: Aside = here) -> Report:
    """Everything about a workshop that may leave. `salt` is new for each report, so that pseudonyms meet nowhere.

    `aside` runs the draws of the weighting where phones need not wait for them.
    """
    room = workshop_row(db, workshop)
    protocol = Protocol.from_json(room.protocol.body)
    listed, drawn = weightings.of_workshop(db, workshop, aside=aside)
    sitting, review = sitting_of(db, room, protocol), ReviewId(room.review_id)
    books = _books(db, workshop, languages_told=sitting.languages_told)
    made = Making(db, books, WorkshopId(room.id), protocol, salt)
    others = report_versions.others_in(db, review, workshop, listed, protocol)
    return Report(
        review=room.review.title,
        note=room.review.note,
        made_at=at,
        software=software,
        profile=PROFILE,
        protocol=protocol,
        protocol_hash=room.protocol.hash,
        protocol_version=room.protocol.number,
        instruments=dict(asked_of(room)),
        workshop=sitting,
        statements=tuple(_statement(made, each, each.line, each.confirmation, each.verdict) for each in listed),
        other_versions=tuple(
            replace(_statement(made, each.of, each.line, each.confirmation, each.verdict), kept=False)
            for each in others
        ),
        candidates=candidates.in_report(db, review, workshop),
        weights=drawn.weights,
        top=drawn.top,
        seed=drawn.seed,
        deviations=protocols.deviations(db, review),
        lineage=report_lineages.lineage_of(db, review),
        locks=report_lineages.locks_of(db, review),
    )


def sitting_of(db: Session, room: Workshop, protocol: Protocol) -> ReportWorkshop:
    """The sitting itself, with who came, suppressed."""
    came = Panellist.workshop_id == room.id, *([Panellist.removed_at.is_(None)] if room.pilot else [])
    groups = list(db.scalars(select(Panellist.group_id).where(*came)))  # a rehearsal that was wiped has empty places
    nameable = may_name_groups(map(str, groups), protocol.smallest_cell)
    mine = Round.workshop_id == room.id
    kept = days.day_of(db, WorkshopId(room.id))
    people, taken = func.count(Move.account_id.distinct()), func.count()
    reopened = select(func.sum(Round.reopened)).where(mine).scalar_subquery()
    facilitators, moves, opened_again = db.execute(
        select(people, taken, reopened).where(Move.workshop_id == room.id)
    ).one()
    is_approved = Comment.state == CommentState.APPROVED.value
    said = select(func.count(), func.count().filter(is_approved)).select_from(Comment).join(Round)
    comments, approved = db.execute(said.where(mine)).one()
    return ReportWorkshop(
        id=f"w{room.id}",
        title=room.title,
        site=room.site,
        state=room.state,
        started_at=room.started_at,
        ended_at=room.ended_at,
        attended=len(groups),
        people=tuple(
            (group.name, groups.count(group.id) if nameable else None) for group in room.groups if group.offered
        ),
        facilitators=facilitators,
        pilot=room.pilot,
        moves=moves,
        reopened=opened_again or 0,
        late_ballots=late.many(db, WorkshopId(room.id)),
        comments_total=comments,
        comments_approved=approved,
        languages_told=quotations.languages_told(db, WorkshopId(room.id)),
        day=kept.day,
        signed_off_by=kept.signed_by,
        signed_off_at=kept.signed_at,
        with_managers=db.scalar(select(Agenda.managers).where(Agenda.workshop_id == room.id)),
    )


def _books(db: Session, workshop: WorkshopId, *, languages_told: bool) -> Books:
    asked = Round.workshop_id == workshop, on_the_agenda()
    rounds = select(Round.version_id, Round).where(*asked).order_by(Round.number)
    told = select(StatementTranslation.version_id, StatementTranslation).order_by(
        StatementTranslation.lang, StatementTranslation.number
    )
    put = select(Round.version_id).where(Round.workshop_id == workshop)
    return Books(
        closed_rounds.read(db, [workshop]),
        _grouped(db.execute(rounds).all()),
        quotations.of_told(db, {workshop: languages_told}),
        _grouped(db.execute(told.where(StatementTranslation.version_id.in_(put))).all()),
        days.read_aloud(db, workshop),
        frozenset(db.scalars(amended_in(workshop))),
    )


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


@dataclass(frozen=True, slots=True)
class Making:
    """What every statement of a report is made with."""

    db: Session
    books: Books
    workshop: WorkshopId
    protocol: Protocol
    salt: str


def _statement(
    made: Making, result: Result, line: StatementLine, found: Confirmation, verdict: Verdict | None
) -> ReportStatement:
    """A text as the report has it; evidence, criteria and weight are those of its statement."""
    return ReportStatement(
        id=line.code,
        version=line.version,
        section=line.section,
        family=line.family,
        mechanism=line.mechanism,
        title=line.title,
        wording=line.wording,
        polarity=line.polarity,
        parts=line.parts,
        evidence=result.evidence,
        rounds=_rounds(made.books, made.workshop, line.version_id, made.protocol, f"{made.salt}:{line.code}"),
        confirmation=found,
        verdict=verdict,
        criteria=result.criteria,
        weighed=result.weighed,
        comments=tuple(made.books.comments.get(line.version_id, ())),
        invented=result.invented,
        origin=line.origin.value,
        change=report_versions.change_of(made.db, line.version_id, made.workshop)
        if line.version_id in made.books.amended
        else None,
        translations=tuple(map(_translation, made.books.translations.get(line.version_id, ()))),
    )


def _translation(row: StatementTranslation) -> ReportTranslation:
    parts = sorted((int(position), said) for position, said in row.parts.items())
    return ReportTranslation(row.lang, row.number, row.status, row.wording, tuple(parts))


def _rounds(
    books: Books, workshop: WorkshopId, version: VersionId, protocol: Protocol, salt: str
) -> tuple[ReportRound, ...]:
    """All rounds of a version; only closed ones show ballots, and the final one those that count."""
    closed, rows = books.record.get((workshop, version)), books.rounds.get(version, ())
    if closed is None:
        return tuple(_round(books, row, ()) for row in rows)
    found = judgements.by_round(closed, protocol)
    late = judgements.late_ballots(closed) if protocol.late == "leave_out" else {}
    return tuple(_round(books, row, _ballots(row, found.get(row.id, ()), late.get(row.id, ()), salt)) for row in rows)


def _ballots(row: Round, found: Sequence[Counted], late: Sequence[Counted], salt: str) -> tuple[ReportBallot, ...]:
    # Late ballots are few: under the same name as a counted one they would get its group back.
    apart = judgements.nameless(late)
    named = [(_pseudonym(str(each.panellist), salt), each) for each in found]
    named += [(_pseudonym(f"late {each.panellist}", salt), each) for each in apart]
    rows = sorted(named, key=lambda pair: (pair[0], pair[1].id))
    return tuple(_ballot(row, number, name, ballot) for number, (name, ballot) in enumerate(rows, start=1))


def _ballot(row: Round, number: int, name: str, ballot: Counted) -> ReportBallot:
    judgement = ballot.judgement
    return ReportBallot(
        ballot=f"r{row.id}-b{number}",
        panellist=name,
        group=judgement.group,
        site=judgement.site,
        plausibility=judgement.plausibility,
        relevance=judgement.relevance,
        abstained=judgement.abstained,
        parts=judgement.parts,
        if_changed=judgement.if_changed,
        # Not by which door: the one phone without scripts could be followed from statement to statement.
        channel="paper" if ballot.channel == "paper" else "phone",
        late=ballot.late,
        carried=ballot.carried,
        lang=ballot.lang,
        status=ballot.status,
    )


def _pseudonym(panellist: str, salt: str) -> str:
    """Random per report and statement, the same over that statement's rounds: nobody can be followed further."""
    return "p" + hmac.new(salt.encode(), panellist.encode(), "sha256").hexdigest()[:12]


def _round(books: Books, row: Round, ballots: tuple[ReportBallot, ...]) -> ReportRound:
    return ReportRound(
        id=f"r{row.id}",
        number=row.number,
        mode=row.mode,
        state=row.state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        revealed_at=row.revealed_at,
        present=row.present,
        reopened=row.reopened,
        ballots=ballots,
        read_aloud=books.read_aloud.get(row.id, ()),
        taken_back=row.taken_back_at is not None,
    )
