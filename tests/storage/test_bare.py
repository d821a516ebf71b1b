"""Past SQLAlchemy: a part of a transaction is undone alone, and what the database refuses is said as SQLAlchemy says it."""

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.exc import IntegrityError

from app.storage import bare

KEEP = "INSERT INTO thing (id) VALUES (?)"


@pytest.fixture(params=["the driver", "SQLAlchemy"])
def put(request):
    engine = create_engine("sqlite://", hide_parameters=True)
    event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
    event.listen(engine, "begin", lambda put: put.exec_driver_sql("BEGIN"))
    with engine.begin() as put:
        put.exec_driver_sql("CREATE TABLE thing (id INTEGER PRIMARY KEY)")
        if request.param == "SQLAlchemy":
            event.listen(put, "before_cursor_execute", lambda *said: None)
        assert bare.is_free(put) is (request.param == "the driver")
        yield put
    engine.dispose()


def kept(put):
    return [id for (id,) in put.exec_driver_sql("SELECT id FROM thing ORDER BY id")]


def keep_and_fail(put):
    bare.put(put, KEEP, [(2,)])
    raise ZeroDivisionError


def test_a_part_that_raises_is_undone_alone(put):
    bare.put(put, KEEP, [(1,)])
    with pytest.raises(ZeroDivisionError), bare.saved(put):
        keep_and_fail(put)
    with bare.saved(put):
        bare.put(put, KEEP, [(3,)])
    assert kept(put) == [1, 3]


def test_parts_within_parts_are_undone_each_for_itself(put):
    with bare.saved(put):
        bare.put(put, KEEP, [(1,)])
        with pytest.raises(IntegrityError), bare.saved(put):
            bare.put(put, KEEP, [(2,), (1,)])
    assert kept(put) == [1]


def test_before_a_transaction_has_begun_sqlalchemy_is_asked():
    engine = create_engine("sqlite://")
    with engine.connect() as put:
        assert not bare.is_free(put)
    engine.dispose()
