"""How long a page takes that judges a whole review, read from a database: python -m bench.pages

272 statements, two workshops of 30 panellists, everything asked twice: 32,640 ballots. No network and no browser. Each
page first with nothing remembered, as after a start of the server, and then again with nothing changed. Python looks
for garbage as seldom as in the server: else it walks through the 32,640 ballots just made in the midst of a page.
"""

import gc
import re
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from app.factory import create_app
from app.services import accounts, memory, verification
from app.storage.engine import Database
from app.storage.schema import upgrade
from app.web.parts import wall_clock
from bench.clock import median_seconds
from bench.condensed import condense
from bench.review import Made, make_review
from config import Settings

OTHER_WEIGHTS = "method=ranking&" + "&".join(f"place_{number}={number}" for number in range(1, 6))
PAGES = ("results", "weighting", "sources", "statements/1", "lineage", "weighting?list=condensed")


def lines() -> Iterator[str]:
    """A line for each page, and one for counting all of it again."""
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        settings = _settings(Path(folder))
        database = Database(settings.database_url)
        upgrade(database.engine)
        with database.writing() as db:
            made = make_review(db)
            condense(db, made)
            link = accounts.new_link(db, made.owner, at=wall_clock())
        client = create_app(settings).test_client()
        _sign_in(client, link)
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 50)
        yield from (_page(client, path) for path in _paths(made))
        yield f"verify, everything counted again: {median_seconds(lambda: _verify(database, made))}"
        database.engine.dispose()


def _settings(folder: Path) -> Settings:
    url = f"sqlite:///{folder / 'plumbline.db'}"
    return Settings(folder, secrets.token_urlsafe(48), "http://localhost", "127.0.0.1", 8000, url)


def _sign_in(client: FlaskClient, link: str) -> None:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)
    client.post(f"/first/{link}", data={"csrf_token": token[1] if token else ""})


def _verify(database: Database, made: Made) -> None:
    with database.reading() as db:
        verification.verify(db, made.review)


def _paths(made: Made) -> Iterator[str]:
    review = f"/reviews/{made.review}"
    yield from (f"{review}/{page}" for page in PAGES)
    yield f"{review}/weighting?{OTHER_WEIGHTS}"
    yield f"/workshops/{made.workshops[0]}/results"


def _page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:
        return f"{path}: not there ({answer.status_code})"
    first, again = median_seconds(lambda: _anew(client, path)), median_seconds(lambda: client.get(path))
    return f"{path.partition('&')[0]}: first {first}; again {again}; {len(answer.data) / 1024:.0f} kB"


def _anew(client: FlaskClient, path: str) -> None:
    memory.forget()
    client.get(path)


if __name__ == "__main__":
    print(*lines(), sep="\n")
