"""Every form of a phone without scripts, sent at odd times: what its page then says is what is kept."""

import re

import pytest
from sqlalchemy import func, select

from app.core.workshops import RoundMove, WorkshopMove, WorkshopState
from app.services import panels
from app.storage.ballots import Ballot, Skip
from app.storage.comments import Comment
from app.storage.workshops import Panellist
from app.web.access import PHONE_COOKIE
from tests.builders import LATER
from tests.services.test_texts import translate
from tests.web.rooms import Hall

TEXT = "It needs a bus."
# Where it stands, where it goes, and what is pressed or written.
FORMS = {
    "it happens so": ("/phone", "/phone/ballots", {"plausibility": "4"}),
    "it matters so": ("/phone?change=relevance", "/phone/ballots", {"relevance": "5"}),
    "outside my experience": ("/phone", "/phone/ballots", {"abstained": "outside"}),
    "not clear to me": ("/phone?show=comment", "/phone/ballots", {"abstained": "unclear"}),
    "skip": ("/phone", "/phone/skip", {}),
    "a comment": ("/phone?show=comment", "/phone/comments", {"text": TEXT, "may_show": "yes"}),
    "a comment on a part": ("/phone?show=comment&at=1", "/phone/comments", {"text": TEXT, "seen": "yes"}),
    "parts that do not fit": ("/phone?show=comment", "/phone/comments", {"text": "", "parts": ["1", "2"]}),
    "words and parts": ("/phone?show=comment", "/phone/comments", {"text": TEXT, "parts": ["2"], "changed": "yes"}),
    "pause": ("/phone", "/phone/pause", {}),
    "language": ("/phone", "/phone/language", {"language": "hi"}),
    "leave": ("/phone?show=leave", "/phone/leave", {}),
}
SAID = {name: set() for name in FORMS} | {
    "it happens so": {"plausibility"},
    "it matters so": {"relevance"},
    "outside my experience": {"abstained", "all"},
    "not clear to me": {"abstained", "all"},
    "skip": {"skipped"},
    "a comment": {"comment"},
    "a comment on a part": {"comment"},
    "words and parts": {"comment"},
    "leave": {"left"},
}


def nothing(hall: Hall) -> None:
    """The room stays as it was."""


def goes_on(hall: Hall) -> None:
    hall.close()
    hall.open(1)


def opens_again(hall: Hall) -> None:
    hall.close()
    hall.do(lambda room: room.step(hall.rounds[0], RoundMove.REOPEN))


def ends(hall: Hall) -> None:
    hall.close()
    hall.do(lambda room: room.move(WorkshopMove.END, WorkshopState.LIVE))


def lets_all_go(hall: Hall) -> None:
    hall.do(lambda room: [panels.remove(room.db, room.id, who, at=LATER) for who in room.people])


class Sender:
    """Somebody with one form before her, and what is kept of her."""

    def __init__(self, hall: Hall, name: str) -> None:
        self.at, self.to, self.fields = FORMS[name]
        self.name, self.hall, self.phone = name, hall, hall.browser()
        self.who = hall.do(lambda room: room.join())
        self.phone.client.set_cookie(PHONE_COOKIE, hall.room.cookies[-1])
        self.phone.get(self.at)
        self.form = self.phone.hidden(self.to) | self.fields

    def send(self) -> int:
        """Send the form as it was, and follow to the page that it leads to."""
        answer = self.phone.client.post(self.to, data=self.form, follow_redirects=True)
        self.phone.page = answer.get_data(as_text=True)
        return answer.status_code

    @property
    def says(self) -> set[str]:
        """What her page says that it has of her."""
        page = self.phone.page
        lines = re.findall(r'<a class="line" data-line="(\w+)"[^>]*?href="[^"]*">', page)
        sentences = {
            "all": r'<p class="note" data-note>',
            "comment": r"data-offline>Your comment was sent\.",
            "left": r"This phone is cleared\.",
        }
        return {*lines, *(name for name, text in sentences.items() if re.search(text, page))}

    @property
    def kept(self) -> set[str]:
        """What is kept of her, in the same words, of the statement her page shows."""
        shown = re.search(r'data-answers data-round="(\d+)"', self.phone.page)
        return self.hall.do(lambda room: kept(room.db, self.who, int(shown.group(1)) if shown else 0))

    def many(self, table: type) -> int:
        mine = select(func.count()).where(table.panellist_id == self.who)
        return self.hall.do(lambda room: room.db.scalar(mine))


def kept(db, who: int, round: int) -> set[str]:
    found = set()
    ballot = db.scalar(select(Ballot).where(Ballot.panellist_id == who, Ballot.round_id == round))
    if ballot:
        found = {name for name in ("plausibility", "relevance", "abstained") if getattr(ballot, name) is not None}
        found |= {"all"} if found >= {"plausibility", "relevance"} or "abstained" in found else set()
    found |= {"skipped"} if db.get(Skip, (round, who)) else set()
    found |= {"comment"} if db.scalar(select(Comment.id).where(Comment.panellist_id == who)) else set()
    return found | ({"left"} if db.get(Panellist, who).left_at else set())


def a_hall(app) -> Hall:
    """Its first statement is open, and there in Hindi too."""
    hall = Hall(app)
    hall.do(translate)
    hall.start()
    hall.open()
    return hall


def test_a_form_sent_in_time_is_kept_and_its_page_says_so(app):
    hall = a_hall(app)
    for name in FORMS:
        sender = Sender(hall, name)
        assert sender.send() == 200, name
        assert sender.says == SAID[name], name
        assert sender.says <= sender.kept, name


@pytest.mark.parametrize("room_does", [nothing, goes_on, opens_again, ends, lets_all_go])
def test_no_form_sent_late_or_twice_is_called_saved_and_not_kept(app, room_does):
    hall = a_hall(app)
    senders = [Sender(hall, name) for name in FORMS]
    room_does(hall)
    for sender in [*senders, *senders]:
        status = sender.send()
        assert status in (200, 401, 403, 409, 422), sender.name
        assert sender.says <= sender.kept, sender.name
        assert status == 200 or '<a class="button" href=' in sender.phone.page, sender.name
        assert sender.many(Comment) <= 1, sender.name
        assert sender.many(Ballot) <= 1, sender.name
