"""What is printed before the day: cards for the bowl, and paper ballots."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from sqlalchemy.orm import Session

from app.core.errors import WorkshopError
from app.core.translations import OWN_NAMES
from app.core.workshops import WorkshopId
from app.services import cards as cards_service
from app.services import papers, plans, preflight, texts, workshops
from app.services.cards import NewCard
from app.services.workshops import workshop_row
from app.web.access import FACILITATORS, may
from app.web.agenda_page import seats_in_words
from app.web.errors import STATUS, say
from app.web.forms_agenda import CardsForm
from app.web.join import DAY
from app.web.languages import ENGLISH, LANGUAGE, speak
from app.web.parts import now, parts
from app.web.qr import Qr, qr

pages = Blueprint("printing", __name__)

SPARES = 3  # cards more than people: phones and cards get lost


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card as it is printed: its code to scan, and its letters in two fours, as people read them out."""

    code: Qr
    letters: str
    number: int


@pages.get("/workshops/<int:workshop>/cards")
@may(*FACILITATORS)
def cards(workshop: int) -> ResponseReturnValue:
    """How many cards there are, and the form to make some."""
    with parts().database.reading() as db:
        wifi = preflight.standing(db, WorkshopId(workshop)).wifi
    return _form(WorkshopId(workshop), CardsForm(wifi=wifi))


@pages.post("/workshops/<int:workshop>/cards")
@may(*FACILITATORS)
def make_cards(workshop: int) -> ResponseReturnValue:
    """Make cards and show them, this once: nobody can print the same ones again."""
    here, form, secret = WorkshopId(workshop), CardsForm(request.form), parts().settings.secret
    if not form.validate():
        form.many.data = form.many.data or None
        return _form(here, form, status=422)
    try:
        with parts().database.writing() as db:
            seen = form.seen.data or 0
            preflight.name_wifi(db, here, form.wifi.data or "")
            made = cards_service.make(db, here, form.many.data, seen=seen, secret=secret, at=now())
    except WorkshopError as refused:
        return _form(here, form, refused=say(refused), status=STATUS[refused.kind])
    with parts().database.reading() as db:
        plan, offered = plans.plan_of(db, here), _offered(db, here)
    speak(_asked(request.form, offered))
    return render_template(
        "printing/cards.html",
        cards=[_printed(card) for card in made],
        plan=plan,
        wifi=form.wifi.data,
        address=urlsplit(parts().settings.origin).netloc,
        until=format_date(plan.withdraw_until, DAY),
        workshop=here,
    )


@pages.get("/workshops/<int:workshop>/paper")
@may(*FACILITATORS)
def paper(workshop: int) -> ResponseReturnValue:
    """Which paper ballots can be printed; with `block`, those of one block, 0 for what is outside of any.

    What is printed around the statements comes in one of the workshop's languages.
    """
    here, block = WorkshopId(workshop), request.args.get("block", type=int)
    with parts().database.reading() as db:
        head, plan = workshops.head(db, here), plans.plan_of(db, here)
        piles = papers.piles_of(db, here)
        offered = _offered(db, here)
        language = _asked(request.args, offered)
        found = papers.papers_of(db, here, block or None, language=language) if block is not None else None
    people = sum(group.expected for group in plan.groups)
    if found is None:
        seats = {pile.block: seats_in_words(pile.seats, people) for pile in piles}
        return render_template("printing/piles.html", head=head, piles=piles, seats=seats)
    seats_said = seats_in_words(found.seats, people)
    speak(language)
    return render_template(
        "printing/paper.html", head=head, papers=found, seats=seats_said, groups=plan.groups, offered=offered
    )


def _form(workshop: WorkshopId, form: CardsForm, *, refused: str = "", status: int = 200) -> ResponseReturnValue:
    with parts().database.reading() as db:
        head, plan = workshops.head(db, workshop), plans.plan_of(db, workshop)
        counts, offered = cards_service.counts(db, workshop), _offered(db, workshop)
    if form.many.data is None:
        form.many.data = sum(group.expected for group in plan.groups) + SPARES
    page = render_template(
        "printing/make_cards.html", head=head, form=form, counts=counts, refused=refused, spares=SPARES, offered=offered
    )
    return page, status


def _offered(db: Session, workshop: WorkshopId) -> dict[str, str]:
    """The languages of a workshop, each by its own name."""
    return {each: OWN_NAMES[each] for each in texts.offered(db, workshop_row(db, workshop))}


def _asked(sent: Mapping[str, str], offered: Mapping[str, str]) -> str:
    """The language to print in: one of those, else English."""
    language = sent.get(LANGUAGE, "")
    return language if language in offered else ENGLISH


def _printed(card: NewCard) -> PrintedCard:
    link = parts().settings.origin + url_for("join.card", token=card.token)
    return PrintedCard(qr(link), f"{card.code[:4]} {card.code[4:]}", card.number)
