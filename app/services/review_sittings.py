"""What a report of a whole review says of its workshops: who led and came, what they changed and proposed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.differences import differences
from app.core.disclosure import may_name_groups
from app.core.protocol import Protocol
from app.core.report import ReportCandidate
from app.core.review_report import ReviewChange, ReviewWorkshop
from app.core.workshops import ReviewId, VersionId, WorkshopId
from app.services import candidates, changes, days
from app.services.reports import sitting_of
from app.services.versions import kept_in
from app.services.workshops import workshop_row
from app.storage.ballots import Ballot
from app.storage.lineage import LineageStep
from app.storage.statements import Statement, StatementVersion
from app.storage.versions import Amendment
from app.storage.workshops import Move, Panellist, Round, Workshop


def workshop_of(db: Session, workshop: WorkshopId) -> ReviewWorkshop:
    """One workshop as the documents of its review need it."""
    room = workshop_row(db, workshop)
    protocol = Protocol.from_json(room.protocol.body)
    opened = Round.workshop_id == workshop, Round.opened_at.is_not(None), Round.taken_back_at.is_(None)
    rounds = db.execute(select(Round.version_id, Round.mode, Round.number).where(*opened)).all()
    on_paper = select(func.count()).select_from(Ballot).join(Round).where(*opened, Ballot.channel == "paper")
    return ReviewWorkshop(
        sitting=sitting_of(db, room, protocol),
        protocol_hash=room.protocol.hash,
        protocol_version=room.protocol.number,
        put=len({version for version, _, _ in rounds}),
        self_paced=len({version for version, mode, _ in rounds if mode == "self_paced"}),
        asked_twice=len({version for version, _, number in rounds if number > 1}),
        languages=_languages(db, workshop, protocol),
        read_aloud=tuple(sorted(days.many_read_aloud(db, workshop).items())),
        on_paper=db.scalar(on_paper) or 0,
        authors=_authors(db, room),
        organisation=room.organisation,
        questions_to=room.questions_to,
        ethics=room.ethics,
        withdraw_until=room.withdraw_until,
    )


def changes_of(db: Session, review: ReviewId) -> tuple[ReviewChange, ...]:
    """Every text that a workshop changed, rehearsals aside, in the order of the changes."""
    kept = set(kept_in(db, review).values())
    rows = select(Amendment, Statement.code, Workshop).join(Workshop, Workshop.id == Amendment.workshop_id)
    told = rows.join(StatementVersion, StatementVersion.id == Amendment.version_id).join(Statement)
    mine = told.where(Workshop.review_id == review, Workshop.pilot.is_(False))
    found = []
    for row, code, room in db.execute(mine.order_by(Amendment.version_id)):
        before, after = db.get_one(StatementVersion, row.from_id), db.get_one(StatementVersion, row.version_id)
        texts = changes.text_of(before), changes.text_of(after)
        kinds = {part.position: part.kind.value for text in texts for part in text.parts}
        different = differences(*texts)
        found.append(
            ReviewChange(
                id=code,
                before=before.number,
                after=after.number,
                workshop=room.title,
                site=room.site,
                why=row.why,
                by=row.account.name if row.account else "",
                at=row.at,
                kinds=tuple(kinds.get(each.position, "") for each in different),
                differences=different,
                kept=VersionId(row.version_id) in kept,
            )
        )
    return tuple(found)


def candidates_in(db: Session, review: ReviewId, workshops: Sequence[WorkshopId]) -> tuple[ReportCandidate, ...]:
    """What panels proposed in these workshops, by the title of the workshop; rehearsals are not among them."""
    return tuple(
        replace(each, workshop=workshop_row(db, workshop).title)
        for workshop in workshops
        for each in candidates.in_report(db, review, workshop)
    )


def _languages(db: Session, workshop: WorkshopId, protocol: Protocol) -> tuple[tuple[str, int | None], ...]:
    """People by the language they read in. One small language hides the numbers of all."""
    read = Counter(db.scalars(select(Panellist.language).where(Panellist.workshop_id == workshop)))
    shown = may_name_groups(read.elements(), protocol.smallest_cell)
    return tuple((language, read[language] if shown else None) for language in sorted(read))


def _authors(db: Session, room: Workshop) -> int:
    """How many of those who led the workshop wrote texts too, for the condensed list or in a room."""
    led = set(db.scalars(select(Move.account_id).where(Move.workshop_id == room.id).distinct())) - {None}
    texts = select(LineageStep.account_id).where(LineageStep.review_id == room.review_id, LineageStep.act == "write")
    changed = select(Amendment.account_id).join(Workshop, Workshop.id == Amendment.workshop_id)
    return len(led & {*db.scalars(texts), *db.scalars(changed.where(Workshop.review_id == room.review_id))})
