"""The real server, started as `serve` starts it: its tickets, its frames, and how it begins and ends."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import requests
import socketio
import websocket

from app.core.ballots import Answer
from app.rehearsal.desk import Desk
from app.rehearsal.ear import Closed, Ear
from app.rehearsal.line import Line
from app.rehearsal.phone import Phone
from app.rehearsal.scratch import HOME, free_port
from tests.live.halls import in_time
from tests.servers import server


@pytest.fixture(scope="module")
def running():
    with server() as running:
        yield running


@pytest.fixture(scope="module")
def desk(running):
    """A facilitator at a workshop of three statements, its doors open."""
    desk = Desk(running.desk)
    desk.plan(statements=3, people=12, minutes=90)
    desk.move("doors", state="draft")
    return desk


@pytest.fixture
def phone(running, desk):
    phone = Phone(running.url)
    phone.join(desk.join_link(), group=0)
    phone.look()
    return phone


def ticket_for(line, audience, workshop):
    return line.send("/ticket", {"audience": audience, "workshop": workshop})


def test_a_move_at_the_desk_reaches_the_phone_after_its_commit(desk, phone):
    ear = phone.listen()
    before = ear.hear(60)["v"]
    round = desk.state()["rounds"][0]
    desk.move_round(round, "show")
    assert ear.hear(60)["v"] > before
    assert phone.look()["rounds"][0]["id"] == round["id"]


def test_the_same_page_elsewhere_is_refused(running):
    address = f"{running.url}/socket.io/?EIO=4&transport=websocket"
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "eA==",
    }
    for origin in ("https://elsewhere.example.org", "null", running.url + ".evil.test"):
        assert requests.get(address, headers=upgrade | {"Origin": origin}, timeout=60).status_code == 403


@pytest.mark.parametrize("verb", ["get", "post"])
def test_polling_is_refused(running, verb):
    answer = requests.request(verb, f"{running.url}/socket.io/?EIO=4&transport=polling", timeout=60)
    assert answer.status_code == 400


def test_a_phone_gets_no_ticket_for_another_workshop_nor_for_a_desk_or_projector(desk, phone):
    for audience, workshop, status in [
        ("phone", desk.workshop, 200),
        ("phone", desk.workshop - 1, 404),
        ("phone", 99, 404),
        ("desk", desk.workshop, 401),
        ("screen", desk.workshop, 404),
        ("everyone", desk.workshop, 404),
        ("phone", "1", 404),
        ("phone", None, 404),
    ]:
        assert ticket_for(phone._line, audience, workshop).status == status, (audience, workshop)


def test_a_stranger_gets_no_ticket(running, desk):
    for audience, status in (("phone", 401), ("desk", 401), ("screen", 404)):
        assert ticket_for(Line(running.url), audience, desk.workshop).status == status


def test_a_facilitator_listens_to_her_own_workshops(desk):
    assert ticket_for(desk._line, "desk", desk.workshop).ok
    assert ticket_for(desk._line, "desk", 99).status == 404


def test_a_ticket_is_spent_by_the_first_socket(running, phone, desk):
    ticket = ticket_for(phone._line, "phone", desk.workshop).body["ticket"]
    Ear(running.url, ticket)
    with pytest.raises(Closed):
        Ear(running.url, ticket)


def test_refused_and_closed_sockets_leave_nothing_open(running, desk, phone):
    before = open_files(running.pid)
    ears = [phone.listen() for _ in range(20)]
    for _ in range(20):
        with pytest.raises(Closed):
            Ear(running.url, "guess")
    for ear in ears:
        ear.close()
    assert in_time(lambda: open_files(running.pid) <= before + 3), open_files(running.pid)


def test_whoever_opens_connections_and_says_nothing_is_hung_up_on(running, desk, phone):
    before = open_files(running.pid)
    host, port = running.url.removeprefix("http://").split(":")
    halves = [socket.create_connection((host, int(port)), timeout=60) for _ in range(50)]
    for half in halves:
        half.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n")
    address = running.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    silent = [websocket.create_connection(address, origin=running.url) for _ in range(100)]
    for each in silent[:50]:
        each.send("42[" if each is silent[0] else "x")
    for each in silent[50:53]:  # let in, and then they answer no ping
        ticket = ticket_for(phone._line, "phone", desk.workshop).body["ticket"]
        each.send(f'40{{"ticket":"{ticket}"}}')
    assert phone.look()["version"]
    assert in_time(lambda: open_files(running.pid) <= before + 3), open_files(running.pid)
    for each in (*halves, *silent):
        each.close()


def test_a_hall_that_dials_while_the_server_is_busy_finds_room(running):
    """Whoever finds none tries again a second later."""
    host, port = running.url.removeprefix("http://").split(":")
    os.kill(running.pid, signal.SIGSTOP)  # it takes nobody up
    try:
        for _ in range(500):
            socket.create_connection((host, int(port)), timeout=20).close()
    finally:
        os.kill(running.pid, signal.SIGCONT)


def test_a_ballot_by_socket_is_kept_and_one_by_http_with_its_key_gets_the_same_answer(running, desk, phone):
    state = desk.state()
    round = next(each for each in state["rounds"] if each["state"] == "queued")
    desk.move_round(round, "open")
    (shown,) = phone.look()["rounds"]
    client = socketio.Client(reconnection=False)
    ticket = ticket_for(phone._line, "phone", desk.workshop).body["ticket"]
    client.connect(running.url, auth={"ticket": ticket}, transports=["websocket"])
    ballot = {"key": "k", "seq": 1, "round": shown["id"], "epoch": shown["epoch"], "plausibility": 4, "relevance": None}
    told = client.call("ballot", ballot, timeout=60)
    client.disconnect()
    assert told == {"ok": True, "key": "k", "seq": 1}
    assert phone._line.send("/phone/ballots", ballot).body == told
    assert phone.look()["rounds"][0]["mine"]["plausibility"] == 4
    desk.move_round(next(each for each in desk.state()["rounds"] if each["id"] == shown["id"]), "close")


def refused(data, port):
    """What a server that cannot start says."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PLUMBLINE_")}
    where = {"PLUMBLINE_DATA": str(data), "PLUMBLINE_PORT": str(port)}
    command = [sys.executable, "-m", "flask", "--app", "app", "serve", "--example"]
    ran = subprocess.run(command, check=False, cwd=HOME, env=ours | where, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    return ran.stderr


HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def test_a_taken_port_says_so(running, tmp_path):
    assert "is in use by another program" in refused(tmp_path, running.url.rpartition(":")[2])


def test_it_ends_cleanly_and_what_was_saved_is_there_again(tmp_path):
    with server(tmp_path / "data") as first:
        digits = first.digits
        Phone(first.url).join(first.join, group=0)
        os.kill(first.pid, signal.SIGTERM)
        assert in_time(lambda: not answers(first.url))
    with server(tmp_path / "data") as second:
        assert second.digits == digits
        assert second.desk != first.desk


def test_told_to_stop_it_says_goodbye_to_every_socket_and_writes_nothing_else(tmp_path):
    with server(tmp_path / "data") as running:
        host, port = running.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as raw:
            raw.sendall(HANDSHAKE.format(host=f"{host}:{port}", origin=running.url).encode())
            said = raw.recv(4096)
            while b"pingInterval" not in said:
                said += raw.recv(4096)
            os.kill(running.pid, signal.SIGTERM)
            after = b"".join(iter(lambda: raw.recv(4096), b""))
    assert after == b"\x88\x02" + (1001).to_bytes(2, "big")


def test_a_ballot_that_waits_when_the_server_is_told_to_stop_is_kept_and_answered(tmp_path):
    with server(tmp_path / "data") as running, ThreadPoolExecutor(1) as beside:
        desk, phone = Desk(running.desk), Phone(running.url)
        desk.plan(statements=1, people=1, minutes=90)
        desk.move("doors", state="draft")
        desk.move("start", state="lobby")
        phone.join(desk.join_link(), group=0)
        desk.move_round(desk.state()["rounds"][0], "open")
        (round,) = phone.look()["rounds"]
        database = tmp_path / "data/plumbline.db"
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            told = beside.submit(phone.cast, round, Answer(4, 4))
            for _ in range(20):  # whoever is answered came after the ballot did
                assert answers(running.url)
            os.kill(running.pid, signal.SIGTERM)
            assert in_time(lambda: not answers(running.url))
            assert not told.done()
            other.execute("ROLLBACK")
        assert told.result(60)
    with closing(sqlite3.connect(database)) as kept:
        assert kept.execute("SELECT plausibility FROM ballot").fetchall() == [(4,)]


def test_after_a_kill_the_open_round_its_opening_and_the_phones_are_back_without_a_tap(tmp_path):
    data, port = tmp_path / "data", free_port()
    with server(data, port) as running:
        desk, phone = Desk(running.desk), Phone(running.url)
        desk.plan(statements=1, people=1, minutes=90)
        desk.move("doors", state="draft")
        phone.join(desk.join_link(), group=0)
        desk.move_round(desk.state()["rounds"][0], "open")
        before = phone.look()
        assert phone.cast(before["rounds"][0], Answer(4, None))
        os.kill(running.pid, signal.SIGKILL)
        assert in_time(lambda: not answers(running.url))
    with server(data, port):
        after = phone.look()
        assert after["version"] == before["version"]
        assert after["rounds"][0]["mine"]["plausibility"] == 4
        assert phone.listen().hear(60)["v"] == after["version"]
        assert phone.cast(after["rounds"][0], Answer(4, 5))
        desk.move_round(desk.state()["rounds"][0], "close")
        assert phone.look()["rounds"][0]["mine"]["relevance"] == 5


def test_a_stopped_server_leaves_everything_in_the_one_file(tmp_path):
    with server(tmp_path / "data") as running:
        Phone(running.url).join(running.join, group=0)
        os.kill(running.pid, signal.SIGTERM)
        assert in_time(lambda: not (tmp_path / "data/plumbline.db-wal").exists())
    with closing(sqlite3.connect(f"file:{tmp_path}/data/plumbline.db?immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT count(*) FROM panellist").fetchone() == (1,)


def test_two_servers_never_share_a_data_folder(running):
    assert "Another Plumbline serves the folder" in refused(running.data, free_port())


def open_files(pid):
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def answers(url):
    try:
        return requests.get(url, timeout=20).ok
    except requests.RequestException:
        return False


def test_a_short_answer_comes_in_one_piece_and_a_long_one_whole(running):
    host, port = running.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as raw:
        raw.sendall(f"GET /no-thanks HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        _head, end, body = raw.recv(1 << 20).partition(b"\r\n\r\n")
        assert end
        assert body
    file = "static/vendor/socket.io.esm.min.js"
    long = requests.get(f"{running.url}/{file}", headers={"Accept-Encoding": ""}, timeout=60)
    assert len(long.content) == int(long.headers["Content-Length"]) == len((HOME / file).read_bytes())
