"""Tokens: random, given out once, kept only as hashes."""

import hmac
import secrets
from hashlib import sha256


def new_token() -> str:
    """256 random bits, safe in a cookie or a link."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a random token; too long to guess, so no key is needed."""
    return sha256(token.encode(errors="backslashreplace")).hexdigest()


def keyed_hash(secret: str, purpose: str, value: str) -> str:
    """What is kept of something short: without the server's secret it cannot be tried out."""
    return hmac.new(secret.encode(), f"{purpose}:{value}".encode(errors="backslashreplace"), sha256).hexdigest()
