"""What goes over a page's wire, as its browser counts it: from a cold start, in bytes and requests."""

from functools import partial
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.journeys.phones import until

MASKED = 4  # bytes of the mask that every frame of a browser carries
SHORT = 126  # a frame's length takes one byte below this, else three
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value)))
    .observe({ type: "layout-shift", buffered: true });"""


class Wire:
    """The wire of one page, watched before anything is loaded."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._asked: dict[str, dict[str, Any]] = {}
        self._heads: dict[str, dict[str, str]] = {}
        self._bytes: dict[str, int] = {}
        self.frames: list[str] = []
        self._told: list[str] = []
        page.add_init_script(SHIFTS)
        self._cdp: CDPSession = page.context.new_cdp_session(page)
        self._cdp.on("Network.requestWillBeSent", lambda event: self._asked.update({event["requestId"]: event}))
        self._cdp.on(
            "Network.requestWillBeSentExtraInfo",
            lambda event: self._heads.update({event["requestId"]: event["headers"]}),
        )
        self._cdp.on(
            "Network.loadingFinished",
            lambda event: self._bytes.update({event["requestId"]: event["encodedDataLength"]}),
        )
        for name, texts in (("Sent", self.frames), ("Received", self._told)):
            self._cdp.on(f"Network.webSocketFrame{name}", partial(_note, texts))
        self._cdp.send("Network.enable")

    def block(self, *patterns: str) -> None:
        """Let nothing through that has such an address; without patterns, everything again."""
        self._cdp.send("Network.setBlockedURLs", {"urls": list(patterns)})

    def hears(self) -> None:
        """Wait until the server has said something by the socket: from then on it takes an answer."""
        until(self._page, lambda: any(text.startswith("42") for text in self._told))

    def finish(self, *paths: str) -> None:
        """Wait until these have come whole: a page has loaded a moment before its browser counts what it took."""
        until(self._page, lambda: self.came.keys() >= set(paths))

    @property
    def came(self) -> dict[str, int]:
        """What came, by its address without a query: the bytes on the wire, head and body."""
        return {self._path(id): size for id, size in self._bytes.items() if id in self._asked}

    @property
    def addresses(self) -> set[str]:
        """Everything that was asked for, whole."""
        return {event["request"]["url"] for event in self._asked.values()}

    @property
    def kinds(self) -> set[str]:
        """What kinds of things were asked for."""
        return {event["type"] for event in self._asked.values()}

    def posted(self, path: str) -> list[int]:
        """The bytes of each request that went up there: its first line, its head, its body, as HTTP/1.1 writes them."""
        ids = [
            id for id, event in self._asked.items() if event["request"]["method"] == "POST" and self._path(id) == path
        ]
        # What a request really carried is told apart from it, and sometimes later.
        until(self._page, lambda: self._heads.keys() >= set(ids))
        return [self._size(path, self._asked[id]["request"]["postData"], self._heads[id]) for id in ids]

    def framed(self, event: str) -> list[int]:
        """The bytes of each websocket frame that went up with this event."""
        sizes = [len(text.encode()) for text in self.frames if text.startswith("42") and f'["{event}"' in text]
        return [size + 2 + (2 if size >= SHORT else 0) + MASKED for size in sizes]

    @property
    def shift(self) -> float:
        """How far things have moved on the page so far, those after a tap included."""
        return float(self._page.evaluate("window.shifts.reduce((sum, each) => sum + each, 0)"))

    def _path(self, id: str) -> str:
        return "/" + self._asked[id]["request"]["url"].split("/", 3)[3].partition("?")[0]

    @staticmethod
    def _size(path: str, body: str, head: dict[str, str]) -> int:
        first = f"POST {path} HTTP/1.1\r\nContent-Length: {len(body)}\r\n"
        return len(first) + sum(len(f"{name}: {value}\r\n") for name, value in head.items()) + 2 + len(body)


def _note(texts: list[str], event: dict[str, Any]) -> None:
    texts.append(event["response"]["payloadData"])
