"""Ballots: how one is read, and what is said back about it.

A ballot is the whole answer of one panellist in one round and replaces her earlier one entirely. None means "not
answered", never zero. Both doors, the form and the wire, bring their fields here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TypeGuard

from app.core.catalogue import N_, Phrase
from app.core.errors import AnswerUnreadable, WorkshopError
from app.core.workshops import RoundId, WorkshopId

MAX_KEY = 64
MAX_NUMBER = 2**31 - 1
ANSWER_FIELDS = frozenset({"plausibility", "relevance", "abstained", "parts", "if_changed"})
BALLOT_FIELDS = ANSWER_FIELDS | {"key", "seq", "round", "epoch", "read"}


class Abstention(StrEnum):
    """The two ways not to judge. Skipping is not one of them: it is kept nowhere."""

    OUTSIDE = "outside"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer. Ratings count from 1 to the points of the scale; parts are positions in the statement."""

    plausibility: int | None = None
    relevance: int | None = None
    abstained: Abstention | None = None
    parts: tuple[int, ...] = ()
    if_changed: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to ask: both ratings, or an abstention."""
        return self.abstained is not None or (self.plausibility is not None and self.relevance is not None)


@dataclass(frozen=True, slots=True)
class SentBallot:
    """An answer as a phone sent it: for one opening (epoch) of one round, under a key of the phone's own.

    `read` is the translation that was on her screen; None for the original.
    """

    key: str
    seq: int
    round: RoundId
    epoch: int
    answer: Answer
    read: int | None = None

    @property
    def digest(self) -> str:
        """What tells a repeated ballot from another one under the same key."""
        # The original is left out, so that ballots from before there were translations keep their digest.
        read = [] if self.read is None else [self.read]
        body = [self.seq, self.round, self.epoch, *_answer_values(self.answer), *read]
        return sha256(json.dumps(body).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is said back about one ballot; the same key and body always gets the same words.

    `version` is the workshop's as it was then, for a phone that was refused and may have to look again; `workshop` is
    where it was just now kept, so that desks can be told; `why` says it again in another language.
    """

    ok: bool
    key: str
    seq: int
    error: str | None = None
    say: str | None = None
    version: int | None = field(default=None, compare=False)
    workshop: WorkshopId | None = field(default=None, compare=False)
    why: WorkshopError | None = field(default=None, compare=False, repr=False)

    def told(self) -> dict[str, object]:
        """The answer as it goes over the wire, the same at both doors."""
        if self.ok:
            return {"ok": True, "key": self.key, "seq": self.seq}
        told: dict[str, object] = {"ok": False, "error": self.error, "say": self.say}
        return told if self.version is None else told | {"version": self.version}


def refused(fields: Mapping[str, object], why: WorkshopError, version: int | None = None) -> Recorded:
    """What is said back about a ballot that was not kept, named by its key as far as it can be read."""
    key, seq = fields.get("key"), fields.get("seq")
    named = key[:MAX_KEY] if isinstance(key, str) else ""
    return Recorded(False, named, seq if type(seq) is int else 0, why.code, why.say, version, why=why)


def is_number(value: object, *, low: int = 1) -> TypeGuard[int]:
    """Whether this is a whole number that every database can hold; True and 1.0 are none."""
    return type(value) is int and low <= value <= MAX_NUMBER


def read_ballot(fields: Mapping[str, object], *, points: int, positions: frozenset[int]) -> SentBallot:
    """Read a ballot from the wire. Raises AnswerUnreadable with what is wrong; unknown fields are refused."""
    _refuse_unknown(fields, BALLOT_FIELDS)
    key = fields.get("key")
    if not isinstance(key, str) or not 1 <= len(key) <= MAX_KEY or not key.isascii():
        raise AnswerUnreadable(what=Phrase(N_("it has no key")))
    return SentBallot(
        key,
        _whole(fields, "seq", low=1),
        RoundId(_whole(fields, "round", low=1)),
        _whole(fields, "epoch", low=1),
        read_answer({name: fields[name] for name in ANSWER_FIELDS & fields.keys()}, points=points, positions=positions),
        None if fields.get("read") is None else _whole(fields, "read", low=1),
    )


def read_answer(fields: Mapping[str, object], *, points: int, positions: frozenset[int]) -> Answer:
    """Read an answer for a scale of so many points and a statement with these part positions."""
    _refuse_unknown(fields, ANSWER_FIELDS)
    answer = Answer(
        _rating(fields.get("plausibility"), points),
        _rating(fields.get("relevance"), points),
        _abstention(fields.get("abstained")),
        _positions(fields.get("parts"), positions),
        _positions(fields.get("if_changed"), positions),
    )
    if answer.abstained and (answer.plausibility is not None or answer.relevance is not None):
        raise AnswerUnreadable(what=Phrase(N_("it abstains and rates at once")))
    return answer


def _refuse_unknown(fields: Mapping[str, object], known: frozenset[str]) -> None:
    unknown = sorted(fields.keys() - known)
    if unknown:
        raise AnswerUnreadable(what=Phrase(N_('it has a field we do not know, "%(name)s"'), {"name": unknown[0][:40]}))


def _whole(fields: Mapping[str, object], name: str, *, low: int) -> int:
    value = fields.get(name)
    if not is_number(value, low=low):
        raise AnswerUnreadable(
            what=Phrase(N_('"%(name)s" is not a whole number of %(low)s or more'), {"name": name, "low": low})
        )
    return value


def _rating(value: object, points: int) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= points:
        raise AnswerUnreadable(what=Phrase(N_("a rating is from 1 to %(points)s"), {"points": points}))
    return value


def _abstention(value: object) -> Abstention | None:
    if value is None:
        return None
    try:
        return Abstention(str(value))
    except ValueError:
        raise AnswerUnreadable(what=Phrase(N_('an abstention is "outside" or "unclear"'))) from None


def _positions(value: object, known: frozenset[int]) -> tuple[int, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or any(type(each) is not int for each in value):
        raise AnswerUnreadable(what=Phrase(N_("parts are a list of positions")))
    if not known.issuperset(value):
        raise AnswerUnreadable(what=Phrase(N_("it names a part this statement does not have")))
    return tuple(sorted(set(value)))


def _answer_values(answer: Answer) -> list[object]:
    return [answer.plausibility, answer.relevance, answer.abstained, list(answer.parts), list(answer.if_changed)]
