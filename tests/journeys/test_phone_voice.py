"""A phone without eyes or without a pointer: what is read out of one whole statement, and where the keys lead."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import rounds
from tests.builders import NOON
from tests.journeys.keyboard import enter, go_to
from tests.journeys.phone_walk import seen
from tests.journeys.phones import a_panellist, a_phone, attends, link_of

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "docs" / "screen-reader.md"
NODE = re.compile(
    r"^\s*- '?(?P<role>[a-z]+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?(?P<marks>(?: \[[^\]]+\])*)'?(?::(?P<text>.*))?$"
)
LISTEN = """() => { const live = document.querySelector("[data-live]"); window.said = [];
    new MutationObserver(() => live.textContent && said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true }); }"""
PARTS = {"banner": "header", "navigation": "group", "main": "main part", "paragraph": "", "text": ""}


class Listener:
    """Somebody who listens to a phone: everything on it once, and what it says by itself."""

    def __init__(self, phone: Page) -> None:
        self.phone, self.lines = phone, []
        phone.evaluate(LISTEN)

    def happens(self, what: str) -> None:
        """Something happens in the room, or she does something."""
        self.lines.append(f"\n**{what}**\n")

    def hears(self, says: str) -> None:
        """The phone says this by itself, and nothing else."""
        self.phone.wait_for_function("(says) => said.includes(says)", arg=says)
        assert set(self.phone.evaluate("said.splice(0)")) == {says}
        self.lines.append(f"- *(by itself)* {says}")

    def reads(self, part: str = "body") -> None:
        """She goes through the page, or a part of it, from its top to its end."""
        found = (spoken(line) for line in self.phone.locator(part).aria_snapshot().splitlines())
        self.lines += [f"- {line}" for line in found if line]

    def focus(self) -> None:
        """Where the keyboard is."""
        name = self.phone.evaluate("document.activeElement.innerText.trim().split('\\n')[0]")
        self.lines.append(f"- *(the reading goes on at)* {name}")


def spoken(line: str) -> str:
    """One line of the tree as it is said: its name, what it is, how it stands; "" for what is not said."""
    found = NODE.match(line)
    if found is None or found["role"] == "status":
        return ""
    role = PARTS.get(found["role"], found["role"])
    text = (found["name"] or found["text"] or "").strip().strip('"')
    marks = [mark.replace("level=", "level ") for mark in re.findall(r"\[([^\]]+)\]", found["marks"])]
    return ", ".join(filter(None, [text.replace('\\"', '"'), role, *marks]))


def test_one_whole_statement_is_read_out_as_the_page_about_it_says(hall):
    phone = a_panellist(hall)
    she = Listener(phone)
    she.happens("The group begins. She waits.")
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: rounds.show(room.db, room.id, hall.rounds[0], at=NOON))
    she.hears("The next statement is about to come.")
    she.reads("main")
    she.happens("The statement is opened.")
    hall.now(lambda room: room.open(hall.rounds[0]))
    she.hears("A statement is open.")
    she.focus()
    she.reads()
    answers(she)
    she.happens("It is closed.")
    hall.now(lambda room: room.close(hall.rounds[0]))
    she.hears("Closed. The group will talk about this now.")
    she.reads("main")
    about, heard = PAGE.read_text(encoding="utf-8").split("<!-- heard -->\n")
    now = "\n".join(she.lines) + "\n"
    if os.environ.get("KEEP"):
        PAGE.write_text(f"{about}<!-- heard -->\n{now}", encoding="utf-8")
        return
    assert now == heard


def answers(she: Listener) -> None:
    """She answers both questions, from the keyboard."""
    phone = she.phone
    she.happens("She chooses “Sometimes”.")
    enter(phone, '[data-question=plausibility] [value="3"]')
    she.hears("Saved. You can change it while this is open.")
    she.reads("[data-answers]")
    she.happens("The second question has taken the place of the first. She chooses “Very much”.")
    she.focus()
    phone.wait_for_timeout(400)
    enter(phone, '[data-question=relevance] [value="5"]')
    she.hears("Saved. You can change it while this is open.")
    phone.locator("[data-note]:visible").wait_for()
    she.happens("Two seconds later the second answer is folded, too.")
    she.focus()
    she.reads("[data-answers]")


def test_keys_alone_lead_from_the_door_to_the_way_out(hall):
    """Join, answer, comment, skip, pause, hide, leave: the focus is always on something that is seen."""
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: room.open(hall.rounds[0]))
    phone = a_phone(hall)
    phone.goto(link_of(hall))
    enter(phone, ".choice-of-two button", "Which group")
    enter(phone, ".groups button", "Your personal code")
    enter(phone, "[data-screen=code] a", "1 of 3")
    attends(phone)
    enter(phone, '[data-question=plausibility] [value="4"]')
    phone.locator("[data-question=relevance]:visible").wait_for()
    phone.wait_for_timeout(400)
    enter(phone, '[data-question=relevance] [value="4"]')
    expect(phone.locator("[data-note]")).to_contain_text("Saved.")
    enter(phone, "[data-bar] [data-show=comment]")
    expect(phone.locator("#comment-text")).to_be_focused()
    phone.keyboard.type("On the hour.")
    go_to(phone, "[data-chips] input")
    phone.keyboard.press("Space")
    enter(phone, "[data-comment] button[type=submit]")
    expect(phone.locator("[data-offline]")).to_have_text("Your comment was sent.")
    skips_and_pauses(hall, phone)
    enter(phone, ".help summary")
    enter(phone, ".help [data-show=leave]")
    seen(phone, "leave")
    enter(phone, "[data-screen=leave] form button", "Thank you for having been there.")


def skips_and_pauses(hall, phone: Page) -> None:
    """The next statement is skipped, then she pauses and comes back, and hides the screen and comes back."""
    hall.now(lambda room: room.close(hall.rounds[0]))
    hall.now(lambda room: room.open(hall.rounds[1]))
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    enter(phone, "[data-skip] button")
    expect(phone.locator('[data-line="skipped"]')).to_be_visible()
    for way, screen in (("[data-show=rest]", "rest"), ("[data-top] [data-show=hidden]", "hidden")):
        enter(phone, way)
        seen(phone, screen)
        assert phone.evaluate("document.activeElement.checkVisibility() && document.activeElement !== document.body")
        enter(phone, f'[data-screen={screen}] [data-show=""]')
        seen(phone, "statement")
