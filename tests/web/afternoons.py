"""A draft of an afternoon, and the facilitator who plans it on its page."""

import re
from html import unescape

from app.services import imports, plans
from tests.builders import NOON, a_plan, a_review, a_statement
from tests.web.team import Browser, signed_in


class Planned:
    """A draft of three hours for fifteen people, and the facilitator who plans it."""

    def __init__(self, app, database, statements: int, **plan) -> None:
        self.database = database
        with database.writing() as db:
            self.review, self.owner = a_review(db, statements=0)
            sheet = [
                a_statement(f"S-{at}", family=f"Topic {at // 4 % 7}", mechanism=f"Mechanism {at // 4}")
                for at in range(statements)
            ]
            imports.import_statements(db, self.review, sheet, at=NOON)
            made = a_plan(db, self.review, **({"minutes": 180} | plan))
            self.id = plans.plan(db, self.review, made, by=self.owner, at=NOON)
            self.asha: Browser = signed_in(app, db, "asha")
        self.path = f"/workshops/{self.id}/agenda"

    def choose(self, plan: str, **changed):
        """Press the button on the card of this plan, as its form stands."""
        page = unescape(self.asha.get(self.path).text)
        card = next(each for each in page.split('<li class="card plan">') if f'value="{plan}"' in each)
        return self.asha.post(self.path, hidden(card) | changed)

    def items(self) -> list[tuple[str, str]]:
        """The times and names of the chosen afternoon."""
        page = unescape(self.asha.get(self.path).text)
        times = re.findall(r'course__time">\s*([^<]*?)\s*<', page)
        return list(zip(times, re.findall(r'course__name">([^<]+)<', page), strict=True))

    def ids(self) -> list[str]:
        return re.findall(r'id="item-(\d+)"', self.asha.get(self.path).text)

    def change(self, item: str, **fields):
        page = self.asha.get(self.path).text
        seen = re.search(r'name="seen" value="(\d+)"', page)[1]
        return self.asha.post(f"{self.path}/items/{item}", {"seen": seen} | fields)


def hidden(form: str) -> dict[str, str]:
    """The hidden fields of a form, whatever the order of their attributes."""
    tags = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]+>", form)]
    return {tag["name"]: tag.get("value", "") for tag in tags if tag.get("type") == "hidden"}
