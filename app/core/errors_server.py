"""Refusals of the running server; see `errors` for the form of one."""

from app.core.errors import Kind, WorkshopError


class OnOurSide(WorkshopError):
    """Something did not work on our side. What was saved is safe; please load the page again."""

    kind, code = Kind.FAULT, "fault"


class OnlyListens(WorkshopError):
    """Nothing is taken this way. Please use the page; nothing was changed."""

    kind, code = Kind.FORBIDDEN, "not_accepted"


class UndoTooLate(WorkshopError):
    """The closing can be taken back for five seconds, and they are over. You can still open it once more."""

    kind, code = Kind.STALE, "undo_too_late"
