"""Settings: read once from the environment, frozen, handed down. What is missing or weak is refused with a sentence."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_SECRET = 32
FEWEST_LETTERS = 10
DOCS = "docs/settings.md lists every setting."


class SettingsProblem(Exception):
    """A setting is missing or weak; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the server must know before it starts."""

    data: Path  #: database, comment keys and uploads lie here
    secret: str  #: signs cookies and keys the hashes of personal codes
    origin: str  #: the address people use, e.g. https://workshop.example.org; sockets and writes must come from it
    host: str  #: the address the server listens on
    port: int
    database_url: str

    @property
    def is_https(self) -> bool:
        """Whether cookies may be marked Secure."""
        return self.origin.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read PLUMBLINE_* from the environment. Raises SettingsProblem."""
    if environment.get("FLASK_DEBUG", "0") not in ("", "0"):
        raise SettingsProblem("FLASK_DEBUG is on. It shows code and data to anyone who meets an error; switch it off.")
    data = Path(_needed(environment, "PLUMBLINE_DATA", "the folder for database and keys")).absolute()
    return Settings(
        data,
        _strong(environment.get("PLUMBLINE_SECRET") or _kept_secret(data)),
        _origin(
            _needed(environment, "PLUMBLINE_ORIGIN", "the address people use, such as https://workshop.example.org")
        ),
        environment.get("PLUMBLINE_HOST") or "127.0.0.1",
        _port(environment.get("PLUMBLINE_PORT") or "8000"),
        environment.get("PLUMBLINE_DATABASE") or f"sqlite:///{data / 'plumbline.db'}",
    )


def keep_new_secret(data: Path) -> None:
    """Write a random secret beside the database where there is none yet, readable by its owner only."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data / "secret"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))


def _needed(environment: Mapping[str, str], name: str, what: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SettingsProblem(f"{name} is not set: {what}. {DOCS}")
    return value


def _kept_secret(data: Path) -> str:
    path = data / "secret"
    if not path.exists():
        raise SettingsProblem(f"PLUMBLINE_SECRET is not set: {SHORTEST_SECRET} random characters or more. {DOCS}")
    return path.read_text().strip()


def _strong(secret: str) -> str:
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS:
        raise SettingsProblem(
            f"PLUMBLINE_SECRET is too weak: use {SHORTEST_SECRET} random characters or more. "
            "This prints a good one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return secret


def _origin(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:  # brackets that do not close
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise SettingsProblem(f'PLUMBLINE_ORIGIN is "{value}"; it must look like https://workshop.example.org')
    return f"{parts.scheme}://{parts.netloc}"


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise SettingsProblem(f'PLUMBLINE_PORT is "{value}"; it must be a number from 1 to 65535.')
    return int(value)
