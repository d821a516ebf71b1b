"""Documents on their way: rendered by a child process into a folder, looked at meanwhile, fetched, and then gone.

Each has a random name, is bound to who asked for it and of what, and is kept for an hour.
"""

import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from fcntl import LOCK_NB, LOCK_SH, flock
from pathlib import Path

from app.core.errors_documents import DocumentGone, DocumentStumbled
from app.core.workshops import AccountId

KEPT, LONGEST = timedelta(hours=1), timedelta(seconds=90)
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: by whom, of what ("workshop 7"), when (ISO, UTC), and the name the file is to have."""

    account: AccountId
    of: str
    at: str
    name: str


@dataclass(frozen=True, slots=True)
class Making:
    """A document on its way: what is done, of how many steps (0 while nobody knows); `path` once it is whole."""

    order: Order
    done: int
    total: int
    path: Path | None


def begin(folder: Path, order: Order) -> tuple[str, Path]:
    """Make room for a document: its token (128 random bits), and where it is to be written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder, at=datetime.fromisoformat(order.at))
    token = secrets.token_urlsafe(16)
    with os.fdopen(os.open(folder / f"{token}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(order), file)
    return token, folder / f"{token}.docx"


def look(folder: Path, token: str, account: AccountId, of: str, *, at: datetime) -> Making:
    """How far a document is.

    Raises DocumentGone (unknown, too old and another's are told alike) and DocumentStumbled.
    """
    order = _order(folder, token)
    if (order.account, order.of) != (account, of) or _age(order, at) > KEPT:
        raise DocumentGone
    path = folder / f"{token}.docx"
    if path.exists():
        return Making(order, 1, 1, path)
    if path.with_suffix(".stumbled").exists() or _age(order, at) > LONGEST or _has_died(path):
        raise DocumentStumbled
    return Making(order, *steps(path), None)


def _has_died(path: Path) -> bool:
    """Whether whoever began to write has ended without the file being there: while they live they hold a lock."""
    try:
        with path.with_suffix(".begun").open("rb") as begun:
            flock(begun, LOCK_SH | LOCK_NB)
            return not path.exists()  # they may have ended well since somebody looked
    except (FileNotFoundError, BlockingIOError):
        return False


def sweep(folder: Path, *, at: datetime) -> None:
    """Remove every document whose hour is over, with all that lies beside it."""
    for path in folder.glob("*.json"):
        try:
            over = _age(_order(folder, path.stem), at) > KEPT
        except DocumentGone:
            over = True
        for each in folder.glob(f"{path.stem}.*") if over else ():
            each.unlink(missing_ok=True)


def steps(path: Path) -> tuple[int, int]:
    """How many steps of what is written to this path are done, and of how many; 0 of 0 while nobody knows."""
    try:
        done, total = path.with_suffix(".progress").read_text().split()
    except (FileNotFoundError, ValueError):
        return 0, 0
    return int(done), int(total)


def _order(folder: Path, token: str) -> Order:
    if not TOKEN.fullmatch(token):
        raise DocumentGone
    try:
        return Order(**json.loads((folder / f"{token}.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        raise DocumentGone from None


def _age(order: Order, at: datetime) -> timedelta:
    return at - datetime.fromisoformat(order.at)
