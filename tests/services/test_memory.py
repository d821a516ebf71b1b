"""Memory: whatever is written, what is shown next is what would be worked out from nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core.comments import CommentState
from app.core.confirmation import Class
from app.core.weights import ranked
from app.core.workshops import RoundMove, StatementId, WorkshopMove, WorkshopState
from app.services import (
    ballots,
    comments,
    decisions,
    evidence,
    judging,
    lineage,
    memory,
    panels,
    plans,
    protocols,
    reports,
    results,
    rounds,
    statement_views,
    verdicts,
    versions,
    weightings,
    weights,
    withdrawal,
    workshops,
)
from app.services.condensed_texts import NewText
from app.services.evidence import Noted
from app.services.lineage import Hand
from app.storage.comments import Comment
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from app.storage.statements import StatementVersion
from app.storage.workshops import Workshop
from tests.builders import LATER, NOON, SECRET, Room, Second, a_plan

FIRST, NEXT, LAST = StatementId(1), StatementId(2), StatementId(3)


class Afternoon:
    """Two workshops of one review, and what a team does with them; every step a transaction of its own."""

    def __init__(self, database: Database, keys: CommentKeys) -> None:
        self.database, self.keys = database, keys
        with database.writing() as db:
            self.room = Room(db, people=9)
            self.one, self.two, self.three = self.room.rounds
            self.room.judge(self.one, [5] * 8)
            self.second = Second(db, self.room)
            self.there, *_ = self.second.rounds
            for _ in range(6):
                self.second.join()
            self.review, self.owner = self.room.review, self.room.owner

    def do(self, step: Callable[["Afternoon", Session], object]) -> None:
        """Do one thing, and commit it."""
        with self.database.writing() as db:
            self.room.db = self.second.db = db
            step(self, db)

    def shown(self) -> list[object]:
        """Everything that pages and files show of the ballots: in both lists, by another text, by each workshop."""
        with self.database.reading() as db:
            weighting = weightings.weighed(db, self.review)
            first = weighting.rows[0].result
            condensed = weightings.weighed(db, self.review, "condensed")
            found = [weighting, condensed, statement_views.other_versions(db, self.review, first, weighting.protocol)]
            both = (self.room.id, self.second.id)
            return found + [reports.report(db, each, at=NOON, software="0", salt="s") for each in both]

    def from_nothing(self) -> list[object]:
        """The same where nothing is remembered."""
        memory.forget()
        return self.shown()


def _vote(day: Afternoon, rating: int, *, seq: int = 1, **fields: Any) -> None:
    assert day.room.cast(day.room.people[0], day.two, rating, seq=seq, **fields).ok


def _late(day: Afternoon, rating: int) -> None:
    assert not day.room.cast(day.room.people[1], day.two, rating, seq=9).ok


def _again(day: Afternoon, db: Session) -> None:
    day.again = rounds.again(db, day.room.id, day.one, by=day.owner, at=LATER)  # type: ignore[attr-defined]
    day.room.judge(day.again, [1] * 5)  # type: ignore[attr-defined]


def _rules(day: Afternoon, db: Session, **changes: Any) -> None:
    now = replace(protocols.protocol_of(db, day.review), **changes)
    protocols.change(db, day.review, now, reasons=dict.fromkeys(changes, "We know more."), by=day.owner, at=NOON)


def _verdict(day: Afternoon, db: Session, stands: Class) -> None:
    first = results.of_review(db, day.review)[0]
    verdicts.decide(
        db, first.confirmation, first.line.version_id, stands=stands, reason="They say so.", names=("A", "B"),
        by=day.owner, at=NOON,
    )  # fmt: skip


def _accept(day: Afternoon, db: Session) -> None:
    decisions.accept(db, day.review, {FIRST, NEXT}, names=("A", "B"), by=day.owner, at=NOON)


def _pilot(day: Afternoon, db: Session, pilot: bool) -> None:
    db.get_one(Workshop, day.second.id).pilot = pilot


def _another_text(day: Afternoon, db: Session) -> None:
    db.add(StatementVersion(statement_id=FIRST, number=2, title="", wording="Another.", lang="en", created_at=NOON))


def _choose(day: Afternoon, db: Session) -> None:
    versions.choose(db, day.review, FIRST, 2, reason="It says what was meant.", by=day.owner, at=NOON)


def _comment(day: Afternoon, db: Session) -> None:
    said = comments.Written("a", day.one, None, "It depends.", seen=False, may_show=True)
    comments.write(db, day.keys, day.room.people[0], said, at=NOON)


def _approve(day: Afternoon, db: Session) -> None:
    row = db.query(Comment).one()
    row.state, row.text = CommentState.APPROVED.value, "It depends."


def _third_workshop(day: Afternoon, db: Session) -> None:
    plans.plan(db, day.review, a_plan(db, day.review, title="Third"), by=day.owner, at=NOON)


def _points(day: Afternoon, db: Session) -> None:
    weights.unlock(db, day.review, reason="A slip.", by=day.owner, at=NOON)
    weights.keep(db, day.review, ranked([4, 1, 2, 3, 5]), by=day.owner, at=NOON)


def _weigh_evidence(day: Afternoon, db: Session) -> None:
    evidence.add(db, day.review, FIRST, ["7"], "supports", Noted("data", "thick"), by=day.owner, at=NOON)


def _take_evidence(day: Afternoon, db: Session) -> None:
    *_, link = evidence.links_of(db, day.review, FIRST)
    evidence.take_away(db, day.review, FIRST, link.id, seen=link.noted, by=day.owner, at=NOON)


def _hand(day: Afternoon, db: Session) -> Hand:
    return Hand(by=day.owner, at=NOON, seen=len(lineage.steps_of(db, day.review)))


def _merge(day: Afternoon, db: Session) -> None:
    lineage.merge(db, day.review, [NEXT], FIRST, _hand(day, db))


def _write(day: Afternoon, db: Session) -> None:
    text = NewText(FIRST, wording="It happens both ways.", title="Both at once")
    day.written = lineage.merge_anew(db, day.review, [FIRST, NEXT], text, _hand(day, db))  # type: ignore[attr-defined]


def _coherent(day: Afternoon, db: Session) -> None:
    evidence.rate(db, day.review, day.written, 5, by=day.owner, at=NOON)  # type: ignore[attr-defined]


STEPS: list[tuple[str, Callable[[Afternoon, Session], object], bool]] = [
    ("a statement is opened", lambda day, db: day.room.open(day.two), True),
    ("somebody answers", lambda day, db: _vote(day, 5), False),
    ("she changes her answer", lambda day, db: _vote(day, 1, seq=2), False),
    ("somebody skips", lambda day, db: ballots.skip(db, day.room.people[2], day.two), False),
    ("it is closed", lambda day, db: day.room.close(day.two), True),
    ("it goes on the wall", lambda day, db: day.room.reveal(day.two), True),
    ("an answer comes late", lambda day, db: _late(day, 4), True),
    ("it is opened again", lambda day, db: day.room.step(day.two, RoundMove.REOPEN), True),
    ("somebody answers after the wall", lambda day, db: _vote(day, 4, seq=3), False),
    ("it is closed again", lambda day, db: day.room.close(day.two), True),
    ("late answers begin to count", lambda day, db: _rules(day, db, late="count"), True),
    ("they no longer do", lambda day, db: _rules(day, db, late="leave_out"), True),
    ("a statement is asked again after the talk", _again, True),
    ("first answers are dropped", lambda day, db: _rules(day, db, carry_first_round=False), True),
    ("another threshold", lambda day, db: _rules(day, db, rule="percent-80"), True),
    ("criterion 4 by class", lambda day, db: _rules(day, db, criterion_4="class"), True),
    ("and by score again", lambda day, db: _rules(day, db, criterion_4="score", rule="rand-ucla"), True),
    ("three answer in the second workshop", lambda day, db: day.second.judge(day.there, [5] * 3), True),
    ("more do, when it is opened again", lambda day, db: day.second.step(day.there, RoundMove.REOPEN), True),
    ("all six", lambda day, db: [day.second.cast(each, day.there, 2, seq=2) for each in day.second.people], False),
    ("and closed", lambda day, db: day.second.close(day.there), True),
    ("it turns out to be a rehearsal", lambda day, db: _pilot(day, db, True), True),
    ("it was none", lambda day, db: _pilot(day, db, False), True),
    ("someone leaves", lambda day, db: panels.leave(db, day.room.people[3], at=LATER), False),
    ("someone is removed", lambda day, db: panels.remove(db, day.room.id, day.room.people[4], at=LATER), False),
    ("someone joins", lambda day, db: day.room.join(group=1), True),
    ("someone withdraws", lambda day, db: withdrawal.withdraw(db, day.room.codes[5], secret=SECRET, at=NOON), True),
    ("a comment is written", _comment, True),
    ("and approved", _approve, True),
    ("a verdict", lambda day, db: _verdict(day, db, Class.CONTESTED), True),
    ("another one", lambda day, db: _verdict(day, db, Class.CONFIRMED), True),
    ("others are accepted together", _accept, False),
    ("another source", _weigh_evidence, True),
    ("it is taken away", _take_evidence, True),
    ("a mark for coherence", lambda day, db: evidence.rate(db, day.review, FIRST, 4, by=day.owner, at=NOON), True),
    ("other weights", _points, True),
    ("they are unlocked", lambda day, db: weights.unlock(db, day.review, reason="?", by=day.owner, at=NOON), True),
    ("and locked", lambda day, db: weights.lock(db, day.review, reason="", by=day.owner, at=NOON), True),
    ("a third workshop is planned", _third_workshop, False),
    ("the first ends", lambda day, db: day.room.move(WorkshopMove.END, WorkshopState.LIVE), True),
    ("the door is locked", lambda day, db: workshops.lock(db, day.room.id, locked=True), False),
    ("the text is changed", _another_text, False),  # kept is the one that was judged
    ("until the team chooses the new one", _choose, True),
    ("one is kept", lambda day, db: lineage.keep(db, day.review, [FIRST], _hand(day, db)), True),
    ("another is merged into it", _merge, True),
    ("that is undone", lambda day, db: lineage.undo(db, day.review, _hand(day, db)), True),
    ("it is left open again", lambda day, db: lineage.reopen(db, day.review, [FIRST], _hand(day, db)), True),
    ("a text is written for two", _write, True),
    ("and marked for coherence", _coherent, True),
    ("the third is dropped", lambda day, db: lineage.drop(db, day.review, [LAST], "Too thin.", _hand(day, db)), True),
]


def test_whatever_is_written_what_is_shown_next_is_what_would_be_worked_out_from_nothing(
    database: Database, keys: CommentKeys
) -> None:
    day = Afternoon(database, keys)
    before = day.from_nothing()
    for name, step, changes in STEPS:
        day.do(step)
        remembered = day.shown()
        assert remembered == day.from_nothing(), name
        assert (remembered != before) is changes, name
        before = remembered


def test_what_did_not_change_is_not_judged_again(database: Database, keys: CommentKeys) -> None:
    day = Afternoon(database, keys)
    day.from_nothing()
    judged = judging.judge.cache_info().misses
    day.shown()
    assert judging.judge.cache_info().misses == judged
    day.do(lambda day, db: day.room.judge(day.two, [4] * 8))
    with database.reading() as db:
        results.of_review(db, day.review)
    assert judging.judge.cache_info().misses == judged + 1, "one statement of three"


def test_the_same_draws_are_not_drawn_again(
    database: Database, keys: CommentKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = Afternoon(database, keys)
    first = day.from_nothing()
    monkeypatch.setattr(weightings, "sensitivity", None)
    assert day.shown() == first
    memory.forget()
    with pytest.raises(TypeError):
        day.shown()


def test_a_transaction_that_is_rolled_back_leaves_nothing_behind(database: Database, keys: CommentKeys) -> None:
    day = Afternoon(database, keys)
    first = day.from_nothing()

    def judge_and_fail(day: Afternoon, db: Session) -> None:
        day.room.judge(day.two, [1] * 8)
        assert results.of_review(db, day.review)[1].confirmation.was_shown
        raise RuntimeError

    with pytest.raises(RuntimeError):
        day.do(judge_and_fail)
    assert day.shown() == first == day.from_nothing()


def test_only_so_many_answers_are_remembered_the_last_ones() -> None:
    worked: list[int] = []

    @memory.remembers(2)
    def twice(number: int) -> int:
        worked.append(number)
        return 2 * number

    assert [twice(each) for each in (1, 2, 1, 3, 2, 1)] == [2, 4, 2, 6, 4, 2]
    assert worked == [1, 2, 3, 1]
    memory.forget()
    assert twice(1) == 2
    assert worked == [1, 2, 3, 1, 1]
