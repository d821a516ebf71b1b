"""A network between phones and server that can be made to fail: a proxy of one port, a thread of it for each direction.

Whatever goes wrong goes wrong for everyone until the weather changes; connections made before are not spared.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import Random
from threading import Lock, Thread
from time import sleep

from app.rehearsal.scratch import free_port

CHUNK = 4096
RESET = struct.pack("ii", 1, 0)  # linger for no time: the other side reads "connection reset"
FINE, DELAY, CUT, STALL, LOST, THROTTLE = "fine", "delay", "cut before the answer", "stall", "reset", "throttle"
WEATHERS = (FINE, DELAY, CUT, STALL, LOST, THROTTLE)


class Proxy:
    """Listens on a port of its own and passes on to another one, as the weather allows."""

    def __init__(self, port: int, *, seed: int = 1) -> None:
        self.port = free_port()
        self.weather = FINE
        self._to = port
        self._chance = Random(seed)
        self._door = socket.create_server(("127.0.0.1", self.port))
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = Lock()
        Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Let nobody in any more, and drop everyone."""
        self._door.close()
        self.drop_all()

    def drop_all(self) -> None:
        """Reset every connection there is."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _reset(pair)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self._door.accept()
                self._connect(phone)

    def _connect(self, phone: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._to), timeout=5)
        except OSError:
            phone.close()
            return
        server.settimeout(None)
        pair = phone, server
        with self._lock:
            self._pairs.append(pair)
        Thread(target=self._pump, args=(phone, server, pair, True), daemon=True).start()
        Thread(target=self._pump, args=(server, phone, pair, False), daemon=True).start()

    def _pump(
        self, taken: socket.socket, given: socket.socket, pair: tuple[socket.socket, socket.socket], up: bool
    ) -> None:
        with suppress(OSError):
            while chunk := taken.recv(CHUNK):
                if not self._may_pass(pair, up):
                    return
                for piece in self._pieces(chunk):
                    given.sendall(piece)
        for each in pair:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _may_pass(self, pair: tuple[socket.socket, socket.socket], up: bool) -> bool:
        """Whether what just came is passed on; in some weathers only later, in others the connection is over."""
        weather = self.weather
        if weather == DELAY:
            sleep(self._chance.uniform(0.02, 0.2))
        while self.weather == STALL:
            sleep(0.02)
        if (weather == CUT and not up) or (weather == LOST and self._chance.random() < 0.5):
            _reset(pair)
            return False
        return True

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        if self.weather != THROTTLE:
            yield chunk
            return
        for at in range(0, len(chunk), 200):
            sleep(0.01)  # 20 KB a second
            yield chunk[at : at + 200]


@contextmanager
def network(port: int) -> Iterator[Proxy]:
    """A network to a server on this port."""
    proxy = Proxy(port)
    try:
        yield proxy
    finally:
        proxy.close()


def _reset(pair: tuple[socket.socket, socket.socket]) -> None:
    for each in pair:
        with suppress(OSError):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            each.shutdown(socket.SHUT_RDWR)
            each.close()
