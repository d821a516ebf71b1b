"""What each rule would confirm, and the protocol's file: what its page computes and hands out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache

from flask_babel import gettext as _

from app.core.error_rates import ErrorRates, error_rates
from app.core.instrument import instruments_to_json
from app.core.profiles import PROFILES, justified, with_profile
from app.core.protocol import ExplainedField, Protocol
from app.services.protocols import Version

SMALLEST, LARGEST = 5, 50  # people: below, no rule confirms; above, the page would take its time
WITHOUT_A_PLAN = 8  # the smallest panel that the published tables of the rule know


@dataclass(frozen=True, slots=True)
class Chances:
    """One row: a profession in words, and how many of 100 of its panels each rule would confirm."""

    profession: str
    of_hundred: Mapping[str, str]


def size_of(asked: str, expected: int | None) -> int:
    """Return the people to reckon with: those asked for, else those expected, within what can be reckoned."""
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else expected or WITHOUT_A_PLAN
    return min(max(wanted, SMALLEST), LARGEST)


def chances(protocol: Protocol, n: int) -> list[Chances]:
    """Return what each rule with a name would confirm with n people, the other fields as they are."""
    return [
        Chances(_profession(row), {name: _of_hundred(chance) for name, chance in row.chances.items()})
        for row in _rates(protocol, n)
    ]


@lru_cache(maxsize=64)
def _rates(protocol: Protocol, n: int) -> tuple[ErrorRates, ...]:
    return error_rates(n, {name: with_profile(protocol, name) for name in PROFILES})


def _profession(row: ErrorRates) -> str:
    yes, between, no = (f"{100 * share:.0f}" for share in row.shares)
    return str(_("%(yes)s %% yes, %(between)s %% in between, %(no)s %% no", yes=yes, between=between, no=no))


def _of_hundred(chance: float) -> str:
    if 0 < chance < 0.005:
        return str(_("under 1"))
    if 0.995 <= chance < 1:
        return str(_("over 99"))
    return f"{100 * chance:.0f}"


def first_ballot(versions: Sequence[Version]) -> datetime | None:
    """Return when the review's first ballot was cast; None before."""
    return min((each.frozen_at for each in versions if each.frozen_at), default=None)


def file_of(review: str, versions: Sequence[Version], software: str) -> str:
    """Return the protocol in force as a JSON file, with its reasons, its instrument and what was changed later.

    `hash` is the SHA-256 of `protocol` alone, with sorted keys and without spaces: as in `protocol.json` of the tables.
    """
    version = versions[0]
    frozen = first_ballot(versions)
    values = {
        "review": review,
        "software": software,
        "version": version.number,
        "hash": version.hash,
        "protocol": json.loads(version.protocol.to_json()),
        "fields": [_field(each) for each in justified(version.protocol, version.reasons)],
        "instrument_hash": version.instrument_hash,
        "instrument": _instrument(version),
        "first_ballot_at": frozen.isoformat() if frozen else None,
        "deviations": [_deviation(each) for each in reversed(versions) if each.is_deviation],
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _field(each: ExplainedField) -> dict[str, object]:
    return asdict(each) | {"allowed": str(each.allowed)}


def _instrument(version: Version) -> object:
    return json.loads(instruments_to_json(version.instruments))


def _deviation(version: Version) -> dict[str, object]:
    changes = [asdict(each) for each in version.changes]
    return {"version": version.number, "at": version.at.isoformat(), "by": version.by, "changes": changes}
