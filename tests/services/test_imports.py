"""Bringing statements into a review, and listing them."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors_review import CodesTaken
from app.core.statements import Words
from app.core.variants import original_of
from app.core.workshops import WorkshopMove, WorkshopState
from app.services import example, imports, reviews, translations, workshops
from app.storage.statements import Coherence, Evidence, Source, Statement, StatementNote
from tests.builders import LATER, NOON, a_review, a_statement


def count(db: Session, table: type) -> int:
    """How many rows a table has."""
    return db.scalar(select(func.count()).select_from(table)) or 0


def test_a_statement_comes_in_whole(db: Session) -> None:
    review, _ = a_review(db, statements=0)
    notes = (("Quote", "“It helped.”"), ("Page", "7"))
    given = a_statement("X-1", sources=("4", "9"), coherence=4, driven="data", depth="thin", notes=notes, distress=True)
    assert imports.import_statements(db, review, [given], at=NOON, lang="mr") == 1
    line = reviews.statements_of(db, review)[0]
    assert (line.code, line.version, line.family, line.sources) == ("X-1", 1, "Where", ("4", "9"))
    assert (line.parts, line.wording, line.polarity, line.distress) == (given.parts, given.wording, "enabling", True)
    assert [(row.heading, row.text) for row in db.scalars(select(StatementNote))] == list(notes)
    assert [(row.driven, row.depth, row.stance) for row in db.scalars(select(Evidence))] == [
        ("data", "thin", "supports")
    ] * 2
    assert [(row.rater, row.value) for row in db.scalars(select(Coherence))] == [("sheet", 4)]


def test_a_second_sheet_goes_on_after_the_first_and_shares_its_sources(db: Session) -> None:
    review, _ = a_review(db, statements=2)
    imports.import_statements(db, review, [a_statement("Z", sources=("2", "2", "3"))], at=LATER)
    assert [line.code for line in reviews.statements_of(db, review)] == ["S-1", "S-2", "Z"]
    assert sorted(db.scalars(select(Source.label))) == ["1", "2", "3"]
    assert reviews.counts_of(db, review) == {
        "statements": 3,
        "families": 1,
        "constraining": 0,
        "with_sources": 3,
        "distinct_sources": 3,
    }


def test_where_one_code_is_taken_nothing_comes_in(db: Session) -> None:
    review, _ = a_review(db, statements=2)
    with pytest.raises(CodesTaken) as refused:
        imports.import_statements(db, review, [a_statement("NEW"), a_statement("S-2")], at=LATER)
    assert refused.value.say == ("These statements are in the review already: S-2. Nothing has been imported.")
    assert count(db, Statement) == 2


def test_a_long_list_of_taken_codes_is_shortened(db: Session) -> None:
    review, _ = a_review(db, statements=7)
    with pytest.raises(CodesTaken) as refused:
        imports.import_statements(db, review, [a_statement(f"S-{n}") for n in range(1, 8)], at=LATER)
    assert refused.value.facts == {"codes": "S-1, S-2, S-3, S-4, S-5 ..."}


def test_two_reviews_may_use_the_same_codes(db: Session) -> None:
    first, _ = a_review(db, statements=2)
    second, _ = a_review(db, statements=2)
    assert [line.code for line in reviews.statements_of(db, first)] == ["S-1", "S-2"]
    assert [line.code for line in reviews.statements_of(db, second)] == ["S-1", "S-2"]
    assert count(db, Source) == 4


def test_a_longer_example_says_how_many_of_its_statements_are_generated(db: Session) -> None:
    longer = example.prepare(db, at=NOON, statements=272)
    head, lines = reviews.review_of(db, longer.review), reviews.statements_of(db, longer.review)
    assert len(lines) == 272
    assert head.title.endswith("(example), with 272 statements, 201 of them generated")
    assert "201 of its 272 statements are generated variants; their titles say so." in head.note
    assert sum(line.title.startswith("Generated variant of ") for line in lines) == 201
    assert example.prepare(db, at=LATER).review != longer.review


def test_a_generated_statement_has_the_invented_marks_of_its_original(db: Session) -> None:
    longer = example.prepare(db, at=NOON, statements=100)
    rows = {row.code: row for row in db.query(Statement).filter_by(review_id=longer.review)}
    marks = {code: sorted((mark.rater, mark.value) for mark in row.coherence) for code, row in rows.items()}
    links = {code: sorted((link.driven or "", link.depth or "") for link in row.evidence) for code, row in rows.items()}
    variants = [code for code in rows if original_of(code) != code]
    assert len(variants) == 29
    assert all((marks[code], links[code]) == (marks[original_of(code)], links[original_of(code)]) for code in variants)


def test_the_example_comes_in_once_with_one_workshop_people_can_join(db: Session) -> None:
    first = example.prepare(db, at=NOON)
    assert example.prepare(db, at=LATER) == first
    assert reviews.review_of(db, first.review).note == example.NOTE
    assert len(reviews.statements_of(db, first.review)) == 71
    assert workshops.head(db, first.workshop).state == "lobby"
    assert all(db.scalars(select(Coherence.invented)))
    assert db.scalar(select(func.count()).where(Evidence.driven.is_not(None), ~Evidence.invented)) == 0


def test_after_the_examples_workshop_has_ended_there_is_a_new_one(db: Session) -> None:
    first = example.prepare(db, at=NOON)
    workshops.move(db, first.workshop, WorkshopMove.END, state=WorkshopState.LOBBY, by=None, at=NOON)
    second = example.prepare(db, at=LATER)
    assert (second.review, second.owner) == (first.review, first.owner)
    assert second.workshop != first.workshop


def test_translations_of_a_sheet_come_in_as_drafts_of_who_brought_it(db: Session) -> None:
    review, owner = a_review(db, statements=0)
    words = Words("hi", {1: "शहर से दूर", 2: "पास", 3: "पहुँच में", 4: "ज़्यादा औरतें"})
    imports.import_statements(
        db, review, [a_statement("T", translations=(words,)), a_statement("U")], at=NOON, by=owner
    )
    lines = reviews.statements_of(db, review)
    found = translations.of_review(db, review, lines)
    kept = found[lines[0].id]["hi"]
    assert (kept.standing, kept.translation.parts, kept.translation.author) == ("draft", words.parts, owner)
    assert found[lines[1].id] == {}
