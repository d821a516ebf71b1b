"""A desk: what a facilitator's browser sends while she plans and runs a workshop, and fetches its documents."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from requests import Response

from app.rehearsal.ear import Closed, Ear
from app.rehearsal.forms import form_with
from app.rehearsal.line import Line, Unexpected
from app.rehearsal.planner import PlanWanted, choose

State = dict[str, Any]
GROUPS = ("Counsellors", "Health workers", "Community workers")
# Seconds: longer than a server may take over one. Whoever goes sooner lets it write to nobody, and asks once more.
DOCUMENT = 120.0


class Desk:
    """A facilitator who signs in by a link that works once."""

    def __init__(self, sign_in: str) -> None:
        self._line = Line(sign_in)
        form = form_with(self._line.page(sign_in).text, "csrf_token")
        self._line.submit(form.action or sign_in, form.fields)
        self._ear: Ear | None = None
        self.workshop = 0

    @property
    def base(self) -> str:
        """The server's address."""
        return self._line.base

    def page(self, path: str) -> Response:
        """A page of hers. Raises Unexpected."""
        return self._line.page(path)

    def submit(self, path: str, page: Response, name: str, **values: str | list[str]) -> Response:
        """Send the form of a page that has a field of this name, filled in; the page that follows."""
        return self._line.submit(path, form_with(page.text, name).filled(**values))

    def plan(self, *, statements: int, people: int, minutes: int) -> None:
        """Plan a workshop on the first review, with its first statements. Raises Unexpected when it has too few."""
        review = _number(r"/reviews/(\d+)", self._line.page("/home").text)
        path = f"/reviews/{review}/workshops/new"
        form = form_with(self._line.page(path).text, "versions")
        offered = form.choices["versions"]
        if len(offered) < statements:
            raise Unexpected(f"The review has {len(offered)} statements; choose at most so many.")
        answer = self._line.submit(
            path, form.filled(versions=_spread(offered, statements), **_answers(people, minutes))
        )
        self.workshop = int(_number(r"/workshops/(\d+)", answer.url + answer.text))

    def choose(self, asked: PlanWanted, *, seed: int) -> str:
        """Choose a plan of the afternoon; what its card says. Raises Unexpected with what is offered."""
        return choose(self._line, self.workshop, asked, seed=seed)

    def state(self) -> State:
        """How things stand."""
        found, _etag = self._line.look(f"/desk/{self.workshop}/state")
        assert found is not None  # asked without an ETag, so it cannot be the one we have
        return found

    def move(self, move: str, *, state: str) -> State:
        """Move the whole room: doors, start, pause, resume, end."""
        return self._act(f"moves/{move}", {"state": state})

    def move_round(self, round: State, move: str) -> State:
        """Move one round from where it was seen: open, close, reveal, show, again."""
        return self._act(f"rounds/{round['id']}/{move}", {"epoch": round["epoch"], "state": round["state"]})

    def press(self, button: str) -> State:
        """Press one of the desk's buttons as it stands now."""
        action = self.state()["actions"][button]
        if action is None:
            raise Unexpected(f"The button {button} can do nothing now.")
        return self._post(action["url"], action["body"])

    def amend(self, round: State, *, why: str) -> State:
        """Change the first part of a round's text on the spot; how things stand then."""
        path = f"/desk/{self.workshop}/rounds/{round['id']}/amend"
        form = form_with(self._line.page(path).text, "why")
        first = next(name for name, _ in form.fields if name.startswith(("parts", "wording")))
        text = dict(form.fields)[first]
        self._line.submit(path, form.filled(**{first: f"{text}, as a rule", "why": why}))
        return self.state()

    def approve_comments(self, at_most: int) -> int:
        """Approve what its author lets be shown and nobody has decided about, so many at most; how many that were."""
        found, _etag = self._line.look(f"/desk/{self.workshop}/comments")
        new = [each for each in (found or {})["comments"] if each["state"] == "new" and each["may_show"]][:at_most]
        for comment in new:
            self._act(f"comments/{comment['id']}/approve", {"text": comment["text"]})
        return len(new)

    def join_link(self) -> str:
        """The link behind the QR on the wall."""
        wall = self._line.page(f"/desk/{self.workshop}/screen")
        found, _etag = self._line.look("/screen/state")
        link = ((found or {})["door"] or {}).get("link")
        if not link:
            raise Unexpected(f"The wall shows no join link ({wall.status_code}).")
        return str(link)

    def hear(self, timeout: float) -> State | None:
        """The next frame about the room, or None."""
        try:
            self._ear = self._ear or self._listen()
            return self._ear.hear(timeout)
        except Closed:
            self._ear = None
            return None

    def download(self, name: str) -> bytes:
        """One of the workshop's documents: summary.docx or tidy.zip."""
        return self._line.page(f"/workshops/{self.workshop}/{name}", within=DOCUMENT).content

    def _listen(self) -> Ear:
        said = self._line.send("/ticket", {"audience": "desk", "workshop": self.workshop})
        return Ear(self.base, said.body.get("ticket", ""))

    def _act(self, path: str, body: dict[str, Any]) -> State:
        return self._post(f"/desk/{self.workshop}/{path}", body)

    def _post(self, path: str, body: dict[str, Any]) -> State:
        said = self._line.send(path, body)
        if not said.ok:
            raise Unexpected(f"{path}: {said.status} {said.body.get('say', '')}")
        return dict(said.body["state"])


def _answers(people: int, minutes: int) -> dict[str, str | list[str]]:
    """What a facilitator writes into the plan."""
    share = max(1, people // len(GROUPS))
    return {
        "title": "Rehearsal",
        "site": "Rehearsal",
        "minutes": str(minutes),
        "organisation": "The review team",
        "team": "the review team",
        "about": "violence at home, its effects, and help",
        "questions_to": "the review team, 000",
        "withdraw_until": (datetime.now(UTC).date() + timedelta(days=28)).isoformat(),
        "groups": "\n".join(f"{group}, {share}" for group in GROUPS),
        "help_name": "Nobody: this is a rehearsal",
        "help_phone": "000",
        "help_tried": "y",
        "pilot": "y",
    }


def _spread(offered: list[str], many: int) -> list[str]:
    """So many of what is offered, evenly from the first to the last, so that many topics come up."""
    return [offered[place * len(offered) // many] for place in range(many)]


def _number(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise Unexpected(f"Nothing like {pattern} is on the page. Is there a review, and may this account see it?")
    return found.group(1)
