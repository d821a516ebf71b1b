"""A long list costs no more questions to the database than a short one."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.services import reports, results, weightings
from bench.review import NOON, Made, make_review


@pytest.fixture
def queries(db: Session) -> Iterator[list[str]]:
    """The statements of SQL sent so far."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_more: object) -> None:
        sent.append(sql)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("ask", [
    lambda db, made: results.of_review(db, made.review),
    lambda db, made: results.of_workshop(db, made.workshops[0]),
    lambda db, made: weightings.weighed(db, made.review),
    lambda db, made: reports.report(db, made.workshops[0], at=NOON, software="0", salt="s"),
])  # fmt: skip
def test_twice_the_statements_take_no_more_queries(
    db: Session, queries: list[str], ask: Callable[[Session, Made], object]
) -> None:
    short, long = make_review(db, 5, 2, 8, 2), make_review(db, 10, 2, 8, 2)
    sent = []
    for made in (short, long):
        db.expire_all()
        queries.clear()
        ask(db, made)
        sent.append(len(queries))
    assert sent[0] == sent[1] <= 60


def test_a_made_review_is_judged_in_both_workshops(db: Session) -> None:
    made = make_review(db, 4, 2, 9, 2)
    found = results.of_review(db, made.review)
    assert [len(result.pools) for result in found] == [2] * 4
    assert {result.confirmation.present for result in found} == {18}
    assert all(len(pool.asked) == 2 for result in found for pool in result.pools)
