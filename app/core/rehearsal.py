"""A simulated panel: what its people think of each statement, how long they take, and what else they do.

Everything follows from the seed, a person's number and the statement's code, so that two rehearsals of one seed hold
the same opinions however the phones and the network interleave. The shares below are guesses that make a lively room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from app.core.ballots import Abstention, Answer

SKIPS = 0.03
OUTSIDE = 0.07
UNCLEAR = 0.02
CHANGES_MIND = 0.08  # while the statement is open
MOVES_AFTER_TALK = 0.4  # towards the room, when a statement is asked again
COMMENTS = 0.12
GOES_OUT = 0.03  # loses the network for a statement
READING = 25.0  # seconds in the middle of the panel
TAP = 4.0  # seconds between one question and the next

REMARKS = (
    "This holds where the sessions are close to home; with a bus ride in between, few come.",
    "In our experience it depends on whether the mother-in-law agrees.",
    "True for those who come back. Those who do not, we never hear.",
    "It takes longer than this makes it sound, often a year.",
    "I would say it is the group that does this, not the counsellor.",
    "Not when the phone is shared in the family.",
    "It is right for the town; in the villages it begins with the health worker.",
    "The order is the other way round: safety first, then trust.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One simulated panellist. `leaning` shifts her answers on the scale; `pace` multiplies her time."""

    number: int
    leaning: float
    pace: float


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment she writes: beside which part (None for the whole), seen in practice or not, may be shown or not."""

    text: str
    part: int | None
    seen: bool
    may_show: bool


@dataclass(frozen=True, slots=True)
class Reaction:
    """What she does while a round is open: wait so many seconds, answer, wait, answer again. No answers: she skips."""

    answers: tuple[tuple[float, Answer], ...]
    remark: Remark | None
    goes_out: float  # seconds without network after the first answer; 0 for none

    @property
    def skips(self) -> bool:
        """Whether she passes this statement by."""
        return not self.answers


def panel(seed: int, people: int) -> tuple[Person, ...]:
    """The people of a seed."""
    return tuple(_person(seed, number) for number in range(people))


def _person(seed: int, number: int) -> Person:
    chance = Random(f"{seed}/{number}")
    return Person(number, chance.gauss(0.0, 0.45), chance.lognormvariate(0.0, 0.35))


def react(seed: int, person: Person, code: str, positions: Sequence[int], *, number: int) -> Reaction:
    """What a person does with the first (1) or second (2) asking of a statement with these part positions."""
    chance = Random(f"{seed}/{person.number}/{code}/{number}")
    if chance.random() < SKIPS:
        return Reaction((), None, 0.0)
    answer = _opinion(seed, person, code, positions)
    if number > 1 and answer.plausibility is not None and chance.random() < MOVES_AFTER_TALK:
        answer = replace(answer, plausibility=_towards(answer.plausibility, round(_lean(seed, code)[0])))
    wait = READING * person.pace * chance.uniform(0.7, 1.4)
    return Reaction(
        _taps(chance, answer, wait),
        _remark(chance, positions) if chance.random() < COMMENTS else None,
        chance.uniform(20.0, 90.0) if chance.random() < GOES_OUT else 0.0,
    )


def _lean(seed: int, code: str) -> tuple[float, float]:
    """Where the panel's middle lies for a statement (1 to 5), and how far its two camps are apart."""
    chance = Random(f"{seed}/{code}")
    return chance.choice((4.4, 4.2, 4.0, 3.8, 3.4, 3.0, 2.0)), chance.choice((0.0, 0.0, 0.0, 0.3, 1.6))


def _opinion(seed: int, person: Person, code: str, positions: Sequence[int]) -> Answer:
    """Her first opinion of a statement: the same at each asking."""
    chance = Random(f"{seed}/{person.number}/{code}")
    draw = chance.random()
    if draw < OUTSIDE + UNCLEAR:
        return Answer(abstained=Abstention.OUTSIDE if draw < OUTSIDE else Abstention.UNCLEAR)
    middle, apart = _lean(seed, code)
    camp = apart if chance.random() < 0.5 else -apart
    rating = _point(middle + camp + person.leaning + chance.gauss(0.0, 0.6))
    objects = rating <= 3 and bool(positions) and chance.random() < 0.6
    part = (chance.choice(list(positions)),) if objects else ()
    return Answer(rating, _point(chance.gauss(4.0, 0.9)), None, part, part if chance.random() < 0.4 else ())


def _taps(chance: Random, answer: Answer, wait: float) -> tuple[tuple[float, Answer], ...]:
    """Her taps one after another: each is a whole ballot that replaces the one before."""
    if answer.plausibility is None:
        return ((wait, answer),)
    taps = [(wait, replace(answer, relevance=None)), (TAP * chance.uniform(0.5, 2.0), answer)]
    if chance.random() < CHANGES_MIND:
        other = _towards(answer.plausibility, chance.choice((1, 3, 5)))
        taps.append((TAP * chance.uniform(1.0, 4.0), replace(answer, plausibility=other)))
    return tuple(taps)


def _remark(chance: Random, positions: Sequence[int]) -> Remark:
    part = chance.choice((None, *positions))
    return Remark(chance.choice(REMARKS), part, chance.random() < 0.3, chance.random() < 0.6)


def _towards(rating: int, aim: int) -> int:
    return rating + (aim > rating) - (aim < rating)


def _point(value: float) -> int:
    return max(1, min(5, round(value)))
