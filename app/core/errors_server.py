"""What the server itself refuses, whatever was asked; see `errors` for the form of one."""

from app.core.errors import Kind, WorkshopError


class OnOurSide(WorkshopError):
    """Something did not work on our side. What was saved is safe; please load the page again."""

    kind, code = Kind.FAULT, "fault"


class OnlyListens(WorkshopError):
    """Nothing is taken this way. Please use the page; nothing was changed."""

    kind, code = Kind.FORBIDDEN, "not_accepted"
