"""Rules of a review for tests of their pages: whose they are, and how they stand."""

from html import unescape

import pytest

from app.core.protocol import Protocol
from app.services import protocols
from tests.builders import Room, a_review
from tests.web.team import signed_in


@pytest.fixture
def mine(app, database):
    """Asha's browser, where the rules of her review are, and the review."""
    with database.writing() as db:
        review, _ = a_review(db)
        return signed_in(app, db, "asha"), f"/reviews/{review}/protocol", review


@pytest.fixture
def answered(app, database):
    """The same in a review in which people have answered."""
    with database.writing() as db:
        room = Room(db, people=6)
        room.judge(room.rounds[0], [5] * 6)
        return signed_in(app, db, "asha"), f"/reviews/{room.review}/protocol", room.review


def rules_of(database, review) -> Protocol:
    with database.reading() as db:
        return protocols.current(db, review).protocol


def versions(database, review) -> int:
    with database.reading() as db:
        return len(protocols.history(db, review))


def beside(page, id):
    """The sentence that stands under this id."""
    return unescape(page.partition(f'id="{id}">')[2].partition("</p>")[0])
