"""Builders: a review, a workshop, people in it, as tests need them. Names and numbers are invented."""

import secrets
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.ballots import Recorded
from app.core.blocks import BlockId
from app.core.instrument_texts import with_texts
from app.core.panels import Group
from app.core.protocol import Protocol
from app.core.statements import Part, PartKind, Polarity, SheetStatement, wording_of
from app.core.workshops import (
    AccountId,
    PanellistId,
    ReviewId,
    RoundId,
    RoundMove,
    RoundState,
    VersionId,
    WorkshopId,
    WorkshopMove,
    WorkshopState,
)
from app.services import (
    accounts,
    answering,
    ballots,
    imports,
    panels,
    plans,
    protocols,
    reviews,
    rounds,
    snapshots_desk,
    workshops,
)
from app.services.blocks import PlannedBlock, lay_out_blocks
from app.services.workshops import workshop_row
from app.storage.agendas import Agenda, AgendaItem
from app.storage.blocks import Block
from app.storage.workshops import Round
from config import Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(seconds=10)
SECRET = secrets.token_urlsafe(48)


def new_secret() -> str:
    """A secret for one test's server."""
    return secrets.token_urlsafe(48)


def settings_in(data: Path, migrated: Path) -> Settings:
    """Settings of a server on this folder, with a copy of this database in it."""
    shutil.copy(migrated, data / "plumbline.db")
    url = f"sqlite:///{data / 'plumbline.db'}"
    return Settings(data, new_secret(), "http://localhost", "127.0.0.1", 8000, url)


TEXTS = ("Women far from town", "A room near the market", "It feels within reach", "More women come")


def a_statement(
    code: str = "S-1",
    *,
    family: str = "Where",
    sources: tuple[str, ...] = (),
    texts: Sequence[str] = TEXTS,
    **more: Any,
) -> SheetStatement:
    """A statement of four parts, as a sheet gives it."""
    kinds = (PartKind.CONTEXT, PartKind.RESOURCE, PartKind.REASONING, PartKind.OUTCOME)
    parts = tuple(Part(position, kind, text) for position, (kind, text) in enumerate(zip(kinds, texts, strict=True), 1))
    values: dict[str, Any] = {
        "section": "Design",
        "mechanism": "Near by",
        "title": "",
        "parts": parts,
        "wording": wording_of(parts),
        "polarity": Polarity.ENABLING,
        "driven": None,
        "depth": None,
        "coherence": None,
        "distress": False,
        "notes": (),
        "row": 2,
    }
    return SheetStatement(code=code, family=family, sources=sources, **(values | more))


def a_review(
    db: Session, *, statements: int = 3, owner: str = "asha", texts: Sequence[str] = TEXTS
) -> tuple[ReviewId, AccountId]:
    """A review of so many statements and the account that owns it."""
    account = accounts.account_named(db, owner) or accounts.create_account(db, owner)
    review = reviews.create_review(db, "A review", owner=account, at=NOON)
    codes = [f"S-{number}" for number in range(1, statements + 1)]
    sheet = [a_statement(code, sources=("1", "2"), texts=texts) for code in codes]
    imports.import_statements(db, review, sheet, at=NOON)
    return review, account


def a_plan(db: Session, review: ReviewId, **more: Any) -> plans.Plan:
    """A plan over all statements of a review, ready for the doors to open."""
    values: dict[str, Any] = {
        "title": "Afternoon workshop",
        "site": "North hall",
        "minutes": 90,
        "organisation": "The North Office",
        "team": "B. Example and C. Example",
        "about": "violence at home, its effects, and help",
        "questions_to": "B. Example, 000 111",
        "ethics": "",
        "withdraw_until": date(2026, 4, 1),
        "groups": (Group("Counsellors", 8), Group("Health workers", 7)),
        "versions": tuple(line.version_id for line in reviews.statements_of(db, review)),
        "help_name": "D. Example",
        "help_phone": "000 222",
        "help_tried": True,
    }
    return plans.Plan(**(values | more))


def an_afternoon(db: Session, workshop: WorkshopId, *items: tuple[str, int], aim: str = "all") -> list[AgendaItem]:
    """The afternoon of a workshop, of these kinds and minutes from 13:00, as if its plan had been chosen."""
    facts = {"each": 15, "workshops": 1, "place": 0, "begins": 780, "answering": 20, "breaks": 0, "by_link": False}
    pace = {"self_paced": 50, "plenary": 75, "with_talk": 255}
    db.add(Agenda(workshop_id=workshop, aim=aim, seed=1, serial=1, **facts, **pace))
    made = [
        AgendaItem(workshop_id=workshop, position=at, kind=kind, minutes=minutes, title="")
        for at, (kind, minutes) in enumerate(items, 1)
    ]
    db.add_all(made)
    db.flush()
    return made


class Room:
    """A workshop with open doors, and the things people do in it."""

    def __init__(
        self,
        db: Session,
        *,
        statements: int = 3,
        people: int = 0,
        scale: str = "five",
        words: dict[str, str] | None = None,
        texts: Sequence[str] = TEXTS,
        **plan: Any,
    ) -> None:
        self.db = db
        self.review, self.owner = a_review(db, statements=statements, texts=texts)
        if words:
            asked = with_texts(protocols.current(db, self.review).instruments["en"], words)
            protocols.change_words(db, self.review, asked, reason="", by=self.owner, at=NOON)
        if scale != Protocol().scale:
            protocols.change(db, self.review, Protocol(scale=scale), reasons={}, by=self.owner, at=NOON)
        self.id: WorkshopId = plans.plan(db, self.review, a_plan(db, self.review, **plan), by=self.owner, at=NOON)
        self.move(WorkshopMove.DOORS, WorkshopState.DRAFT)
        self.people: list[PanellistId] = []
        self.codes: list[str] = []
        self.cookies: list[str] = []
        for _ in range(people):
            self.join()

    def move(self, move: WorkshopMove, state: WorkshopState) -> None:
        """A facilitator moves the whole room."""
        workshops.move(self.db, self.id, move, state=state, by=self.owner, at=NOON)

    def join(self, *, group: int = 0) -> PanellistId:
        """Someone joins, speaking from the group of this place in the list."""
        head = workshops.head(self.db, self.id)
        door = panels.find_door(self.db, token=head.token)
        joined = panels.join(
            self.db,
            door,
            group=door.groups[group % len(door.groups)][0],
            language="en",
            notice=door.notice.version,
            secret=SECRET,
            at=NOON,
        )
        self.people.append(joined.panellist)
        self.codes.append(joined.code or "")
        self.cookies.append(joined.cookie)
        return joined.panellist

    @property
    def rounds(self) -> list[RoundId]:
        """The rounds in the afternoon's order."""
        agenda = snapshots_desk.desk_state(self.db, self.id, at=NOON)["rounds"]
        return [RoundId(row["id"]) for row in agenda]

    def lay_out(self, *blocks: Sequence[int], seats: Sequence[int] = (), titles: str = "ABCDEFGH", **more: Any) -> None:
        """Lay statements out in blocks, by their places in the list from 0, before anybody comes in."""
        row = workshop_row(self.db, self.id)
        versions = [VersionId(round.version_id) for round in row.rounds]
        given = more.pop("given", [()] * len(blocks))
        planned = [
            PlannedBlock(f"Topic {title}", tuple(whom), tuple(versions[place] for place in places), **more)
            for title, places, whom in zip(titles, blocks, given, strict=False)
        ]
        row.state = WorkshopState.DRAFT.value
        lay_out_blocks(self.db, row, seats, planned)
        row.state = WorkshopState.LOBBY.value

    @property
    def blocks(self) -> list[BlockId]:
        """The blocks in their order."""
        rows = self.db.scalars(select(Block.id).where(Block.workshop_id == self.id).order_by(Block.position))
        return [BlockId(id) for id in rows]

    def answering(self, move: RoundMove, block: int = 0, *, at: datetime = NOON) -> None:
        """A facilitator opens or closes what is answered together with the block of this place."""
        id = self.blocks[block]
        found = next(
            each for each in answering.answerings_of(self.db, self.id) if id in [row.id for row in each.blocks]
        )
        seen = (found.standing.epoch, found.standing.state)
        answering.move(self.db, self.id, id, move, seen=seen, by=self.owner, at=at)

    def step(self, round: RoundId, move: RoundMove, *, at: datetime = NOON) -> None:
        """A facilitator moves a round on from where it is."""
        row = self.db.get_one(Round, round)
        rounds.move(self.db, self.id, round, move, seen=(row.epoch, RoundState(row.state)), by=self.owner, at=at)

    def open(self, round: RoundId, *, at: datetime = NOON) -> None:
        """Open a round."""
        self.step(round, RoundMove.OPEN, at=at)

    def close(self, round: RoundId, *, at: datetime = LATER) -> None:
        """Close a round."""
        self.step(round, RoundMove.CLOSE, at=at)

    def reveal(self, round: RoundId) -> None:
        """Put a round's answers on the wall."""
        self.step(round, RoundMove.REVEAL)

    def cast(self, panellist: PanellistId, round: RoundId, plausibility: int | None = 4, **fields: Any) -> Recorded:
        """A ballot as a phone sends it, with a new key unless one is given."""
        return ballots.cast_ballots(
            self.db, [(panellist, self.sent(round, plausibility, **fields))], channel="http", at=NOON
        )[0]

    def sent(self, round: RoundId, plausibility: int | None = 4, **fields: Any) -> dict[str, object]:
        """The fields of a ballot."""
        epoch = self.db.get_one(Round, round).epoch
        made = {"key": secrets.token_hex(8), "seq": 1, "round": round, "epoch": epoch}
        return made | {"plausibility": plausibility, "relevance": 4, "abstained": None} | fields

    def judge(self, round: RoundId, ratings: Sequence[int]) -> None:
        """Open a round, let the first people rate it so, and close it."""
        self.open(round)
        for panellist, rating in zip(self.people, ratings, strict=False):
            assert self.cast(panellist, round, rating).ok
        self.close(round)


class Second(Room):
    """Another workshop of a review, at another place."""

    def __init__(self, db: Session, first: Room, **plan: Any) -> None:
        self.db, self.review, self.owner = db, first.review, first.owner
        values = {"site": "South hall", "title": "Second workshop"} | plan
        self.id = plans.plan(db, self.review, a_plan(db, self.review, **values), by=self.owner, at=NOON)
        self.move(WorkshopMove.DOORS, WorkshopState.DRAFT)
        self.people, self.codes, self.cookies = [], [], []
