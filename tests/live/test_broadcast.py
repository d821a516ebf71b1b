"""What phones, desks and projectors are told: after commit, to the right people, never twice the same."""

from queue import Queue
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from app.core.workshops import AccountId, PanellistId, RoundId, RoundMove, WorkshopId, WorkshopMove, WorkshopState
from app.live.audiences import Audience, Listener, Roll
from app.live.broadcast import Broadcast
from app.services import ballots, figures, snapshots
from app.services.figures import progress
from app.services.texts import as_read
from tests.builders import NOON, Room
from tests.live.halls import in_time


class Air:
    """Stands for Socket.IO's server: keeps what goes out, and lets tasks run at once."""

    def __init__(self):
        self.frames, self.closed = [], []
        self.manager = self.eio = self
        self.sockets, self.environ = {"everyone": SimpleNamespace(queue=Queue())}, {}

    def get_participants(self, namespace, room):
        return [("everyone", "everyone")]  # with the library's queue, so that all is said by the library

    def emit(self, event, frame, to):
        assert event == "state"
        self.frames.append((to, frame))

    def start_background_task(self, task, *args):
        task(*args)

    def sleep(self, seconds):
        pass

    def eio_sid_from_sid(self, sid, namespace):
        return f"under {sid}"

    def disconnect(self, sid):
        self.closed.append(sid)

    def heard(self, audience):
        return [frame for to, frame in self.frames if to.startswith(audience)]


@pytest.fixture
def room(database):
    with database.writing() as db:
        return Room(db, people=3)


@pytest.fixture
def roll():
    return Roll()


@pytest.fixture
def air():
    return Air()


@pytest.fixture
def broadcast(air, database, roll):
    return Broadcast(air, database, roll, lambda: NOON)


def act(database, room, change):
    """Do something to the room in a transaction of its own."""
    with database.writing() as room.db:
        change(room)


def open_first(room):
    room.open(room.rounds[0])


def phone_after(frame, before):
    """What a phone shows after a frame: it keeps its own answer and its language, and what was skipped ends with the
    opening."""
    (known,) = before["rounds"]
    skipped = {"skipped": False} if frame["rounds"][0]["state"] != "open" else {}
    mine = known["mine"] and known["mine"] | skipped
    (round,) = frame["rounds"]
    state = {name: value for name, value in frame.items() if name != "v"}
    own = {"statement": as_read(round["statement"], before["language"]), "mine": mine}
    return {"version": frame["v"], "language": before["language"], **state, "rounds": [round | own]}


def snapshot(database, room, place=0):
    with database.reading() as db:
        return snapshots.phone_state(db, room.people[place], at=NOON)


def test_a_frame_opens_closes_and_reveals_without_a_phone_having_to_fetch(database, room, air, broadcast):
    act(database, room, open_first)
    act(database, room, lambda room: room.cast(room.people[0], room.rounds[0], 2))
    for move in (RoundMove.CLOSE, RoundMove.REVEAL, RoundMove.REOPEN):
        before = snapshot(database, room)
        act(database, room, lambda room, move=move: room.step(room.rounds[0], move))
        broadcast.changed(room.id)
        frame = air.heard("phone")[-1]
        assert frame["v"] == before["version"] + 1
        assert phone_after(frame, before) == snapshot(database, room)


def test_no_frame_to_phones_holds_anybodys_answer(database, room, air, broadcast):
    act(database, room, open_first)
    act(database, room, lambda room: room.cast(room.people[0], room.rounds[0], 2))
    broadcast.changed(room.id)
    (frame,) = air.heard("phone")
    assert "mine" not in frame["rounds"][0]
    assert frame["rounds"][0]["counts"] is None


def test_what_pages_add_to_a_phones_state_is_in_its_frame(database, room, air, roll):
    broadcast = Broadcast(air, database, roll, lambda: NOON, lambda state, asked: state | {"bars": list(asked)})
    act(database, room, open_first)
    broadcast.changed(room.id)
    assert air.heard("phone")[0]["bars"] == ["en"]


def test_after_an_undone_closing_phones_fetch(database, room, air, broadcast):
    act(database, room, open_first)
    for move in (RoundMove.CLOSE, RoundMove.UNDO):
        act(database, room, lambda room, move=move: room.step(room.rounds[0], move))
    broadcast.changed(room.id)
    (frame,) = air.heard("phone")
    assert frame.keys() == {"v"}


def test_answers_tell_phones_nothing_even_when_many_are_told_at_once(database, room, air, broadcast):
    act(database, room, open_first)
    broadcast.progress(room.id)
    for panellist in room.people:
        act(database, room, lambda room, panellist=panellist: room.cast(panellist, room.rounds[0]))
        broadcast.progress(room.id)
    assert len(air.heard("phone")) == 1, "that it was opened"
    assert [frame["done"] for frame in air.heard("desk")] == [0, 1, 2, 3]


def test_desk_and_projector_hear_how_many_are_done(database, room, air, broadcast):
    act(database, room, open_first)
    broadcast.changed(room.id)
    numbers = {"count": 0, "done": 0, "present": 3, "people": 3}
    ((desk,), (screen,)) = air.heard("desk"), air.heard("screen")
    assert desk == {"v": desk["v"], "comments": 0, "desks": []} | numbers
    assert screen == {"v": desk["v"]} | numbers


def test_a_ballot_is_told_to_desk_and_projector_and_to_no_phone(database, room, air, broadcast):
    act(database, room, open_first)
    broadcast.changed(room.id)
    act(database, room, lambda room: room.cast(room.people[0], room.rounds[0]))
    broadcast.progress(room.id)
    assert len(air.heard("phone")) == 1
    assert [frame["done"] for frame in air.heard("desk")] == [0, 1]
    assert [frame["done"] for frame in air.heard("screen")] == [0, 1]


def test_a_frame_says_nothing_of_how_people_judged(database, room, air, broadcast):
    act(database, room, open_first)
    told = []
    for rating in (1, 5):
        act(database, room, lambda room, rating=rating: room.cast(room.people[0], room.rounds[0], rating, seq=rating))
        broadcast.progress(room.id)
        told.append({name: value for name, value in air.heard("desk")[-1].items() if name != "count"})
    assert told[0] == told[1]


def test_phones_hear_of_a_move_while_the_numbers_are_still_counted(database, room, air, broadcast, monkeypatch):
    counting, counted = Event(), Event()

    def slowly(*asked, **at):
        counting.set()
        assert counted.wait(60)
        return progress(*asked, **at)

    monkeypatch.setattr(figures, "progress", slowly)
    telling = [Thread(target=broadcast.progress, args=(room.id,))]
    telling[0].start()
    assert counting.wait(60)
    with database.writing() as room.db:
        room.open(room.rounds[0])
    telling += [Thread(target=broadcast.changed, args=(room.id,))]
    telling[1].start()
    is_told = in_time(lambda: any(frame.get("rounds") for frame in air.heard("phone")))
    before = air.heard("desk")
    counted.set()
    for each in telling:
        each.join(60)
    versions = [frame["v"] for frame in air.heard("desk")]
    assert (is_told, before) == (True, [])
    assert versions == sorted(versions)
    assert versions[-1] == air.heard("phone")[-1]["v"]


def test_what_did_not_change_is_not_told_again(database, room, air, broadcast):
    for _ in range(5):
        broadcast.changed(room.id)
        broadcast.progress(room.id)
    assert len(air.frames) == 3  # one for each audience


def test_what_was_not_kept_is_not_told(database, room, air, broadcast):
    broadcast.changed(room.id)
    with pytest.raises(ZeroDivisionError):
        act(database, room, lambda room: (open_first(room), 1 / 0))
    broadcast.changed(room.id)
    assert len(air.heard("phone")) == 1


def test_versions_rise_with_the_rooms_moves(database, room, air, broadcast):
    broadcast.changed(room.id)
    act(database, room, open_first)
    broadcast.changed(room.id)
    act(database, room, lambda room: room.close(room.rounds[0]))
    broadcast.changed(room.id)
    act(database, room, lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE))
    broadcast.changed(room.id)
    versions = [frame["v"] for frame in air.heard("phone")]
    assert versions == sorted(set(versions))
    assert len(versions) == 4


def test_a_fault_in_telling_does_not_undo_what_was_done(database, room, air, broadcast, caplog):
    air.emit = lambda *args, **more: 1 / 0
    broadcast.changed(room.id)
    assert "could not tell" in caplog.text


def test_who_has_just_come_is_told_how_it_stands(database, room, air, broadcast):
    broadcast.greet("asha's", Listener(Audience.PHONE, room.id, panellist=room.people[0]))
    ((to, frame),) = air.frames
    assert to == "asha's"
    assert frame.keys() == {"v"}


def test_nobody_is_greeted_into_a_workshop_that_is_not_there(air, broadcast):
    broadcast.greet("lost", Listener(Audience.SCREEN, WorkshopId(99)))
    assert not air.frames


def test_leaving_closes_her_sockets_and_nobody_elses(air, broadcast, roll):
    roll.enter("a", Listener(Audience.PHONE, WorkshopId(1), panellist=PanellistId(7)))
    roll.enter("b", Listener(Audience.PHONE, WorkshopId(1), panellist=PanellistId(7)))
    roll.enter("c", Listener(Audience.PHONE, WorkshopId(1), panellist=PanellistId(8)))
    roll.enter("d", Listener(Audience.DESK, WorkshopId(1), account=AccountId(7)))
    broadcast.drop_phone(PanellistId(7))
    assert air.closed == ["a", "b"]


def test_signing_out_closes_the_desks_of_that_account(air, broadcast, roll):
    roll.enter("a", Listener(Audience.DESK, WorkshopId(1), account=AccountId(3)))
    roll.enter("b", Listener(Audience.DESK, WorkshopId(1), account=AccountId(4)))
    broadcast.drop_account(AccountId(3))
    assert air.closed == ["a"]


def test_revoked_projector_links_close_the_projectors_of_that_workshop(air, broadcast, roll):
    roll.enter("a", Listener(Audience.SCREEN, WorkshopId(1)))
    roll.enter("b", Listener(Audience.SCREEN, WorkshopId(2)))
    roll.enter("c", Listener(Audience.DESK, WorkshopId(1), account=AccountId(4)))
    broadcast.drop_screens(WorkshopId(1))
    assert air.closed == ["a"]


def test_skipping_counts_as_done_like_an_answer(database, room, air, broadcast):
    act(database, room, open_first)
    act(database, room, lambda room: ballots.skip(room.db, room.people[0], RoundId(room.rounds[0])))
    broadcast.progress(room.id)
    assert air.heard("desk")[-1]["done"] == 1
