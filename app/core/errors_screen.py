"""What can be refused to a projector; the sentence stands on the wall, so it is there in every language of a panel."""

from app.core.errors import Kind, WorkshopError


class ScreenLinkReplaced(WorkshopError):
    """The link to this page was replaced by a new one. Please open the projector page again from the desk."""

    kind, code = Kind.UNKNOWN, "screen_link_replaced"
