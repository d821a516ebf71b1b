"""Missing translations: what a plan lacks in each language, and how many people chose it where that may be said."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.services import reviews, translations
from app.services.wanting import Wanting, wanting
from app.storage.workshops import Panellist
from tests.builders import NOON, Room

PARTS = {1: "शहर से दूर औरतें", 2: "पास एक कमरा", 3: "पहुँच में लगता है", 4: "ज़्यादा औरतें आती हैं"}


def speak(room: Room, *languages: str) -> None:
    for panellist, language in zip(room.people, languages, strict=True):
        room.db.execute(update(Panellist).where(Panellist.id == panellist).values(language=language))


def translate(room: Room, place: int, status: Status) -> None:
    line = reviews.statements_of(room.db, room.review)[place]
    translations.append(
        room.db,
        line.version_id,
        StatementText(line.wording, line.parts),
        Words("hi", PARTS),
        status,
        by=room.owner,
        at=NOON,
    )


def test_where_everybody_reads_the_original_nothing_is_wanting(db: Session) -> None:
    assert wanting(db, Room(db, people=3).id) == []


def test_a_language_that_people_chose_is_told_though_nothing_is_there_in_it(db: Session) -> None:
    room = Room(db, people=10)
    speak(room, *["hi"] * 5, *["en"] * 5)
    assert wanting(db, room.id) == [Wanting("hi", 0, 0, 3, 5)]


@pytest.mark.parametrize("few", [("hi",), ("hi", "mr", "mr", "mr", "mr", "mr")])
def test_a_few_readers_are_some_and_so_are_all_beside_them(db: Session, few: tuple[str, ...]) -> None:
    room = Room(db, people=10)
    speak(room, *few, *["en"] * (10 - len(few)))
    assert {each.chose for each in wanting(db, room.id)} == {None}


def test_texts_are_counted_for_the_statements_of_the_plan_and_checked_ones_apart(db: Session) -> None:
    room = Room(db)
    translate(room, 0, Status.DRAFT)
    translate(room, 1, Status.APPROVED)
    assert wanting(db, room.id) == [Wanting("hi", 2, 1, 3, 0)]
