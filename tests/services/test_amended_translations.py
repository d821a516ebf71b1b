"""What is different in a changed text, for those who read it in another language."""

import pytest
from sqlalchemy.orm import Session

from app.core.instrument import Status
from app.core.statements import Words
from app.core.workshops import RoundId, VersionId
from app.services import changes, translations
from app.services.snapshots import phones_state
from app.services.texts import as_read
from tests.builders import LATER, Room
from tests.services.test_amendments import amend, row
from tests.services.test_texts import PARTS, translate


@pytest.fixture
def room(db: Session) -> Room:
    """Eight people who were asked about the first statement."""
    made = Room(db, people=8)
    made.judge(made.rounds[0], [4] * 8)
    return made


def test_who_reads_a_translation_is_told_what_is_different_in_it(room: Room) -> None:
    translate(room)
    asking = amend(room)
    translate_as_asked(room, asking, {**PARTS, 2: "पास एक सुरक्षित कमरा"})
    assert pieces_in(room, "hi") == ["same पास एक", "new सुरक्षित", "same कमरा"]
    room.open(asking)
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    assert "pieces" not in shown["statement"]["translations"]["hi"]["parts"][1]


def test_a_text_that_was_not_translated_before_is_read_whole_and_nothing_in_it_is_called_new(room: Room) -> None:
    translate(room, parts={1: "आधा"})
    translate_as_asked(room, amend(room), PARTS)
    assert pieces_in(room, "hi") == ["same पास एक कमरा"]


def translate_as_asked(room: Room, asking: RoundId, parts: dict[int, str]) -> None:
    """Translate the words that a round asks about."""
    version = row(room, asking).version
    translations.append(
        room.db,
        VersionId(version.id),
        changes.text_of(version),
        Words("hi", parts),
        Status.DRAFT,
        by=room.owner,
        at=LATER,
    )


def pieces_in(room: Room, language: str) -> list[str]:
    """How the second part is marked for somebody who reads in this language."""
    (shown,) = phones_state(room.db, room.id, at=LATER)["rounds"]
    part = as_read(shown["statement"], language)["parts"][1]
    return [f"{piece['kind']} {piece['text']}" for piece in part["pieces"]]
