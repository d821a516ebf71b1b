"""The planner as its page offers it: plans read from their cards, and the one chosen that was asked for."""

import re
from dataclasses import dataclass

from app.rehearsal.forms import PageForm, forms_of
from app.rehearsal.line import Line, Unexpected

WANTED = re.compile(r"(\d+) (?:all|of (\d+))")
HEADLINE = re.compile(r'plan__headline">\s*((\d+) statements?, (?:by everyone|(\d+) (?:person|people) each))')
PLENARY = "plenary"
WISHES = {"begins": "13:00", "answering": "60", "breaks": "1", "by_link": "y", "workshops": "1", "like": "0"}


@dataclass(frozen=True, slots=True)
class PlanWanted:
    """A plan as one asks for it: about so many statements, by `each` people; None for all."""

    statements: int
    each: int | None

    def __str__(self) -> str:
        return f"{self.statements} all" if self.each is None else f"{self.statements} of {self.each}"

    @classmethod
    def read(cls, text: str) -> "PlanWanted":
        """Read "72 all" or "135 of 8". Raises ValueError."""
        found = WANTED.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]) if found[2] else None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that the page offers, with the form that chooses it."""

    asked: PlanWanted
    headline: str
    form: PageForm


def choose(line: Line, workshop: int, asked: PlanWanted, *, seed: int) -> str:
    """Choose the plan that comes nearest to what was asked; what its card says. Raises Unexpected."""
    path = f"/workshops/{workshop}/agenda"
    wishes = "&".join(f"{name}={value}" for name, value in {**WISHES, "managers": "", "seed": seed}.items())
    offers = read_offers(line.page(f"{path}?{wishes}").text)
    near = [offer for offer in offers if offer.asked.each == asked.each]
    if not near:
        raise Unexpected(f"The planner offers: {', '.join(str(offer.asked) for offer in offers) or 'nothing'}.")
    best = min(near, key=lambda offer: abs(offer.asked.statements - asked.statements))
    line.submit(path, best.form.filled(knowing="y"))
    return best.headline


def read_offers(page: str) -> list[Offer]:
    """The plans on a page that people answer at their own pace."""
    forms = [form for form in forms_of(page) if {"aim", "seen"} <= dict(form.fields).keys()]
    cards = zip(HEADLINE.findall(page), forms, strict=True)
    return [
        Offer(PlanWanted(int(statements), int(each) if each else None), headline, form)
        for (headline, statements, each), form in cards
        if dict(form.fields)["aim"] != PLENARY
    ]
