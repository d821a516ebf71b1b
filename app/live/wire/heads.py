"""The head of a request (RFC 9112, 5), read line by line where every line is as browsers write it.

By hand because a hall comes back at one instant: the library reads a head as it would a mail, 33 us for each of a
phone's three requests, where this takes 9. What comes out is the library's own message, and whatever is not plain, a
folded line, a foreign letter, no end, is given to the library as it came.
"""

import re
from collections import deque
from collections.abc import Callable
from email.message import Message
from typing import Any, Protocol

PLAIN = re.compile(rb"([!#-'*+.0-9A-Z^-z|~-]+):([\t -~]*)\r\n")
END = b"\r\n"
LONGEST = 65_536  # bytes of a line, as the library has it; a longer one comes without its end
MANY = 64  # lines


class Lines(Protocol):
    """Where a head is read from."""

    def readline(self, most: int = -1, /) -> bytes:
        """The next line with its end; without, where it is longer or the other side stopped."""
        ...


class Again:
    """Lines that were read already, and then those that follow."""

    def __init__(self, read: list[bytes], rest: Lines) -> None:
        self._read, self._rest = deque(read), rest

    def readline(self, most: int = -1, /) -> bytes:
        return self._read.popleft() if self._read else self._rest.readline(most)


def read_head(lines: Lines, empty: Callable[[], Message], library: Callable[[Any], Message]) -> Message:
    """The head that comes next. `empty` makes a message without lines, `library` reads one whatever it looks like."""
    head, read = empty(), []
    while True:
        line = lines.readline(LONGEST + 1)
        if line == END:
            return head
        read.append(line)
        found = PLAIN.fullmatch(line)
        if found is None or len(read) > MANY:
            return library(Again(read, lines))
        head[found[1].decode()] = found[2].decode().lstrip(" \t")
