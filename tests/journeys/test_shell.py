"""What a phone keeps so that it can wait for a network by itself, where browsers allow it; and that nothing is missed elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.journeys.hall import LAN
from tests.journeys.phones import BALLOTS, KEPT, SAVED, a_panellist, answer, load, note, notice, stands

pytestmark = pytest.mark.browser
KEPT_FILES = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push([new URL(request.url).pathname, await (await caches.match(request)).text()]);
    return found;
}"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"


def test_a_phone_that_is_restarted_without_a_network_waits_and_comes_back_by_itself(live):
    phone = a_panellist(live, service_workers="allow")
    phone.evaluate("async () => { await navigator.serviceWorker.ready; }")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Yes, it happens this way").click()
    expect(note(phone)).to_have_text(KEPT)
    phone.close()
    again = phone.context.new_page()
    again.goto("/phone")
    expect(again.get_by_role("heading", name="No connection just now")).to_be_visible()
    expect(again.locator("[data-waits]")).to_have_text(KEPT)
    assert again.evaluate("getComputedStyle(document.body).fontSize") == "18px"  # its style is there too
    phone.context.set_offline(False)
    expect(again.locator('[data-line="plausibility"]')).to_contain_text("Saved")
    assert stands(live) == {live.rounds[0]: (5, None)}

    kept = again.evaluate(KEPT_FILES)
    shell = ["/css/phone.css", "/js/offline.js", "/js/phone.js", "/js/room.js", "/phone/offline"]
    assert sorted(path for path, _ in kept) == [*shell, "/static/vendor/socket.io.esm.min.js"]
    assert not [path for path, text in kept if "Women far from town" in text or "D. Example" in text]

    again.get_by_text("Help", exact=True).click()
    again.get_by_role("link", name="Leave the workshop").click()
    again.get_by_role("button", name="Leave and clear this phone").click()
    expect(again.get_by_text("This phone is cleared.")).to_be_visible()
    assert again.evaluate(KEPT_FILES) == []
    assert again.evaluate(WORKERS) == 0


@pytest.mark.parametrize("hall", [{"host": LAN}], indirect=True)
def test_on_the_plain_http_of_a_hall_nothing_is_kept_so_and_nothing_is_missed(live):
    phone = a_panellist(live)
    assert phone.evaluate(
        "[isSecureContext, typeof navigator.serviceWorker, typeof crypto.randomUUID, typeof caches]"
    ) == [
        False,
        "undefined",
        "undefined",
        "undefined",
    ]
    problems = []
    phone.on("pageerror", lambda problem: problems.append(str(problem)))
    load(phone)
    phone.context.route(BALLOTS, lambda route: route.abort())
    phone.context.set_offline(True)
    answer(phone, "Yes, it happens this way", "Much")
    expect(note(phone)).to_have_text(KEPT)
    phone.context.set_offline(False)
    phone.context.unroute(BALLOTS)
    expect(note(phone)).to_have_text(SAVED)
    expect(notice(phone)).to_be_hidden()
    assert stands(live) == {live.rounds[0]: (5, 4)}
    assert problems == []
