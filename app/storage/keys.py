"""The keys that seal raw comments: one per workshop, beside the database, never in it nor in its backups."""

import os
from pathlib import Path

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
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(Fernet.generate_key())
        except FileExistsError:
            pass
        return Fernet(path.read_bytes())
