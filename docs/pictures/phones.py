"""Take a picture of every screen of a phone in three languages, light and dark, 320 and 360 px wide. `make pictures`.

They go to `pictures/`, named by screen, language, colours and width.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.factory import create_app
from app.rehearsal.scratch import free_port
from app.storage.engine import Database
from app.storage.schema import upgrade
from config import Settings
from tests.builders import new_secret
from tests.journeys.hall import Hall, served
from tests.journeys.phone_walk import ROOM, prepare, walk
from tests.journeys.phones import SMALL, SMALLEST, a_phone

ALL = Path(__file__).parents[2] / "pictures"
LOCALES = ("en-GB", "hi-IN", "mr-IN")


@contextmanager
def a_hall(browser: Browser) -> Iterator[Hall]:
    """A workshop on a server of its own, which is thrown away."""
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        database, port = Database(f"sqlite:///{folder}/plumbline.db"), free_port()
        upgrade(database.engine)
        origin = f"http://127.0.0.1:{port}"
        app = create_app(Settings(Path(folder), new_secret(), origin, "127.0.0.1", port, str(database.engine.url)))
        with served(app, port):
            yield Hall(app, database, browser, **ROOM)


def look(phone: Page, number: int, screen: str, language: str) -> None:
    """One screen, in both colours and at both widths, from its top to its end."""
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)
        for view in (SMALLEST, SMALL):
            phone.set_viewport_size(view)
            name = f"{number:02}-{screen.replace(' ', '-')}-{language}-{scheme}-{view['width']}.png"
            phone.screenshot(path=ALL / f"screen-{name}", full_page=True)


def main() -> int:
    """Walk through all screens once in each language."""
    ALL.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for locale in LOCALES:
            with a_hall(browser) as hall:
                prepare(hall)
                phone = a_phone(hall, locale=locale, reduced_motion="reduce")
                for number, screen in enumerate(walk(hall, phone), start=1):
                    look(phone, number, screen, locale[:2])
                hall.leave()
    sys.stdout.write(f"{len(list(ALL.glob('screen-*.png')))} pictures of phones are in {ALL}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
