"""The texts of a phone that a script writes later: they stand in the page, so that they are translated with it."""

from flask_babel import gettext as _

from app.core.instrument import Instrument
from app.web.bars import bar_words


def words(instrument: Instrument, spoken: str) -> dict[str, str]:
    """Every text that changes while a phone is open; names in braces are filled then. `spoken`: her language's name."""
    wanting = _("There is no text in %(language)s of this one yet.", language=spoken)
    return {"wanting": wanting} | bar_words() | _answers(instrument) | _room() | _spoken()


def _answers(instrument: Instrument) -> dict[str, str]:
    return {
        "saved": _("Saved. You can change it while this is open."),
        "saved_short": _("Saved"),
        "waits": _("Kept here"),
        "waiting": _("Kept on this phone: {n}. It will go by itself."),
        "sending": _("Sending …"),
        "refused": _("Not accepted: {why}"),
        "full": _("This phone keeps {n} answers and has room for no more. Please answer again once they have gone."),
        "outside": instrument.outside,
        "unclear": instrument.unclear,
        "none": _("You did not answer this one."),
        "sent": _("Your comment was sent."),
        "unsent": _("This could not be sent. Your text is still here; please try again."),
        "draft_of": _("You began this at {place}. It is kept with that statement."),
        "empty": _("There is nothing in the comment yet. Write a few words, or close it."),
        "long": _("This is {n} characters; at most 600 fit. Please shorten it."),
    }


def _room() -> dict[str, str]:
    return {
        "place": _("{position} of {total}"),
        "again": _("again, after the talk"),
        "changed": _("changed in this workshop"),
        "changed_now": _("This statement was changed in this workshop."),
        "changed_stays": _("What you answered before stays with the earlier text. Please answer this one anew."),
        "taken_back": _("This statement was taken back. Nothing more is asked about it."),
        "next": _("The next statement is about to come."),
        "next_topic": _("Next: {topic}. Skip or pause whenever you like."),
        "same": _("The same statement once more, after the talk."),
        "same_stays": _("Your first answer stays unless you give another."),
        "next_paced": _("Several statements are about to come."),
        "next_paced_more": _("You answer them at your own pace. You can go back and change an answer."),
        "others_answer": _("Others are answering now. There is nothing for you to do."),
        "topic_end": _("You have come to the end of this topic."),
        "through": _("You are through."),
        "many_through": _("{done} of {present} are through"),
        "left": _("{n} you left open:"),
        "left_one": _("1 you left open:"),
        "left_in": _("{topic}: {n}"),
        "offline": _(
            "No connection. {n} answers are kept on this phone and will go by themselves. Please keep this page open."
        ),
        "offline_one": _(
            "No connection. Your answer is kept on this phone and will go by itself. Please keep this page open."
        ),
        "leaving": _("Kept on this phone and not arrived yet: {n}. If you leave now, this is not counted."),
        "offline_none": _("No connection just now. You can go on; answers are kept on this phone."),
        "turns_later": _("No connection just now. The page turns to {language} as soon as there is one."),
    }


def _spoken() -> dict[str, str]:
    """What a screen reader says when the room moves on."""
    return {
        "says_lobby": _("You are in."),
        "says_statement": _("A statement is open."),
        "says_closed": _("Closed. The group will talk about this now."),
        "says_revealed": _("The answers of the group are shown."),
        "says_paused": _("The group is taking a break."),
        "says_ended": _("The workshop has ended. Thank you."),
    }
