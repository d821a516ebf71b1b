"""Passwords: argon2id, at most two hashes at once (each takes 64 MB and 50 ms)."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.core.errors import PasswordTooShort

SHORTEST = 12
_hasher = PasswordHasher()
_two_at_once = BoundedSemaphore(2)
# Verified for names nobody has, so that an unknown name takes as long as a wrong password.
_NOBODY = _hasher.hash("nobody")


def hash_password(password: str) -> str:
    """An argon2id hash. Raises PasswordTooShort below twelve characters."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(length=SHORTEST)
    with _two_at_once:
        return _hasher.hash(password)


def fits(password: str, hashed: str | None) -> bool:
    """Whether the password fits; takes the same time for no hash at all."""
    with _two_at_once:
        try:
            _hasher.verify(hashed or _NOBODY, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return hashed is not None
