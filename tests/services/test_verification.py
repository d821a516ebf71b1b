"""A review counted again: an honest one agrees in everything, and whatever is changed by hand is found."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.confirmation import Class
from app.core.errors import NotHere
from app.core.weights import ranked
from app.core.workshops import PanellistId, ReviewId, RoundId, RoundMove, WorkshopMove, WorkshopState
from app.services import lineage, results, reviews, rounds, verification, weights, withdrawal
from app.services.condensed_texts import NewText
from app.services.lineage import Hand
from tests.builders import LATER, SECRET, Room, a_review

RATINGS = [5, 4, 4, 5, 4, 5, 4, 3, 2, 1, 5, 4]


def differences(room: Room) -> list[str]:
    """What does not agree."""
    room.db.flush()
    room.db.expire_all()
    return [each.differences[0] for each in verification.verify(room.db, room.review) if not each.holds]


def decide(room: Room, stands: Class, reason: str) -> None:
    """Two people decide about the first statement."""
    first = results.of_workshop(room.db, room.id)[0]
    names = ("Asha", "Meera")
    room.db.execute(
        text(
            "INSERT INTO verdict (version_id, account_id, suggested, stands, reason, first_name, second_name, at) "
            "VALUES (:version, :by, :suggested, :stands, :reason, :a, :b, '2026-03-02')"
        ),
        {
            "version": first.line.version_id,
            "by": room.owner,
            "suggested": first.confirmation.suggested,
            "stands": stands,
            "reason": reason,
            "a": names[0],
            "b": names[1],
        },
    )


@pytest.fixture
def room(db: Session) -> Room:
    """Twelve people of two groups; judged, judged again after the talk, reopened after the reveal, and one left open."""
    room = Room(db, statements=5)
    for number in range(12):
        room.join(group=number % 2)
    first, second, third, fourth, _ = room.rounds
    room.judge(first, RATINGS)
    room.judge(second, [1] * 12)
    again = rounds.again(db, room.id, second, by=room.owner, at=LATER)
    room.judge(again, [5] * 9)
    room.judge(third, [1, 5] * 6)
    room.reveal(third)
    room.step(third, RoundMove.REOPEN)
    room.cast(room.people[0], third, 3, seq=2)
    room.close(third)
    room.cast(room.people[1], third, 1, seq=7)
    room.open(fourth)
    room.cast(room.people[0], fourth, 2)
    decide(room, Class.NEEDS_CHANGE, "Two comments name one setting.")
    condense(room)
    choose_weights(room)
    return room


def condense(room: Room) -> None:
    """Two configurations merged into a new text, one kept, one dropped, one step undone."""
    one, two, three, four, five = (line.id for line in reviews.statements_of(room.db, room.review))
    for number, act in enumerate(
        (
            lambda hand: lineage.merge_anew(room.db, room.review, [one, two], NewText(one, ("Both",)), hand),
            lambda hand: lineage.keep(room.db, room.review, [three, four], hand),
            lambda hand: lineage.drop(room.db, room.review, [five], "Out of scope.", hand),
            lambda hand: lineage.keep(room.db, room.review, [five], hand),
            lambda hand: lineage.undo(room.db, room.review, hand),
            lambda hand: lineage.merge(room.db, room.review, [four], three, hand),
        )
    ):
        act(Hand(room.owner, LATER, number))


def choose_weights(room: Room) -> None:
    """Unlocked after the first ballot for a reason, changed once, and locked by that."""
    weights.unlock(room.db, room.review, reason="Places were swapped.", by=room.owner, at=LATER)
    weights.keep(room.db, room.review, ranked([1, 2, 3, 4, 5]), by=room.owner, at=LATER)


def test_a_whole_afternoon_agrees(room: Room) -> None:
    assert differences(room) == []


def test_each_check_says_what_it_counted(room: Room) -> None:
    says = [each.line for each in verification.verify(room.db, room.review)]
    assert "ok  46 ballots stand as they came" in says
    assert "ok  6 confirmations of the review follow from the ballots" in says
    assert "ok  6 steps of the lineage were possible, one after another" in says
    assert "ok  5 configurations are accounted for: 1 kept, 3 merged, 1 dropped, 0 open" in says
    assert "ok  2 condensed statements have what their parents have" in says
    assert "ok  1 versions of the weights were kept while open; 1 unlockings give a reason" in says
    assert len(says) == 19


def test_a_review_without_a_workshop_agrees(db: Session) -> None:
    review, _ = a_review(db)
    assert all(each.holds for each in verification.verify(db, review))


def test_who_withdrew_leaves_a_record_that_agrees(room: Room) -> None:
    withdrawal.withdraw(room.db, room.codes[3], secret=SECRET, at=LATER)
    assert differences(room) == []


def test_the_end_of_the_afternoon_closes_what_is_open_and_agrees(room: Room) -> None:
    room.move(WorkshopMove.END, WorkshopState.LIVE)
    assert differences(room) == []


FAULTS = [
    ("UPDATE ballot SET plausibility = 1 WHERE id = 1", "plausibility is not as it came"),
    ("UPDATE ballot SET relevance = 5 WHERE id = 2", "relevance is not as it came"),
    ("UPDATE ballot SET parts = '[1]' WHERE id = 2", "parts is not as it came"),
    ("UPDATE ballot SET channel = 'papes' WHERE id = 2", "channel is not as it came"),
    ("UPDATE ballot SET lang = 'eo' WHERE id = 2", "lang is not as it came"),
    ("UPDATE ballot SET seq = 2 WHERE id = 2", "seq is not as it came"),
    ("UPDATE ballot SET event_id = 3 WHERE id = 2", "ballot 3 stands, and 2 is the last"),
    ("DELETE FROM ballot WHERE id = 2", "a ballot came, none stands"),
    ("UPDATE ballot_event SET plausibility = 2 WHERE id = 1", "Ballot 1 on record is not what the phone sent"),
    ("UPDATE ballot_event SET abstained = 'outsidf' WHERE id = 1", "Ballot 1 on record is not what the phone sent"),
    ("UPDATE ballot_event SET digest = 'x' WHERE id = 1", "Ballot 1 on record is not what the phone sent"),
    ("UPDATE ballot_event SET seq = 9 WHERE id = 1", "Ballot 1 on record is not what the phone sent"),
    ("UPDATE ballot_event SET late = 1 WHERE id = 1", "a ballot stands, none came"),
    ("UPDATE ballot_event SET epoch = 7 WHERE id = 1", "names opening 7, and there were 1"),
    ("UPDATE ballot_event SET round_id = 99 WHERE id = 1", "belongs to no round"),
    ("UPDATE ballot_event SET panellist_id = 99 WHERE id = 1", "is of nobody in its workshop"),
    ("DELETE FROM ballot WHERE id = 5; DELETE FROM ballot_event WHERE id = 5", "1 ballots are missing from the record"),
    ("UPDATE round SET present = 11 WHERE id = 1", "11 were present, and 12 answered"),
    ("UPDATE round SET present = NULL WHERE id = 1", "None were present"),
    ("UPDATE round SET state = 'revealed' WHERE id = 1", "its moves lead to closed"),
    ("UPDATE round SET epoch = 2 WHERE id = 1", "its moves lead to closed, opening 1"),
    ("UPDATE round SET reopened = 1 WHERE id = 1", "it was not reopened 1 times"),
    ("UPDATE workshop SET state = 'paused'", "its moves lead to live, and it stands at paused"),
    ("UPDATE move SET after = 'open' WHERE move = 'close' AND round_id = 1", "ends at open"),
    ("UPDATE move SET before = 'open' WHERE move = 'open' AND round_id = 1", "begins from open"),
    ("UPDATE move SET move = 'opfn' WHERE move = 'open' AND round_id = 1", "is no move from queued"),
    ("UPDATE move SET epoch = 5 WHERE move = 'open' AND round_id = 1", "names opening 5, and it was 1"),
    ("DELETE FROM move WHERE move = 'again'", "came before anybody asked again"),
    ("DELETE FROM move WHERE move = 'doors'", "begins from lobby"),
    ("UPDATE move SET account_id = 99 WHERE id = 2", "Move 2 is of nobody known"),
    ("UPDATE protocol_version SET body = replace(body, 'min_ratings', 'min_ratingz')", "the hash is not that"),
    ("UPDATE protocol_version SET hash = 'x'", "the hash is not that of their text"),
    ("UPDATE protocol_version SET number = 2", "A version of the rules is missing"),
    ("UPDATE verdict SET reason = ' '", "gives no reason"),
    ("UPDATE verdict SET stands = 'confirmee'", "its class is none"),
    ("UPDATE verdict SET second_name = 'asha'", "two different people"),
    ("UPDATE verdict SET version_id = 99", "is about no text"),
    ("UPDATE statement_part SET position = 9 WHERE version_id = 1 AND position = 4", "a part of its text is missing"),
    ("UPDATE statement_version SET number = 2 WHERE id = 1", "a part of its text is missing"),
    ("UPDATE lineage_step SET number = 9 WHERE number = 6", "A step of the lineage is missing"),
    ("UPDATE lineage_step SET account_id = 99 WHERE number = 2", "Step 2 of the lineage is of nobody known"),
    ("UPDATE lineage_step SET act = 'undo', into_id = NULL WHERE number = 1", "There is nothing to undo"),
    ("UPDATE lineage_step SET into_id = 4 WHERE number = 6", "S-4 cannot be merged into itself"),
    ("UPDATE lineage_step SET into_id = 5 WHERE number = 6", "S-5 was dropped, so nothing can be merged into it"),
    ("UPDATE lineage_step_statement SET statement_id = 1 WHERE step_id = 6", "S-1 was merged into C-1 already"),
    ("UPDATE lineage_step_statement SET statement_id = 7 WHERE step_id = 6", "about a statement of another review"),
    ("UPDATE statement SET origin = 'condensed' WHERE id = 5", "S-5 is no configuration of the long list"),
    ("UPDATE statement SET origin = 'sheet' WHERE code = 'C-1'", "The code C-1 is taken"),
    (
        (
            "INSERT INTO statement (review_id, family_id, code, position, mechanism, polarity, distress, origin) "
            "VALUES (1, 1, 'C-9', 9, '', 'none', 0, 'condensed')"
        ),
        "C-9 was written by 0 steps",
    ),
    ("UPDATE weights_version SET number = 3", "A version of the weights is missing"),
    ("UPDATE weights_version SET body = '{}'", "These are no weights"),
    ("UPDATE weights_version SET account_id = 99", "were kept by nobody known"),
    ("UPDATE weights_lock SET account_id = 99", "locked or unlocked by nobody known"),
    ("UPDATE weights_lock SET reason = ' ' WHERE NOT locked", "unlocked without a reason"),
    ("DELETE FROM weights_lock WHERE NOT locked", "version 1, were kept while they were locked"),
    ("DELETE FROM weights_lock WHERE locked", "version 1, were not locked after they were kept"),
    (
        "INSERT INTO withdrawal (panellist_id, ballots, comments, at) VALUES (1, 0, 0, '2026-03-02')",
        "A ballot of panellist 1 is still there, who withdrew",
    ),
]


@pytest.mark.parametrize(("fault", "found"), FAULTS, ids=[fault[:60] for fault, _ in FAULTS])
def test_whatever_somebody_changes_by_hand_is_found(room: Room, fault: str, found: str) -> None:
    room.db.flush()
    for trigger in room.db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        room.db.execute(text(f"DROP TRIGGER {trigger}"))
    room.db.execute(text("PRAGMA defer_foreign_keys = ON"))
    for statement in fault.split("; "):
        assert room.db.execute(text(statement)).rowcount > 0  # type: ignore[attr-defined]
    assert any(found in difference for difference in differences(room)), differences(room)
    room.db.rollback()


def random_afternoon(db: Session, chance: random.Random) -> Room:
    """People of three groups who say this and that, twice, late, and in the wrong order."""
    people = chance.randint(0, 14)
    room = Room(db, statements=4, pilot=chance.random() < 0.1)
    for _ in range(people):
        room.join(group=chance.randrange(2))
    for round in room.rounds[: chance.randint(0, 4)]:
        talk(room, round, chance)
        if chance.random() < 0.5:
            talk(room, rounds.again(db, room.id, round, by=room.owner, at=LATER), chance)
    return room


def talk(room: Room, round: RoundId, chance: random.Random) -> None:
    """One asking."""
    room.open(round)
    answer_all(room, round, chance)
    room.close(round)
    if chance.random() < 0.5:
        room.reveal(round)
    if chance.random() < 0.3:
        room.step(round, RoundMove.REOPEN)
        answer_all(room, round, chance)
        room.close(round)
    for panellist in room.people[:2]:
        answer(room, panellist, round, chance)


def answer_all(room: Room, round: RoundId, chance: random.Random) -> None:
    """Most people answer, some twice."""
    for panellist in chance.sample(room.people, len(room.people)):
        for _ in range(chance.choice((0, 1, 1, 2))):
            answer(room, panellist, round, chance)


def answer(room: Room, panellist: PanellistId, round: RoundId, chance: random.Random) -> None:
    """An answer of any shape."""
    abstained = chance.choice((None, None, None, None, "outside", "unclear"))
    parts = chance.sample([1, 2, 3, 4], chance.randint(0, 2))
    room.cast(
        panellist,
        round,
        None if abstained else chance.choice((None, 1, 2, 3, 4, 4, 5, 5)),
        relevance=None if abstained else chance.randint(1, 5),
        abstained=abstained,
        seq=chance.randint(1, 5),
        parts=parts,
        if_changed=parts[:1],
    )


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_any_afternoon_agrees(db: Session, seed: int) -> None:
    inner = db.begin_nested()
    room = random_afternoon(db, random.Random(seed))
    assert differences(room) == []
    inner.rollback()
    db.expire_all()


def test_an_unknown_review_is_not_here(db: Session) -> None:
    with pytest.raises(NotHere):
        verification.verify(db, ReviewId(9))
