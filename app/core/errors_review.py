"""What can be refused to a review team at its own work, between workshops: sheets, evidence, weights.

As in `errors.py`, the docstring of each class is the sentence that people read.
"""

from app.core.errors import Kind, WorkshopError


class WeightsLocked(WorkshopError):
    """The weights are locked, so nothing was changed. Whoever unlocks them gives a reason, and it is listed."""

    kind, code = Kind.STALE, "weights_locked"


class UnlockReasonMissing(WorkshopError):
    """Please give the reason for unlocking the weights. It is listed below."""

    code = "unlock_reason_missing"


class SourceNotedAlready(WorkshopError):
    """Noted for this statement already, the same way: {sources}. Change it in the list. Nothing was added."""

    kind, code = Kind.STALE, "source_noted_already"


class EvidenceChanged(WorkshopError):
    """Somebody has changed a source meanwhile, so nothing was kept. Your choice stays; what stands now is there too."""

    kind, code = Kind.STALE, "evidence_changed"


class CodesTaken(WorkshopError):
    """These statements are in the review already: {codes}. Nothing has been imported."""

    kind, code = Kind.STALE, "codes_taken"


class UploadGone(WorkshopError):
    """This sheet was kept here for one hour only. Please choose it once more. Nothing has been imported yet."""

    kind, code = Kind.UNKNOWN, "upload_gone"


class PlanGone(WorkshopError):
    """This plan is no longer among those that fit: minutes, people or statements have changed. Please choose again."""

    kind, code = Kind.STALE, "plan_gone"


class TooFewForClasses(WorkshopError):
    """No classes from this plan; tonight's list is a talk list. Tick that this is what you want."""

    code = "too_few_for_classes"


class ItemHasBegun(WorkshopError):
    """Something in this part of the afternoon was opened already, so it stays as it is. What comes after can change."""

    kind, code = Kind.STALE, "item_has_begun"


class MinutesUnreadable(WorkshopError):
    """Write the minutes as a whole number, from {low} to {high}. Nothing was changed."""

    code = "minutes_unreadable"


class CardsMadeAlready(WorkshopError):
    """There are {many} cards by now, so none were made this time. If you need more, say how many more."""

    kind, code = Kind.STALE, "cards_made_already"


class CardsUnreadable(WorkshopError):
    """Write how many cards you need, from 1 to {most}. None were made."""

    code = "cards_unreadable"
