"""QR codes as one path of an inline SVG, so that no page needs an image, a style attribute or trusted markup."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  #: modules of white around a code that readers ask for (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Qr:
    """A code to draw in a square of `size` modules, the quiet zone included; `path` is the dark modules."""

    size: int
    path: str


def qr(text: str) -> Qr:
    """Return the code for a text. Error correction M: a wall is flat, and fewer modules are read from further away."""
    rows = segno.make_qr(text, error="m").matrix
    path = "".join(_row(y, row) for y, row in enumerate(rows, start=QUIET))
    return Qr(len(rows) + 2 * QUIET, path)


def _row(y: int, row: bytearray) -> str:
    drawn, x = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        drawn += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return drawn
