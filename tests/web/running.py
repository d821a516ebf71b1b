"""A workshop that is under way, and its facilitators at their desks."""

from typing import Any

from werkzeug.test import TestResponse

from app.core.workshops import RoundMove
from app.services import comments
from app.services.comments import Written
from tests.builders import NOON, Room
from tests.web.team import Browser, signed_in


class Running:
    """A workshop of three statements with ten people in it, one desk signed in as its owner."""

    def __init__(self, app, database, keys, **room: Any) -> None:
        self.app, self.database, self.keys = app, database, keys
        with database.writing() as db:
            self.room = Room(db, **({"people": 10} | room))
            self.id, self.rounds, self.people = self.room.id, self.room.rounds, self.room.people
            self.asha = signed_in(app, db, "asha")

    def member(self, name: str, role: str) -> Browser:
        """Someone else of the team, with this role in the review."""
        with self.database.writing() as db:
            return signed_in(self.app, db, name, review=self.room.review, role=role)

    def stranger(self) -> Browser:
        """Someone with an account, but of another review."""
        with self.database.writing() as db:
            return signed_in(self.app, db, "stranger")

    def now(self, do) -> Any:
        """Let something happen in the room, in one transaction."""
        with self.database.writing() as db:
            self.room.db = db
            return do(self.room)

    def answered(self, ratings, *, shown: bool = False, round: int = 0) -> None:
        """Open a round, let people answer so, close it, and perhaps show the answers."""
        self.now(lambda room: room.judge(self.rounds[round], ratings))
        if shown:
            self.now(lambda room: room.step(self.rounds[round], RoundMove.REVEAL))

    def comment(self, text: str, *, may_show: bool = True) -> int:
        """The first panellist writes a comment on the first statement."""
        written = Written(text[:8], self.rounds[0], None, text, seen=False, may_show=may_show)
        return self.now(lambda room: comments.write(room.db, self.keys, self.people[0], written, at=NOON))

    def state(self, browser: Browser | None = None) -> dict[str, Any]:
        """The desk's state as its script reads it."""
        return (browser or self.asha).get(f"/desk/{self.id}/state").json

    def press(self, name: str, browser: Browser | None = None, **changed: Any) -> TestResponse:
        """Press the button of that name, as the script does."""
        browser = browser or self.asha
        action = self.state(browser)["actions"][name]
        return browser.client.post(action["url"], json=action["body"] | changed)
