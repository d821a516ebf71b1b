"""Compression: in a hall many phones fetch the same at once over a slow network.

Style sheets and modules go out compressed, and of the pages only the phone's. Other pages hold a token beside words
that came with the request, and the length of such a page, compressed, can give the token away. The phone's page brings
nothing back of what was asked for.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

FIXED = frozenset({"static", "assets.css", "assets.js"})
SQUEEZED = {"text/css": FIXED, "text/javascript": FIXED, "text/html": frozenset({"phone.phone"})}


def install(app: Flask) -> None:
    """Compress what is long, for browsers that say they can read it."""
    app.after_request(_squeeze)


def _squeeze(response: Response) -> Response:
    if response.status_code != 200 or request.endpoint not in SQUEEZED.get(response.mimetype or "", ()):
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    squeeze = _squeezed_once if request.endpoint in FIXED else _squeezed
    response.set_data(squeeze(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)  # the same text, in other bytes
    return response


def _squeezed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


_squeezed_once = lru_cache(maxsize=128)(_squeezed)
