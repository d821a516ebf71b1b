"""The notice people read before they agree: its sentences, the facts in their gaps, and a version to agree to.

A gap stands as %(name)s in what is stored, and as [name] where the team writes the sentence.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from types import MappingProxyType

GAP = re.compile(r"%\((\w+)\)s")
BRACKETS = re.compile(r"\[(\w+)\]")
GAPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "asks": ("organisation", "minutes"),
        "about": ("about",),
        "reads": ("team",),
        "change": ("date",),
        "help": ("name", "phone"),
        "questions": ("name",),
        "ethics": ("number",),
    }
)
"""What a plan fills into each sentence. Nobody may be asked without these."""

SENTENCES = (
    *("title", "asks", "about", "keep", "kept", "who", "reads", "guess", "write", "change"),
    *("help", "questions", "ethics", "agree", "decline"),
)
"""What the sentences are called, in their order."""

_KNOWN = frozenset(name for names in GAPS.values() for name in names)


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
    words: tuple[str, ...]  #: its sentences as the rules of the workshop have them, gaps and all

    @property
    def version(self) -> str:
        """A short hash of the facts and the words, sent back with the agreement."""
        return sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()[:16]


def fill(sentence: str, facts: Mapping[str, object]) -> str:
    """Fill the gaps of a sentence. A per cent sign, or a gap nobody knows, is text like any other."""
    return GAP.sub(lambda gap: str(facts.get(gap[1], gap[0])), sentence)


def read_out(notice: Notice, *, until: str) -> dict[str, str]:
    """Return the sentences by name, with everything filled in; "" for one whose fact the plan leaves empty."""
    facts: dict[str, dict[str, object]] = {
        "asks": {"organisation": notice.organisation, "minutes": notice.minutes},
        "about": {"about": notice.about},
        "reads": {"team": notice.team},
        "change": {"date": until},
        "help": {"name": notice.help_name, "phone": notice.help_phone},
        "questions": {"name": notice.questions_to},
        "ethics": {"number": notice.ethics},
    }
    said = {name: fill(words, facts.get(name, {})) for name, words in zip(SENTENCES, notice.words, strict=True)}
    unsaid = {"questions": not notice.questions_to, "ethics": not notice.ethics}
    return {name: "" if unsaid.get(name) else words for name, words in said.items()}


def in_brackets(sentence: str) -> str:
    """Return a sentence as the team writes it: its gaps as [name]."""
    return GAP.sub(r"[\1]", sentence)


def with_gaps(written: str) -> str:
    """Return a sentence as it is stored; brackets around a name that no plan fills in stay as they are."""
    return BRACKETS.sub(lambda found: f"%({found[1]})s" if found[1] in _KNOWN else found[0], written)
