"""What can be refused around the talk: changing a text on the spot, choosing what to talk about, noting proposals.

As in `errors.py`, the docstring of each class is the sentence that people read.
"""

from app.core.errors import Kind, WorkshopError


class TextInUse(WorkshopError):
    """People are answering this text just now. Close it first; then it can be changed."""

    kind, code = Kind.STALE, "text_in_use"


class ChangedMeanwhile(WorkshopError):
    """{who} changed this statement meanwhile, so nothing was kept. What you wrote stays in the fields; the text as it
    stands now is shown beside them."""

    kind, code = Kind.STALE, "changed_meanwhile"


class NothingChanged(WorkshopError):
    """Not a word is different yet, so there is nothing to ask again about. Change at least one part."""

    code = "nothing_changed"


class PartEmptied(WorkshopError):
    """Every part needs words: answers and comments point at it. Write what it should say instead."""

    code = "part_emptied"


class WhyMissing(WorkshopError):
    """Please write why this was changed. It stands beside the change in the report."""

    code = "why_missing"


class WordsTooLong(WorkshopError):
    """One of these texts is {length} characters; at most {limit} fit. Everything is still here; please shorten it."""

    code = "words_too_long"


class TalkListChanged(WorkshopError):
    """{who} changed the list meanwhile, so nothing was kept. Your ticks and your order stay; look once more."""

    kind, code = Kind.STALE, "talk_list_changed"


class NotToTalkAbout(WorkshopError):
    """One of these statements is not closed, or was asked again already. Nothing was changed; please look once more."""

    kind, code = Kind.STALE, "not_to_talk_about"


class ChoiceWithoutReason(WorkshopError):
    """Please give the reason for this choice. It is listed with the versions."""

    code = "choice_without_reason"


class ProposalEmpty(WorkshopError):
    """Write at least one part of what was proposed."""

    code = "proposal_empty"


class DecidedMeanwhile(WorkshopError):
    """Somebody has decided about this proposal meanwhile. Nothing was changed; this is how it stands now."""

    kind, code = Kind.STALE, "decided_meanwhile"
