"""The words of the desk that change while its page is open."""

from flask_babel import gettext as _

from app.web.bars import bar_words
from app.web.desk_blocks import block_words


def words() -> dict[str, str]:
    """Every text of the desk that changes while the page is open; names in braces are filled when it is shown."""
    return bar_words() | block_words() | _states() | _rounds() | _comments() | _lines()


def _states() -> dict[str, str]:
    return {
        "workshop_draft": _("Not open yet"),
        "workshop_lobby": _("People are joining"),
        "workshop_live": _("Under way"),
        "workshop_paused": _("Paused for everyone"),
        "workshop_ended": _("Ended"),
        "locked": _("The door is locked: nobody new can join."),
        "blanked": _("The wall shows nothing."),
    }


def _rounds() -> dict[str, str]:
    return {
        "round_queued": _("To come"),
        "round_open": _("Open for answers"),
        "round_closed": _("Closed"),
        "round_revealed": _("Answers shown"),
        "again": _("Again, after the talk"),
        "changed": _("Changed in this workshop"),
        "why": _("Why it was changed: {why}"),
        "taken_back": _("Taken back: its answers are kept and counted nowhere."),
        "reopened": _("Opened again: {n}"),
        "outside": _("Outside their experience, or not clear: {n}"),
        "on_desk": _("Only the desk sees this until the answers are shown."),
    }


def _comments() -> dict[str, str]:
    return {
        "comment_new": _("New"),
        "comment_approved": _("Approved"),
        "comment_parked": _("Parked"),
        "comment_hidden": _("Hidden"),
        "comments_waiting": _("{new} new"),
        "about": _("About: {part}"),
        "seen": _("The author has seen this."),
        "may_show": _("May be shown on the wall, without a name."),
        "keep": _("For the review team only."),
        "hints": _("Look twice: {hints}"),
        "cover": _("Cover names with [brackets] before you approve."),
        "quoted": _("Approved comments may be quoted in the report."),
        "no_comments": _("No comments yet."),
    }


def _lines() -> dict[str, str]:
    return {
        "done": _("{done} of {present} are done"),
        "person": _("1 person is here"),
        "people": _("{people} people are here"),
        "others": _("Also at a desk: {names}"),
        "read_aloud": _("Read aloud: {languages}"),
        "note_on": _("A note on {code}"),
        "note_kept": _("The note is kept."),
        "nothing_on_show": _("No statement is on show yet."),
        "reconnecting": _("No connection just now. What you see may be old; it will be fresh again by itself."),
        "not_sent": _("This did not reach the server. Nothing was changed; please try once more."),
        "ask_few": _("Only {done} of {present} are done. Close all the same?"),
        "ask_end": _("End the workshop for everyone? It cannot be taken up again."),
        "ask_take_back": _("Take this statement back? It closes for everyone, and its answers will count nowhere."),
        "sure_few": _("Close now"),
        "sure_take_back": _("Take this statement back"),
        "sure_end": _("End it now"),
    }
