"""Who may do what. Membership is read from the database on every request; unknown and forbidden answer alike."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import g, redirect, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as Answer

from app.core.errors import NotHere, NotJoined, NotSignedIn, OnAnotherPhone, Removed
from app.core.workshops import ReviewId, WorkshopId
from app.services import accounts, cards, panels, screens, workshops
from app.services.accounts import Signed
from app.services.tokens import keyed_hash
from app.web.languages import at_the_door, speak, turn_at_the_door
from app.web.parsing import wants_json
from app.web.parts import now, parts

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, R]

DESK_COOKIE = "plumbline_desk"
PHONE_COOKIE = "plumbline_phone"
SCREEN_COOKIE = "plumbline_screen"
PAGE = "Page"  #: the header by which a page says whose it is

# The roles in a review: who plans and runs its workshops; who besides brings sheets, reads comments, decides and takes
# documents along; and who looks on.
FACILITATORS = ("owner", "facilitator")
DECIDERS = (*FACILITATORS, "analyst")
MEMBERS = (*DECIDERS, "observer")
# What a phone that was made a remote reaches, of its one workshop. It may be lost: no comment, no page of the team.
REMOTE_REACHES = frozenset(
    {"desk.state", "desk.move_round", "desk.move_workshop", "desk.answering.move", "desk.remote.remote"}
)


def current_account() -> Signed | None:
    """Who is signed in, if anyone; looked up once a request."""
    if "signed" not in g:
        cookie = request.cookies.get(DESK_COOKIE, "")
        with parts().database.reading() as db:
            g.signed = accounts.whose(db, cookie, at=now()) if cookie else None
    return cast(Signed | None, g.signed)


def signed_in(view: View[P, R]) -> View[P, R | Answer]:
    """Only for those who are signed in; `g.account` and `g.name` say who."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Answer:
        signed = current_account()
        if signed is None:
            return _to_sign_in()
        if signed.only is not None and request.endpoint != "accounts.sign_out":
            raise NotHere
        g.account, g.name = signed.account, signed.name
        return view(*args, **kwargs)

    return _marked(guarded, "signed_in")


def may(*roles: str) -> Callable[[View[P, R]], View[P, R | Answer]]:
    """Only for these roles in the review of the route's `review` or `workshop`; `g.role` says which."""

    def decorate(view: View[P, R]) -> View[P, R | Answer]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Answer:
            signed = current_account()
            if signed is None:
                return _to_sign_in()
            g.account, g.name = signed.account, signed.name
            g.review_id, g.role = _membership(signed)
            if g.role not in roles:
                raise NotHere
            return view(*args, **kwargs)

        return _marked(guarded, *roles)

    return decorate


def on_a_phone(view: View[P, R]) -> View[P, R | Answer]:
    """Only for a phone that is in a workshop; `g.panellist` says whose."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Answer:
        cookie = request.cookies.get(PHONE_COOKIE, "")
        try:
            with parts().database.reading() as db:
                g.panellist = panels.who(db, cookie)
            _check_page(cookie)
        except (NotJoined, Removed):
            turn_at_the_door()
            _refuse_the_phone_before(cookie)
            if wants_json() or request.method != "GET":
                raise
            return redirect(url_for("join.start"), 303)
        speak(g.panellist.language)
        return view(*args, **kwargs)

    return _marked(guarded, "phone")


def page_of(cookie: str) -> str:
    """What a phone's page says by the header PAGE: for which cookie it was made. Nobody can make the cookie from it."""
    return _page_name(cookie, parts().settings.secret)


def is_page_of(said: str | None, cookie: str, *, secret: str) -> bool:
    """Whether a page was made for this cookie, by what it says of itself; one that says nothing may have been."""
    return said is None or said == _page_name(cookie, secret)


def _page_name(cookie: str, secret: str) -> str:
    return keyed_hash(secret, "page", cookie)[:16]


def _check_page(cookie: str) -> None:
    """Raises NotJoined where a page was made for another cookie: its phone changed hands meanwhile."""
    if not is_page_of(request.headers.get(PAGE), cookie, secret=parts().settings.secret):
        raise NotJoined


def by_a_phones_cookie(view: View[P, R]) -> View[P, R]:
    """Only with a phone's cookie, `g.cookie`. Whose it is, is looked up in the transaction that keeps what she sent.

    So her language is looked up only for what is refused, by `speak_hers`.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        g.cookie = request.cookies.get(PHONE_COOKIE, "")
        try:
            if not g.cookie:
                raise NotJoined
            _check_page(g.cookie)
            return view(*args, **kwargs)
        except Exception:
            speak_hers()
            raise

    return _marked(guarded, "phone")


def speak_hers() -> None:
    """Speak the language of the phone behind `g.cookie`; where that cannot be found, the one at the door."""
    language = None
    with suppress(OperationalError), parts().database.reading() as db:
        language = panels.language_behind(db, g.cookie)
    speak(language or at_the_door())


def on_a_screen(view: View[P, R]) -> View[P, R]:
    """Only for a projector with a link that holds; `g.workshop_id` says of which workshop."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        key = request.args.get("key") or request.cookies.get(SCREEN_COOKIE, "")
        with parts().database.reading() as db:
            g.workshop_id = screens.workshop_on(db, key, secret=parts().settings.secret)
        return view(*args, **kwargs)

    return _marked(guarded, "screen")


def for_anyone(view: View[P, R]) -> View[P, R]:
    """Open to the world, on purpose."""
    return _marked(view, "anyone")


def keep_cookie(response: Answer, name: str, value: str, *, hours: int) -> None:
    """Give a browser a cookie that no script can read."""
    secure = parts().settings.is_https
    response.set_cookie(name, value, max_age=hours * 3600, httponly=True, samesite="Lax", secure=secure)


def _membership(signed: Signed) -> tuple[ReviewId, str]:
    """The review this route belongs to and the role held there. Raises NotHere for strangers."""
    values = request.view_args or {}
    if signed.only is not None and not (request.endpoint in REMOTE_REACHES and values["workshop"] == signed.only):
        raise NotHere
    with parts().database.reading() as db:
        review = values.get("review")
        if review is None:
            review = workshops.review_of_workshop(db, WorkshopId(values["workshop"]))
        role = accounts.role_in(db, signed.account, ReviewId(review)) if review is not None else None
    if review is None or role is None:
        raise NotHere
    return ReviewId(review), role


def _refuse_the_phone_before(cookie: str) -> None:
    """Tell a phone whose card was opened on another one since. Raises OnAnotherPhone."""
    with parts().database.reading() as db:
        if cards.was_moved(db, cookie):
            raise OnAnotherPhone


def _to_sign_in() -> Answer:
    if wants_json() or request.method != "GET":
        raise NotSignedIn
    return redirect(url_for("accounts.sign_in", next=request.full_path), 303)


def _marked(view: View[P, R], *who: str) -> View[P, R]:
    view.access = who  # type: ignore[attr-defined]  # the matrix of routes and roles in the tests reads it
    return view
