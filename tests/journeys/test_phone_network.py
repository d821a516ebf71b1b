"""Phones on a bad network: offline for minutes, cut off in the middle, killed, kept by the browser, on a silent socket."""

import json

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import workshops
from app.storage.ballots import Ballot, BallotEvent
from tests.journeys.phones import a_panellist, answer

pytestmark = pytest.mark.browser

SAVED = "Saved. You can change it while this is open."
KEPT = "Kept on this phone: 1. It will go by itself."
BALLOTS = "**/phone/ballots"


@pytest.fixture
def live(hall):
    """A hall in which the first statement is open."""
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: room.open(hall.rounds[0]))
    return hall


def ready(hall, sockets=True):
    """A panellist's phone on which everything has loaded; its clock can be moved on."""
    phone = a_panellist(hall)
    if not sockets:
        phone.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    phone.clock.install()
    phone.reload()
    phone.wait_for_load_state("networkidle")
    return phone


def by_http(hall):
    """A phone whose network lets no websocket through."""
    return ready(hall, sockets=False)


def stands(hall):
    """What stands of the panellist's answers, by round."""
    with hall.database.reading() as db:
        return {each.round_id: (each.plausibility, each.relevance) for each in db.scalars(select(Ballot))}


def keys(hall):
    """The keys under which answers arrived."""
    with hall.database.reading() as db:
        return list(db.scalars(select(BallotEvent.key)))


def go_by(phone, seconds, step=1):
    """Let seconds go by on the phone; the network takes its own time, so it gets a moment of ours at each step."""
    for _ in range(0, seconds, step):
        phone.clock.run_for(step * 1000)
        phone.wait_for_timeout(30)


def note(phone):
    return phone.locator("[data-note]")


def notice(phone):
    return phone.locator("[data-offline]")


def test_five_minutes_without_a_network_lose_nothing_and_she_is_told(live):
    phone = ready(live)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    go_by(phone, 300, step=10)
    expect(notice(phone)).to_have_text(
        "No connection. Your answer is kept on this phone and will go by itself. Please keep this page open."
    )
    expect(note(phone)).to_have_text(KEPT)
    phone.context.set_offline(False)
    go_by(phone, 5)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    expect(notice(phone)).to_be_hidden()
    assert stands(live) == {live.rounds[0]: (5, None)}


def test_where_sockets_are_blocked_the_room_is_followed_all_the_same(live):
    phone = by_http(live)
    live.now(lambda room: room.close(live.rounds[0]))
    go_by(phone, 12)
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()
    live.now(lambda room: room.open(live.rounds[1]))
    go_by(phone, 12)
    expect(phone.locator("[data-place]")).to_have_text("2 of 3")
    expect(notice(phone)).to_be_hidden()


def test_a_page_that_nobody_sees_asks_for_nothing_and_looks_when_it_is_seen(live):
    phone = by_http(live)
    asked = []
    phone.on("request", lambda request: asked.append(request.url) if request.url.endswith("/phone/state") else None)
    hide(phone, "hidden")
    go_by(phone, 120, step=10)
    live.now(lambda room: room.close(live.rounds[0]))
    assert asked == []
    hide(phone, "visible")
    go_by(phone, 1)
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def hide(phone, state):
    """Another program comes before this page, or goes."""
    phone.evaluate(
        """(state) => {
            Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def test_an_answer_that_arrived_while_its_receipt_was_cut_off_counts_once(live):
    phone = by_http(live)
    cut = []

    def receipt_is_lost(route):
        cut.append(json.loads(route.request.post_data)["key"])
        route.fetch()
        route.abort()

    phone.context.route(BALLOTS, receipt_is_lost)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    assert stands(live) == {live.rounds[0]: (5, None)}
    phone.context.unroute(BALLOTS)
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert keys(live) == [cut[0]]


def test_two_taps_in_a_second_are_one_answer_with_both(live):
    phone = by_http(live)
    held = []
    phone.context.route(BALLOTS, lambda route: route.continue_() if held else held.append(route))
    answer(phone, "Mostly no: Mostly it does not", "Very much")
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Sending")
    held[0].continue_()
    expect(note(phone)).to_have_text(SAVED)
    assert stands(live) == {live.rounds[0]: (2, 5)}
    assert len(keys(live)) == 2


def test_an_answer_never_lands_on_the_statement_that_came_meanwhile(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    phone.context.unroute(BALLOTS)
    again = phone.context.new_page()
    phone.close()
    again.goto("/phone")
    expect(notice(again)).to_contain_text("Not accepted: This was closed before your answer arrived")
    expect(again.locator("[data-place]")).to_have_text("2 of 3")
    expect(again.get_by_role("button", name="Yes, it happens this way")).to_have_attribute("aria-pressed", "false")
    assert stands(live) == {}
    assert again.evaluate("Object.keys(localStorage)") == []


def test_an_answer_from_before_a_reopening_is_asked_for_again(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.step(live.rounds[0], RoundMove.REOPEN))
    phone.context.unroute(BALLOTS)
    phone.reload()
    expect(notice(phone)).to_contain_text("Not accepted: This was opened again after you answered.")
    expect(phone.locator('[data-question="plausibility"]').first).to_be_visible()
    assert stands(live) == {}


def test_what_waits_on_a_phone_is_never_sent_as_somebody_elses(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    hers = phone.context.cookies()
    phone.context.clear_cookies()
    phone.context.unroute(BALLOTS)
    phone.goto(f"/j/{token(live)}")
    phone.get_by_role("button", name="I agree and want to take part").click()
    phone.get_by_role("button", name="Counsellors").click()
    phone.get_by_role("link", name="I have it. Go on").click()
    phone.wait_for_load_state("networkidle")
    assert stands(live) == {}
    phone.context.clear_cookies()
    phone.context.add_cookies(hers)
    phone.goto("/phone")
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert stands(live) == {live.rounds[0]: (5, None)}


def token(hall):
    with hall.database.reading() as db:
        return workshops.head(db, hall.id).token


def test_a_phone_that_is_full_says_so_and_forgets_none(live):
    phone = by_http(live)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    phone.evaluate("""() => {
        const [name, [ballot]] = Object.entries(localStorage).map(([name, text]) => [name, JSON.parse(text)])[0];
        const others = Array.from({ length: 48 }, (_, at) => ({ ...ballot, round: 900 + at, key: `key ${at}` }));
        localStorage.setItem(name, JSON.stringify(others));
    }""")
    phone.reload()
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_contain_text("Not accepted: This phone keeps 48 answers and has room for no more.")
    assert phone.evaluate("JSON.parse(Object.values(localStorage)[0]).length") == 48
    phone.get_by_text("Help", exact=True).click()
    phone.get_by_role("link", name="Leave the workshop").click()
    expect(notice(phone)).to_contain_text("Kept on this phone and not arrived yet: 48.")
    phone.get_by_role("button", name="Leave and clear this phone").click()
    expect(phone.get_by_text("This phone is cleared.")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_the_rest_of_the_phone_comes_when_the_network_is_back(live):
    """She can answer before, and the room is followed after."""
    phone = a_panellist(live)
    for pattern in ("**/phone/comments.js*", "**/shared/bars.js*"):
        phone.context.route(pattern, lambda route: route.abort())
    phone.reload()
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    for pattern in ("**/phone/comments.js*", "**/shared/bars.js*"):
        phone.context.unroute(pattern)
    phone.wait_for_timeout(3_000)
    live.now(lambda room: room.close(live.rounds[0]))
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_a_page_that_was_left_and_comes_back_shows_how_things_stand(live):
    phone = ready(live)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(phone.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    phone.goto("/withdraw")
    live.now(lambda room: room.close(live.rounds[0]))
    phone.go_back()
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_a_page_the_browser_kept_looks_again_when_it_is_shown(live):
    phone = by_http(live)
    live.now(lambda room: room.close(live.rounds[0]))
    phone.evaluate("""() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))""")
    expect(phone.get_by_role("heading", name="Closed. The group will talk about this now.")).to_be_visible()


def test_closing_and_showing_the_answers_takes_nothing_from_somebody_who_writes(live):
    phone = ready(live)
    phone.get_by_role("link", name="Comment", exact=True).click()
    box = phone.get_by_label("Please do not write names")
    box.press_sequentially("It depends")
    phone.get_by_label("I have seen this").check()
    box.focus()
    live.now(lambda room: room.close(live.rounds[0]))
    box.press_sequentially(" on the")
    live.now(lambda room: room.reveal(live.rounds[0]))
    expect(phone.locator("[data-live]")).to_have_text("The answers of the group are shown.")
    box.press_sequentially(" bus.")
    expect(box).to_be_focused()
    expect(box).to_have_value("It depends on the bus.")
    expect(phone.get_by_label("I have seen this")).to_be_checked()


def test_ticks_without_a_word_stay_too_and_the_sheet_says_for_which_statement(live):
    phone = ready(live)
    phone.get_by_role("link", name="Comment", exact=True).click()
    phone.locator("[data-chips] label").nth(1).click()
    live.now(lambda room: room.close(live.rounds[0]))
    live.now(lambda room: room.open(live.rounds[1]))
    whose = phone.locator("[data-draft-of]")
    expect(whose).to_have_text("You began this at 1 of 3. It is kept with that statement.")
    expect(phone.get_by_label("What is there, or missing")).to_be_checked()
    phone.locator("[data-chips] label").nth(1).click()
    live.now(lambda room: room.close(live.rounds[1]))
    expect(whose).to_be_hidden()


def test_an_answer_is_less_than_a_kilobyte_on_the_wire(live):
    phone = by_http(live)
    wire = phone.context.new_cdp_session(phone)
    wire.send("Network.enable")
    heads = {}
    wire.on("Network.requestWillBeSentExtraInfo", lambda event: heads.update({event["requestId"]: event["headers"]}))
    sent = []
    wire.on(
        "Network.requestWillBeSent", lambda event: sent.append(event) if event["request"]["method"] == "POST" else None
    )
    answer(phone, "Mostly no: Mostly it does not", "Very much")
    expect(note(phone)).to_have_text(SAVED)
    ballots = [event for event in sent if event["request"]["url"].endswith("/phone/ballots")]
    sizes = [bytes_up(event["request"], heads[event["requestId"]]) for event in ballots]
    assert len(sizes) == 2
    assert max(sizes) <= 1024, sizes


def bytes_up(request, head):
    """The request as HTTP/1.1 writes it: its first line, its head, its body."""
    first = f"POST /phone/ballots HTTP/1.1\r\nContent-Length: {len(request['postData'])}\r\n"
    return len(first) + sum(len(f"{name}: {value}\r\n") for name, value in head.items()) + 2 + len(request["postData"])
