"""Versions of a statement on its page: where each came from, what is different, and which one the team keeps."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.errors_talk import ChoiceWithoutReason
from app.core.text import clean
from app.core.workshops import ReviewId, StatementId
from app.services import versions
from app.services.changes import Amended, amended
from app.services.results import Result
from app.services.versions import Choice
from app.web.access import DECIDERS, may
from app.web.errors import say
from app.web.parts import now, parts

pages = Blueprint("versions", __name__)
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version: its text, whether it is kept, and how a workshop came to write it, None where none did."""

    number: int
    wording: str
    lang: str
    kept: bool
    change: Amended | None


@dataclass(frozen=True, slots=True)
class VersionsShown:
    """All versions of a statement, the newest first, and what the team chose, the choice that stands first."""

    versions: tuple[VersionShown, ...]
    choices: tuple[Choice, ...]


def versions_shown(db: Session, result: Result) -> VersionsShown | None:
    """The versions of a statement; None where there is but one."""
    rows = versions.versions_of(db, result.line.id)
    if len(rows) < 2:
        return None
    shown = [
        VersionShown(row.number, row.wording, row.lang, row.id == result.line.version_id, amended(db, row.id))
        for row in rows
    ]
    return VersionsShown(tuple(shown), tuple(versions.choices_of(db, result.line.id)))


@pages.post("/reviews/<int:review>/statements/<int:statement>/version")
@may(*DECIDERS)
def keep(review: int, statement: int) -> ResponseReturnValue:
    """Keep a version, or let the rule choose again; what was kept before stays listed."""
    sent, reason = request.form.get("number", ""), clean(request.form.get("reason", ""), limit=LONGEST_REASON)
    number = int(sent[:6]) if sent.isdecimal() else None
    try:
        with parts().database.writing() as db:
            here = ReviewId(review), StatementId(statement)
            versions.choose(db, *here, number, reason=reason, by=g.account, at=now())
    except ChoiceWithoutReason as refused:
        flash(say(refused))
    else:
        flash(_("The choice is kept. It is listed with the versions."))
    return redirect(url_for("results.statement", review=review, statement=statement, _anchor="versions"), 303)
