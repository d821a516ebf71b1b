"""Sixty people vote while one phone does what it can to stop them: they are heard, and the server stays as small as it was."""

import json
import socket
import struct
from contextlib import closing, contextmanager, suppress
from random import Random
from statistics import quantiles
from threading import Event, Thread
from time import monotonic, perf_counter, sleep
from urllib.parse import urlsplit

import websocket

from tests.faults.checker import violations
from tests.faults.diary import Diary
from tests.faults.evidence import gather
from tests.faults.phone import Phone
from tests.faults.scenes import patiently
from tests.live.halls import in_time

GROWTH = 60_000_000  # bytes: one frame of 64 MiB that was kept would be more
SILENT, EVENTS = 500, 3_000
HUGE = 64 * 1024 * 1024


@contextmanager
def sixty_people_voting(room, what):
    """Sixty phones answer while the block runs. Prints how long they waited; fails when someone was not heard."""
    folder = room.stage.data / "diaries"
    phones = [Phone(seat, room.server.url, Diary(folder, f"phone-{seat.panellist}")) for seat in room.stage.seats[2:-1]]
    for phone in phones:
        patiently(phone.look)
        phone.listen(0)
    waited, unheard, stop = [], [], Event()

    def votes(phone, chance):
        while not stop.is_set():
            phone.tap(plausibility=chance.randint(1, 5), relevance=3)
            began = perf_counter()
            heard = phone.deliver()
            (waited if heard else unheard).append((perf_counter() - began) * 1000)
            stop.wait(chance.uniform(0.5, 1.5))
        patiently(phone.settle)

    threads = [Thread(target=votes, args=(phone, Random(place)), daemon=True) for place, phone in enumerate(phones)]
    before = room.server.memory, room.server.open_files
    for thread in threads:
        thread.start()
    sleep(1)
    try:
        yield
        sleep(1)
    finally:
        stop.set()
        for thread in threads:
            thread.join(300)
    grown = room.server.memory - before[0]
    print(
        f"{what}: 60 people, {len(waited)} answers, p95 {quantiles(waited, n=20)[-1]:.0f} ms, {grown / 1e6:.0f} MB more"
    )
    assert len(waited) >= 60
    assert grown < GROWTH
    found = gather(room.stage.database, folder)
    assert [each for each in violations(found) if each.promise != "L7"] == []
    assert in_time(lambda: room.server.open_files <= before[1] + 5, seconds=120), (before[1], room.server.open_files)


def test_frames_of_sixty_four_mebibytes(room):
    with sixty_people_voting(room, "frames of 64 MiB"):
        for opcode in (websocket.ABNF.OPCODE_TEXT, websocket.ABNF.OPCODE_BINARY, websocket.ABNF.OPCODE_CONT):
            odd = room.lane(room.stage.seats[0])
            with suppress(websocket.WebSocketException, OSError):
                odd._socket.sock.sendall(struct.pack("!BBQ4s", 0x80 | opcode, 0xFF, HUGE, b"\0\0\0\0"))
                for _ in range(HUGE // 65536):
                    odd._socket.sock.sendall(b"x" * 65536)
            odd.close()


def test_three_thousand_events_a_second_from_one_phone(room):
    with sixty_people_voting(room, "3,000 events a second"):
        sent = 0
        until = monotonic() + 2
        while monotonic() < until:
            with suppress(websocket.WebSocketException, OSError), closing(room.lane(room.stage.seats[0])) as odd:
                for _ in range(EVENTS):
                    odd._socket.send("42" + json.dumps(["ballot", room.ballot(seq=sent + 1)]))
                    sent += 1
        assert sent >= EVENTS


def test_five_hundred_silent_connections(room):
    where = urlsplit(room.server.url)
    with sixty_people_voting(room, "500 silent connections"):
        silent = [socket.create_connection((where.hostname, where.port)) for _ in range(SILENT)]
        for place, each in enumerate(silent):
            if place % 2:  # half of them begin a handshake, and say no more
                each.sendall(handshake(room.server.url))
        sleep(3)
        for each in silent:
            each.close()


def handshake(url):
    heads = {
        "Host": urlsplit(url).netloc,
        "Origin": url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    lines = [f"{name}: {value}" for name, value in heads.items()]
    return "\r\n".join(["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", *lines, "", ""]).encode()
