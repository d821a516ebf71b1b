"""Uploads: a sheet kept for an hour, between looking at it and importing it.

It lies in a folder of its own under a random name, is bound to who brought it and for which review, and goes when it
was imported or its hour is over.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypedDict, cast

from app.core.errors_review import UploadGone
from app.core.workshops import AccountId, ReviewId

KEPT = timedelta(hours=1)
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept sheet: its file name, its bytes, and the answers given so far about its columns."""

    token: str
    name: str
    data: bytes
    mapping: Mapping[str, str]


class About(TypedDict):
    """What lies beside a kept sheet."""

    name: str
    at: str
    account: int
    review: int
    mapping: dict[str, str]


@dataclass(frozen=True, slots=True)
class Bringer:
    """Who brought a sheet, and for which review: only they get it back."""

    account: AccountId
    review: ReviewId


def keep(folder: Path, name: str, data: bytes, *, bringer: Bringer, at: datetime) -> str:
    """Keep a sheet for an hour. What comes back is its token (128 random bits)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder, at=at)
    token = secrets.token_urlsafe(16)
    # What lies beside it comes first, so that no sheet is ever left without its hour.
    about = About(name=name, at=at.isoformat(), account=bringer.account, review=bringer.review, mapping={})
    _write_about(folder, token, about)
    _write(folder / f"{token}.sheet", data)
    return token


def find(folder: Path, token: str, *, bringer: Bringer, at: datetime) -> Upload:
    """Give a kept sheet back. Raises UploadGone: unknown, too old and another's are told alike."""
    about = _about(folder, token)
    path = folder / f"{token}.sheet"
    if (about["account"], about["review"]) != (bringer.account, bringer.review) or _is_over(about, at):
        raise UploadGone
    if not path.exists():
        raise UploadGone
    return Upload(token, about["name"], path.read_bytes(), about["mapping"])


def answer(folder: Path, upload: Upload, mapping: Mapping[str, str]) -> None:
    """Keep what was answered about the sheet's columns, beside the sheet."""
    about = _about(folder, upload.token)
    about["mapping"] = dict(mapping)
    _write_about(folder, upload.token, about)


def forget(folder: Path, token: str) -> None:
    """Remove a sheet; one that is gone already stays gone."""
    if TOKEN.fullmatch(token):
        for ending in (".sheet", ".json"):
            (folder / f"{token}{ending}").unlink(missing_ok=True)


def sweep(folder: Path, *, at: datetime) -> None:
    """Remove every sheet whose hour is over."""
    for path in folder.glob("*.json"):
        try:
            over = _is_over(_about(folder, path.stem), at)
        except UploadGone:
            over = True
        if over:
            forget(folder, path.stem)


def _is_over(about: About, at: datetime) -> bool:
    return at - datetime.fromisoformat(about["at"]) > KEPT


def _about(folder: Path, token: str) -> About:
    if not TOKEN.fullmatch(token):
        raise UploadGone
    try:
        return cast(About, json.loads((folder / f"{token}.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        raise UploadGone from None


def _write_about(folder: Path, token: str, about: About) -> None:
    _write(folder / f"{token}.json", json.dumps(about).encode())


def _write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600, exist_ok=True)
    path.write_bytes(data)
