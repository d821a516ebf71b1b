"""Verification: a review counted again from its raw ballots and its rules, and compared with what is kept and shown."""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from app.core.checks import Check, check
from app.core.confirmation import Confirmation
from app.core.protocol import Protocol
from app.core.workshops import ReviewId, WorkshopId
from app.services import (
    memory,
    results,
    verified_lineage,
    verified_record,
    verified_rules,
    verified_versions,
    verified_weights,
)
from app.services.protocols import newest_protocol
from app.services.recounted import Books, open_books, recount

One = Callable[[Session, ReviewId, Books], Check]
FOUNDATIONS: tuple[One, ...] = (
    verified_rules.protocols,
    verified_rules.verdicts_stand,
    verified_record.events_have_their_place,
    verified_lineage.steps_were_possible,
    verified_weights.locked_before_voting,
)
REST: tuple[One, ...] = (
    verified_record.events_as_sent,
    verified_record.nothing_lost,
    verified_record.ballots_stand,
    verified_record.nothing_left_behind,
    verified_record.tallies_agree,
    verified_record.present_people,
    verified_rules.histories,
    verified_rules.statements_accounted_for,
    verified_versions.changes_have_their_place,
    verified_versions.kept_versions,
)


def verify(db: Session, review: ReviewId) -> list[Check]:
    """Count a review again. Raises NotHere where there is none; a check that does not hold names what differs.

    Nothing that was worked out before counts here.
    """
    newest_protocol(db, review)
    memory.forget()
    books = open_books(db, review)
    found = [each(db, review, books) for each in FOUNDATIONS]
    if not all(each.holds for each in found):
        # No page could be made of these either.
        return [*found, Check("", ("Nothing more can be counted while this is so",))]
    counted = (*REST, review_agrees, workshops_agree, verified_lineage.list_adds_up, verified_lineage.condensed_agrees)
    return found + [each(db, review, books) for each in counted]


def review_agrees(db: Session, review: ReviewId, books: Books) -> Check:
    """What the review's page shows of each statement is what all its workshops but pilots say."""
    protocol = Protocol.from_json(newest_protocol(db, review).body)
    real = [id for id, room in books.workshops.items() if not room.pilot]
    shown = [*results.of_review(db, review), *results.of_written(db, review)]
    differences = [
        difference
        for each in shown
        for difference in _differences(
            each.line.code, recount(books, each.line.version_id, real, protocol), each.confirmation
        )
    ]
    return check(f"{len(shown)} confirmations of the review follow from the ballots", differences)


def workshops_agree(db: Session, review: ReviewId, books: Books) -> Check:
    """What each workshop's page shows of a statement is what its own ballots say."""
    shown = 0
    differences: list[str] = []
    for id, room in books.workshops.items():
        protocol = Protocol.from_json(room.protocol.body)
        for each in results.of_workshop(db, WorkshopId(id)):
            shown += 1
            found = recount(books, each.line.version_id, [id], protocol)
            name = f"Workshop {id}, {each.line.code}"
            differences += _differences(name, found, each.confirmation)
    return check(f"{shown} confirmations of {len(books.workshops)} workshops follow from the ballots", differences)


COMPARED = (
    *("n_plausibility", "n_relevance", "present", "abstained", "outside", "rated", "counts_plausibility"),
    *("counts_relevance", "median_plausibility", "median_relevance", "suggested", "reasons", "flags", "support"),
    *("yes", "between", "no", "objections", "views", "moved", "held_back"),
)


def _differences(name: str, found: Confirmation, shown: Confirmation) -> Iterator[str]:
    for each in COMPARED:
        here, there = getattr(found, each), getattr(shown, each)
        if here != there:
            yield f"{name}, {each}: the page shows {_said(there)}, the ballots say {_said(here)}"
            return


def _said(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)
