"""A whole afternoon, on a clock sixty times as fast: two sub-panels, two groups, twelve phones, and a desk without a mouse.

Two phones are browsers, the others simulated. A picture of every state is left in the test's temporary folder.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.core.workshops import WorkshopId
from app.rehearsal.proof import Tables, acknowledged, lost, recount_agrees
from app.services import paper, reports, verification
from exports.tidy.archive import render
from tests.builders import LATER
from tests.journeys.camera import scanned
from tests.journeys.crowd import Crowd
from tests.journeys.hall import Hall
from tests.journeys.keyboard import BIG, enter, fill, press, rested, stands
from tests.journeys.phones import SMALLEST, a_panellist, a_phone, answer, link_of

pytestmark = pytest.mark.browser

SIMULATED = 10
AFTERNOON = {"people": 0, "statements": 8}
DESK = "Afternoon workshop"  # its heading
FIRST_HALF, SECOND_HALF = (1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)


class Day:
    """Everybody of the afternoon, and a camera that keeps what all of them see."""

    def __init__(self, hall: Hall, folder: Path) -> None:
        self.hall, self._folder, self._pictures = hall, folder, 0
        self.desk, self.wall = hall.desk(), hall.wall()
        self.phones = [a_panellist(hall), a_health_worker(hall)]
        self.crowd = Crowd(hall, SIMULATED)

    def picture(self, of: str, **others: Page) -> None:
        """Keep what desk, wall and phones show now."""
        self._pictures += 1
        seen = {"desk": self.desk, "wall": self.wall, "phone": self.phones[0], "small": self.phones[1], **others}
        for name, page in seen.items():
            page.screenshot(path=self._folder / f"{self._pictures:02}-{of}-{name}.png")

    def everyone_answers(self) -> None:
        """Both browsers answer the statement on show; the others do so by themselves."""
        for phone in self.phones:
            answer(phone, "Yes, it happens this way", "Much")
        stands(self.desk, "Close (12 of 12 done)")


@pytest.fixture
def day(hall: Hall, tmp_path: Path) -> Day:
    """A topic for each half of the panel, one for all, two statements for the room; the doors are open."""
    halves = [FIRST_HALF, SECOND_HALF, ()]
    hall.now(lambda room: room.lay_out([0, 1], [2, 3], [4, 5], seats=(1, 2) * 6, given=halves))
    hall.rounds = hall.now(lambda room: room.rounds)
    folder = tmp_path / "afternoon"
    folder.mkdir()
    return Day(hall, folder)


def a_health_worker(hall: Hall) -> Page:
    """The smallest phone, of somebody from the other group."""
    phone = a_phone(hall, viewport=SMALLEST)
    phone.goto(link_of(hall))
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name="Health workers").click()
    phone.get_by_role("link", name="I have it. Go on").click()
    return phone


def answer_own_list(phone: Page) -> None:
    """Four statements of two topics, at her own pace."""
    for at in range(4):
        answer(phone, "Yes, it happens this way", "Much")
        phone.wait_for_timeout(400)
        phone.get_by_role("link", name="Next", exact=True).locator("visible=true").click()
        if at == 1:
            phone.get_by_role("link", name="Go on", exact=True).locator("visible=true").click()
    expect(phone.get_by_role("heading", name="You are through.")).to_be_visible()
    expect(phone.locator("[data-stop-through]")).to_contain_text("12 are through")


@pytest.mark.parametrize("hall", [AFTERNOON], indirect=True)
def test_a_whole_afternoon_without_a_mouse(day: Day) -> None:
    lobby(day)
    at_their_own_pace(day)
    a_pause(day)
    one_statement_in_the_room(day)
    after_the_talk(day)
    paper_beside_phones(day)
    the_end(day)
    nothing_is_lost(day)


def lobby(day: Day) -> None:
    expect(day.wall.locator("body")).to_contain_text("12 people are here")
    day.picture("lobby")
    press(day.desk, BIG, "Next statement")


def at_their_own_pace(day: Day) -> None:
    press(day.desk, BIG, "Open for answers")
    press(day.desk, BIG, "Close (")
    expect(day.phones[0].locator("[data-place]")).to_have_text("1 of 2")
    day.picture("own-pace")
    for phone in day.phones:
        answer_own_list(phone)
    stands(day.desk, "Close (12 of 12 are through)")
    day.picture("through")
    press(day.desk, BIG, "Next statement")
    day.picture("blocks-closed")


def a_pause(day: Day) -> None:
    press(day.desk, "p", "Go on")
    for phone in day.phones:
        expect(phone.locator("main")).to_have_attribute("data-now", "paused")
    expect(day.wall.locator("#wall")).to_have_attribute("data-picture", "paused")
    day.picture("paused")
    press(day.desk, "p", "Next statement")


def one_statement_in_the_room(day: Day) -> None:
    """Opened at one desk, closed from a phone, with somebody at a second desk."""
    rita = day.hall.desk("rita")
    expect(day.desk.locator("[data-slot=others]")).to_have_text("Also at a desk: rita")
    press(day.desk, BIG, "Open for answers")
    stands(rita, "Open for answers")
    press(rita, BIG, "Close (")
    stands(day.desk, "Close (")
    day.picture("open", rita=rita)
    remote = a_remote(day)
    day.everyone_answers()
    expect(remote.locator("[data-act=big] button")).to_contain_text("Close (12 of 12 done)")
    day.picture("answered", remote=remote)
    remote.locator("[data-act=big] button").tap()
    stands(day.desk, "Show the answers")
    day.picture("closed", remote=remote)
    press(day.desk, "r", "Next statement")
    expect(day.wall.locator(".bars__table").first).to_be_visible()
    day.picture("shown", remote=remote)
    rita.close()
    remote.close()


def a_remote(day: Day) -> Page:
    """A phone that scanned the code from the desk's screen."""
    enter(day.desk, "a[href$='/remote/code']", "Remote on a phone")
    enter(day.desk, ".sheet form .button--main")
    expect(day.desk.get_by_text("Scan this with your own phone")).to_be_visible()
    [link] = [each for each in scanned(day.desk) if "/remote/" in each]
    phone = a_phone(day.hall)
    phone.goto(link)
    day.picture("remote-code", remote=phone)
    phone.get_by_role("button", name="Use this phone").tap()
    phone.wait_for_url("**/remote")
    enter(day.desk, ".trail a", DESK)
    stands(day.desk, "Close (")
    return phone


def after_the_talk(day: Day) -> None:
    choose_what_to_talk_about(day)
    change_the_text(day)
    press(day.desk, BIG, "Close (")
    day.picture("changed-open")
    day.everyone_answers()
    press(day.desk, BIG, "Show the answers")
    press(day.desk, "r", "Next statement")
    expect(day.wall.locator(".bars__table thead").first).to_contain_text("To the earlier text")
    day.picture("before-and-after")


def choose_what_to_talk_about(day: Day) -> None:
    """Of the list the first alone is kept, and goes on show."""
    day.desk.keyboard.press("t")
    expect(day.desk.locator("h1")).to_have_text("Talk first")
    day.picture("talk-first")
    fill(day.desk, "[name=minutes]", "5")
    day.desk.keyboard.press("Enter")
    expect(day.desk.locator("[data-count]")).to_have_text("1 chosen; 1 fit.")
    enter(day.desk, "form[data-topics] .button--main")
    stands(day.desk, "Show the answers")
    press(day.desk, "r", "Ask again, after the talk")
    day.picture("talked-about")


def change_the_text(day: Day) -> None:
    """The panel wants other words: desk, wall and phones show what is different."""
    rested(day.desk)
    day.desk.keyboard.press("e")
    expect(day.desk.locator("h1")).to_contain_text("Change the text of S-")
    fill(day.desk, "[name=parts-1]", "A safe room near the bus")
    fill(day.desk, "[name=why]", "The market closes at five.")
    day.picture("amend")
    enter(day.desk, ".amend .button--main")
    stands(day.desk, "Open for answers")
    for page in (day.desk, day.wall, *day.phones):
        expect(page.locator("del:visible").first).to_have_text("market")
    day.picture("difference")


def paper_beside_phones(day: Day) -> None:
    """A sheet is typed in at the desk while the last statement is open."""
    press(day.desk, BIG, "Open for answers")
    press(day.desk, BIG, "Close (")
    enter(day.desk, "a[href$='/paper']", "Answers on paper")
    enter(day.desk, ".sheet form .button--main", "Batch 1")
    day.picture("paper")
    expect(day.desk.locator("[name=sheet]")).to_be_focused()
    enter(day.desk, "tr:last-of-type summary")
    fill(day.desk, "tr:last-of-type textarea", "Only on market days.")
    fill(day.desk, "tr:last-of-type input[name^=round]", "45")
    enter(day.desk, ".sheet form .button--main")
    expect(day.desk.locator(".said")).to_contain_text("Sheet 1 is kept: one answer. 1 comment waits at the desk.")
    day.picture("paper-kept")
    enter(day.desk, ".trail a", "Answers on paper")
    enter(day.desk, ".trail a", DESK)
    for phone in day.phones:
        answer(phone, "Yes, it happens this way", "Much")
    stands(day.desk, "Close (13 of 13 done)")
    press(day.desk, BIG, "Show the answers")
    press(day.desk, "r", "End the workshop")
    day.picture("last")


def the_end(day: Day) -> None:
    """The workshop ends, and its day is written down and signed off."""
    rested(day.desk)
    day.desk.keyboard.press(BIG)
    enter(day.desk, "[data-slot=sure]")
    expect(day.desk.locator("[data-slot=ended]")).to_be_visible()
    for phone in day.phones:
        expect(phone.locator("main")).to_have_attribute("data-now", "ended")
    assert day.crowd.gone()
    day.picture("ended")
    enter(day.desk, "[data-slot=ended] a[href$='/day']", "Close the day")
    for name, text in {"invited": "14", "accepted": "13", "came": "13", "languages": "English 13"}.items():
        fill(day.desk, f"[name={name}]", text)
    fill(day.desk, "[name=interruptions]", "None.")
    fill(day.desk, "[name=adverse_events]", "No.")
    enter(day.desk, ".sheet form .button--main")
    expect(day.desk.get_by_text("Last written by asha")).to_be_visible()
    enter(day.desk, "form[action$='/sign-off'] button")
    expect(day.desk.locator("body")).to_contain_text("Signed off by asha")
    day.picture("signed-off")


def nothing_is_lost(day: Day) -> None:
    """What phones were told is saved is in the tables, these count themselves again, and the record is whole."""
    with day.hall.database.reading() as db:
        archive = render(reports.report(db, WorkshopId(day.hall.id), at=LATER, software="test", salt="salt"))
        checks = verification.verify(db, day.hall.room.review)
        assert [each.sheets for each in paper.batches(db, day.hall.id)] == [(1,)]
    told = acknowledged(day.crowd.phones)
    assert told.total() > SIMULATED
    assert lost(told, Tables(archive).ballots(), sum(len(phone.unsure) for phone in day.crowd.phones)) == 0
    assert recount_agrees(archive)
    assert [each.says for each in checks if each.differences] == []
