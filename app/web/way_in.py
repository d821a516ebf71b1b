"""The way into a workshop, as a desk or a wall shows it: digits to type, where to type them, and a code to scan."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import url_for

from app.web.parts import parts
from app.web.qr import Qr, qr


@dataclass(frozen=True, slots=True)
class WayIn:
    """`digits` as people read them out, three and three; `address` is short, to be typed; `code` holds `link`."""

    digits: str
    address: str
    link: str
    code: Qr


def way_in(digits: str | None, token: str) -> WayIn:
    """The way in for these digits and the token of the code on the wall."""
    origin = parts().settings.origin
    link = origin + url_for("join.card", token=token)
    spoken = f"{digits[:3]} {digits[3:]}" if digits else ""
    return WayIn(spoken, urlsplit(origin).netloc, link, qr(link))
