"""What can be refused, and the sentence a person then reads.

The docstring of each class *is* that sentence; `{name}` in it is filled from the facts the refusal was raised with.
"""

from enum import StrEnum
from inspect import cleandoc


class Kind(StrEnum):
    """Why something is refused; a door turns it into its own status."""

    INVALID = "invalid"
    UNKNOWN = "unknown"
    STALE = "stale"
    FORBIDDEN = "forbidden"
    STRANGER = "stranger"
    WAIT = "wait"
    BUSY = "busy"
    FAULT = "fault"


class WorkshopError(Exception):
    """Something here is not as it should be. Nothing was lost."""

    kind = Kind.INVALID
    code = "not_possible"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    @classmethod
    def sentence(cls) -> str:
        """The sentence with its gaps, as it stands in the catalogue of translations."""
        return cleandoc(cls.__doc__ or "").replace("\n", " ")

    @property
    def say(self) -> str:
        """The sentence in English with its gaps filled."""
        return self.sentence().format(**self.facts)


# Joining


class WrongCode(WorkshopError):
    """We could not find {code}. Check the six digits on the wall, or scan your card."""

    kind, code = Kind.UNKNOWN, "wrong_code"


class PersonalCodeUnknown(WorkshopError):
    """We could not find this code. Check the eight letters and digits you noted; nothing was removed."""

    kind, code = Kind.UNKNOWN, "personal_code_unknown"


class JoiningClosed(WorkshopError):
    """Joining is closed just now. Please ask at the front; it takes a moment to open."""

    kind, code = Kind.FORBIDDEN, "joining_closed"


class TooManyTries(WorkshopError):
    """Too many codes were tried just now. Please wait a minute, or scan the code on the wall."""

    kind, code = Kind.WAIT, "too_many_tries"


class GroupUnknown(WorkshopError):
    """Please choose one of the groups on the page."""

    code = "group_unknown"


class NoticeChanged(WorkshopError):
    """The notice was changed a moment ago. Please read it once more before you agree."""

    kind, code = Kind.STALE, "notice_changed"


class NotJoined(WorkshopError):
    """This phone is not in a workshop. Scan the code on the wall, or type its six digits."""

    kind, code = Kind.STRANGER, "not_joined"


class OnAnotherPhone(NotJoined):
    """Your card is now open on another phone, with all your answers. To go on here, scan the card again."""

    code = "on_another_phone"


class Removed(WorkshopError):
    """This phone has left the workshop. To come back, please ask at the front."""

    kind, code = Kind.FORBIDDEN, "removed"


class NotHere(WorkshopError):
    """We could not find this here. It may have been moved, or it belongs to another workshop."""

    kind, code = Kind.UNKNOWN, "not_here"


# Answers


class RoundClosed(WorkshopError):
    """This was closed before your answer arrived, so it is not counted. Your earlier answers are safe."""

    kind, code = Kind.STALE, "closed"


class RoundNotOpen(WorkshopError):
    """This is not open for answers yet. Nothing was lost; please wait for the room."""

    kind, code = Kind.STALE, "not_open"


class RoundReopened(WorkshopError):
    """This was opened again after you answered. Please look at it once more and answer again."""

    kind, code = Kind.STALE, "reopened"


class KeyUsed(WorkshopError):
    """This answer was sent before with other content. The first one stands."""

    kind, code = Kind.STALE, "key_used"


class AnswerUnreadable(WorkshopError):
    """We could not read this answer: {what}. Nothing was changed; please answer once more."""

    code = "unreadable"


class CommentEmpty(WorkshopError):
    """There is nothing in the comment yet. Write a few words, or close it."""

    code = "comment_empty"


class CommentTooLong(WorkshopError):
    """This is {length} characters; at most {limit} fit. Your text is still here; please shorten it."""

    code = "comment_too_long"


class TooMuchAtOnce(WorkshopError):
    """Too much came from here at once. Please wait a few seconds and go on; nothing was lost."""

    kind, code = Kind.WAIT, "too_much"


class ServerBusy(WorkshopError):
    """This could not be kept just now. It will be tried again by itself."""

    kind, code = Kind.BUSY, "busy"


class ReleasedAlready(WorkshopError):
    """The date until which answers can be removed has passed. Please speak to the person named on your card."""

    kind, code = Kind.STALE, "released"


# The desk


class SomeoneWasFaster(WorkshopError):
    """{who} changed this a moment ago. Nothing was lost; this is how it stands now."""

    kind, code = Kind.STALE, "someone_was_faster"


class MoveNotPossible(WorkshopError):
    """This cannot be done from here: it is {state} now."""

    kind, code = Kind.STALE, "move_not_possible"


class OneRoundAtATime(WorkshopError):
    """Another statement is still open. Close it first, then open this one."""

    kind, code = Kind.STALE, "one_at_a_time"


class NoHelpContact(WorkshopError):
    """One thing is missing before people can join: a person they can turn to today.
    Add name and number, and tick that you have tried it."""

    kind, code = Kind.STALE, "no_help_contact"


class NothingToPresent(WorkshopError):
    """There are no statements in this workshop yet. Choose some before you open the doors."""

    kind, code = Kind.STALE, "nothing_to_present"


class NoGroups(WorkshopError):
    """Name at least one group of people before you open the doors."""

    kind, code = Kind.STALE, "no_groups"


class DoorsAreOpen(WorkshopError):
    """The doors are open, so this plan can no longer be changed. Statements can still be skipped in the room."""

    kind, code = Kind.STALE, "doors_are_open"


class AuthorKeepsIt(WorkshopError):
    """The author left this comment for the review team only, so it cannot be shown in the room."""

    kind, code = Kind.STALE, "author_keeps_it"


class NotRendered(WorkshopError):
    """This file could not be made just now. Nothing was lost; please try again in a minute."""

    kind, code = Kind.BUSY, "not_rendered"


# The review team


class SignInRefused(WorkshopError):
    """Name and password do not fit together. Please try again."""

    kind, code = Kind.STRANGER, "sign_in_refused"


class TooManySignIns(WorkshopError):
    """There were several tries just now. Please wait a minute, then try again."""

    kind, code = Kind.WAIT, "too_many_sign_ins"


class NotSignedIn(WorkshopError):
    """Please sign in first."""

    kind, code = Kind.STRANGER, "not_signed_in"


class LinkUsed(WorkshopError):
    """This sign-in link was used already or is too old. Ask for a new one in the terminal."""

    kind, code = Kind.UNKNOWN, "link_used"


class NameTaken(WorkshopError):
    """There is an account with the name {name} already."""

    kind, code = Kind.STALE, "name_taken"


class PasswordTooShort(WorkshopError):
    """A password needs at least {length} characters."""

    code = "password_too_short"


class FormExpired(WorkshopError):
    """This page was open for very long. Please load it again; what was saved is safe."""

    code = "form_expired"


class ElsewhereRefused(WorkshopError):
    """This was sent from another place than Plumbline's own pages, so nothing was done."""

    kind, code = Kind.FORBIDDEN, "elsewhere"


# The server itself


class OnOurSide(WorkshopError):
    """Something did not work on our side. What was saved is safe; please load the page again."""

    kind, code = Kind.FAULT, "fault"


class OnlyListens(WorkshopError):
    """Only answers are taken this way. Please use the page; nothing was changed."""

    kind, code = Kind.FORBIDDEN, "not_accepted"


class UndoTooLate(WorkshopError):
    """The closing can be taken back for five seconds, and they are over. You can still open it once more."""

    kind, code = Kind.STALE, "undo_too_late"
