"""What a request to the socket path must look like before Engine.IO sees it."""

import errno
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SOCKET_PATH = "/socket.io"
EVERYWHERE, HERE = 6_000, 3_000  # sockets of this process, and of one address: a hall shares one
SINCE = "plumbline.since"  # seconds on a monotonic clock: when this handshake came


class SocketGuard:
    """WSGI middleware: answers what is no handshake of our own pages, and hands on everything else."""

    def __init__(self, app: "WSGIApplication", *, origin: str, clock: Callable[[], float]) -> None:
        self._app = app
        self._origin = origin
        self._clock = clock
        self._talking: Counter[str] = Counter()  # sockets by address

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(SOCKET_PATH):
            return self._app(environ, start)
        refusal = self._refusal(environ)
        if refusal:
            start(refusal, [("Content-Type", "text/plain"), ("Connection", "close")])
            return [refusal.encode()]
        # The driver always accepts compression when it is offered: 100 KB a phone for frames of 20 bytes.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        environ[SINCE] = self._clock()
        address = environ.get("REMOTE_ADDR", "")
        self._talking[address] += 1
        try:
            return self._talk(environ, start)
        finally:
            self._talking[address] -= 1
            if not self._talking[address]:
                del self._talking[address]

    def _talk(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Let Engine.IO answer, or talk for as long as the websocket lives. Nothing else is ever said on one."""
        answered = False

        def noted(*args: Any) -> Any:
            nonlocal answered
            answered = True
            return start(*args)

        try:
            return self._app(environ, noted)
        finally:
            if not answered:
                # Else gevent keeps the connection, and reads and logs what is left of the websocket as another request;
                # or, where the talk was broken off, writes an error page among its frames.
                raise BrokenPipeError(errno.EPIPE, "the websocket has ended") from None

    def _refusal(self, environ: "WSGIEnvironment") -> str | None:
        if environ.get("HTTP_TRANSFER_ENCODING") or environ.get("CONTENT_LENGTH") not in (None, "", "0"):
            return "413 Content Too Large"  # a handshake has no body
        if environ.get("REQUEST_METHOD") != "GET" or environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return "400 Bad Request"  # websockets only: HTTP is what a phone without one uses
        # Engine.IO lets a missing Origin pass. Every browser sends one here, so whoever leaves it out is not our page.
        if environ.get("HTTP_ORIGIN") != self._origin:
            return "403 Forbidden"
        if self._talking[environ.get("REMOTE_ADDR", "")] >= HERE or self._talking.total() >= EVERYWHERE:
            return "503 Service Unavailable"  # HTTP goes on
        return None
