"""The wall in a real browser: read from the last row, decoded by a camera, calm in every trouble."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import rounds, workshops
from app.storage.workshops import Round
from tests.builders import LATER
from tests.journeys.camera import picture, scanned
from tests.journeys.phones import until

pytestmark = pytest.mark.browser

SMALLEST = 36  # px on a wall of 1080 lines
ODD = (
    "\U0001f600\U0001f469\u200d\U0001f33e Women\u200b far\u200d from\ufeff town",
    "\u202eنساء بعيدات عن المدينة",
    "ผู้หญิงรู้สึกปลอดภัย और 女性は安心する",
    "unbroken" * 16,
)  #: emoji, an override of the direction nobody ends, signs of no width, and a word wider than the wall


def luminance(colour):
    """Relative luminance of an RGB colour (WCAG 2.2)."""
    parts = [value / 255 for value in colour]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(lighter, darker):
    return (luminance(lighter) + 0.05) / (luminance(darker) + 0.05)


def size_of(wall, selector):
    return wall.locator(selector).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")


def overflow(wall):
    """How many pixels of the wall would have to be scrolled to."""
    return wall.evaluate("""() => Math.max(...[document.documentElement, ...document.querySelectorAll("#wall, #wall *")]
        .filter((each) => each.clientHeight && !each.closest("[hidden], .visually-hidden, svg, thead"))
        .map((each) => Math.max(each.scrollHeight - each.clientHeight, each.scrollWidth - each.clientWidth)
            - (getComputedStyle(each).overflow === "visible" ? 1e4 : 0)))""")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768)])
def test_a_camera_reads_the_code_on_the_wall(hall, scheme, size):
    wall = hall.wall(color_scheme=scheme, viewport={"width": size[0], "height": size[1]})
    [link] = scanned(wall)
    assert link == wall.locator("#wall").get_attribute("data-link")
    assert link.startswith(f"{hall.origin}/j/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_stands_out_from_its_card_and_has_a_quiet_zone(hall, scheme):
    wall = hall.wall(color_scheme=scheme)
    box = wall.locator(".qr").bounding_box()
    seen = np.asarray(picture(wall))[
        int(box["y"]) : int(box["y"] + box["height"]), int(box["x"]) : int(box["x"] + box["width"])
    ]
    shades = seen.reshape(-1, 3)
    darkest, lightest = shades[shades.sum(axis=1).argmin()], shades[shades.sum(axis=1).argmax()]
    assert contrast(lightest, darkest) >= 7
    edge = int(box["width"] * 0.05)
    ring = seen[edge // 2 : edge, edge:-edge].reshape(-1, 3)
    assert (ring == lightest).all()


def test_the_wall_follows_the_room_without_being_touched(hall):
    wall = hall.wall()
    expect(wall.locator(".lobby__people")).to_have_text("10 people are here")
    hall.now(lambda room: room.open(hall.rounds[0]))
    expect(wall.locator(".wall__done:visible")).to_have_text("0 of 10 are done")
    expect(wall.locator(".wall__parts")).to_contain_text("Women far from town")
    hall.answer([1, 2, 3, 4, 4, 4, 5, 5])
    expect(wall.locator(".wall__done:visible")).to_have_text("8 of 10 are done")
    expect(wall.locator(".bars__table")).to_have_count(0)
    hall.now(lambda room: room.close(hall.rounds[0]))
    expect(wall.locator(".wall__done:visible")).to_have_text("The group talks about this now.")
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    expect(wall.locator(".bars__table").first).to_contain_text("Mostly yes")
    expect(wall.locator(".bars__table").first.locator("td.bars__n")).to_have_text(["1", "1", "1", "3", "2"])
    drawn = [bar.bounding_box() for bar in wall.locator(".bars__svg").all()]
    for edge in ("x", "width"):  # the bars of both questions stand below one another
        assert max(bar[edge] for bar in drawn) - min(bar[edge] for bar in drawn) < 2


def test_after_the_talk_both_answers_stand_one_above_the_other(hall):
    hall.now(lambda room: room.judge(hall.rounds[0], [1] * 4 + [5] * 4))
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    second = hall.now(lambda room: rounds.again(room.db, hall.id, hall.rounds[0], by=room.owner, at=LATER))
    hall.now(lambda room: room.judge(second, [4] * 8))
    hall.now(lambda room: room.reveal(second))
    wall = hall.wall()
    table = wall.locator(".bars__table").first
    expect(table).to_contain_text("Before the talk")
    cell = table.locator("tr", has_text="Mostly yes").locator("svg rect:last-child")
    assert [each.get_attribute("width") for each in cell.all()] == ["0", "100"]
    expect(wall.locator(".wall__again")).to_have_text("Again, after the talk")
    assert min(size_of(wall, ".wall__part dd"), size_of(wall, ".bars__table td")) >= SMALLEST
    assert overflow(wall) <= 1


@pytest.mark.parametrize("words", [8, 40, 90, 150])
def test_statements_of_every_length_fit_at_a_size_that_can_be_read(hall, words):
    wording = " ".join(("People who know each other " * 40).split()[:words])
    hall.now(lambda room: rewrite(room, hall.rounds[0], wording))
    hall.now(lambda room: room.open(hall.rounds[0]))
    wall = hall.wall()
    assert size_of(wall, ".wall__wording") >= SMALLEST
    assert overflow(wall) <= 1


def rewrite(room, round, wording):
    """Give a round's statement a text of one sentence."""
    version = room.db.get_one(Round, round).version
    for part in list(version.parts):
        room.db.delete(part)
    version.wording = wording


def test_signs_of_every_script_and_words_without_an_end_stay_on_the_wall(hall):
    hall.now(lambda room: write(room, hall.rounds[0], ODD))
    hall.now(lambda room: room.open(hall.rounds[0]))
    wall = hall.wall()
    expect(wall.locator(".wall__part dd").last).to_contain_text("unbroken")
    assert overflow(wall) <= 1
    hall.answer([4] * 8)
    hall.now(lambda room: room.close(hall.rounds[0]))
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    expect(wall.locator(".bars__table")).to_have_count(2)
    assert overflow(wall) <= 1


def write(room, round, texts):
    """Give the parts of a round's statement these texts."""
    for part, text in zip(room.db.get_one(Round, round).version.parts, texts, strict=True):
        part.text = text


def test_the_longest_text_is_made_smaller_and_never_scrolled(hall):
    hall.now(lambda room: rewrite(room, hall.rounds[0], "People who know each other " * 60))
    hall.now(lambda room: room.open(hall.rounds[0]))
    wall = hall.wall()
    assert wall.locator("#wall").get_attribute("data-fit") == "7"
    assert overflow(wall) <= 1


def test_four_parts_are_read_at_36_pixels_or_more(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    wall = hall.wall()
    assert size_of(wall, ".wall__part dd") >= SMALLEST


def test_a_lost_connection_keeps_the_picture_and_adds_a_small_grey_mark(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    wall = hall.wall()
    expect(wall.locator(".wall__parts")).to_be_visible()
    wall.route("**/ticket", lambda route: route.abort())
    wall.route("**/screen/state", lambda route: route.abort())
    wall.clock.install()
    wall.reload()
    expect(wall.locator(".wall__lost")).to_be_hidden()
    wall.clock.run_for(12_000)
    expect(wall.locator(".wall__lost")).to_be_visible()
    expect(wall.locator(".wall__parts")).to_contain_text("Women far from town")
    assert wall.locator(".wall__lost").bounding_box()["width"] < 20


def test_a_blanked_wall_is_dark_and_empty(hall):
    hall.now(lambda room: room.open(hall.rounds[0]))
    walls = hall.wall(), hall.wall(forced_colors="active")
    hall.now(lambda room: workshops.blank(room.db, hall.id, blanked=True))
    for wall in walls:
        expect(wall.locator("#wall")).to_have_attribute("data-picture", "dark")
        until(wall, lambda wall=wall: picture(wall).getextrema() == ((0, 0),) * 3)


def test_at_the_end_the_wall_thanks_people(hall):
    wall = hall.wall()
    expect(wall.locator(".lobby")).to_be_visible()
    hall.now(lambda room: room.move(WorkshopMove.END, WorkshopState.LOBBY))
    expect(wall.locator("#wall")).to_have_attribute("data-picture", "ended")
    expect(wall.locator(".wall__calm:visible")).to_have_text("Thank you for your time and for what you know.")


def test_a_wall_without_scripts_shows_the_same_picture(hall):
    hall.now(lambda room: room.judge(hall.rounds[0], [4] * 8))
    hall.now(lambda room: room.reveal(hall.rounds[0]))
    scripted, plain = hall.wall(), hall.wall(java_script_enabled=False)
    assert scripted.locator("#wall").inner_text() == plain.locator("#wall").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_and_wall_hold_what_axe_knows_to_ask(hall, scheme):
    hall.now(lambda room: room.open(hall.rounds[0]))
    hall.comment("It is like this here")
    hall.now(lambda room: room.close(hall.rounds[0]))
    desk, wall = hall.desk(color_scheme=scheme), hall.wall(color_scheme=scheme)
    desk.get_by_text("Read the comments").click()
    expect(desk.locator("[data-comment]")).to_be_visible()
    for page in (desk, wall):
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []
