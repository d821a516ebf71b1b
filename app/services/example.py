"""The example review: imported from `examples/ipv`, with one workshop whose doors are open.

To practise with a long list it is made longer by generated statements, and then says so in its title and its note.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.panels import Group
from app.core.sheets import SheetRefused, read_sheet
from app.core.variants import original_of, with_variants
from app.core.workshops import AccountId, ReviewId, WorkshopId, WorkshopMove, WorkshopState
from app.services import accounts, imports, plans, reviews, workshops
from app.services.reading import read_upload
from app.storage.statements import Coherence, Evidence, Review, Source, Statement
from app.storage.workshops import Workshop

FOLDER = Path(__file__).parents[2] / "examples/ipv"
TITLE = "Psychosocial interventions for women survivors of intimate partner violence (example)"
NOTE = "Example review. Criteria 2, 3 and 5 are invented, and marked so wherever they are shown."
LONGER = "{title}, with {many} statements, {generated} of them generated"
LONGER_NOTE = "{note} {generated} of its {many} statements are generated variants; their titles say so."
PUBLISHED = 71  # statements
FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Example:
    """The example's review and workshop, and the account that owns them."""

    review: ReviewId
    workshop: WorkshopId
    owner: AccountId


def prepare(db: Session, *, at: datetime, statements: int = PUBLISHED) -> Example:
    """Make sure that the example is there and people can join a workshop of it; the same one when it still runs."""
    owner = accounts.account_named(db, FACILITATOR) or accounts.create_account(db, FACILITATOR)
    title, note = _named(statements)
    review = _review(db, title) or _import(db, owner, at, title=title, note=note, statements=statements)
    workshop = _running(db, review) or _open(db, review, owner, at)
    return Example(review, workshop, owner)


def _named(statements: int) -> tuple[str, str]:
    """The title and the note of an example of so many statements."""
    many = {"many": statements, "generated": statements - PUBLISHED}
    if statements == PUBLISHED:
        return TITLE, NOTE
    return LONGER.format(title=TITLE, **many), LONGER_NOTE.format(note=NOTE, **many)


def _review(db: Session, title: str) -> ReviewId | None:
    found = db.scalar(select(Review.id).where(Review.title == title))
    return ReviewId(found) if found else None


def _import(db: Session, owner: AccountId, at: datetime, *, title: str, note: str, statements: int) -> ReviewId:
    reading = read_sheet(read_upload("statements.csv", (FOLDER / "statements.csv").read_bytes()))
    if reading.problems:
        raise SheetRefused(reading.problems[0].sentence)
    review = reviews.create_review(db, title, owner=owner, at=at, note=note)
    imports.import_statements(db, review, with_variants(reading.statements, statements), at=at)
    _invent(db, review)
    return review


def _invent(db: Session, review: ReviewId) -> None:
    """Fill criteria 2, 3 and 5 with the example's invented values, each marked so; a variant has its original's."""
    links = defaultdict(list)
    for code, label, link in db.execute(
        select(Statement.code, Source.label, Evidence)
        .join(Statement, Statement.id == Evidence.statement_id)
        .join(Source, Source.id == Evidence.source_id)
        .where(Statement.review_id == review)
    ):
        links[original_of(code), label].append(link)
    for row in _rows("evidence.csv"):
        for link in links[row["id"], row["source"]]:
            link.driven, link.depth, link.invented = row["driven"] or None, row["depth"] or None, True
    rated = {row["id"]: row for row in _rows("coherence.csv")}
    for statement in db.scalars(select(Statement).where(Statement.review_id == review)):
        row = rated.get(original_of(statement.code), {})
        statement.coherence += [
            Coherence(rater=rater, value=int(row[rater]), invented=True)
            for rater in ("rater_a", "rater_b")
            if row.get(rater)
        ]
    db.flush()


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _running(db: Session, review: ReviewId) -> WorkshopId | None:
    running = select(Workshop.id).where(Workshop.review_id == review, Workshop.state.in_(("lobby", "live", "paused")))
    found = db.scalar(running.order_by(Workshop.id.desc()).limit(1))
    return WorkshopId(found) if found else None


def _open(db: Session, review: ReviewId, owner: AccountId, at: datetime) -> WorkshopId:
    versions = tuple(line.version_id for line in reviews.statements_of(db, review))
    plan = plans.Plan(
        title="Afternoon workshop",
        site="Example hall",
        minutes=90,
        organisation="The example review",
        team="two invented researchers, A. Example and B. Example",
        about="violence at home, its effects, and help",
        questions_to="A. Example, 000 111",
        ethics="",
        withdraw_until=(at + timedelta(days=30)).date(),
        groups=(Group("Counsellors", 8), Group("Health workers", 7), Group("Legal advisers", 5), Group("Police", 2)),
        versions=versions,
        help_name="C. Example, at the front",
        help_phone="000 222",
        help_tried=True,
    )
    workshop = plans.plan(db, review, plan, by=owner, at=at)
    workshops.move(db, workshop, WorkshopMove.DOORS, state=WorkshopState.DRAFT, by=owner, at=at)
    return workshop
