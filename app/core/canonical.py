"""Canonical JSON: one text, and so one hash, for equal values."""

import hashlib
import json
from collections.abc import Mapping


def canonical_json(values: Mapping[str, object]) -> str:
    """Write values as JSON with sorted keys, no spaces and every script as itself."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
