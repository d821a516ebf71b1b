"""Comments: sealed where they lie, read by the team alone, shown only as approved and agreed to."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.comments import CommentState
from app.core.errors import (
    AnswerUnreadable,
    AuthorKeepsIt,
    CommentEmpty,
    CommentTooLong,
    KeyUsed,
    NotHere,
    Removed,
    WorkshopError,
)
from app.core.errors_desk import StatementStillOpen
from app.core.workshops import RoundId, RoundMove
from app.services import comments, panels, snapshots, snapshots_screen, workshops
from app.storage.comments import Comment
from app.storage.engine import Database
from app.storage.keys import CommentKeys
from config import Settings
from tests.builders import NOON, Room

CANARY = "kanarienvogel-7391"


@pytest.fixture
def room(db: Session) -> Room:
    """One person in a room whose first statement is open."""
    room = Room(db, people=1)
    room.open(room.rounds[0])
    return room


def write(room: Room, keys: CommentKeys, text: str = "It depends on the bus.", **changed: Any) -> int:
    """The first person writes a comment."""
    values: dict[str, Any] = {
        "key": "c1",
        "round": room.rounds[0],
        "part": None,
        "text": text,
        "seen": False,
        "may_show": True,
    }
    return comments.write(room.db, keys, room.people[0], comments.Written(**(values | changed)), at=NOON)


def on_wall(room: Room) -> list[str]:
    """What the projector and the phone show; always the same."""
    wall = snapshots_screen.screen_state(room.db, room.id, at=NOON)["round"]["comments"]
    assert snapshots.phone_state(room.db, room.people[0], at=NOON)["rounds"][0]["comments"] == wall
    return list(wall)


def test_what_somebody_wrote_is_nowhere_readable_in_the_database(
    database: Database, settings: Settings, keys: CommentKeys
) -> None:
    with database.writing() as db:
        room = Room(db, people=1)
        room.open(room.rounds[0])
        comment = write(room, keys, f"She told me {CANARY} twice")
        assert comments.waiting(db, keys, room.id)[0].text == f"She told me {CANARY} twice"
    files = [path for path in settings.data.rglob("*") if path.is_file()]
    assert any(path.name.startswith("plumbline.db") for path in files)
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
    with database.writing() as db:
        comments.approve(db, room.id, comment, text="She told me [name] twice")
    assert not any(CANARY.encode() in path.read_bytes() for path in files)


def test_the_key_lies_beside_the_database_for_its_owner_only(room: Room, keys: CommentKeys, settings: Settings) -> None:
    write(room, keys)
    folder = settings.data / "keys"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [(path.name, path.stat().st_mode & 0o777) for path in folder.iterdir()] == [(f"{room.id}.key", 0o600)]


def test_without_its_key_a_comment_can_never_be_read_again(room: Room, keys: CommentKeys, settings: Settings) -> None:
    write(room, keys)
    (settings.data / f"keys/{room.id}.key").unlink()
    with pytest.raises(InvalidToken):
        comments.waiting(room.db, keys, room.id)


def test_two_workshops_have_two_keys(keys: CommentKeys, tmp_path: Path) -> None:
    sealed = keys.seal(1, "a")
    assert keys.unseal(1, sealed) == "a"
    assert CommentKeys(tmp_path / "keys").unseal(1, sealed) == "a"
    with pytest.raises(InvalidToken):
        keys.unseal(2, sealed)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"text": ""}, CommentEmpty),
        ({"text": " \x00\ud800\n "}, CommentEmpty),
        ({"text": "a" * 10_000}, CommentTooLong),
        ({"part": 9}, AnswerUnreadable),
        ({"part": 0}, AnswerUnreadable),
        ({"part": 10**40}, AnswerUnreadable),
        ({"round": RoundId(99)}, NotHere),
        ({"round": RoundId(10**40)}, NotHere),
        ({"round": RoundId(2)}, NotHere),
    ],
    ids=lambda given: f"{given!a:.30}",
)
def test_what_cannot_be_kept_is_refused(
    room: Room, keys: CommentKeys, changed: dict[str, Any], refusal: type[WorkshopError]
) -> None:
    with pytest.raises(refusal):
        write(room, keys, **changed)
    assert not room.db.scalars(select(Comment)).all()


def test_a_long_comment_is_told_its_length(room: Room, keys: CommentKeys) -> None:
    with pytest.raises(CommentTooLong) as refused:
        write(room, keys, "a" * 10_000)
    assert refused.value.say == (
        "This is 10000 characters; at most 600 fit. Your text is still here; please shorten it."
    )


def test_control_characters_are_cleaned_before_sealing(room: Room, keys: CommentKeys) -> None:
    write(room, keys, "a\x00b\u202ec\r\n\r\n\r\n\r\nd")
    assert comments.waiting(room.db, keys, room.id)[0].text == "abc\n\nd"


def test_the_same_key_keeps_a_comment_once(room: Room, keys: CommentKeys) -> None:
    first = write(room, keys)
    assert write(room, keys) == first
    with pytest.raises(KeyUsed):
        write(room, keys, "Something else")
    assert len(room.db.scalars(select(Comment)).all()) == 1


def test_who_sends_again_for_the_team_only_is_obeyed(room: Room, keys: CommentKeys) -> None:
    """Her first try was kept, but its answer was lost on the way, and she thought better of having it shown."""
    first = write(room, keys, may_show=True)
    assert write(room, keys, may_show=False) == first
    comments.approve(room.db, room.id, first, text="It depends on the bus.")
    with pytest.raises(AuthorKeepsIt):
        comments.to_wall(room.db, room.id, first, on=True)
    write(room, keys, may_show=True)
    assert not comments.waiting(room.db, keys, room.id)[0].may_show


def test_nobody_comments_in_another_workshop_or_after_leaving(room: Room, keys: CommentKeys) -> None:
    other = Room(room.db)
    other.open(other.rounds[0])
    with pytest.raises(NotHere):
        write(room, keys, round=other.rounds[0])
    panels.leave(room.db, room.people[0], at=NOON)
    with pytest.raises(Removed):
        write(room, keys)


def test_a_comment_can_still_be_written_after_the_close(room: Room, keys: CommentKeys) -> None:
    room.close(room.rounds[0])
    assert write(room, keys, seen=True)


def test_the_desk_reads_a_comment_with_what_may_point_to_a_person(room: Room, keys: CommentKeys) -> None:
    write(room, keys, "Only with Sunita there", part=2, seen=True)
    found = comments.waiting(room.db, keys, room.id)[0]
    assert (found.code, found.part, found.seen, found.state, found.shown_text) == ("S-1", 2, True, "new", None)
    assert [hint.text for hint in found.hints] == ["Sunita"]
    assert found.part_label == "What is there, or missing"


def test_a_comment_on_the_whole_statement_names_no_part(room: Room, keys: CommentKeys) -> None:
    write(room, keys)
    found = comments.waiting(room.db, keys, room.id)
    assert [(each.part, each.part_label) for each in found] == [(None, "")]


def test_approved_with_names_covered_it_may_go_to_the_wall(room: Room, keys: CommentKeys) -> None:
    comment = write(room, keys, "Only with Sunita there")
    room.close(room.rounds[0])
    comments.approve(room.db, room.id, comment, text="Only with [name] there")
    assert on_wall(room) == []
    version = workshops.head(room.db, room.id).version
    comments.to_wall(room.db, room.id, comment, on=True)
    assert on_wall(room) == ["Only with [name] there"]
    assert workshops.head(room.db, room.id).version == version + 1
    comments.approve(room.db, room.id, comment, text="Only with [a name] there")
    assert on_wall(room) == ["Only with [a name] there"]
    assert workshops.head(room.db, room.id).version == version + 2
    comments.to_wall(room.db, room.id, comment, on=False)
    assert on_wall(room) == []


@pytest.mark.parametrize("state", [CommentState.HIDDEN, CommentState.PARKED])
def test_hiding_or_parking_takes_a_comment_off_the_wall(room: Room, keys: CommentKeys, state: CommentState) -> None:
    comment = write(room, keys)
    room.close(room.rounds[0])
    comments.approve(room.db, room.id, comment, text="It depends.")
    comments.to_wall(room.db, room.id, comment, on=True)
    comments.set_aside(room.db, room.id, comment, state)
    assert on_wall(room) == []
    with pytest.raises(NotHere):
        comments.to_wall(room.db, room.id, comment, on=True)
    assert comments.counts(room.db, room.id) == {"new": 0, "approved": 0, "parked": 0, "hidden": 0} | {state: 1}


def test_a_comment_its_author_keeps_from_the_room_never_goes_there(room: Room, keys: CommentKeys) -> None:
    comment = write(room, keys, may_show=False)
    comments.approve(room.db, room.id, comment, text="It depends.")
    with pytest.raises(AuthorKeepsIt):
        comments.to_wall(room.db, room.id, comment, on=True)
    assert on_wall(room) == []


def test_nobody_is_told_what_others_say_while_a_statement_is_open(room: Room, keys: CommentKeys) -> None:
    comment = write(room, keys)
    comments.approve(room.db, room.id, comment, text="It depends.")
    with pytest.raises(StatementStillOpen):
        comments.to_wall(room.db, room.id, comment, on=True)
    assert comments.counts(room.db, room.id)["approved"] == 1, "the approval stands"
    room.close(room.rounds[0])
    comments.to_wall(room.db, room.id, comment, on=True)
    room.step(room.rounds[0], RoundMove.REOPEN)
    assert on_wall(room) == [], "opened once more, it waits"
    room.close(room.rounds[0])
    assert on_wall(room) == ["It depends."]


def test_what_was_not_approved_never_goes_to_the_wall(room: Room, keys: CommentKeys) -> None:
    with pytest.raises(NotHere):
        comments.to_wall(room.db, room.id, write(room, keys), on=True)


def test_another_workshops_desk_finds_no_comment_here(room: Room, keys: CommentKeys) -> None:
    comment, other = write(room, keys), Room(room.db)
    assert comments.waiting(room.db, keys, other.id) == []
    for act in (
        lambda: comments.approve(room.db, other.id, comment, text="x"),
        lambda: comments.set_aside(room.db, other.id, comment, CommentState.HIDDEN),
        lambda: comments.to_wall(room.db, other.id, comment, on=True),
    ):
        with pytest.raises(NotHere):
            act()


def test_an_approval_without_words_is_refused(room: Room, keys: CommentKeys) -> None:
    with pytest.raises(CommentEmpty):
        comments.approve(room.db, room.id, write(room, keys), text="  ")
