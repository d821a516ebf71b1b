"""A review condensed as teams do it: three into one for a while, some dropped, the rest kept."""

from sqlalchemy.orm import Session

from app.services import lineage, reviews
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from bench.review import NOON, Made

MERGED, DROPPED = 90, 10


def condense(db: Session, made: Made) -> None:
    """Merge the first 90 by threes, drop the next ten, keep all the others."""
    ids = [line.id for line in reviews.statements_of(db, made.review)]
    for number, three in enumerate(ids[place : place + 3] for place in range(0, MERGED, 3)):
        text = NewText(three[0], ("Women far from town", "A room", "It feels near", "More come"))
        lineage.merge_anew(db, made.review, three, text, Hand(made.owner, NOON, number))
    number = MERGED // 3
    dropped = ids[MERGED : MERGED + DROPPED]
    lineage.drop(db, made.review, dropped, "Out of scope.", Hand(made.owner, NOON, number))
    lineage.keep(db, made.review, ids[MERGED + DROPPED :], Hand(made.owner, NOON, number + 1))
    db.expire_all()
