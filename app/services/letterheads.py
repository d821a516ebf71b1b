"""The team's own letterhead for Word: one .docx for each review, kept beside the database under its number."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.core.workshops import ReviewId


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A kept letterhead: its bytes, and their SHA-256 as text."""

    data: bytes
    hash: str


def keep(folder: Path, review: ReviewId, data: bytes) -> None:
    """Keep this letterhead in the place of whichever was there. Whole or not at all, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder / f"{int(review)}.new"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    new.replace(_path(folder, review))


def find(folder: Path, review: ReviewId) -> Letterhead | None:
    """The letterhead of a review; None where it has none."""
    try:
        data = _path(folder, review).read_bytes()
    except FileNotFoundError:
        return None
    return Letterhead(data, sha256(data).hexdigest())


def forget(folder: Path, review: ReviewId) -> None:
    """Go back to Plumbline's own; where there is none it stays so."""
    _path(folder, review).unlink(missing_ok=True)


def _path(folder: Path, review: ReviewId) -> Path:
    return folder / f"{int(review)}.docx"
