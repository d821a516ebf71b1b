"""What can be refused about blocks, which are answered at one's own pace; the sentences as in `errors`."""

from app.core.errors import Kind, WorkshopError


class GivenToOthers(WorkshopError):
    """This statement was given to others, so nothing was kept. The ones for you are on your phone."""

    kind, code = Kind.FORBIDDEN, "given_to_others"


class StillAnswering(WorkshopError):
    """Statements are still open for everyone to answer at their own pace. Close them first."""

    kind, code = Kind.STALE, "still_answering"


class AnsweredTogether(WorkshopError):
    """This statement is answered at one's own pace, together with others. It is opened and closed with them."""

    kind, code = Kind.STALE, "answered_together"
