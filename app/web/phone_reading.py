"""Reading what a phone sends besides ballots, and what stands of hers already."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.core.ballots import ANSWER_FIELDS
from app.core.catalogue import N_, Phrase
from app.core.errors import AnswerUnreadable
from app.core.workshops import PanellistId, RoundId
from app.services.ballots import current
from app.services.comments import Written
from app.services.tokens import keyed_hash
from app.web.forms_phone import CommentForm

COMMENT_FIELDS = frozenset({"key", "round", "part", "text", "seen", "may_show"})
LONGEST_KEY = 64


def round_of(sent: Mapping[str, Any]) -> RoundId:
    """The round something is for: a whole number on the wire, its digits in a form. Raises AnswerUnreadable."""
    round = sent.get("round")
    return _whole(int(round) if isinstance(round, str) and round.isdecimal() else round)


def comment_of_wire(sent: Mapping[str, Any]) -> Written:
    """A comment as the wire carries it. Raises AnswerUnreadable with what is wrong; unknown fields are refused."""
    unknown = sorted(sent.keys() - COMMENT_FIELDS)
    if unknown:
        raise AnswerUnreadable(what=Phrase(N_('it has a field we do not know, "%(name)s"'), {"name": unknown[0][:40]}))
    key, text, part = sent.get("key"), sent.get("text"), sent.get("part")
    if not isinstance(key, str) or not 1 <= len(key) <= LONGEST_KEY or not key.isascii():
        raise AnswerUnreadable(what=Phrase(N_("it has no key")))
    if not isinstance(text, str):
        raise AnswerUnreadable(what=Phrase(N_("it has no text")))
    if part is not None and type(part) is not int:
        raise AnswerUnreadable(what=Phrase(N_("the part is not a position")))
    return Written(key, _whole(sent.get("round")), part, text, _yes(sent, "seen"), _yes(sent, "may_show"))


def comment_of_form(form: CommentForm, *, secret: str) -> Written:
    """A comment from a plain form, which carries no key. What it says is its key: sent twice, it is kept once."""
    said = (form.round.data or 0, form.part, form.words, form.seen.data, form.may_show.data)
    key = keyed_hash(secret, "comment", repr(said))  # nobody can try out from the key what was written
    return Written(key, RoundId(said[0]), *said[1:])


def standing_answer(db: Session, panellist: PanellistId, round: object) -> dict[str, Any]:
    """The answer of hers that stands in a round; {} when there is none."""
    ballot = current(db, panellist, round)
    return {name: getattr(ballot, name) for name in ANSWER_FIELDS} if ballot else {}


def _whole(value: object) -> RoundId:
    if type(value) is not int:
        raise AnswerUnreadable(what=Phrase(N_("it names no round")))
    return RoundId(value)


def _yes(sent: Mapping[str, Any], name: str) -> bool:
    value = sent.get(name, False)
    if type(value) is not bool:
        raise AnswerUnreadable(what=Phrase(N_('"%(name)s" is neither true nor false'), {"name": name}))
    return value
