"""Notes at the desk: the team's own, sealed, and in nothing that leaves."""

import io
import zipfile
from dataclasses import asdict

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotHere
from app.core.errors_desk import NoteEmpty, NoteTooLong
from app.services import notes, reports, snapshots, snapshots_desk, snapshots_screen
from app.storage.days import DeskNote
from app.storage.keys import CommentKeys
from exports.tidy.archive import render as tidy
from exports.word.summary import render as word
from tests.builders import LATER, NOON, Room

CANARY = "They laughed about the tea room"


def add(room: Room, keys: CommentKeys, text: str = CANARY, round: int = 0) -> int:
    return notes.add(room.db, keys, room.id, room.rounds[round], text, by=room.owner, at=LATER)


def test_notes_are_read_in_the_order_of_the_afternoon_with_who_wrote_them(db: Session, keys: CommentKeys) -> None:
    room = Room(db)
    for text, round in (("later", 1), ("first", 0), ("second", 0)):
        add(room, keys, text, round)
    read = [(note.code, note.text, note.by, note.at) for note in notes.of_workshop(db, keys, room.id)]
    assert read == [
        ("S-1", "first", "asha", LATER),
        ("S-1", "second", "asha", LATER),
        ("S-2", "later", "asha", LATER),
    ]


@pytest.mark.parametrize(
    ("text", "refusal"), [("", NoteEmpty), ("  \n ", NoteEmpty), ("\x00\x07", NoteEmpty), ("x" * 2001, NoteTooLong)]
)
def test_what_is_no_note_is_refused(db: Session, keys: CommentKeys, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        add(Room(db), keys, text)


def test_a_statement_of_another_workshop_takes_no_note(db: Session, keys: CommentKeys) -> None:
    room, other = Room(db), Room(db)
    with pytest.raises(NotHere):
        notes.add(db, keys, room.id, other.rounds[0], "a note", by=room.owner, at=NOON)


def test_a_note_is_taken_away_for_good_and_only_from_its_own_workshop(db: Session, keys: CommentKeys) -> None:
    room, other = Room(db), Room(db)
    note = add(room, keys)
    notes.take_away(db, other.id, note)
    assert len(notes.of_workshop(db, keys, room.id)) == 1
    notes.take_away(db, room.id, note)
    notes.take_away(db, room.id, note)
    assert notes.of_workshop(db, keys, room.id) == []


def test_notes_lie_sealed_and_leave_in_nothing(db: Session, keys: CommentKeys) -> None:
    room = Room(db, people=5)
    room.judge(room.rounds[0], [4] * 5)
    add(room, keys)
    sealed = db.scalars(select(DeskNote.sealed)).one()
    assert b"tea room" not in sealed
    report = reports.report(db, room.id, at=LATER, software="Plumbline", salt="s")
    assert CANARY not in str(asdict(report))
    states = (
        snapshots.phone_state(db, room.people[0], at=LATER),
        snapshots_screen.screen_state(db, room.id, at=LATER),
        snapshots_desk.desk_state(db, room.id, at=LATER),
    )
    assert CANARY not in str(states)
    for made in (tidy(report), word(report)):
        with zipfile.ZipFile(io.BytesIO(made)) as files:
            assert not [name for name in files.namelist() if b"tea room" in files.read(name)]
