"""A whole review with its workshops, put straight into the tables: two afternoons of ballots in a second."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.core.panels import Group
from app.core.statements import Part, PartKind, Polarity, SheetStatement, wording_of
from app.core.workshops import AccountId, ReviewId, RoundState, VersionId, WorkshopId, WorkshopState
from app.services import accounts, imports, plans, reviews
from app.storage.ballots import Ballot, BallotEvent
from app.storage.workshops import Panellist, Round, StakeholderGroup, Workshop

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SITES = ("Mumbai", "Goa")
GROUPS = (Group("Counsellors", 10), Group("Health workers", 10), Group("Volunteers", 10))
TEXTS = ("Women far from town", "A room near the market", "It feels within reach", "More women come")
KINDS = (PartKind.CONTEXT, PartKind.RESOURCE, PartKind.REASONING, PartKind.OUTCOME)


@dataclass(frozen=True, slots=True)
class Made:
    """A review that was made up, its workshops, and who owns it."""

    review: ReviewId
    workshops: tuple[WorkshopId, ...]
    owner: AccountId


def make_review(
    db: Session, statements: int = 272, workshops: int = 2, panellists: int = 30, rounds: int = 2, *, seed: int = 1
) -> Made:
    """Make a review whose every statement was put so often to everyone of every workshop. Same seed, same answers."""
    chance = random.Random(seed)
    owner = accounts.account_named(db, "bench") or accounts.create_account(db, "bench")
    review = reviews.create_review(db, "A review made for measuring", owner=owner, at=NOON)
    sheet = [_statement(number, chance) for number in range(1, statements + 1)]
    imports.import_statements(db, review, sheet, at=NOON)
    made = [_workshop(db, review, owner, place, panellists, rounds, chance) for place in range(workshops)]
    db.flush()
    db.expire_all()
    return Made(review, tuple(made), owner)


def _statement(number: int, chance: random.Random) -> SheetStatement:
    parts = tuple(Part(place, kind, text) for place, (kind, text) in enumerate(zip(KINDS, TEXTS, strict=True), 1))
    return SheetStatement(
        code=f"S-{number:04}",
        section="Design",
        family=f"Family {number % 12}",
        mechanism="Near by",
        title="",
        parts=parts,
        wording=wording_of(parts),
        polarity=Polarity.ENABLING,
        sources=tuple(map(str, chance.sample(range(1, 61), chance.randint(1, 5)))),
        driven=chance.choice(("data", "theory", None)),
        depth=chance.choice(("thick", "thin", None)),
        coherence=chance.randint(2, 5),
        distress=False,
        notes=(),
        row=number + 1,
    )


def a_plan(title: str, site: str, groups: tuple[Group, ...], versions: Sequence[VersionId]) -> plans.Plan:
    """What a facilitator decides beforehand; the names are made up."""
    return plans.Plan(
        title=title,
        site=site,
        minutes=180,
        organisation="An office",
        team="A. Example",
        about="help after violence at home",
        questions_to="B. Example, 000 111",
        ethics="",
        withdraw_until=date(2026, 4, 1),
        groups=groups,
        versions=tuple(versions),
        help_name="C. Example",
        help_phone="000 222",
        help_tried=True,
    )


def _workshop(
    db: Session, review: ReviewId, owner: AccountId, place: int, people: int, times: int, chance: random.Random
) -> WorkshopId:
    versions = [line.version_id for line in reviews.statements_of(db, review)]
    site = SITES[place] if place < len(SITES) else f"Site {place + 1}"
    plan = a_plan(f"Workshop {place + 1}", site, GROUPS, versions)
    here = plans.plan(db, review, plan, by=owner, at=NOON)
    closed = {"state": WorkshopState.ENDED.value, "started_at": NOON, "ended_at": NOON}
    db.execute(update(Workshop).where(Workshop.id == here).values(**closed))
    panel = _panel(db, here, people)
    db.execute(update(Round).where(Round.workshop_id == here).values(**_over(people)))
    again = [
        {"workshop_id": here, "version_id": version, "number": number, "position": position, "mode": "plenary",
         "reopened": 0, **_over(people)}
        for number in range(2, times + 1)
        for position, version in enumerate(versions, start=len(versions) * (number - 1) + 1)
    ]  # fmt: skip
    if again:
        db.execute(insert(Round), again)
    _ballots(db, here, panel, chance)
    return here


def _over(people: int) -> dict[str, Any]:
    return {"state": RoundState.REVEALED.value, "epoch": 1, "opened_at": NOON, "closed_at": NOON, "revealed_at": NOON,
            "present": people}  # fmt: skip


def _panel(db: Session, workshop: WorkshopId, people: int) -> list[int]:
    groups = list(db.scalars(select(StakeholderGroup.id).where(StakeholderGroup.workshop_id == workshop)))
    rows = [
        {"workshop_id": workshop, "group_id": groups[place % len(groups)], "language": "en",
         "token_hash": f"t{workshop}-{place}", "code_hash": f"c{workshop}-{place}", "joined_at": NOON, "seen_at": NOON}
        for place in range(people)
    ]  # fmt: skip
    if rows:
        db.execute(insert(Panellist), rows)
    return list(db.scalars(select(Panellist.id).where(Panellist.workshop_id == workshop).order_by(Panellist.id)))


def _ballots(db: Session, workshop: WorkshopId, panel: list[int], chance: random.Random) -> None:
    rounds = list(db.scalars(select(Round.id).where(Round.workshop_id == workshop).order_by(Round.number, Round.id)))
    rows = list(_answers(rounds, panel, chance))
    if not rows:
        return
    db.execute(insert(BallotEvent), rows)
    known = select(BallotEvent.id, BallotEvent.round_id, BallotEvent.panellist_id)
    of = {(round, person): id for id, round, person in db.execute(known.where(BallotEvent.round_id.in_(rounds)))}
    columns = {column.key for column in Ballot.__table__.columns}
    kept = [{name: row[name] for name in row.keys() & columns} for row in rows]
    db.execute(insert(Ballot), [row | {"event_id": of[row["round_id"], row["panellist_id"]]} for row in kept])


def _answers(rounds: list[int], panel: list[int], chance: random.Random) -> Iterator[dict[str, Any]]:
    for round in rounds:
        leaning = chance.choice(((4, 4, 5, 5, 5), (1, 2, 3, 4, 5), (1, 1, 2, 5, 5), (2, 3, 4, 4, 4)))
        for person in panel:
            abstains = chance.random() < 0.05
            yield {
                "round_id": round, "panellist_id": person, "key": f"{round}-{person}", "digest": "", "seq": 1,
                "epoch": 1, "plausibility": None if abstains else chance.choice(leaning),
                "relevance": None if abstains else chance.choice((2, 3, 4, 4, 5, 5)),
                "abstained": "outside" if abstains else None, "parts": [chance.randint(1, 4)] * (chance.random() < 0.1),
                "if_changed": [], "channel": "http", "lang": "en", "late": False, "answer": {}, "at": NOON,
            }  # fmt: skip
