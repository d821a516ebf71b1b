"""In which language a ballot was read: what was on her screen, kept with the ballot."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.circumstances import OutOf
from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.services import (
    circumstances,
    closed_rounds,
    judgements,
    protocols,
    results,
    reviews,
    translations,
    verification,
)
from app.storage.ballots import Ballot, BallotEvent
from app.storage.workshops import Panellist
from tests.builders import NOON, Room

PARTS = {1: "शहर से दूर औरतें", 2: "पास एक कमरा", 3: "पहुँच में लगता है", 4: "ज़्यादा औरतें आती हैं"}


def translate(room: Room, place: int = 0, status: Status = Status.DRAFT) -> int:
    line = reviews.statements_of(room.db, room.review)[place]
    return translations.append(
        room.db,
        line.version_id,
        StatementText(line.wording, line.parts),
        Words("hi", PARTS),
        status,
        by=room.owner,
        at=NOON,
    )


def read_in(db: Session) -> list[tuple[str, int | None, str | None]]:
    rows = select(Ballot.lang, Ballot.translation_id, Ballot.chosen).order_by(Ballot.panellist_id)
    return [tuple(row) for row in db.execute(rows)]


@pytest.fixture
def room(db: Session) -> Room:
    room = Room(db, people=2)
    db.get_one(Panellist, room.people[1]).language = "hi"
    room.open(room.rounds[0])
    return room


def test_a_ballot_says_which_translation_was_on_her_screen(room: Room) -> None:
    text = translate(room)
    assert room.cast(room.people[0], room.rounds[0]).ok
    assert room.cast(room.people[1], room.rounds[0], read=text).ok
    assert read_in(room.db) == [("en", None, "en"), ("hi", text, "hi")]
    assert room.db.scalars(select(BallotEvent.translation_id).order_by(BallotEvent.id)).all() == [None, text]


def test_the_next_answer_after_the_text_came_says_the_new_one(room: Room) -> None:
    assert room.cast(room.people[1], room.rounds[0]).ok
    text = translate(room)
    assert room.cast(room.people[1], room.rounds[0], 5, seq=2, read=text).ok
    assert read_in(room.db) == [("hi", text, "hi")]


@pytest.mark.parametrize("read", ["of another statement", 999, 0, "1", True, 2**40])
def test_a_translation_that_is_not_of_this_statement_is_refused(room: Room, read: object) -> None:
    other = translate(room, place=1)
    answer = room.cast(room.people[1], room.rounds[0], read=other if read == "of another statement" else read)
    assert (answer.ok, answer.error) == (False, "unreadable")
    assert read_in(room.db) == []


def test_the_same_key_with_another_reading_is_another_ballot(room: Room) -> None:
    text = translate(room)
    assert room.cast(room.people[1], room.rounds[0], key="k", read=text).ok
    assert room.cast(room.people[1], room.rounds[0], key="k", read=text).ok
    assert room.cast(room.people[1], room.rounds[0], key="k").error == "key_used"


def found(room: Room) -> OutOf | None:
    line = reviews.statements_of(room.db, room.review)[0]
    closed = closed_rounds.read(room.db, [room.id], [line.version_id])[room.id, line.version_id]
    protocol, setting = protocols.protocol_of(room.db, room.review), circumstances.setting_of(room.db, [room.id])
    return circumstances.circumstances_of([judgements.pool(closed, protocol)], setting, protocol, "en").unchecked


@pytest.mark.parametrize(("status", "unchecked"), [(Status.DRAFT, OutOf(5, 8)), (Status.APPROVED, None)])
def test_readers_of_a_draft_are_counted_and_those_of_a_checked_text_are_not(
    db: Session, status: Status, unchecked: OutOf | None
) -> None:
    room = Room(db, people=8)
    text = translate(room, status=status)
    room.open(room.rounds[0])
    for place, panellist in enumerate(room.people):
        if place < 5:
            db.get_one(Panellist, panellist).language = "hi"
            db.flush()
        room.cast(panellist, room.rounds[0], read=text if place < 5 else None)
    room.close(room.rounds[0])
    assert found(room) == unchecked
    flags = results.of_workshop(db, room.id)[0].confirmation.flags
    assert ("unchecked_translation" in flags) is (unchecked is not None)
    assert [check.says for check in verification.verify(db, room.review) if not check.holds] == []


def test_who_chose_hindi_and_read_english_for_want_of_it_is_counted_too(room: Room) -> None:
    for panellist in room.people:
        room.cast(panellist, room.rounds[0])
    room.close(room.rounds[0])
    assert found(room) == OutOf(1, 2)
