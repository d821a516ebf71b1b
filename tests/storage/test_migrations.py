"""Migrations: they end at the tables as they are, go up and down with data, and never touch a newer database."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from app.core.agenda import Aim
from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.services import agendas, blocks, cards, comments, lineage, plans, results, reviews, translations
from app.services.condensed_texts import NewText
from app.services.workshops import workshop_row
from app.storage import schema
from app.storage.comments import CommentTranslation
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from app.storage.tables import metadata
from tests.builders import NOON, SECRET, Room, a_plan

REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(schema.FOLDER)).walk_revisions()))]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """A database file with nothing in it."""
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    yield database
    database.engine.dispose()


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        return {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}


def fill(database: Database, keys: CommentKeys) -> None:
    """An afternoon with answers, a comment and a verdict, a condensed text, a plan of blocks, an afternoon with cards,
    a text in Hindi that somebody read, and a comment put into English."""
    with database.writing() as db:
        room = Room(db, people=6)
        line = reviews.statements_of(db, room.review)[0]
        hindi = Words("hi", {part.position: "पास" for part in line.parts})
        read = translations.append(
            db, line.version_id, StatementText(line.wording, line.parts), hindi, Status.DRAFT, by=room.owner, at=NOON
        )
        room.open(room.rounds[0])
        for place, panellist in enumerate(room.people):
            assert room.cast(panellist, room.rounds[0], 5, read=None if place else read).ok
        room.close(room.rounds[0])
        said = comments.Written("c", room.rounds[0], 1, "It depends.", seen=True, may_show=True)
        wrote = comments.write(db, keys, room.people[0], said, at=NOON)
        comments.approve(db, room.id, wrote, text="It depends.")
        english = {"text": "It depends.", "status": "draft", "author_id": room.owner}
        db.add(CommentTranslation(comment_id=wrote, number=1, at=NOON, **english))
        result = results.of_workshop(db, room.id)[0]
        names = ("Asha", "Meera")
        results.decide(
            db,
            result.confirmation,
            result.line.version_id,
            stands=result.stands,
            reason="",
            names=names,
            by=room.owner,
            at=NOON,
        )
        first = result.line.id
        hand = lineage.Hand(room.owner, NOON, 0)
        lineage.merge_anew(db, room.review, [first], NewText(first, ("Both",)), hand)
        plan = a_plan(db, room.review)
        draft = workshop_row(db, plans.plan(db, room.review, plan, by=room.owner, at=NOON))
        blocks.lay_out_blocks(db, draft, (1, 2), [blocks.PlannedBlock("Near by", (1,), plan.versions[:1])])
        planned = plans.plan(db, room.review, a_plan(db, room.review), by=room.owner, at=NOON)
        agendas.choose(db, planned, Aim.EVERYONE, agendas.usual_wishes(db, planned), seen=0, by=room.owner)
        cards.make(db, planned, 2, seen=0, secret=SECRET, at=NOON)


def test_migrating_makes_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_makes_every_named_constraint_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        made = " ".join(connection.scalars(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))
    for table in metadata.sorted_tables:
        names = {str(each.name) for each in (*table.constraints, *table.indexes)}
        missing = {name for name in names if not name.startswith("pk_") and f"{name} " not in made}
        assert not missing, f"the models promise them for {table.name}"


def test_revisions_are_numbered_one_after_another() -> None:
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert schema.newest_revision() == REVISIONS[-1]


def test_every_revision_goes_down_and_up_again_with_data_in_it(database: Database, keys: CommentKeys) -> None:
    fill(database, keys)
    before = rows(database)
    assert all(
        before[name]
        for name in (
            "ballot",
            "ballot_event",
            "comment",
            "comment_translation",
            "verdict",
            "move",
            "evidence",
            "lineage_step",
            "block",
            "agenda_item",
            "card",
            "statement_translation",
        )
    )
    config = schema.config(database.engine)
    for number in reversed(range(len(REVISIONS))):
        command.downgrade(config, REVISIONS[number - 1] if number else "base")
        left = rows(database)
        assert {name: before[name] for name in left} == left, "what stays keeps all its rows"
    assert rows(database) == {}
    for revision in REVISIONS:
        command.upgrade(config, revision)
        assert schema.standing(database.engine) == revision
    assert rows(database) == dict.fromkeys(before, 0)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_any_age_comes_up_with_its_rows(empty: Database, keys: CommentKeys, revision: str) -> None:
    config = schema.config(empty.engine)
    command.upgrade(config, "head")
    fill(empty, keys)
    command.downgrade(config, revision)
    before = rows(empty)
    schema.upgrade(empty.engine)
    after = rows(empty)
    assert {name: after[name] for name in before} == before
    with empty.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_newer_database_is_refused_with_its_sentence_and_left_as_it_is(database: Database, tmp_path: Path) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    path = Path(database.engine.url.database or "")
    before = sorted(sqlite3.connect(path).iterdump())
    with pytest.raises(schema.NewerDatabase) as refused:
        schema.upgrade(database.engine, backup=path)
    assert str(refused.value) == (
        f"This database was written by a newer Plumbline (revision 9999; this one knows {REVISIONS[-1]}). "
        "Nothing was changed. Start that newer version, or choose another DATA folder."
    )
    assert sorted(sqlite3.connect(path).iterdump()) == before
    assert not list(tmp_path.glob("*.before-*"))


def test_an_older_database_is_copied_beside_itself_first(database: Database, keys: CommentKeys, tmp_path: Path) -> None:
    fill(database, keys)
    command.downgrade(schema.config(database.engine), REVISIONS[-2])
    before = rows(database)
    schema.upgrade(database.engine, backup=tmp_path / "plumbline.db")
    copy = Database(f"sqlite:///{tmp_path / f'plumbline.db.before-{REVISIONS[-1]}'}")
    assert rows(copy) == before
    assert schema.standing(copy.engine) == REVISIONS[-2]
    assert schema.standing(database.engine) == REVISIONS[-1]
    copy.engine.dispose()


def test_a_database_at_the_newest_revision_is_not_touched(database: Database, tmp_path: Path) -> None:
    schema.upgrade(database.engine, backup=tmp_path / "plumbline.db")
    assert not list(tmp_path.glob("*.before-*"))
