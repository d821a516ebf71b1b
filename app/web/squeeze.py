"""Style sheets and modules go out compressed: in a hall many phones fetch them at once over a slow network.

Pages do not: they hold tokens, and the length of a compressed page can give one away.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

SQUEEZED = frozenset({"text/css", "text/javascript"})
ENDPOINTS = frozenset({"static", "assets.css"})


def install(app: Flask) -> None:
    """Compress what is fixed and long, for browsers that say they can read it."""
    app.after_request(_squeeze)


def _squeeze(response: Response) -> Response:
    if request.endpoint not in ENDPOINTS or response.status_code != 200 or response.mimetype not in SQUEEZED:
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    response.set_data(_squeezed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)  # the same text, in other bytes
    return response


@lru_cache(maxsize=128)
def _squeezed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
