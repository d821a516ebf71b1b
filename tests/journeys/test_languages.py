"""A phone with scripts in its own language: what is on the screen is what each answer says it was read in.

Turning to another language moves nothing she typed or ticked, and no language is too long for a small phone.
"""

from playwright.sync_api import expect
from sqlalchemy import select

from app.core.workshops import WorkshopMove, WorkshopState
from app.services import panels, translations
from app.storage.ballots import Ballot
from app.storage.translations import StatementTranslation
from app.web import languages
from app.web.access import PHONE_COOKIE
from tests.journeys import phones
from tests.journeys.hall import Hall
from tests.services.test_texts import PARTS, translate
from tests.web.spoken import ask_in, longest

CUT = """() => [...document.querySelectorAll("a, button, summary, label, legend, h1, h2, p, li")]
    .filter((each) => each.checkVisibility() && !each.closest(".visually-hidden, .top__topic"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
    .map((each) => each.textContent.trim().slice(0, 40))"""


def a_phone(hall: Hall, language: str):
    """The first panellist's phone, who chose this language."""
    hall.now(lambda room: panels.speak(room.db, room.people[0], language))
    page = phones.a_phone(hall)
    page.context.add_cookies([{"name": PHONE_COOKIE, "value": hall.room.cookies[0], "url": hall.origin}])
    page.goto("/phone")
    return page


def write(room) -> int:
    """A text in Hindi comes while the statement is open."""
    text = translate(room)
    translations.tell_rooms(room.db, [room.db.get_one(StatementTranslation, text).version_id])
    return text


def read_in(hall: Hall):
    with hall.database.reading() as db:
        return db.execute(select(Ballot.lang, Ballot.translation_id, Ballot.chosen)).all()


def test_a_text_that_comes_late_is_shown_and_the_next_answer_says_so(live: Hall) -> None:
    phone = a_phone(live, "hi")
    note = phone.get_by_text("यह बात अभी हिन्दी में नहीं है।").first
    expect(note).to_be_visible()
    phone.get_by_role("button", name="Mostly yes").click()
    phone.get_by_role("button", name="Very much").wait_for()
    expect(phone.locator("[data-line-state]").first).to_have_text("दर्ज")
    assert read_in(live) == [("en", None, "hi")]
    text = live.now(write)
    shown = phone.locator('[data-screen="statement"] [data-statement]')
    expect(shown).to_contain_text(PARTS[1])
    expect(shown).to_have_attribute("lang", "hi")
    expect(note).to_be_hidden()
    phone.wait_for_timeout(400)  # as a thumb does: a tap right after the question changed is taken for a tremble
    phone.get_by_role("button", name="Very much").click()
    expect(phone.get_by_role("link", name="Very much दर्ज")).to_be_visible()
    assert read_in(live) == [("hi", text, "hi")]


def test_she_turns_the_page_to_hindi_and_back_in_the_midst_of_a_comment(live: Hall) -> None:
    live.now(lambda room: ask_in(room, "hi"))
    live.now(translate)
    phone = a_phone(live, "en")
    phone.get_by_role("button", name="Mostly yes").click()
    phones.attends(phone)
    phone.get_by_role("link", name="Comment", exact=True).click()
    box = phone.locator("#comment-text")
    box.fill("Only where a bus goes \u202eזה 🚌\u200d.")
    phone.get_by_label("What is there, or missing").check()
    phone.get_by_label("I have seen this").check()
    for language, title, part, seen in (
        ("हिन्दी", "टिप्पणी", "क्या है, या क्या नहीं है", "यह मेरा देखा हुआ है"),
        ("English", "Comment", "What is there, or missing", "I have seen this"),
        ("हिन्दी", "टिप्पणी", "क्या है, या क्या नहीं है", "यह मेरा देखा हुआ है"),
    ):
        phone.locator(".help summary").click()
        phone.get_by_role("button", name=language).click()
        expect(phone.get_by_role("heading", name=title)).to_be_visible()
        expect(box).to_have_value("Only where a bus goes \u202eזה 🚌\u200d.")
        expect(phone.get_by_label(part)).to_be_checked()
        expect(phone.get_by_label(seen)).to_be_checked()
    assert phone.evaluate("document.documentElement.lang") == "hi"
    phone.get_by_role("link", name="पीछे", exact=True).last.click()
    expect(phone.locator('[data-screen="statement"] [data-statement]')).to_contain_text(PARTS[1])
    expect(phone.locator("[data-line-answer]").nth(2)).to_have_text("ज़्यादातर हाँ")
    phone.get_by_role("button", name="बहुत").click()
    expect(phone.locator("[data-note]")).to_have_text("दर्ज हो गया। खुला रहने तक बदला जा सकता है।")
    phone.get_by_role("link", name="टिप्पणी").click()
    expect(box).to_have_value("Only where a bus goes \u202eזה 🚌\u200d.")

    phone.context.set_offline(True)
    phone.locator(".help summary").click()
    phone.get_by_role("button", name="English").click()
    expect(phones.notice(phone)).to_have_text("अभी नेटवर्क नहीं है। नेटवर्क आते ही पेज English में दिखेगा।")
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="Comment")).to_be_visible()
    expect(phones.notice(phone)).to_be_hidden()
    expect(box).to_have_value("Only where a bus goes \u202eזה 🚌\u200d.")


def test_the_longest_language_fits_a_phone_of_320_px(live: Hall, monkeypatch) -> None:
    words = longest()
    monkeypatch.setattr(languages, "_translations", lambda _language: words)
    phone = a_phone(live, "mr")
    checked = []

    def fits(name: str) -> None:
        for size in (phones.SMALL, phones.SMALLEST):
            phone.set_viewport_size(size)
            assert (phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), phone.evaluate(CUT)) == (
                True,
                [],
            ), name
        checked.append(name)

    for path in ("", "?show=comment", "?show=rest", "?show=leave", "?show=hidden"):
        phone.goto(f"/phone{path}")
        fits(f"the phone {path}")
    phone.goto("/phone")
    phone.locator(".help summary").click()
    fits("help")
    phone.locator(".help summary").click()
    phone.get_by_role("button", name="Sometimes").first.click()
    phone.wait_for_timeout(400)
    fits("the second question")
    phone.locator("[data-skip] button").click()
    fits("skipped")
    live.answer([4] * 8)
    steps = (
        lambda room: room.close(live.rounds[0]),
        lambda room: room.reveal(live.rounds[0]),
        lambda room: room.move(WorkshopMove.PAUSE, WorkshopState.LIVE),
        lambda room: room.move(WorkshopMove.RESUME, WorkshopState.PAUSED),
        lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE),
    )
    for step, screen in zip(steps, ("closed", "revealed", "paused", "revealed", "ended"), strict=True):
        live.now(step)
        expect(phone.locator(f'[data-phone][data-now="{screen}"]')).to_be_visible()
        fits(screen)
    for path in ("/", "/?language=mr", "/withdraw", "/left", "/no-thanks"):
        phone.goto(path)
        fits(path)
    assert len(checked) == 18
