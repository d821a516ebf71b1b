"""The handshake of a websocket (RFC 6455, 4.2.2), where the server on gevent hands us a connection.

By hand because a hall comes back at one instant: the library builds a whole connection and a parser of HTTP for it,
170 us for each phone, and both are thrown away at once. What is not plainly a handshake goes the library's way.
"""

import socket
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha1
from typing import Any

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
WELCOME = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
)
VERSION, KEY_BYTES = "13", 16


def accepted(environ: Mapping[str, Any]) -> tuple[socket.socket, bytes] | None:
    """A socket of our own on this request's connection, and what is to be said on it first.

    None where the library should look: at a handshake that is not as it should be, or under another server.
    """
    said, connection = welcome(environ), connection_of(environ)
    return (connection.dup(), said) if said is not None and connection is not None else None


def welcome(environ: Mapping[str, Any]) -> bytes | None:
    """What is said to a client that asks for a websocket; None where its handshake is not as it should be."""
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    if environ.get("SERVER_PROTOCOL") != "HTTP/1.1" or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != VERSION:
        return None
    try:
        is_key = len(b64decode(key, validate=True)) == KEY_BYTES
    except (Error, ValueError):
        return None
    # No more than proof that this was read as a websocket's handshake: no secret, nothing is kept safe by it.
    return WELCOME % b64encode(sha1(f"{key}{GUID}".encode(), usedforsecurity=False).digest()) if is_key else None


def connection_of(environ: Mapping[str, Any]) -> socket.socket | None:
    """The connection a request came by; None where another server than gevent's serves."""
    if not environ.get("SERVER_SOFTWARE", "").startswith("gevent"):
        return None
    read = environ.get("wsgi.input")  # for an upgrade gevent gives what it reads from itself, else a cover around it
    raw = getattr(getattr(read, "rfile", read), "raw", None)
    connection = getattr(raw, "_sock", None)
    return connection if isinstance(connection, socket.socket) else None
