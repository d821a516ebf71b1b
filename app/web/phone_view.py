"""What a phone shows: one screen, made from the state of the room and what she asked to see.

`static/phone/screens.js` decides the same for a phone with scripts; both are held to one table of cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from app.core.instrument import QUESTIONS, Instrument, Question, in_language
from app.core.statements import PartKind
from app.core.translations import OWN_NAMES
from app.core.workshops import RoundState, WorkshopState
from app.web.bars import Bars, bars_of
from app.web.phone_blocks import NO_STOP
from app.web.phone_words import words

State = Mapping[str, Any]  #: as `services.snapshots.phone_state` gives it

SCREEN_OF_ROUND = {
    RoundState.QUEUED: "waiting",
    RoundState.OPEN: "statement",
    RoundState.CLOSED: "closed",
    RoundState.REVEALED: "revealed",
}
ASIDES = frozenset({"comment", "rest", "hidden", "leave", "other"})
DAY = "d MMMM y"
NOTHING_YET: Mapping[str, Any] = {
    "seq": 0,
    "plausibility": None,
    "relevance": None,
    "abstained": None,
    "parts": [],
    "if_changed": [],
    "skipped": False,
}
NO_ROUND: Mapping[str, Any] = {
    "id": "",
    "epoch": "",
    "number": 1,
    "state": "",
    "changed": False,
    "asked_earlier": False,
    "taken_back": False,
    "topic_is_new": False,
    "statement": {
        "family": "",
        "family_lang": "en",
        "lang": "en",
        "wording": "",
        "parts": [],
        "read": None,
        "wanting": "",
    },
    "mine": None,
    "counts": None,
    "comments": [],
}


def screen_of(state: State) -> str:
    """The screen that the room's state asks for."""
    if state["workshop"]["state"] == WorkshopState.ENDED:
        return "ended"
    if state["workshop"]["state"] == WorkshopState.PAUSED:
        return "paused"
    if state.get("answering"):
        return state["stop"]["screen"] if state["answering"] == "open" else SCREEN_OF_ROUND[state["answering"]]
    return SCREEN_OF_ROUND[state["rounds"][0]["state"]] if state["rounds"] else "lobby"


def now_of(screen: str, show: str) -> str:
    """The screen that is seen: what she asked for, unless the room pauses or ends. A hidden screen stays hidden."""
    if show == "hidden" or (show in ASIDES and screen not in {"paused", "ended"}):
        return show
    return screen


def question_of(mine: Mapping[str, Any], changing: str) -> str:
    """The one question that is asked: the one she wants to change, else the first without an answer, else none."""
    if changing in QUESTIONS:
        return changing
    if mine["abstained"] or mine["skipped"]:
        return ""
    return next((name for name in QUESTIONS if mine[name] is None), "")


@dataclass(frozen=True, slots=True)
class Typed:
    """What is in the comment form: nothing yet, or what could not be kept."""

    text: str = ""
    parts: tuple[int, ...] = ()
    changed: bool = False
    seen: bool = False
    may_show: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneView:
    """The state of the room as one phone shows it."""

    state: State
    asked: Mapping[str, Instrument]  #: by language, as the rules of the workshop keep it
    languages: tuple[str, ...] = ()  #: those the workshop offers
    organisation: str = ""  #: who asks, and will have the summary
    questions_to: str = ""  #: whom to ask for it
    show: str = ""
    changing: str = ""
    at: str = ""  #: the position of the part a comment is opened at
    code: str | None = None
    typed: Typed = field(default_factory=Typed)
    refused: str = ""

    @property
    def screen(self) -> str:
        return screen_of(self.state)

    @property
    def now(self) -> str:
        return "code" if self.code else now_of(self.screen, self.show)

    @property
    def round(self) -> Mapping[str, Any]:
        return self.state["rounds"][0] if self.state["rounds"] else NO_ROUND

    @property
    def stop(self) -> Mapping[str, Any]:
        """Where she stands in her own list; all empty while no block is open."""
        found: Mapping[str, Any] = self.state.get("stop", NO_STOP)
        return found

    @property
    def stays(self) -> str:
        """The stop that a form or link of this screen comes back to; "" while no block is open."""
        return str(self.round["id"]) if self.state.get("stop") else ""

    @property
    def here(self) -> str:
        """The stop she is at, a statement or the end of a topic; "" while no block is open."""
        if not self.stop["block"]:
            return ""
        return self.stays if self.round["id"] else f"end-{self.stop['block']}"

    def link(self, **more: str) -> str:
        """The address of this page with something asked for, from where she is."""
        asked: dict[str, Any] = {"stop": self.stays, **more}
        return url_for("phone.phone", **{name: value for name, value in asked.items() if value})

    @property
    def mine(self) -> Mapping[str, Any]:
        return self.round["mine"] or NOTHING_YET

    @property
    def words(self) -> Instrument:
        return in_language(self.asked, self.state["language"])

    @property
    def texts(self) -> dict[str, str]:
        return words(self.words, self.spoken)

    @property
    def spoken(self) -> str:
        """Her language as its speakers write it."""
        return OWN_NAMES.get(self.state["language"], "")

    @property
    def other_languages(self) -> list[tuple[str, str]]:
        """The languages she could read in besides, each by its own name."""
        others = (each for each in self.languages if each != self.state["language"])
        return [(each, OWN_NAMES[each]) for each in others]

    @property
    def question(self) -> str:
        return question_of(self.mine, self.changing)

    @property
    def is_answered(self) -> bool:
        return not question_of(self.mine, "")

    @property
    def place(self) -> str:
        if self.screen == "topic":
            return str(self.stop["title"])
        if not self.state["rounds"]:
            return str(self.state["workshop"]["title"])
        if not self.state["position"]:
            return ""
        place = _("{position} of {total}").replace("{position}", str(self.state["position"]))
        return place.replace("{total}", str(self.state["total"]))

    @property
    def topic(self) -> tuple[str, str]:
        """The topic, as the team wrote it, and whether it is asked a second time."""
        again = "again" if self.round["number"] > 1 else "changed" if self.round["changed"] else ""
        topic = (self.stop["title"] if self.round["id"] else "") or self.round["statement"]["family"]
        return topic, f" · {self.texts[again]}" if again else ""

    @property
    def coming(self) -> tuple[str, str]:
        """What is said before a statement opens: a heading, and a line about it, or ""."""
        if self.state.get("answering") == "open":
            return self.texts["others_answer"], ""
        if self.state.get("answering"):
            return self.texts["next_paced"], self.texts["next_paced_more"]
        if self.round["number"] > 1:
            return self.texts["same"], self.texts["same_stays"]
        if self.round["changed"]:
            return self.texts["changed_now"], self.texts["changed_stays"] if self.round["asked_earlier"] else ""
        family = self.round["statement"]["family"]
        more = self.texts["next_topic"].replace("{topic}", family) if self.round["topic_is_new"] else ""
        return self.texts["next"], more

    @property
    def opening(self) -> str:
        """The line before a topic, on its first statement where nothing announced it; "" once she has answered."""
        first = self.stop["title"] if self.stays and not self.stop["back"] else ""
        asked_anew = self.round["number"] > 1 or self.round["changed"]
        topic = first or (self.round["statement"]["family"] if self.round["topic_is_new"] and not asked_anew else "")
        if not topic or self.screen != "statement" or self.mine["seq"] or self.mine["skipped"]:
            return ""
        return self.texts["next_topic"].replace("{topic}", topic)

    @property
    def situation(self) -> str:
        """The position of the part that says where and when; "" when the statement has none."""
        parts = self.round["statement"]["parts"]
        return next((str(part["position"]) for part in parts if part["kind"] == PartKind.CONTEXT), "")

    @property
    def part(self) -> str:
        """The part a comment is opened at. Nothing else of what was asked for comes back: see `squeeze`."""
        return self.at if self.at and self.at == self.situation else ""

    @property
    def withdraw_until(self) -> str:
        return str(format_date(date.fromisoformat(self.state["withdraw_until"]), DAY))

    @property
    def judged(self) -> str:
        """What the group did together, once it has ended: so many statements, and never an answer."""
        many = self.state.get("judged")
        if not many:
            return ""
        if many == 1:
            return _("Together the group judged 1 statement.")
        return _("Together the group judged {n} statements.").replace("{n}", str(many))

    @property
    def may_comment(self) -> bool:
        return self.now in {"statement", "closed", "revealed"} and bool(self.state["rounds"])

    @property
    def bars(self) -> list[Bars]:
        return bars_of(self.round["counts"], self.words) if self.round["counts"] else []

    @property
    def abstained(self) -> int:
        return (self.round["counts"] or {}).get("abstained") or 0

    @property
    def my_answer(self) -> str:
        if self.mine["abstained"]:
            return self.words.unclear if self.mine["abstained"] == "unclear" else self.words.outside
        return " · ".join(filter(None, map(self.label, QUESTIONS))) or _("You did not answer this one.")

    def label(self, question: str) -> str:
        """Her answer to a question in short; "" while there is none."""
        asked: Question = getattr(self.words, question)
        return asked.said(self.mine[question]) if self.mine[question] else ""

    @property
    def depends(self) -> bool:
        """Whether she said "sometimes" and is asked what it depends on."""
        return self.mine["plausibility"] in self.words.plausibility.middle and self.question != "plausibility"
