"""The keys that seal raw comments: one per workshop, beside the database, never in it nor in its backups."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from cryptography.fernet import Fernet


class CommentKeys:
    """Seals and opens raw comments. Destroying a workshop's key file makes its raw comments unreadable for good."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def seal(self, workshop: int, text: str) -> bytes:
        """Encrypt a raw comment."""
        return self._key(workshop).encrypt(text.encode())

    def unseal(self, workshop: int, sealed: bytes) -> str:
        """Decrypt a raw comment. Raises cryptography's InvalidToken when the key is another one."""
        return self._key(workshop).decrypt(sealed).decode()

    def _key(self, workshop: int) -> Fernet:
        path = self._folder / f"{workshop}.key"
        if not path.exists():
            self._make(path)
        return Fernet(path.read_bytes())

    def _make(self, path: Path) -> None:
        """Write a new key beside its place and link it there whole: an end in the middle leaves no half of a key."""
        beside = path.with_name(f"{path.name}.{token_hex(8)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())  # before any comment that only this key opens
        with suppress(FileExistsError):  # someone was faster, and her key holds
            path.hardlink_to(beside)
        beside.unlink()
