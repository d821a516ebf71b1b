"""The report: what leaves, already suppressed, with pseudonyms nobody can follow."""

import json
from dataclasses import asdict, replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.comments import CommentState
from app.core.instrument import Status
from app.core.protocol import Protocol
from app.core.report import Report
from app.core.report_rounds import ReportBallot
from app.core.statements import StatementText, Words
from app.core.workshops import RoundMove
from app.services import ballots, comments, reports, reviews, rounds, translations
from app.storage.comments import Comment
from app.storage.keys import CommentKeys
from app.storage.protocols import ProtocolVersion
from app.storage.workshops import Round
from tests.builders import LATER, NOON, Room


def of(room: Room, *, salt: str = "salt") -> Report:
    """The report of a room."""
    return reports.report(room.db, room.id, at=NOON, software="0.1", salt=salt)


def ballots_of(room: Room, statement: int = 0, round: int = 0, *, salt: str = "salt") -> tuple[ReportBallot, ...]:
    """The ballots of one round of one statement."""
    return of(room, salt=salt).statements[statement].rounds[round].ballots


def names(found: tuple[ReportBallot, ...]) -> set[str]:
    """The pseudonyms of these ballots."""
    return {ballot.panellist for ballot in found}


def panel(db: Session, *, first: int = 6, second: int = 6) -> Room:
    """Two groups of so many people."""
    room = Room(db)
    for place in range(first + second):
        room.join(group=int(place >= first))
    return room


def under(room: Room, **rules: object) -> None:
    """Let the room be judged by other rules."""
    body = replace(Protocol(), **rules).to_json()  # type: ignore[arg-type]
    room.db.execute(update(ProtocolVersion).values(body=body))
    room.db.expire_all()


def test_an_open_round_gives_no_ballots_away(db: Session) -> None:
    room = panel(db)
    room.open(room.rounds[0])
    for panellist in room.people:
        assert room.cast(panellist, room.rounds[0]).ok
    assert ballots_of(room) == ()
    room.close(room.rounds[0])
    assert len(ballots_of(room)) == 12
    room.step(room.rounds[0], RoundMove.REOPEN)
    report = of(room)
    assert report.statements[0].rounds[0].ballots == ()
    assert report.workshop.reopened == 1
    assert not report.statements[0].confirmation.was_shown  # type: ignore[union-attr]


def test_nobody_can_be_followed_from_statement_to_statement_or_report_to_report(db: Session) -> None:
    room = panel(db)
    for round in room.rounds[:2]:
        room.judge(round, [4] * 12)
    assert names(ballots_of(room)) == names(ballots_of(room))
    assert len(names(ballots_of(room))) == 12
    assert not names(ballots_of(room, 0)) & names(ballots_of(room, 1))
    assert not names(ballots_of(room)) & names(ballots_of(room, salt="another"))


def test_the_order_of_ballots_says_nothing_about_who_joined_or_answered_first(db: Session) -> None:
    room = panel(db)
    room.judge(room.rounds[0], [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2])
    orders = {tuple(ballot.plausibility for ballot in ballots_of(room, salt=str(salt))) for salt in range(5)}
    assert len(orders) == 5
    assert [ballot.ballot for ballot in ballots_of(room)] == [f"r1-b{number}" for number in range(1, 13)]


def test_over_the_rounds_of_one_statement_a_pseudonym_stays(db: Session) -> None:
    room = panel(db)
    room.judge(room.rounds[0], [1] * 12)
    again = rounds.again(db, room.id, room.rounds[0], by=None, at=LATER)
    room.judge(again, [5] * 11)
    before, after = ballots_of(room), ballots_of(room, 0, 1)
    assert names(before) == names(after)
    assert [ballot.carried for ballot in sorted(after, key=lambda ballot: ballot.carried)] == [False] * 11 + [True]
    assert {ballot.carried for ballot in before} == {False}


def test_late_ballots_stand_apart_under_names_of_their_own_and_without_a_group(db: Session) -> None:
    room = panel(db)
    room.judge(room.rounds[0], [4] * 12)
    assert not room.cast(room.people[0], room.rounds[0], 1, seq=2).ok
    found = ballots_of(room)
    late = tuple(ballot for ballot in found if ballot.late)
    assert [(ballot.plausibility, ballot.group) for ballot in late] == [(1, "")]
    assert {ballot.group for ballot in found if not ballot.late} == {"Counsellors", "Health workers"}
    assert not names(late) & names(tuple(ballot for ballot in found if not ballot.late))
    assert of(room).workshop.late_ballots == 1


def test_where_the_protocol_counts_late_ballots_nobody_is_in_twice(db: Session) -> None:
    room = panel(db)
    under(room, late="count")
    room.judge(room.rounds[0], [4] * 12)
    assert not room.cast(room.people[0], room.rounds[0], 1, seq=2).ok
    found = ballots_of(room)
    assert len(found) == len(names(found)) == 12
    assert [ballot.plausibility for ballot in found if ballot.late] == [1]


@pytest.mark.parametrize(("small", "shown"), [(5, (6, 5)), (4, (None, None))])
def test_who_came_from_where_is_told_only_if_every_group_is_large_enough(
    db: Session, small: int, shown: tuple[int | None, int | None]
) -> None:
    room = panel(db, second=small)
    report = of(room)
    assert dict(report.workshop.people) == dict(zip(("Counsellors", "Health workers"), shown, strict=True))
    assert report.workshop.attended == 6 + small


def test_a_small_group_is_named_on_no_ballot(db: Session) -> None:
    room = panel(db, second=4)
    room.judge(room.rounds[0], [4] * 10)
    assert {ballot.group for ballot in ballots_of(room)} == {""}
    assert {ballot.site for ballot in ballots_of(room)} == {"North hall"}


def test_present_is_what_was_stored_at_the_close(db: Session) -> None:
    room = panel(db)
    assert of(room).statements[0].rounds[0].present is None
    room.judge(room.rounds[0], [4] * 3)
    assert of(room).statements[0].rounds[0].present == 12
    room.join()
    assert of(room).statements[0].rounds[0].present == 12


def test_only_approved_comments_leave_as_approved(db: Session, keys: CommentKeys) -> None:
    room = panel(db)
    room.open(room.rounds[0])
    made = {}
    for state, text in (
        ("new", "raw one"),
        ("hidden", "raw two"),
        ("parked", "raw three"),
        ("approved", "Sunita said"),
    ):
        said = comments.Written(state, room.rounds[0], 2, text, seen=True, may_show=False)
        made[state] = comments.write(db, keys, room.people[0], said, at=NOON)
    comments.approve(db, room.id, made["approved"], text="[name] said")
    comments.approve(db, room.id, made["hidden"], text="was approved once")
    for state in ("hidden", "parked"):
        comments.set_aside(db, room.id, made[state], CommentState(state))
    assert of(room).statements[0].comments == (), "nobody is quoted while the statement is open"
    room.close(room.rounds[0])
    report = of(room)
    assert [(c.text, c.part, c.seen, c.round_id) for c in report.statements[0].comments] == [
        ("[name] said", 2, True, "r1")
    ]
    assert (report.workshop.comments_total, report.workshop.comments_approved) == (4, 1)
    everything = json.dumps(asdict(report), default=str)
    for raw in ("raw", "Sunita", "approved once"):
        assert raw not in everything


def test_who_skipped_is_nowhere_in_a_report(db: Session) -> None:
    room = panel(db)
    room.open(room.rounds[0])
    ballots.skip(db, room.people[0], room.rounds[0])
    room.close(room.rounds[0])
    assert "skip" not in json.dumps(asdict(replace(of(room), instruments={})), default=str)  # the notice speaks of it
    assert ballots_of(room) == ()


def test_no_name_number_or_time_of_a_person_is_in_a_report(db: Session, keys: CommentKeys) -> None:
    room = panel(db)
    room.judge(room.rounds[0], [4] * 12)
    text = json.dumps(asdict(of(room)), default=str)
    for secret in (*room.codes, *room.cookies, "asha", "000 222"):
        assert secret not in text
    assert not {field for ballot in ballots_of(room) for field in asdict(ballot)} & {"at", "seq", "key"}


def test_planned_statements_that_were_never_opened_are_told_apart(db: Session) -> None:
    room = panel(db)
    room.judge(room.rounds[0], [4] * 12)
    report = of(room)
    assert [statement.id for statement in report.shown] == ["S-1"]
    assert [statement.id for statement in report.not_reached] == ["S-2", "S-3"]


def test_the_report_says_which_rules_made_it(db: Session) -> None:
    room = panel(db)
    row = db.scalars(select(ProtocolVersion)).one()
    report = of(room)
    assert (report.protocol_hash, report.protocol_version) == (row.hash, 1)
    assert report.workshop.moves == 2
    assert report.workshop.facilitators == 1
    assert db.scalars(select(Round)).all()
    assert not db.scalars(select(Comment)).all()


def read_by(room: Room, hindi: int) -> set[tuple[str, str]]:
    """How the ballots of the first round say they were read, after so many people read a draft in Hindi."""
    line = reviews.statements_of(room.db, room.review)[0]
    words, text = Words("hi", {part.position: "पास" for part in line.parts}), StatementText(line.wording, line.parts)
    draft = translations.append(room.db, line.version_id, text, words, Status.DRAFT, by=room.owner, at=NOON)
    room.open(room.rounds[0])
    for place, panellist in enumerate(room.people):
        assert room.cast(panellist, room.rounds[0], read=draft if place < hindi else None).ok
    room.close(room.rounds[0])
    return {(ballot.lang, ballot.status) for ballot in ballots_of(room)}


@pytest.mark.parametrize(
    ("hindi", "said"),
    [(6, {("hi", "draft"), ("en", "original")}), (0, {("en", "original")}), (1, {("", "")}), (9, {("", "")})],
)
def test_in_which_language_it_was_read_is_said_only_where_that_names_nobody(
    db: Session, hindi: int, said: set[tuple[str, str]]
) -> None:
    room = Room(db)
    for _ in range(12):
        room.join()
    assert read_by(room, hindi) == said


def test_a_report_carries_what_the_statements_said_in_other_languages(db: Session) -> None:
    room = panel(db)
    read_by(room, 12)
    told = of(room).statements[0].translations
    assert [(each.lang, each.number, each.status, each.parts[0]) for each in told] == [("hi", 1, "draft", (1, "पास"))]
