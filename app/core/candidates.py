"""Candidates: mechanisms that a panel proposed. Nobody has judged them, so they have no class and no score."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.errors_talk import ProposalEmpty, WordsTooLong
from app.core.statements import Part, PartKind
from app.core.text import clean

KINDS = (PartKind.CONTEXT, PartKind.RESOURCE, PartKind.REASONING, PartKind.OUTCOME)
LONGEST = 1_000


class CandidateState(StrEnum):
    """Where a proposal stands. Only an adopted one is a statement, and only a statement is ever put to a panel."""

    WAITING = "waiting"
    ADOPTED = "adopted"
    ASIDE = "aside"


def read_parts(texts: Mapping[PartKind, str]) -> tuple[Part, ...]:
    """The parts of a proposal as they are kept, counted from 1; what was left empty is none.

    Raises ProposalEmpty, and WordsTooLong instead of cutting anything.
    """
    said = [(kind, clean(texts.get(kind, ""))) for kind in KINDS]
    for _, text in said:
        if len(text) > LONGEST:
            raise WordsTooLong(length=len(text), limit=LONGEST)
    given = [(kind, text) for kind, text in said if text]
    if not given:
        raise ProposalEmpty
    return tuple(Part(position, kind, text) for position, (kind, text) in enumerate(given, start=1))
