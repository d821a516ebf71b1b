"""The notice people read before they agree: the facts in its brackets, and a version to agree to."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a workshop fills into the notice. Empty strings leave their sentence out."""

    organisation: str
    minutes: int
    team: str
    withdraw_until: date
    help_name: str
    help_phone: str
    about: str
    questions_to: str
    ethics: str

    @property
    def version(self) -> str:
        """A short hash of the facts, sent back with the agreement."""
        return sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()[:16]
