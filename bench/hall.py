"""A full hall: a database in which so many people have joined a workshop already, and what lets their phones in.

Joining is limited on purpose and is not what is measured; everything after it goes over the wire.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select

from app.core.panels import Group
from app.core.workshops import WorkshopId, WorkshopMove, WorkshopState
from app.services import accounts, plans, reviews, screens, workshops
from app.services.tokens import hash_of
from app.storage.engine import Database
from app.storage.schema import upgrade
from app.storage.workshops import Panellist, Round, StakeholderGroup
from app.web.access import DESK_COOKIE, PHONE_COOKIE, SCREEN_COOKIE
from app.web.parts import wall_clock
from bench.review import a_plan, make_review
from config import keep_new_secret

GROUPS = 3


@dataclass(frozen=True, slots=True)
class Hall:
    """A workshop that has started: its rounds, and the cookies of everybody in it."""

    data: Path
    workshop: int
    rounds: list[int]
    phones: list[str]
    desk: str
    screen: str


def make_hall(data: Path, people: int, statements: int) -> Hall:
    """Make the database of a workshop with so many people and statements, live, nothing open yet."""
    keep_new_secret(data)
    database = Database(f"sqlite:///{data / 'plumbline.db'}")
    upgrade(database.engine)
    with database.writing() as db:
        made = make_review(db, statements, workshops=0)
        versions = [line.version_id for line in reviews.statements_of(db, made.review)]
        groups = tuple(Group(f"Group {place + 1}", people // GROUPS) for place in range(GROUPS))
        here = plans.plan(db, made.review, a_plan("Hall", "A hall", groups, versions), by=made.owner, at=wall_clock())
        for move, state in ((WorkshopMove.DOORS, WorkshopState.DRAFT), (WorkshopMove.START, WorkshopState.LOBBY)):
            workshops.move(db, here, move, state=state, by=made.owner, at=wall_clock())
        at_tables = list(db.scalars(select(StakeholderGroup.id).where(StakeholderGroup.workshop_id == here)))
        db.execute(insert(Panellist), [_someone(here, place, at_tables) for place in range(people)])
        secret = (data / "secret").read_text(encoding="utf-8")
        hall = Hall(
            data,
            here,
            list(db.scalars(select(Round.id).where(Round.workshop_id == here).order_by(Round.position))),
            [f"{PHONE_COOKIE}=phone-{place}" for place in range(people)],
            f"{DESK_COOKIE}={accounts.start(db, made.owner, at=wall_clock())}",
            f"{SCREEN_COOKIE}={screens.screen_key(db, here, secret=secret)}",
        )
    database.close()
    return hall


def _someone(workshop: WorkshopId, place: int, groups: list[int]) -> dict[str, object]:
    return {
        "workshop_id": workshop,
        "group_id": groups[place % len(groups)],
        "language": "en",
        "token_hash": hash_of(f"phone-{place}"),
        "code_hash": f"code-{place}",
        "joined_at": wall_clock(),
        "seen_at": wall_clock(),
    }
