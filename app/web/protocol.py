"""The protocol of a review: its rule in six lines, what it would confirm, every field, and changing them."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.core.deviations import RuleUnknown, ScaleStays
from app.core.errors import SomeoneWasFaster, WorkshopError
from app.core.profiles import PROFILES, WHY, justified, with_profile
from app.core.protocol import Protocol
from app.core.rule_words import rule_in_words
from app.core.workshops import ReviewId
from app.services import protocols, reviews
from app.services.protocols import Version
from app.web import errors, instrument_words, protocol_words
from app.web.access import MEMBERS, may
from app.web.downloads import SOFTWARE
from app.web.forms_protocol import Line, lines, read
from app.web.parts import now, parts
from app.web.protocol_page import LARGEST, SMALLEST, chances, file_of, first_ballot, size_of

pages = Blueprint("protocol", __name__)

CHANGERS = ("owner", "analyst")


@pages.get("/reviews/<int:review>/protocol")
@may(*MEMBERS)
def protocol(review: int) -> ResponseReturnValue:
    """The rules of a review."""
    return _page(ReviewId(review))


@pages.post("/reviews/<int:review>/protocol")
@may(*CHANGERS)
def change(review: int) -> ResponseReturnValue:
    """Change fields, each with its reason."""
    here = ReviewId(review)
    with parts().database.reading() as db:
        version, frozen = protocols.current(db, here), protocols.is_frozen(db, here)
    found = _lines(version, typed=True)
    wanted = read(found, version.protocol, frozen=frozen)
    if wanted is None:
        return _page(here, found, status=422)
    try:
        _keep(here, wanted, {line.field.name: line.reason for line in found if line.reason})
    except ScaleStays as refused:
        _beside(found, "scale", errors.say(refused))
        return _page(here, found, status=errors.STATUS[refused.kind])
    except WorkshopError as refused:
        return _page(here, found, say=errors.say(refused), status=errors.STATUS[refused.kind])
    return redirect(url_for(".protocol", review=review), 303)


@pages.post("/reviews/<int:review>/protocol/profile")
@may(*CHANGERS)
def use(review: int) -> ResponseReturnValue:
    """Use the rule of this name; all other fields stay."""
    here, name = ReviewId(review), request.form.get("profile", "")
    if name not in PROFILES:
        raise RuleUnknown
    with parts().database.reading() as db:
        version, frozen = protocols.current(db, here), protocols.is_frozen(db, here)
    reason = request.form.get("reason", "").strip()[:300]
    if frozen and not reason and version.protocol.rule != name:
        say = _("People have answered already. Say in a sentence why you change the rule.")
        return _page(here, shown=name, say=say, status=422)
    _keep(here, with_profile(version.protocol, name), {"rule": reason})
    return redirect(url_for(".protocol", review=review), 303)


@pages.get("/reviews/<int:review>/protocol.json")
@may(*MEMBERS)
def download(review: int) -> ResponseReturnValue:
    """The rules in force as a file, with their hash in its head too."""
    with parts().database.reading() as db:
        head, versions = reviews.review_of(db, ReviewId(review)), protocols.history(db, ReviewId(review))
    response = Response(file_of(head.title, versions, SOFTWARE), mimetype="application/json")
    name = f"plumbline-protocol-v{versions[0].number}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Protocol-Hash"] = versions[0].hash
    response.headers["Cache-Control"] = "no-store"
    return response


def _keep(review: ReviewId, wanted: Protocol, reasons: Mapping[str, str]) -> None:
    with parts().database.writing() as db:
        before = protocols.current(db, review)
        if request.form.get("seen", mark(before)) != mark(before):
            raise SomeoneWasFaster(who=before.by or _("Somebody"))
        after = protocols.change(db, review, wanted, reasons=reasons, by=g.account, at=now())
    flash(_said(before, after))


def _said(before: Version, after: Version) -> str:
    if after == before:
        return str(_("These rules are in force already. Nothing was changed."))
    if after.is_deviation:
        return str(_("Version %(n)s of the rules is in force. It is listed as a deviation below.", n=after.number))
    return str(_("These rules are in force."))


def mark(version: Version) -> str:
    """What a form saw when it was drawn, so that nobody undoes another's change unawares."""
    return f"{version.number}-{version.hash[:16]}-{version.instrument_hash[:16]}"


def _lines(version: Version, *, typed: bool = False) -> tuple[Line, ...]:
    fields = justified(version.protocol, version.reasons)
    return lines(fields, protocol_words.values(), request.form if typed else None)


def _beside(found: Sequence[Line], name: str, sentence: str) -> None:
    line = next(each for each in found if each.field.name == name)
    line.form["value"].errors = [sentence]


def _page(
    review: ReviewId, found: Sequence[Line] = (), *, shown: str = "", say: str = "", status: int = 200
) -> ResponseReturnValue:
    with parts().database.reading() as db:
        facts = _facts(db, review, shown)
    if status == 422:  # she is asked again for what she left out, and has seen nothing newer
        facts["seen"] = request.form.get("seen", facts["seen"])
    page = render_template("protocol/protocol.html", **facts, lines=found or None, say=say)
    return page, status


def _facts(db: Session, review: ReviewId, shown: str) -> dict[str, object]:
    versions, expected = protocols.history(db, review), protocols.people_expected(db, review)
    version = versions[0]
    asked = shown or request.args.get("profile", "")
    rule = asked if asked in PROFILES else version.protocol.rule
    n = size_of(request.args.get("n", ""), expected)
    return {
        "head": reviews.review_of(db, review),
        "version": version,
        "versions": versions,
        "frozen": first_ballot(versions),
        "rule": rule,
        "rule_lines": rule_in_words(with_profile(version.protocol, rule), _),
        "why": WHY[rule],
        "n": n,
        "expected": expected,
        "sizes": (SMALLEST, LARGEST),
        "chances": chances(version.protocol, n),
        "fields": justified(version.protocol, version.reasons),
        "blank": _lines(version),
        "seen": mark(version),
        "may_change": g.role in CHANGERS,
        "names": protocol_words.fields(),
        "change_name": protocol_words.change_name,
        "languages": instrument_words.languages(),
        "rules": protocol_words.rules(),
        "value_words": protocol_words.value,
        "sentence": protocol_words.sentence,
        "allowed": protocol_words.allowed,
        "values": protocol_words.values(),
        "statuses": protocol_words.statuses(),
    }
