"""Phones in a hall: small screens, one hand, sometimes without scripts, sometimes without a network."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, WebSocketRoute
from sqlalchemy import select

from app.services import workshops
from app.storage.ballots import Ballot, BallotEvent
from tests.journeys.hall import Hall

SMALL = {"width": 360, "height": 640}
SMALLEST = {"width": 320, "height": 568}
SAVED = "Saved. You can change it while this is open."
KEPT = "Kept on this phone: 1. It will go by itself."
BALLOTS = "**/phone/ballots"

ATTENDS = """() => performance.getEntriesByType("resource")
    .some((each) => each.name.includes("/phone/state") && each.responseEnd > 0)"""

Told = Callable[[Any, Callable[[Any], None]], object]  #: what becomes of a message to a phone, and how it is passed on


def a_phone(hall: Hall, **more: Any) -> Page:
    """A phone nobody has used for this workshop yet."""
    # A browser takes 127.0.0.1 for safe, so without this it would keep the shell: only `test_shell.py` lets it.
    usual = {"viewport": SMALL, "has_touch": True, "service_workers": "block"}
    context = hall.browser.new_context(base_url=hall.origin, **(usual | more))
    hall.contexts.append(context)
    return context.new_page()


def a_panellist(hall: Hall, **more: Any) -> Page:
    """A phone that has scanned the code on the wall, agreed, chosen a group and noted its code, and follows the room."""
    phone = a_phone(hall, **more)
    join(phone, link_of(hall))
    if more.get("java_script_enabled", True):
        attends(phone)
    return phone


def attends(phone: Page) -> None:
    """All of the page is there: it has asked how things stand. A phone whose clock is moved cannot be asked."""
    phone.wait_for_function(ATTENDS)


def join(phone: Page, link: str) -> None:
    """Open the link behind the code on the wall, agree, choose a group and note the code."""
    phone.goto(link)
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name="Counsellors").click()
    go_on = phone.get_by_role("link", name="I have it. Go on")
    go_on.click()
    go_on.wait_for(state="hidden")


def link_of(hall: Hall) -> str:
    """The link behind the code on the wall."""
    with hall.database.reading() as db:
        return f"/j/{workshops.head(db, hall.id).token}"


def answer(phone: Page, plausibility: str, relevance: str) -> None:
    """Answer both questions, the second after a moment, as a thumb does."""
    phone.get_by_role("button", name=plausibility, exact=True).click()
    phone.wait_for_timeout(400)
    phone.get_by_role("button", name=relevance, exact=True).click()


def ready(hall: Hall, *, sockets: bool = True) -> Page:
    """A panellist's phone on which everything has loaded; its clock can be moved on."""
    phone = a_panellist(hall)
    if not sockets:
        phone.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    phone.clock.install()
    load(phone)
    if sockets:
        until(phone, lambda: hall.parts.broadcast.listening(hall.id))
    return phone


def load(phone: Page, path: str = "") -> None:
    """Load this page, or the same one again, until all of it is there and it has asked how things stand."""
    with phone.expect_response("**/phone/state*"):
        phone.goto(path) if path else phone.reload()
    phone.wait_for_load_state("networkidle")


def until(phone: Page, check: Callable[[], object]) -> None:
    """Wait for something outside the phone, while the phone goes on."""
    for _ in range(2000):
        if check():
            return
        phone.wait_for_timeout(30)
    raise AssertionError("it did not come true in a minute")


def by_http(hall: Hall) -> Page:
    """A phone whose network lets no websocket through."""
    return ready(hall, sockets=False)


def between(hall: Hall, told: Told = lambda message, pass_on: pass_on(message)) -> tuple[Page, list[str]]:
    """A phone with something between its socket and the server: what the phone says is noted, what it hears is up to `told`."""
    phone = ready(hall)
    said: list[str] = []

    def stand_between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: (said.append(message), server.send(message)))
        server.on_message(lambda message: told(message, socket.send))

    phone.context.route_web_socket("**/socket.io/**", stand_between)
    load(phone)
    until(phone, lambda: any(each.startswith("40") for each in said) and hall.parts.broadcast.listening(hall.id))
    return phone, said


def stands(hall: Hall) -> dict[int, tuple[int | None, int | None]]:
    """What stands of the only panellist's answers, by round."""
    with hall.database.reading() as db:
        return {each.round_id: (each.plausibility, each.relevance) for each in db.scalars(select(Ballot))}


def keys(hall: Hall) -> list[str]:
    """The keys under which answers arrived."""
    with hall.database.reading() as db:
        return list(db.scalars(select(BallotEvent.key)))


def go_by(phone: Page, seconds: int, step: int = 1) -> None:
    """Let seconds go by on the phone; the network takes its own time, so it gets a moment of ours at each step."""
    for _ in range(0, seconds, step):
        phone.clock.run_for(step * 1000)
        phone.wait_for_timeout(30)


def note(phone: Page) -> Locator:
    """The sentence under her answers."""
    return phone.locator("[data-note]")


def notice(phone: Page) -> Locator:
    """The line above the screen."""
    return phone.locator("[data-offline]")
