"""Many rows at once: the database gets what SQLAlchemy would send it, whatever the driver calls its places."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import JSON, Column, Integer, MetaData, Table, bindparam, create_engine, event, insert, select, update

from app.storage.base import UtcTime
from app.storage.many import _placed, put_many, put_one

THINGS = Table(
    "thing",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("said", JSON),
    Column("at", UtcTime),
    Column("many", Integer, server_default="7"),
)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = [
    {"said": {"ok": True}, "at": NOON},
    {"said": [], "at": NOON.astimezone(timezone(timedelta(hours=2)))},
    {"said": None, "at": NOON},
]
CHANGED = update(THINGS).where(THINGS.c.id == bindparam("of")).values(many=THINGS.c.many + bindparam("more"))


@pytest.fixture(params=["qmark", "named"])
def put(request):
    engine = create_engine("sqlite://", paramstyle=request.param)
    with engine.connect() as put:
        THINGS.create(put)
        yield put
    engine.dispose()


def test_rows_are_kept_as_sqlalchemy_keeps_them(put):
    put_many(put, insert(THINGS), ROWS)
    ours = put.execute(select(THINGS.c.said, THINGS.c.at)).all()
    raw = put.exec_driver_sql("SELECT said, at FROM thing").all()
    put.execute(THINGS.delete())
    put.execute(insert(THINGS), ROWS)
    assert put.execute(select(THINGS.c.said, THINGS.c.at)).all() == ours
    assert put.exec_driver_sql("SELECT said, at FROM thing").all() == raw


def test_rows_that_name_what_they_are_for_are_changed(put):
    put.execute(insert(THINGS), [{"said": []}, {"said": []}])
    put_many(put, CHANGED, [{"of": 1, "more": 2}, {"of": 2, "more": -7}])
    assert put.scalars(select(THINGS.c.many).order_by(THINGS.c.id)).all() == [9, 0]


def test_no_rows_change_nothing(put):
    put_many(put, THINGS.delete(), [])
    put_many(put, insert(THINGS), [])
    assert put.execute(select(THINGS)).all() == []


def test_a_driver_that_counts_its_places_gets_them_from_us(put):
    _, places = _placed(CHANGED, put.dialect, ("of", "more"))
    assert [name for name, _ in places] == (["more", "of"] if put.dialect.paramstyle == "qmark" else [])


def test_what_sqlalchemy_adds_to_a_row_by_itself_it_goes_on_adding(put):
    counted = Table("counted", MetaData(), Column("id", Integer, primary_key=True), Column("n", Integer, default=3))
    other = Column("said", Integer)
    counted.append_column(other)
    counted.create(put)
    put_many(put, insert(counted), [{"said": 1}])
    assert put.scalar(select(counted.c.n)) == 3


def test_a_row_that_returns_something_is_kept_and_returned(put):
    made = insert(THINGS).returning(THINGS.c.id, THINGS.c.many)
    assert [put_one(put, made, row) for row in ROWS] == [(1, 7), (2, 7), (3, 7)]
    assert put.execute(select(THINGS.c.said, THINGS.c.at)).all() == [(row["said"], row["at"]) for row in ROWS]


def test_whoever_listens_to_what_is_written_hears_it(put):
    heard = []
    event.listen(put, "after_cursor_execute", lambda *said: heard.append(said[2]))
    put_many(put, insert(THINGS), ROWS)
    put_one(put, insert(THINGS).returning(THINGS.c.id), ROWS[0])
    assert len(heard) == 2
