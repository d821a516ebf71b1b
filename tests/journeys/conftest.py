"""Real browsers, and a hall for them to be in."""

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from app.core.workshops import WorkshopMove, WorkshopState
from app.factory import create_app
from app.rehearsal.scratch import free_port
from tests.journeys.hall import LAN, Hall, chromium_path, served

# A deadline only guards against waiting for ever, so a busy machine may take its time; Playwright's own for acting is 30 s.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; each person has a context of their own."""
    with sync_playwright() as playwright:
        args = ["--no-sandbox", f"--host-resolver-rules=MAP {LAN} 127.0.0.1"]
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=args)
        yield chromium
        chromium.close()


@pytest.fixture
def hall(request, settings, database, browser) -> Iterator[Hall]:
    """A workshop with open doors on a server of its own; what a test hands in changes how it is built."""
    port, how = free_port(), dict(getattr(request, "param", {}))
    origin = f"http://{how.pop('host', '127.0.0.1')}:{port}"
    app = create_app(dataclasses.replace(settings, origin=origin, port=port))
    with served(app, port):
        made = Hall(app, database, browser, **how)
        yield made
        made.leave()


@pytest.fixture
def live(hall: Hall) -> Hall:
    """A hall in which the first statement is open."""
    hall.now(lambda room: room.move(WorkshopMove.START, WorkshopState.LOBBY))
    hall.now(lambda room: room.open(hall.rounds[0]))
    return hall


@pytest.fixture
def origin(settings) -> Iterator[str]:
    """The address of a server with an empty database."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    with served(create_app(dataclasses.replace(settings, origin=origin, port=port)), port):
        yield origin


@pytest.fixture
def open_browser(browser: Browser, origin) -> Iterator:
    """Opens browsers at this server, and closes them."""
    contexts: list[BrowserContext] = []

    def opened(*, cookie: str = "", **options) -> Page:
        context = browser.new_context(base_url=origin, **({"viewport": {"width": 1366, "height": 768}} | options))
        if cookie:
            context.add_cookies([{"name": "plumbline_desk", "value": cookie, "url": origin}])
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
