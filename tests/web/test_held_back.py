"""What three people at a second place said cannot be worked out from anything: no page moves with their answers.

Whoever was at the first place knows what its panel said. So whatever the three say, as long as the class stays the same,
everything that is shown of all together must stay the same to the last letter.
"""

import re

import pytest
from sqlalchemy import update

from app.core.panels import Group
from app.services import reports, results, verification, weightings
from app.storage.ballots import Ballot
from app.storage.statements import Coherence, Evidence
from exports.tidy.rows import of_criteria, of_weightings
from exports.word import summary
from tests.builders import NOON, Room, Second
from tests.web.team import signed_in, text

pytestmark = pytest.mark.usefixtures("clock")

THREE = ([5, 5, 5], [4, 4, 4], [1, 1, 1], [1, 3, 5])
"""Ten say yes at the first place: with any of these, all together still confirm."""
ONE_GROUP = (Group("Counsellors", 15),)
MADE_ANEW = re.compile(r'nonce="[^"]*"|value="[^"]{40,}"|content="[^"]{40,}"')


@pytest.fixture
def room(database):
    """Ten people at one place and three at another judged the first statement; the ten also the second."""
    with database.writing() as db:
        room = Room(db, people=10, statements=4, groups=ONE_GROUP)
        room.judge(room.rounds[0], [5] * 10)
        room.judge(room.rounds[1], [5] * 9 + [4])
        room.second = Second(db, room, groups=ONE_GROUP)
        for _ in range(3):
            room.second.join()
        room.small, room.other, *_ = room.second.rounds
        room.second.judge(room.small, [5, 5, 5])
        db.execute(update(Evidence).values(driven="data", depth="thick"))
        db.add(Coherence(statement_id=1, rater="A", value=4, invented=False))
        return room


@pytest.fixture
def asha(app, database, room):
    with database.writing() as db:
        return signed_in(app, db, "asha")


def answer(database, room, ratings, *, matters=(4, 4, 4)):
    """The three answer so, as if they had from the first."""
    with database.writing() as db:
        people = zip(room.second.people, ratings, matters, strict=True)
        for panellist, rating, relevance in people:
            mine = update(Ballot).where(Ballot.round_id == room.small, Ballot.panellist_id == panellist)
            db.execute(mine.values(plausibility=rating, relevance=relevance))


def pages(room):
    """Every page that shows what all workshops together say, in every order and under other weights."""
    review = f"/reviews/{room.review}"
    yield from (f"{review}/results?by={by}" for by in ("sheet", "tier", "class", "contested"))
    yield from (f"{review}/weighting?by={by}" for by in ("tier", "rank", "class", "contested", "family"))
    yield from (f"{review}/weighting?top={top}" for top in (1, 2, 4))
    yield f"{review}/weighting?method=swing&points_1=1&points_2=0&points_3=0&points_4=100&points_5=0"
    yield f"{review}/sources"
    yield from (f"{review}/statements/{number}" for number in range(1, 5))
    yield from (f"/workshops/{workshop}/results" for workshop in (room.id, room.second.id))


def shown(asha, path):
    page = asha.get(path)
    assert page.status_code == 200
    return MADE_ANEW.sub("", page.text)


def test_every_page_reads_the_same_whatever_a_small_panel_said(asha, room, database):
    first = {path: shown(asha, path) for path in pages(room)}
    for ratings in THREE[1:]:
        answer(database, room, ratings)
        for path, page in first.items():
            assert shown(asha, path) == page, (path, ratings)


def test_the_pages_do_change_where_the_second_panel_is_large_enough(asha, room, database):
    with database.writing() as db:
        room.second.db = db
        for _ in range(5):
            room.second.join()
        room.second.judge(room.other, [5] * 8)
    before = [shown(asha, path) for path in pages(room)]
    with database.writing() as db:
        db.execute(update(Ballot).where(Ballot.round_id == room.other).values(plausibility=4))
        db.execute(update(Ballot).where(Ballot.panellist_id == room.second.people[-1]).values(plausibility=1))
    changed = [now != then for now, then in zip([shown(asha, path) for path in pages(room)], before, strict=True)]
    assert sum(changed) > 6


def files(database, room):
    """What leaves of either workshop about criterion 4: the summary for Word, the tables of criteria and weights."""
    with database.reading() as db:
        for workshop in (room.id, room.second.id):
            report = reports.report(db, workshop, at=NOON, software="0", salt="s")
            yield summary.render(report)
            yield list(of_criteria(report)), list(of_weightings(report))


def test_no_file_moves_with_what_a_small_panel_said(room, database):
    first = list(files(database, room))
    for ratings in THREE[1:]:
        answer(database, room, ratings)
        assert list(files(database, room)) == first


def test_the_class_and_its_mark_stand_and_criterion_4_is_as_if_not_assessed(room, database):
    with database.reading() as db:
        weighting = weightings.weighed(db, room.review)
    first, second, *_ = (row.result for row in weighting.rows)
    assert first.confirmation.held_back
    assert first.confirmation.support is None
    assert first.criteria.c4 is None
    assert first.criteria.marks[3] is True
    assert first.weighed.low < first.weighed.weight < first.weighed.high
    assert second.criteria.c4 is not None
    assert not second.confirmation.held_back


def test_the_reason_stands_where_the_figures_would(asha, room):
    page = text(asha.get(f"/reviews/{room.review}/weighting"))
    assert "Confirmed (13 ratings; with more said here, a small panel could be worked out)" in page
    assert "held back: one panel is too small" in page
    assert "13 of 13" not in page


def test_a_statement_with_figures_held_back_is_not_accepted_unread(asha, room):
    page = asha.get(f"/reviews/{room.review}/results").text.partition('id="accept"')[2]
    assert "S-2" in page
    assert "S-1" not in page


def test_relevance_of_a_small_panel_is_held_back_too(room, database):
    with database.writing() as db:
        room.second.db = db
        for _ in range(5):
            room.second.join()
        room.second.judge(room.other, [5] * 8)
        db.execute(update(Ballot).where(Ballot.round_id == room.other).values(relevance=None))
        two = Ballot.panellist_id.in_(room.second.people[:2])
        db.execute(update(Ballot).where(Ballot.round_id == room.other, two).values(relevance=1))
        assert results.of_review(db, room.review)[1].confirmation.held_back


def test_counting_again_finds_the_same_held_back(room, database):
    with database.reading() as db:
        assert [each.line for each in verification.verify(db, room.review) if not each.holds] == []
