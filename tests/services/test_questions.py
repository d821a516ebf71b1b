"""Questions asked past the objects of a session."""

from sqlalchemy import bindparam, select

from app.services.questions import ask, ask_one
from app.storage.workshops import Workshop
from tests.builders import Room

TITLE = select(Workshop.title).where(Workshop.id == bindparam("workshop"))


def test_what_a_session_has_not_written_yet_is_in_the_answer(db):
    room = Room(db)
    db.get_one(Workshop, room.id).title = "By the river"
    assert ask_one(db, TITLE, workshop=room.id) == "By the river"


def test_where_there_is_no_row_nothing_is_said(db):
    assert list(ask(db, TITLE, workshop=1)) == []
    assert ask_one(db, TITLE, workshop=1) is None
