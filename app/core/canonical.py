"""Canonical JSON: one text, and so one hash, for equal values."""

import hashlib
import json
from collections.abc import Mapping


def canonical_json(values: object) -> str:
    """Write values as JSON with sorted keys, no spaces, every script as itself, and 2.0 as 2."""
    return json.dumps(_plain(values), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: object) -> object:
    """2 and 2.0 are equal numbers, so they must be one text."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
