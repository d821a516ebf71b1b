"""Tickets for sockets: whoever may look at a phone, a desk or a projector may listen as one, for one workshop."""

from flask import Blueprint, Response, request

from app.core.ballots import is_number
from app.core.errors import NotHere, NotSignedIn
from app.core.workshops import WorkshopId
from app.live.audiences import Audience, Listener
from app.services import accounts, panels, screens, workshops
from app.services.panels import Phone
from app.web.access import MEMBERS, PHONE_COOKIE, SCREEN_COOKIE, current_account, for_anyone
from app.web.parsing import answer, body
from app.web.parts import Parts, now, parts

pages = Blueprint("tickets", __name__)


@pages.post("/ticket")
@for_anyone  # each audience shows its own cookie below
def ticket() -> Response:
    """A ticket, for one use within 60 seconds."""
    fields = body()
    workshop, audience = fields.get("workshop"), fields.get("audience")
    if not is_number(workshop) or not isinstance(audience, str) or audience not in LISTENERS:
        raise NotHere
    listener = LISTENERS[Audience(audience)](WorkshopId(workshop))
    return answer({"ticket": parts().tickets.give(listener, at=now())})


def _phone(workshop: WorkshopId) -> Listener:
    with parts().database.reading() as db:
        phone = panels.who(db, request.cookies.get(PHONE_COOKIE, ""))
    return phone_listener(parts(), phone, workshop)


def phone_listener(here: Parts, phone: Phone, workshop: WorkshopId) -> Listener:
    """Whoever hears by this phone what its room is told. Raises NotHere where that is another workshop, and a limit."""
    here.limits.wrote(phone.id)
    if phone.workshop != workshop:
        raise NotHere
    return Listener(Audience.PHONE, workshop, panellist=phone.id, language=phone.language)


def _desk(workshop: WorkshopId) -> Listener:
    signed = current_account()
    if signed is None:
        raise NotSignedIn
    with parts().database.reading() as db:
        review = workshops.review_of_workshop(db, workshop)
        role = accounts.role_in(db, signed.account, review) if review else None
    if role not in MEMBERS or signed.only not in (None, workshop):
        raise NotHere
    return Listener(Audience.DESK, workshop, account=signed.account)


def _screen(workshop: WorkshopId) -> Listener:
    with parts().database.reading() as db:
        shown = screens.workshop_on(db, request.cookies.get(SCREEN_COOKIE, ""), secret=parts().settings.secret)
    if shown != workshop:
        raise NotHere
    return Listener(Audience.SCREEN, workshop)


LISTENERS = {Audience.PHONE: _phone, Audience.DESK: _desk, Audience.SCREEN: _screen}
