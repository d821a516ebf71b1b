"""What can be refused on the day of a workshop: at the desk, on its remote, over paper, and at its close."""

from app.core.errors import Kind, WorkshopError


class OpeningStands(WorkshopError):
    """Somebody has begun to answer, or five seconds are over, so this stays open. You can close it; nothing is lost."""

    kind, code = Kind.STALE, "opening_stands"


class StatementStillOpen(WorkshopError):
    """People are still answering this statement. Once it is closed, its comments can go on the wall; nothing was
    changed."""

    kind, code = Kind.STALE, "statement_still_open"


class RemoteLinkUsed(WorkshopError):
    """This code was used already, or its minute is over. Ask for a new one at the desk."""

    kind, code = Kind.UNKNOWN, "remote_link_used"


class NoteEmpty(WorkshopError):
    """There is nothing in the note yet. Write a few words; nothing was changed."""

    code = "note_empty"


class NoteTooLong(WorkshopError):
    """This note is {length} characters; at most {limit} fit. It is still here; please shorten it."""

    code = "note_too_long"


class LanguageUnknown(WorkshopError):
    """Please choose one of the languages on the page."""

    code = "language_unknown"


class PhoneNameUnknown(WorkshopError):
    """No phone in this workshop shows "{name}". Look at its help page once more; nobody was retired."""

    kind, code = Kind.STALE, "phone_name_unknown"


class PhoneNameShared(WorkshopError):
    """Two phones show "{name}", so nobody was retired. Whoever wants to go can leave on her own phone, under Help."""

    kind, code = Kind.STALE, "phone_name_shared"


class CardNumberUnknown(WorkshopError):
    """There is no card with this number here: they are numbered from 1 to {made}. Nothing was cancelled."""

    kind, code = Kind.STALE, "card_number_unknown"


class NobodyToAdmit(WorkshopError):
    """The door is not locked, so people can come in as they are. Lock it first to let in one at a time."""

    kind, code = Kind.STALE, "nobody_to_admit"


class DayChanged(WorkshopError):
    """{who} wrote this page down a moment ago. What you typed is still here, beside what stands; keep it once more
    to let yours stand."""

    kind, code = Kind.STALE, "day_changed"


class DayNotWritten(WorkshopError):
    """The day is not written down yet. Keep the page first, then sign it off."""

    kind, code = Kind.STALE, "day_not_written"


class SheetTypedAlready(WorkshopError):
    """Sheet {sheet} of batch {batch} was typed in already. To correct it, choose it from the list; nothing was
    changed."""

    kind, code = Kind.STALE, "sheet_typed_already"


class SheetUnreadable(WorkshopError):
    """Statement {code}: we read "{text}". Write two figures from 1 to {points}, such as 45, a dash for what was left
    out, o for outside the experience, or u for unclear; then x2 for a part that does not fit, c2 for one that would be
    right if changed. Nothing was kept yet."""

    code = "sheet_unreadable"


class SheetEmpty(WorkshopError):
    """There is no answer and no comment on this sheet yet. Type at least one; nothing was kept."""

    code = "sheet_empty"


class SheetNumberMissing(WorkshopError):
    """Write the number that stands on the sheet, from 1 to {most}."""

    code = "sheet_number_missing"


class LettersUnknown(WorkshopError):
    """No card that is still unused has these letters. Check them, or leave them out; nothing was kept yet."""

    code, kind = "letters_unknown", Kind.UNKNOWN
