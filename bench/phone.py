"""How soon she can answer on a slow phone in a slow network: python -m bench.phone [times]

"Can answer" is the first frame with the answers' buttons on it: from then on a tap is taken, as a form (which
`tests/journeys/test_budgets.py` shows with scripts held back). A little later the module has run that keeps a tap on
the page, whatever the network does. Chromium slows itself: each answer of the server waits, bytes come at so many a
second, scripts run so much slower.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.rehearsal.desk import Desk
from app.rehearsal.scratch import Served, served
from bench.machine import machine

TIMES = 5
LATENCY, BYTES, SLOWER = 400, 50_000, 6  # ms; a second, which are 400 kbit/s; times
JSON = {"Accept": "application/json"}
SMALL = {"width": 360, "height": 640}
SEEN = """const looks = setInterval(() => {
    const isDrawn = window.asked || document.querySelector("[data-question=plausibility] button:last-of-type");
    if (isDrawn && !window.asked) requestAnimationFrame(() => setTimeout(() => (window.drawn = performance.now())));
    window.asked = isDrawn;
    if (!document.querySelector("[data-begun]")) return;
    window.begun = performance.now();
    clearInterval(looks);
}, 5);"""
Before = Callable[[Page, str], object]  #: what the phone did before, unhurried


def lines() -> Iterator[str]:
    """The machine, and the middle and the longest of several tries, by what the phone has of ours."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    yield machine()
    with served() as server, sync_playwright() as playwright:
        join = a_room(server)
        where = os.environ.get("CHROMIUM") or shutil.which("chromium")
        chromium = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        for name, before in (("after the notice, as everybody comes", read_the_notice), ("with nothing kept", nothing)):
            drawn, begun = zip(*(_once(chromium, server.url, join, before) for _ in range(times)), strict=True)
            yield f"{name}: she can answer after {median(drawn):.0f} ms, at most {max(drawn):.0f} ms"
            yield f"{name}: a tap is kept on the page after {median(begun):.0f} ms, at most {max(begun):.0f} ms"


def a_room(server: Served) -> str:
    """A statement is open; the way in."""
    desk = Desk(server.desk)
    desk.plan(statements=3, people=12, minutes=90)
    desk.move("doors", state="draft")
    link = desk.join_link()
    desk.move("start", state="lobby")
    desk.move_round(desk.state()["rounds"][0], "open")
    return link


def read_the_notice(page: Page, join: str) -> None:
    page.goto(join, wait_until="networkidle")


def nothing(page: Page, join: str) -> None:
    """A phone whose browser has thrown away what it had."""


def _once(chromium: Browser, base: str, join: str, before: Before) -> tuple[float, float]:
    """ms from asking for the page until she can answer, and until the module has run."""
    context = chromium.new_context(base_url=base, viewport=SMALL, is_mobile=True, has_touch=True)
    page = context.new_page()
    before(page, join)
    _comes_in(context, join)
    page.add_init_script(SEEN)
    slow = context.new_cdp_session(page)
    network = {"offline": False, "latency": LATENCY, "downloadThroughput": BYTES, "uploadThroughput": BYTES}
    slow.send("Network.emulateNetworkConditions", network)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/phone", wait_until="commit")
    page.wait_for_function("() => window.begun > 0 && window.drawn > 0")
    drawn, begun = page.evaluate("[window.drawn, window.begun]")
    context.close()
    return drawn, begun


def _comes_in(context: BrowserContext, join: str) -> None:
    notice = context.request.get(join, headers=JSON).json()
    agreed = {"token": join.rsplit("/", 1)[1], "version": notice["version"], "group": notice["groups"][0]["id"]}
    said = context.request.post("/phone/consent", data=agreed, headers=JSON)
    if not said.ok:
        raise RuntimeError(f"Nobody can join: {said.text()}")


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
