"""The protocol: every threshold of the method, frozen at a review's first ballot.

It belongs to the review. Its hash stands on every output, so that anyone can see which rule a result was computed by.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.core.canonical import canonical_json, sha256_of
from app.core.catalogue import N_, Phrase
from app.core.errors import WorkshopError
from app.core.scales import SCALES, Scale
from app.core.thresholds import (
    Allowed,
    beside,
    number,
    one_of,
    refuse_out_of_range,
    threshold_of,
    whole,
    yes_or_no,
)

RAM = "RAND/UCLA Appropriateness Method; BMC Med Inform Decis Mak 2012;12:93, table 7, for 8 to 16 ratings"

Dimension = Literal["plausibility", "relevance"]
Rule = Literal["rand-ucla", "percent-70", "percent-75", "percent-80", "comet-70-15"]

DIMENSIONS: tuple[Dimension, ...] = ("plausibility", "relevance")
_DIMENSIONS = Allowed(
    Phrase(N_("plausibility alone, or plausibility and relevance")),
    lambda value: value in (DIMENSIONS[:1], DIMENSIONS),
    ("plausibility", "plausibility, relevance"),
)


class NoProtocol(WorkshopError):
    """This is not a protocol: it should be one JSON object with a value per field."""

    code = "no_protocol"


class FieldUnknown(WorkshopError):
    """A protocol has no field called {field}."""

    code = "field_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """The rules one review is judged by. Shares lie between 0 and 1; a value out of range raises OutOfRange."""

    scale: str = field(
        default="five",
        metadata=beside(
            one_of(*sorted(SCALES)),
            N_("Five points can each be put in words and fit one row on a phone; their thirds are unequal (40/20/40)."),
        ),
    )
    required: tuple[Dimension, ...] = field(
        default=DIMENSIONS,
        metadata=beside(
            _DIMENSIONS,
            N_("Plausibility decides; relevance only keeps out what does not matter to the people who do the work."),
        ),
    )
    rule: Rule = field(
        default="rand-ucla",
        metadata=beside(
            one_of("rand-ucla", "percent-70", "percent-75", "percent-80", "comet-70-15"),
            N_("It was made for small panels and counts people, not per cents."),
            RAM,
        ),
    )
    min_ratings: int = field(
        default=5, metadata=beside(whole(5, 15), N_("With fewer than five, one person alone moves the result."))
    )
    min_answered_share: float = field(
        default=0.5,
        metadata=beside(number(0, 1), N_("A result that most of those present kept silent on is not the panel's.")),
    )
    max_abstained_share: float = field(
        default=0.5, metadata=beside(number(0, 1), N_("Where most cannot judge, the few who can are not the panel."))
    )
    groups: Literal["equal_person", "equal_group"] = field(
        default="equal_person",
        metadata=beside(
            one_of("equal_person", "equal_group"),
            N_("Each person counts the same, unless equal groups were declared before the first ballot."),
        ),
    )
    weight_cap: float = field(
        default=2,
        metadata=beside(
            number(1, 5), N_("Nobody's rating counts more than twice, however small the group it comes from.")
        ),
    )
    smallest_cell: int = field(
        default=5,
        metadata=beside(
            whole(3, 15), N_("Below it, colleagues could work out who answered what, so no rule looks at such a group.")
        ),
    )
    questioned_share: float = field(
        default=0.25,
        metadata=beside(number(0.05, 1), N_("A quarter of those who rated is too many to pass over in print.")),
    )
    questioned_people: int = field(
        default=2, metadata=beside(whole(2, 10), N_("One objection is a comment; two point at the same place."))
    )
    changed_people: int = field(
        default=2,
        metadata=beside(
            whole(2, 10), N_("One person's change is a comment; two who name the same part agree on it."), is_later=True
        ),
    )
    small_panel: int = field(
        default=8, metadata=beside(whole(5, 30), N_("The published table of the rule begins at eight."), RAM)
    )
    moved_people: int = field(
        default=1, metadata=beside(whole(0, 10), N_("One person moves in every room."), is_later=True)
    )
    moved_share: float = field(
        default=0.15,
        metadata=beside(
            number(0, 1), N_("More than about one in seven is more than comes and goes by itself."), is_later=True
        ),
    )
    late: Literal["leave_out", "count"] = field(
        default="leave_out",
        metadata=beside(
            one_of("leave_out", "count"), N_("Whoever answers after closing may have seen the others' answers.")
        ),
    )
    carry_first_round: bool = field(
        default=True,
        metadata=beside(
            yes_or_no(), N_("Somebody who left before the second asking still gave a judgement; it is marked.")
        ),
    )
    criterion_4: Literal["score", "class"] = field(
        default="score",
        metadata=beside(one_of("score", "class"), N_("The score keeps apart what a class puts into one drawer.")),
    )
    criterion_5: Literal["breaks_ties", "gates"] = field(
        default="breaks_ties",
        metadata=beside(
            one_of("breaks_ties", "gates"),
            N_("Coherence is the team's own reading, so it orders the statements of a tier and moves none to another."),
        ),
    )
    coherent_from: float = field(
        default=3,
        metadata=beside(
            number(1, 5), N_("The midpoint of its scale from 1 to 5 is where coherence outweighs doubt."), is_later=True
        ),
    )
    coherence_apart: int = field(
        default=2,
        metadata=beside(
            whole(1, 4),
            N_("Two raters one point apart are of one mind; two points are a matter for talk."),
            is_later=True,
        ),
    )
    several_sources: int = field(
        default=2, metadata=beside(whole(2, 10), N_("Several means more than one."), "the source review's own wording")
    )
    thick_share: float = field(
        default=0.5,
        metadata=beside(number(0.05, 1), N_("A statement is called thick when at least half of its evidence is.")),
    )

    def __post_init__(self) -> None:
        """Refuse a field that is out of its range."""
        for each in dataclasses.fields(self):
            refuse_out_of_range(each.name, threshold_of(each).allowed, getattr(self, each.name))

    @property
    def of_scale(self) -> Scale:
        """The scale itself."""
        return SCALES[self.scale]

    def to_json(self) -> str:
        """Write the protocol as canonical JSON: the text its hash is taken over.

        A field that came later is left out where it is as by default: so it was for all protocols before, and equal
        rules have one text and one hash, whenever they were written.
        """
        return canonical_json({each.name: getattr(self, each.name) for each in self._written()})

    def _written(self) -> "Iterator[dataclasses.Field[Any]]":
        for each in dataclasses.fields(self):
            if not (threshold_of(each).is_later and getattr(self, each.name) == each.default):
                yield each

    @classmethod
    def from_json(cls, text: str) -> "Protocol":
        """Read a protocol. A field left out takes its default.

        Raises NoProtocol, FieldUnknown for one we do not know, and OutOfRange.
        """
        values = _read_object(text)
        unknown = sorted(values.keys() - {each.name for each in dataclasses.fields(cls)})
        if unknown:
            raise FieldUnknown(field=unknown[0])
        return cls(**{name: _frozen(value) for name, value in values.items()})


def unwritten() -> dict[str, object]:
    """Return the fields that a protocol leaves out where they are as by default, with that default."""
    return {each.name: each.default for each in dataclasses.fields(Protocol) if threshold_of(each).is_later}


def protocol_hash(protocol: Protocol) -> str:
    """Return the SHA-256 over the canonical JSON: equal rules have equal hashes."""
    return sha256_of(protocol.to_json())


@dataclass(frozen=True, slots=True)
class ExplainedField:
    """A field of a protocol as the protocol's page and its file show it. `choices` is empty for a number."""

    name: str
    value: object
    default: object
    allowed: Phrase
    reason: str
    source: str
    choices: tuple[str, ...] = ()


def explained(protocol: Protocol) -> tuple[ExplainedField, ...]:
    """List every field with its value, its default, what it may be, why, and the source."""
    return tuple(_explain(each, getattr(protocol, each.name)) for each in dataclasses.fields(protocol))


def _explain(each: "dataclasses.Field[Any]", value: object) -> ExplainedField:
    found = threshold_of(each)
    allowed = found.allowed
    return ExplainedField(each.name, value, each.default, allowed.words, found.reason, found.source, allowed.choices)


def _read_object(text: str) -> Mapping[str, Any]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as problem:  # a hundred thousand brackets nest too deep
        raise NoProtocol from problem
    if not isinstance(values, dict):
        raise NoProtocol
    return values


def _frozen(value: Any) -> Any:
    """JSON has no tuples; a protocol has no lists."""
    return tuple(value) if isinstance(value, list) else value
