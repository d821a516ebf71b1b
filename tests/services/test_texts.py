"""What is on her screen: her language where this version has it, else the original with a word about it."""

import pytest
from sqlalchemy.orm import Session

from app.core.errors import AnswerUnreadable
from app.core.instrument import Status
from app.core.statements import StatementText, Words
from app.core.workshops import RoundMove
from app.services import panels, reviews, snapshots, texts, translations
from app.services.snapshots_screen import screen_state
from app.services.workshops import workshop_row
from app.storage.statements import StatementPart
from tests.builders import NOON, Room

PARTS = {1: "शहर से दूर औरतें", 2: "पास एक कमरा", 3: "पहुँच में लगता है", 4: "ज़्यादा औरतें आती हैं"}


def translate(room: Room, place: int = 0, lang: str = "hi", parts: dict[int, str] = PARTS) -> int:
    line = reviews.statements_of(room.db, room.review)[place]
    return translations.append(
        room.db,
        line.version_id,
        StatementText(line.wording, line.parts),
        Words(lang, parts),
        Status.DRAFT,
        by=room.owner,
        at=NOON,
    )


def shown(room: Room, place: int = 0) -> dict:
    return snapshots.phone_state(room.db, room.people[place], at=NOON)["rounds"][0]["statement"]


@pytest.fixture
def room(db: Session) -> Room:
    room = Room(db, people=2)
    panels.speak(db, room.people[1], "hi")
    room.open(room.rounds[0])
    return room


def test_each_reads_in_her_own_language_and_her_phone_knows_which_text_that_is(room: Room) -> None:
    text = translate(room)
    asha, meera = shown(room, 0), shown(room, 1)
    assert (asha["lang"], asha["read"], asha["wanting"]) == ("en", None, "")
    assert (meera["lang"], meera["read"], meera["wanting"]) == ("hi", text, "")
    assert [part["text"] for part in meera["parts"]] == list(PARTS.values())
    assert [part["position"] for part in meera["parts"]] == [part["position"] for part in asha["parts"]]
    assert "translations" not in asha


def test_without_a_text_in_her_language_she_reads_the_original_and_is_told(room: Room) -> None:
    statement = shown(room, 1)
    assert (statement["lang"], statement["read"], statement["wanting"]) == ("en", None, "hi")


def test_the_newest_text_is_read_and_half_of_an_other_language_changes_nothing(room: Room) -> None:
    translate(room)
    newest = translate(room, parts={**PARTS, 1: "गाँव की औरतें"})
    translate(room, lang="mr")
    assert shown(room, 1)["read"] == newest
    assert shown(room, 1)["parts"][0]["text"] == "गाँव की औरतें"


def test_a_text_without_parts_is_read_as_its_sentence(room: Room) -> None:
    line = reviews.statements_of(room.db, room.review)[0]
    room.db.query(StatementPart).filter_by(version_id=line.version_id).delete()
    room.db.expire_all()
    line = reviews.statements_of(room.db, room.review)[0]
    translations.append(
        room.db,
        line.version_id,
        StatementText(line.wording, line.parts),
        Words("hi", {}, "पास हो तो औरतें आती हैं।"),
        Status.DRAFT,
        by=room.owner,
        at=NOON,
    )
    assert (shown(room, 1)["parts"], shown(room, 1)["wording"]) == ([], "पास हो तो औरतें आती हैं।")


def test_a_frame_goes_to_all_phones_and_carries_every_language(room: Room) -> None:
    text = translate(room)
    frame = snapshots.phones_frame(room.db, room.id, at=NOON)
    assert frame is not None
    statement = frame["rounds"][0]["statement"]
    assert statement["lang"] == "en"
    assert statement["translations"]["hi"]["read"] == text
    assert "language" not in frame


def test_the_projector_shows_the_original(room: Room) -> None:
    translate(room)
    statement = screen_state(room.db, room.id, at=NOON)["round"]["statement"]
    assert statement["lang"] == "en"
    assert "translations" not in statement


def test_in_a_block_too_she_reads_her_own_language(db: Session) -> None:
    room = Room(db, statements=2)
    room.lay_out([0, 1])
    room.join()
    panels.speak(db, room.people[0], "hi")
    text = translate(room)
    room.answering(RoundMove.OPEN)
    first, second = snapshots.phone_state(db, room.people[0], at=NOON)["rounds"]
    assert (first["statement"]["read"], second["statement"]["wanting"]) == (text, "hi")


def test_languages_are_offered_that_questions_or_statements_are_there_in(room: Room) -> None:
    row = workshop_row(room.db, room.id)
    assert texts.offered(room.db, row) == ("en",)
    translate(room, lang="mr")
    assert texts.offered(room.db, row) == ("en", "mr")
    assert texts.must_be_offered(room.db, row, "mr") == "mr"
    with pytest.raises(AnswerUnreadable):
        texts.must_be_offered(room.db, row, "hi")
