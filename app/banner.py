"""What the terminal shows when the example is served: the links, six digits, and the join link as a QR in text."""

from dataclasses import dataclass
from datetime import datetime
from io import StringIO

import segno
from sqlalchemy.orm import Session

from app.services import accounts, example, workshops
from app.services.screens import screen_key
from config import Settings


@dataclass(frozen=True, slots=True)
class Links:
    """The ways in. `desk` signs in once."""

    desk: str
    screen: str
    join: str
    digits: str


def example_links(db: Session, settings: Settings, *, at: datetime, statements: int = example.PUBLISHED) -> Links:
    """Make sure that the example is there, and give the ways into its workshop."""
    there = example.prepare(db, at=at, statements=statements)
    head = workshops.head(db, there.workshop)
    first = accounts.new_link(db, there.owner, at=at)
    return Links(
        desk=f"{settings.origin}/first/{first}?next=/desk/{there.workshop}",
        screen=f"{settings.origin}/screen?key={screen_key(db, there.workshop, secret=settings.secret)}",
        join=f"{settings.origin}/j/{head.token}",
        digits=head.digits or "",
    )


def banner(links: Links) -> str:
    """The text for the terminal, with a QR of the join link."""
    drawn = StringIO()
    segno.make(links.join, error="m").terminal(drawn, border=2, compact=True)
    lines = (
        "",
        "Plumbline is ready.",
        "",
        f"  Desk        {links.desk}   (signs you in, once)",
        f"  Projector   {links.screen}",
        f"  Join        {links.join}",
        f"  Six digits  {links.digits[:3]} {links.digits[3:]}",
        "",
        drawn.getvalue(),
        "Ctrl+C ends it. What was saved stays.",
    )
    return "\n".join(lines)
