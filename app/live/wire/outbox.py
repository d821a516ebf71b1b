"""The outbox: in the place of Engine.IO's queue between whoever has something for a socket and the task that writes it.

What it buys: the library puts each packet into the queue of each socket, wakes that socket's own task, and encodes it
there, so that telling 1,000 phones the same took 1,000 encodings and as many switches between tasks. Here whoever has
something writes it at once, and a packet for many is made into a frame once. The task stays for what does not go out at
once, because the other side reads slowly.
"""

from contextlib import suppress
from typing import Any, Protocol

from app.live.wire.frames import Kind, frame


class Line(Protocol):
    """Where frames go."""

    def post(self, data: bytes) -> bool:
        """Send a frame behind those that wait; whether nothing is left to send. Never raises, never waits."""
        ...


class Rest:
    """In the place of a packet: there are frames that could not go out at once."""

    def encode(self) -> "Rest":
        return self


class Sealer:
    """Makes packets into frames; the same packet again, for the next socket, is the same frame."""

    def __init__(self) -> None:
        self._last: tuple[Any, bytes] = None, b""

    def __call__(self, packet: Any) -> bytes:
        """The frame of a packet of Engine.IO."""
        last, sealed = self._last
        if packet is not last:
            message = packet.encode()
            kind, payload = (Kind.TEXT, message.encode()) if isinstance(message, str) else (Kind.BINARY, message)
            sealed = frame(kind, payload)
            self._last = packet, sealed
        return sealed


class Outbox:
    """The library's queue until there is a line to write to; then only for what the line could not take."""

    empty: type[Exception]  #: what the library's queue raises
    seal: Sealer
    line: Line | None = None

    def attach(self, line: Line) -> None:
        """Write to this line from now on, and what came before there was one."""
        queue: Any = super()
        early = []
        with suppress(self.empty):
            while True:
                early.append(queue.get(block=False))
                queue.task_done()
        self.line = line
        for packet in early:
            self.put(packet)

    def detach(self) -> None:
        """There is no line any more. Whoever still holds this queue, as a ping that is due does, holds no line."""
        self.line = None

    def put(self, packet: Any, *how: Any, **more: Any) -> None:
        queue: Any = super()
        if packet is None or self.line is None:  # None says that there will be no more
            queue.put(packet, *how, **more)
        else:
            self.post(self.seal(packet))

    def post(self, data: bytes) -> None:
        """Send a frame that was made already; nothing where there is no line."""
        line = self.line  # once: where there are threads it may go meanwhile
        if line is not None and not line.post(data):
            queue: Any = super()
            queue.put(Rest())

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        # The library takes a queue in which nothing was for long for a phone that is gone.
        queue: Any = super()
        return queue.get(block, None if self.line else timeout)


class Unused:
    """In the place of an outbox, where a connection has the library's queue."""

    def attach(self, line: Line) -> None:
        """What the library's task takes from its queue goes to the line one by one."""

    def post(self, data: bytes) -> None:
        """Nothing is sent past the library's queue."""

    def detach(self) -> None:
        """Nothing is attached."""


def outbox(library: type, empty: type[Exception]) -> type:
    """The kind of queue a server's sockets get. `library` is the kind it would be, `empty` what that raises."""
    return type("Outbox", (Outbox, library), {"empty": empty, "seal": Sealer()})


def outbox_of(handler: Any) -> tuple[Outbox | Unused, str]:
    """The outbox of the connection that one of Engine.IO's handlers is for, and that connection's name."""
    connection = getattr(handler, "__self__", None)
    queue = getattr(connection, "queue", None)
    return queue if isinstance(queue, Outbox) else Unused(), getattr(connection, "sid", "")
