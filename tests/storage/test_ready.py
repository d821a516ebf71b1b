"""Questions asked past SQLAlchemy: the answers are those it would give, and where that cannot be, it gives them."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import JSON, Boolean, Column, Integer, MetaData, Table, bindparam, create_engine, event, insert, select
from sqlalchemy.exc import OperationalError

from app.storage.base import UtcTime
from app.storage.ready import _ready, answers, answers_in, first_answer_in
from app.storage.workshops import Workshop
from tests.builders import Room

THINGS = Table(
    "thing",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("said", JSON),
    Column("at", UtcTime),
    Column("yes", Boolean),
)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = [
    {"said": {"ok": True}, "at": NOON, "yes": True},
    {"said": [], "at": None, "yes": False},
    {"said": None, "at": NOON, "yes": None},
    {"said": "x", "at": NOON, "yes": True},
    {"said": 1, "at": NOON, "yes": True},
]
AMONG = select(THINGS.c.said, THINGS.c.at, THINGS.c.yes, THINGS.c.id == bindparam("one")).where(
    THINGS.c.id.in_(bindparam("among", expanding=True)), THINGS.c.at.is_(None) | (THINGS.c.at >= bindparam("since"))
)
TITLE = select(Workshop.title).where(Workshop.id == bindparam("workshop"))


@pytest.fixture(params=["qmark", "named"])
def engine(request):
    engine = create_engine("sqlite://", paramstyle=request.param, hide_parameters=True)
    with engine.begin() as put:
        THINGS.create(put)
        put.execute(insert(THINGS), ROWS)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("among", [[], [2], [1, 3], [5, 1, 2], [1, 2, 3, 4, 5], [9]])
def test_the_answers_are_those_of_sqlalchemy(engine, among):
    values = {"one": 1, "among": among, "since": NOON}
    with engine.begin() as ask:
        assert answers(ask, AMONG, values) == [tuple(row) for row in ask.execute(AMONG, values)]


def test_lists_of_nearly_as_many_are_the_same_text(engine):
    dialect, named = engine.dialect, engine.dialect.paramstyle == "named"
    ready = _ready(AMONG, dialect, (("one", None), ("among", 4), ("since", None)))
    assert (ready is None) is named
    with engine.begin() as ask:
        for many in (3, 4):
            answers(ask, AMONG, {"one": 1, "among": [1, 2, 3, 4][:many], "since": NOON})
    assert ready is _ready(AMONG, dialect, (("one", None), ("among", 4), ("since", None)))


def test_a_question_is_asked_in_the_transaction_that_it_begins(engine):
    begun = []
    event.listen(engine, "begin", begun.append)
    with engine.connect() as ask:
        assert len(answers(ask, select(THINGS.c.id), {})) == len(ROWS)
        assert len(begun) == 1


def test_whoever_listens_to_what_is_asked_hears_it(engine):
    heard = []
    event.listen(engine, "before_cursor_execute", lambda *said: heard.append(said[2]))
    with engine.begin() as ask:
        answers(ask, select(THINGS.c.id), {})
    assert len(heard) == 1


def test_what_the_driver_refuses_is_said_as_sqlalchemy_says_it_and_names_no_value(engine):
    with engine.begin() as ask:
        THINGS.drop(ask)
        with pytest.raises(OperationalError, match="no such table") as why:
            answers(ask, AMONG, {"one": 987654, "among": [1], "since": NOON})
    assert "987654" not in str(why.value)


def test_what_a_session_has_not_written_yet_is_in_the_answer(db):
    room = Room(db)
    db.get_one(Workshop, room.id).title = "By the river"
    assert first_answer_in(db, TITLE, workshop=room.id) == "By the river"


def test_where_there_is_no_row_nothing_is_said(db):
    assert list(answers_in(db, TITLE, workshop=1)) == []
    assert first_answer_in(db, TITLE, workshop=1) is None
