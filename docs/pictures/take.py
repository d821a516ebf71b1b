"""Take the pictures of the pages: real ones, in a real browser, of a rehearsed room. `make pictures`.

Every state of desk, wall and phone goes to `pictures/`, light and dark; the three the README shows stay here.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from app.core.ballots import Answer
from app.core.comments import LONGEST
from app.rehearsal.phone import Phone
from app.rehearsal.scratch import Served, served
from docs.pictures.word import pictures_of

HERE = Path(__file__).parent
ALL = HERE.parents[1] / "pictures"
DESK, WALL, PHONE = (1366, 768), (1920, 1080), (360, 640)
CROWD = 17
RATINGS = (5, 4, 4, 5, 4, 3, 4, 5, 2, 4, 4, 5, 3, 4)
README = {"desk-4-open-light": "desk", "wall-3-open-light": "screen", "phone-4-statement-light": "phone"}


class Room:
    """A desk, a wall and one real phone per colour scheme, beside a crowd that speaks the wire."""

    def __init__(self, browser: Browser, links: Served) -> None:
        self.browser, self.links = browser, links
        self.desk = self._page(DESK, "light")
        self.desk.goto(links.desk)
        self.desk.locator("main button[type=submit]").first.click()
        self.desk.goto(f"{links.url}/desk/1")
        state = self.desk.context.storage_state()
        self.pages: dict[str, Page] = {
            "desk-light": self.desk,
            "desk-dark": self._page(DESK, "dark", storage_state=state),
        }
        self.pages["desk-dark"].goto(f"{links.url}/desk/1")
        for scheme in ("light", "dark"):
            self.pages[f"wall-{scheme}"] = self._page(WALL, scheme)
            self.pages[f"wall-{scheme}"].goto(links.screen)
            self.pages[f"phone-{scheme}"] = self._page(PHONE, scheme, device_scale_factor=2, has_touch=True)
        self.crowd = [Phone(links.url) for _ in range(CROWD)]

    def look(self, what: str, number: int, name: str, **options: Any) -> None:
        """Take one picture of the desk, the wall or the phone in both schemes."""
        for scheme in ("light", "dark"):
            page = self.pages[f"{what}-{scheme}"]
            page.wait_for_timeout(900)
            page.screenshot(path=ALL / f"{what}-{number}-{name}-{scheme}.png", **options)

    def phones(self, do: Callable[[Page], object]) -> None:
        """Let both phones do something."""
        for scheme in ("light", "dark"):
            do(self.pages[f"phone-{scheme}"])

    def press(self) -> None:
        """Press the desk's big button; a press too soon after another is taken for a trembling finger."""
        self.desk.wait_for_timeout(1200)
        self.desk.locator("[data-act=big] button").click()
        self.desk.wait_for_timeout(1200)

    def answer(self) -> None:
        """The crowd answers the open statement."""
        for phone, rating in zip(self.crowd, RATINGS, strict=False):
            phone.cast(phone.look()["rounds"][0], Answer(rating, 4))

    def _page(self, size: tuple[int, int], scheme: str, **more: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        return self.browser.new_context(viewport=viewport, color_scheme=scheme, **more).new_page()


def arrive(room: Room) -> None:
    """Everyone comes in; the phone's screens on the way."""
    room.phones(lambda phone: phone.goto(room.links.join))
    room.look("phone", 1, "notice", full_page=True)
    room.phones(lambda phone: phone.get_by_role("button", name="I agree and want to take part").click())
    room.look("phone", 2, "groups")
    room.phones(lambda phone: phone.get_by_role("button", name="Counsellors").click())
    room.look("phone", 3, "code")
    room.phones(lambda phone: phone.get_by_role("link", name="I have it. Go on").click())
    for place, phone in enumerate(room.crowd):
        phone.join(room.links.join, group=place)
    room.look("phone", 3, "lobby")
    room.look("wall", 1, "lobby")
    room.look("desk", 1, "lobby")


def judge(room: Room) -> None:
    """One statement from its announcement to its counts."""
    room.press()
    room.press()
    room.look("desk", 2, "queued")
    room.look("wall", 2, "queued")
    room.look("phone", 4, "queued")
    room.press()
    room.answer()
    room.phones(lambda phone: phone.locator("#asks-plausibility").wait_for())
    room.look("phone", 4, "statement")
    room.look("desk", 4, "open")
    room.look("wall", 3, "open")
    room.phones(lambda phone: phone.get_by_role("button", name="Mostly yes: Mostly it does").click())
    room.look("phone", 5, "relevance")
    room.phones(lambda phone: phone.get_by_role("link", name="Comment", exact=True).click())
    room.phones(lambda phone: phone.locator("#comment-text").fill("It depends on the bus and the hour."[:LONGEST]))
    room.look("phone", 6, "comment", full_page=True)
    room.phones(lambda phone: phone.get_by_role("button", name="Send").click())
    room.desk.locator("[data-act=big] button").click()
    room.look("desk", 5, "closed")
    room.look("wall", 4, "closed")
    room.look("phone", 7, "closed")
    room.press()
    room.look("desk", 6, "revealed")
    room.look("wall", 5, "revealed")
    room.look("phone", 8, "revealed", full_page=True)


def rest(room: Room) -> None:
    """A pause, and the end."""
    room.desk.keyboard.press("p")
    room.desk.wait_for_timeout(1200)
    room.look("wall", 6, "paused")
    room.look("phone", 9, "paused")
    room.desk.keyboard.press("p")
    room.desk.wait_for_timeout(1200)
    room.desk.locator("[data-act=end] button").click()
    room.desk.get_by_role("button", name="End it now").click()
    room.desk.get_by_text("To the results").wait_for()
    room.look("desk", 7, "ended")
    room.look("wall", 7, "ended")
    room.look("phone", 10, "ended")


def team(room: Room) -> None:
    """The review team's pages."""
    addresses = {
        "home": "/home",
        "review": "/reviews/1",
        "import": "/reviews/1/import",
        "workshop": "/workshops/1",
        "workshop-results": "/workshops/1/results",
        "results": "/reviews/1/results",
        "rules": "/reviews/1/protocol",
        "words": "/reviews/1/protocol/words/en",
        "weighting": "/reviews/1/weighting",
        "sources": "/reviews/1/sources",
        "evidence": "/reviews/1/statements/2/evidence",
        "statement": "/reviews/1/statements/1",
    }
    for number, (name, address) in enumerate(addresses.items(), start=8):
        for scheme in ("light", "dark"):
            room.pages[f"desk-{scheme}"].goto(f"{room.links.url}{address}")
        room.look("desk", number, name)


def papers(room: Room) -> None:
    """What the team hands in, page by page."""
    for face in ("summary",):
        answer = room.desk.request.get(f"{room.links.url}/workshops/1/{face}.docx")
        document = ALL / f"{face}.docx"
        document.write_bytes(answer.body())
        sys.stdout.write(f"{pictures_of(document, ALL)}\n")


def main() -> int:
    """Take all pictures."""
    ALL.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with served() as links, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        room = Room(browser, links)
        for act in (arrive, judge, rest, team, papers):
            act(room)
    for taken, kept in README.items():
        shutil.copy(ALL / f"{taken}.png", HERE / f"{kept}.png")
    sys.stdout.write(f"{len(list(ALL.glob('*.png')))} pictures are in {ALL}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
