"""A walk through every screen of a phone, from the door to the end: what must hold on each is up to who walks along."""

from collections.abc import Iterator
from datetime import UTC, datetime

from playwright.sync_api import Page
from sqlalchemy import select

from app.core.brought import BROUGHT
from app.core.workshops import PanellistId, RoundId, RoundMove, WorkshopMove, WorkshopState
from app.services import panels, protocols, reviews, rounds
from app.services.workshops import workshop_row
from app.storage.statements import StatementPart
from app.storage.workshops import Panellist, Round
from tests.builders import NOON, Room
from tests.journeys.hall import Hall
from tests.journeys.phones import link_of
from tests.services.test_texts import translate

ROOM = {"statements": 6, "people": 10}  # three in plenary, one in the topic she is given first, two in the other
#: One statement of 36 words, part by part, in the languages of the panel.
LONG = {
    "en": (
        "Harmful stereotypes about survivors from particular cultural or socio-economic groups",
        "Interventions not adapted to those stereotypes and the barriers they create",
        "Women feel unable to take part in interventions and treatment",
        "Poor uptake, retention and outcomes",
    ),
    "hi": (
        "कुछ सांस्कृतिक या आर्थिक समूहों की पीड़ित महिलाओं के बारे में हानिकारक धारणाएँ",
        "मदद के कार्यक्रम, जो इन धारणाओं और उनसे बनी रुकावटों के हिसाब से नहीं ढाले गए",
        "महिलाओं को लगता है कि कार्यक्रमों और इलाज में हिस्सा लेना उनके बस में नहीं",
        "कम लोग जुड़ते हैं, कम टिकते हैं, और नतीजे कमज़ोर रहते हैं",
    ),
    "mr": (
        "काही सांस्कृतिक किंवा आर्थिक गटांतील पीडित महिलांबद्दल हानिकारक समजुती",
        "या समजुती आणि त्यातून येणारे अडथळे लक्षात न घेता केलेले मदतीचे कार्यक्रम",
        "कार्यक्रमांत आणि उपचारांत भाग घेणं शक्य नाही असं महिलांना वाटतं",
        "कमी लोक येतात, कमी टिकतात, आणि परिणाम कमकुवत राहतात",
    ),
}

# A chosen answer folds two seconds later; here once it has been looked at, however long that takes.
HOLD = """() => { const later = setTimeout;
    window.setTimeout = (then, ms, ...more) => (ms === 2_000 ? (window.fold = then) : later(then, ms, ...more)); }"""


def prepare(hall: Hall) -> None:
    """The first statement and the first of a topic are long, in three languages; two topics are answered by oneself."""
    hall.now(_ask_in_all_languages)
    hall.now(lambda room: room.lay_out([4, 5], [3]))
    hall.rounds = hall.now(_plenary)
    for place in (0, 3):
        hall.now(lambda room, place=place: _write(room, place))


def _ask_in_all_languages(room: Room) -> None:
    for language in ("hi", "mr"):
        asked = BROUGHT[language]["five"]
        protocols.change_words(room.db, room.review, asked, reason="", by=room.owner, at=NOON)
    workshop_row(room.db, room.id).protocol = protocols.newest_protocol(room.db, room.review)


def _plenary(room: Room) -> list[RoundId]:
    rows = room.db.query(Round).filter_by(workshop_id=room.id, block_id=None).order_by(Round.position)
    return [RoundId(row.id) for row in rows]


def _write(room: Room, place: int) -> None:
    version = reviews.statements_of(room.db, room.review)[place].version_id
    for part in room.db.query(StatementPart).filter_by(version_id=version):
        part.text = LONG["en"][part.position - 1]
    for language in ("hi", "mr"):
        translate(room, place, language, dict(enumerate(LONG[language], start=1)))


def walk(hall: Hall, phone: Page) -> Iterator[str]:
    """Go from screen to screen, and say the name of each once it stands there."""
    phone.clock.install()
    yield from _at_the_door(hall, phone)
    yield from _in_plenary(hall, phone)
    yield from _aside(phone)
    yield from _after_closing(hall, phone)
    yield from _by_oneself(hall, phone)
    yield from _without_network(phone)
    yield from _at_the_end(hall, phone)


def _at_the_door(hall: Hall, phone: Page) -> Iterator[str]:
    phone.goto("/")
    yield "join"
    phone.locator("#code").fill("482913")
    phone.locator("#code").press("Enter")
    phone.locator("#say").wait_for()
    yield "wrong code"
    phone.goto("/no-thanks")
    yield "no thanks"
    phone.goto(link_of(hall))
    yield "notice"
    phone.locator(".choice-of-two button").click()
    phone.locator(".groups").wait_for()
    yield "groups"
    phone.locator(".groups button").first.click()
    seen(phone, "code")
    yield "code"
    phone.locator("[data-screen=code] a").click()
    seen(phone, "lobby")
    yield "lobby"
    phone.locator(".practice label").nth(3).click()
    yield "practised"


def _in_plenary(hall: Hall, phone: Page) -> Iterator[str]:
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: rounds.show(room.db, room.id, hall.rounds[0], at=NOON))
    seen(phone, "waiting")
    yield "next"
    hall.now(lambda room: room.open(hall.rounds[0]))
    seen(phone, "statement")
    yield "statement"
    tap(phone, "plausibility", 3)
    phone.locator("[data-question=relevance]:visible").wait_for()
    yield "relevance"
    phone.evaluate(HOLD)
    tap(phone, "relevance", 5)
    yield "chosen"
    phone.evaluate("() => fold()")
    phone.locator("[data-note]:visible").wait_for()
    yield "folded"


def _aside(phone: Page) -> Iterator[str]:
    phone.locator("[data-bar] [data-show=comment]").click()
    seen(phone, "comment")
    phone.locator("[data-chips] label").first.click()
    yield "comment"
    for show in ("rest", "hidden", "leave", "other"):
        phone.goto(f"/phone?show={show}")
        seen(phone, show)
        yield show
    phone.goto("/phone")
    phone.locator(".help summary").click()
    yield "help"
    phone.locator(".help summary").click()


def _after_closing(hall: Hall, phone: Page) -> Iterator[str]:
    hall.answer([1, 2, 3, 4, 4, 4, 5, 5])
    hall.now(lambda room: room.close(hall.rounds[0]))
    seen(phone, "closed")
    yield "closed"
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    seen(phone, "revealed")
    yield "revealed"
    phone.locator(".mine summary").click()
    yield "my answer"
    hall.now(lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE))
    seen(phone, "paused")
    yield "paused"
    hall.now(lambda room: room.move(WorkshopMove.RESUME, WorkshopState.PAUSED))


def _by_oneself(hall: Hall, phone: Page) -> Iterator[str]:
    hall.now(lambda room: room.answering(RoundMove.OPEN))
    seen(phone, "statement")
    yield "own list"
    phone.locator("[data-skip] button").click()
    seen(phone, "topic")
    yield "end of a topic"
    for _ in range(3):
        on(phone)
    yield "through"
    phone.locator("[data-screen=topic] [data-stop-back]").click()
    seen(phone, "statement")


def _without_network(phone: Page) -> Iterator[str]:
    phone.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    tap(phone, "plausibility", 4, sent=False)
    phone.locator("[data-note]:visible").wait_for()
    phone.clock.run_for(12_000)
    phone.locator("[data-offline]:visible").wait_for()
    yield "without network"
    phone.context.set_offline(False)
    phone.goto("/phone")


def _at_the_end(hall: Hall, phone: Page) -> Iterator[str]:
    hall.now(lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE))
    seen(phone, "ended")
    yield "ended"
    hall.parts.broadcast.drop_phone(hall.now(_retire))
    seen(phone, "gone")
    yield "gone"
    phone.goto("/withdraw")
    yield "withdraw"
    phone.goto("/left")
    yield "left"


def _retire(room: Room) -> PanellistId:
    """The last who came in goes."""
    newest = room.db.scalars(select(Panellist).order_by(Panellist.id.desc())).first()
    assert newest is not None
    panels.remove(room.db, room.id, PanellistId(newest.id), at=datetime.now(UTC))
    return PanellistId(newest.id)


def seen(phone: Page, screen: str) -> None:
    """This screen stands there."""
    phone.locator(f'main[data-now="{screen}"]').wait_for(state="attached")


def on(phone: Page) -> None:
    """Go on in her own list, and wait until another place stands there."""
    place = phone.locator("[data-phone]").get_attribute("data-now"), phone.locator("[data-place]").inner_text()
    phone.locator("[data-stop-on]:visible").click()
    phone.wait_for_function(
        """([now, place]) => document.querySelector("[data-phone]").dataset.now !== now
            || document.querySelector("[data-place]").innerText !== place""",
        arg=place,
    )


def tap(phone: Page, question: str, point: int, *, sent: bool = True) -> None:
    """Answer, as a thumb does, once it is heard again; the answer goes, unless there is no network."""
    phone.wait_for_timeout(400)
    phone.locator(f'[data-question={question}] button[value="{point}"]').click()
    if sent:
        phone.wait_for_function("() => localStorage.length === 0")
