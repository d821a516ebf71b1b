"""Sheets on their way in: received, kept for an hour, read, and shown before anything is imported."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import g, request
from flask_babel import gettext as _
from wtforms import FileField

from app.core.sheets import SheetReading, read_sheet
from app.core.text import clean
from app.core.workshops import ReviewId
from app.services import uploads
from app.services.reading import MOST_BYTES, read_upload
from app.services.uploads import Bringer, Upload
from app.web import team_words
from app.web.parts import now, parts

KINDS = (".xlsx", ".csv")
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was received."""

    name: str
    data: bytes


def received(field: FileField, *, wanted: bool = False) -> Sheet | None:
    """Take the file that came with a form; None for no file. What is wrong with it is noted at the field."""
    file = request.files.get(field.name)
    if file is None or not file.filename:
        if wanted:
            _object(field, _("Choose a file first."))
        return None
    name = clean(file.filename, limit=200, lines=False)
    if not name.lower().endswith(KINDS):
        _object(field, _("Plumbline reads .xlsx and .csv. Save your sheet as one of these and choose it again."))
        return None
    data = file.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        _object(field, _("This file is larger than 5 MB. Save it without pictures, or split it into two sheets."))
        return None
    return Sheet(name, data)


def keep(sheet: Sheet, review: ReviewId) -> str:
    """Keep a sheet for an hour, for this account and review. Returns its token."""
    return uploads.keep(folder(), sheet.name, sheet.data, bringer=_bringer(review), at=now())


def kept(token: str, review: ReviewId) -> Upload:
    """Give a kept sheet back. Raises UploadGone."""
    return uploads.find(folder(), token, bringer=_bringer(review), at=now())


def folder() -> Path:
    """Return where kept sheets lie."""
    return parts().settings.data / "uploads"


def read(upload: Upload) -> SheetReading:
    """Read a kept sheet with the answers given so far. Raises SheetRefused."""
    return read_sheet(read_upload(upload.name, upload.data), mapping=upload.mapping)


def answers(fields: Mapping[str, str]) -> dict[str, str]:
    """Read what a form says about the columns: heading to what it holds."""
    known = team_words.sheet_fields()
    pairs = ((fields.get(f"heading-{n}"), fields.get(f"means-{n}")) for n in range(1, MOST_COLUMNS + 1))
    return {heading: means for heading, means in pairs if heading and means in known}


def statement_words() -> dict[str, object]:
    """Return the words in which a statement is listed."""
    return {"polarities": team_words.polarities(), "part_labels": team_words.part_labels()}


def preview_words() -> dict[str, object]:
    """Return the words in which columns are explained."""
    fields = team_words.sheet_fields()
    return {"fields": fields, "choices": fields, **statement_words()}


def _bringer(review: ReviewId) -> Bringer:
    return Bringer(g.account, review)


def _object(field: FileField, sentence: str) -> None:
    field.errors = [*field.errors, sentence]
