"""Who may do what: every route, tried as every role, in one's own review and in another's.

A route without a row here fails. Unknown and forbidden answer alike, so that nobody learns what exists elsewhere.
"""

import shutil
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.statements import PartKind
from app.factory import create_app
from app.services import accounts, candidates, comments, notes, paper, screens, workshops
from app.services.comments import Written
from app.storage.accounts import Membership
from app.storage.keys import CommentKeys
from app.storage.statements import Evidence, Statement
from app.storage.workshops import StakeholderGroup
from app.web.access import DESK_COOKIE, PHONE_COOKIE, SCREEN_COOKIE
from app.web.parts import wall_clock
from tests.builders import Room, an_afternoon, settings_in
from tests.web.rows import EVERYONE, ROWS, TEAM
from tests.web.visits import address, got_through


@dataclass(frozen=True)
class House:
    """An application with one workshop, someone of every role, and what routes need filled in."""

    app: Flask
    cookies: dict[str, tuple[str, str]]
    values: dict[str, str]
    workshop: int

    def visitor(self, role: str) -> FlaskClient:
        """A browser of someone with this role."""
        client = self.app.test_client()
        if role in self.cookies:
            client.set_cookie(*self.cookies[role])
        return client


@pytest.fixture(scope="module")
def furnished(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The house with nobody in it yet, to be copied for each who tries its doors: furnishing takes longer than that."""
    data = tmp_path_factory.mktemp("furnished")
    settings = settings_in(data, migrated)
    app, keys, now = create_app(settings), CommentKeys(data / "keys"), wall_clock()
    database = app.extensions["plumbline"].database
    with database.writing() as db:
        room = Room(db)
        room.lay_out([2])
        room.join()
        foreign = Room(db, statements=1, people=1, title="Elsewhere")
        db.query(Membership).filter_by(review_id=foreign.review).delete()
        round = room.rounds[1]
        room.open(round)
        said = comments.write(db, keys, room.people[0], Written("k", round, None, "yes", False, False), at=now)
        comments.approve(db, room.id, said, text="yes")
        group = db.query(StakeholderGroup.id).filter_by(workshop_id=room.id, offered=True).first()
        batch = paper.new_batch(db, room.id, group=group[0] if group else 0, handed_in=False, by=room.owner, at=now)
        note = notes.add(db, keys, room.id, round, "a note", by=room.owner, at=now)
        candidate = candidates.note(db, room.review, {PartKind.CONTEXT: "Far from town"}, by=room.owner, at=now)
        signed = {role: accounts.create_account(db, f"{role}-x", review=room.review, role=role) for role in TEAM}
        signed["foreigner"] = accounts.create_account(db, "foreigner-x", review=foreign.review)
        cookies = {role: (DESK_COOKIE, accounts.start(db, account, at=now)) for role, account in signed.items()}
        cookies["phone"] = (PHONE_COOKIE, room.cookies[0])
        cookies["screen"] = (SCREEN_COOKIE, screens.screen_key(db, room.id, secret=settings.secret))
        _, item = an_afternoon(db, room.id, ("plenary", 80), ("closing", 10), aim="plenary")
        head = workshops.head(db, room.id)
        statement = db.query(Statement.id).filter_by(review_id=room.review).first()
        evidence = db.query(Evidence.id).filter_by(statement_id=statement[0] if statement else 0).first()
        values = {
            "review": str(room.review),
            "workshop": str(room.id),
            "round": str(round),
            "block": str(room.blocks[0]),
            "statement": str(statement[0] if statement else 0),
            "comment": str(said),
            "note": str(note),
            "batch": str(batch),
            "candidate": str(candidate),
            "item": str(item.id),
            "link": str(evidence[0] if evidence else 0),
            "token": head.token,
            "surface": "phone",
            "language": "hi",
            "document": "report.json",
        }
    database.close()
    return House(app, cookies, values, room.id)


@pytest.fixture
def house(furnished: House, tmp_path: Path) -> House:
    old = furnished.app.extensions["plumbline"].settings
    shutil.copytree(old.data, tmp_path, dirs_exist_ok=True)
    url = f"sqlite:///{tmp_path / 'plumbline.db'}"
    return replace(furnished, app=create_app(replace(old, data=tmp_path, database_url=url)))


def test_every_route_has_a_row(app: Flask):
    there = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert there == set(ROWS)


OPEN_BY_THEIR_CONTENT = {
    "/j/<token>",
    "/join",
    "/groups",
    "/phone/consent",
    "/withdraw",
    "/sign-in",
    "/first/<token>",
    "/remote/<token>",
    "/hello/<key>",
    "/",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_only_those_in_the_row_get_through(house: House, row: tuple[str, str]):
    method, route = row
    if route in OPEN_BY_THEIR_CONTENT:
        assert ROWS[row] == EVERYONE  # what they answer depends on the code, the link or the password alone
        return
    path = address(route, house.values)
    through = {role for role in EVERYONE if got_through(house.visitor(role), method, path, house.workshop)}
    # A move that one role made cannot be made again by the next: whoever comes later is told so, which is through.
    assert through == set(ROWS[row])


@pytest.mark.parametrize("row", [row for row in ROWS if "<int:" in row[1]], ids=lambda row: f"{row[0]} {row[1]}")
def test_what_is_not_there_answers_like_what_is_foreign(house: House, row: tuple[str, str]):
    method, route = row
    own, missing = address(route, house.values), address(route, {**house.values, "review": "999", "workshop": "999"})
    visitor = house.visitor("foreigner")
    ask = visitor.get if method == "GET" else partial(visitor.post, json={})
    foreign, unknown = ask(own), ask(missing)
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.get_data() == unknown.get_data()
