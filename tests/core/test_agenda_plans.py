"""Plans worked out: blocks, who judges what, and what is said where a rule cannot be held."""

from itertools import pairwise

from app.core.agenda import Aim, Means
from app.core.agenda_blocks import Entry, Share, Stretch, allocate, reading_order
from app.core.agenda_clock import Kind
from app.core.agenda_plans import Proposal, Wish, propose, repeat
from app.core.circles import run_of
from app.core.spacing import longest_row, spaced
from app.core.workshops import VersionId

FIFTEEN = Means((8, 7), 60)
WISH = Wish(FIFTEEN, 180, 1, seed=1)


def statements(n: int, *, mechanism: int = 4, topics: int = 7, hard: int = 0, harm: int = 3) -> list[Entry]:
    """So many statements in mechanisms of one size; every `hard`th is hard to read, every `harm`th tells of harm."""
    return [
        Entry(
            VersionId(at + 1),
            f"S-{at + 1}",
            f"Topic {at // mechanism % topics}",
            f"Mechanism {at // mechanism}",
            harm=at % harm == 0,
            hard=bool(hard) and at % hard == 0,
        )
        for at in range(n)
    ]


def plan_for(aim: Aim, entries: list[Entry], wish: Wish = WISH) -> Proposal:
    return next(each for each in propose(entries, wish) if each.choice.aim is aim)


def read_by(plan: Proposal, seat: int) -> list[Entry]:
    return [entry for block in reading_order(plan.allocation.blocks, seat) for entry in block.entries]


def test_a_run_of_seats_goes_around_the_circle() -> None:
    assert run_of(12, 5, 15) == (1, 2, 13, 14, 15)
    assert run_of(3, 15, 15) == (), "everyone"


def test_everyone_judges_72_and_the_other_200_are_named() -> None:
    plan = plan_for(Aim.EVERYONE, statements(272))
    assert (plan.choice.statements, plan.choice.left_out, len(plan.allocation.left_out)) == (72, 200, 200)
    assert all(len(read_by(plan, seat)) == 72 for seat in range(1, 16))


def test_statements_of_mechanisms_of_one_go_to_eight_people_each() -> None:
    plan = plan_for(Aim.CLASSES, statements(272, mechanism=1))
    assert 130 <= plan.choice.statements <= 135
    assert {len(block.seats) for block in plan.allocation.blocks} == {8}


def test_all_272_take_as_many_minutes_by_link_as_whole_mechanisms_need() -> None:
    plan = plan_for(Aim.ALL, statements(272))
    assert plan.choice.left_out == 0
    assert 46 <= plan.choice.by_link <= 55
    assert plan.items[0].kind is Kind.LINK
    assert plan.items[0].minutes == plan.choice.by_link


def test_every_topic_has_its_share_of_a_plan_that_does_not_take_all() -> None:
    plan = plan_for(Aim.EVERYONE, statements(272))
    taken = [entry.topic for entry in read_by(plan, 1)]
    assert {taken.count(f"Topic {n}") for n in range(7)} <= {8, 12}


def test_every_person_begins_with_another_topic_than_her_neighbour() -> None:
    plan = plan_for(Aim.EVERYONE, statements(272))
    first = [reading_order(plan.allocation.blocks, seat)[0] for seat in range(1, 16)]
    assert all(mine != hers for mine, hers in pairwise(first))


def test_statements_of_harm_are_shared_alike() -> None:
    plan = plan_for(Aim.CLASSES, statements(272))
    harm = [sum(entry.harm for entry in read_by(plan, seat)) for seat in range(1, 16)]
    assert max(harm) - min(harm) <= 6


def test_hard_statements_are_read_in_the_room_and_not_at_its_end() -> None:
    plan = plan_for(Aim.ALL, statements(272, hard=20))
    assert all(block.calm for block in plan.allocation.blocks if block.stretch == 0), "at home nobody is there to help"
    assert all(not entry.hard for seat in range(1, 16) for entry in read_by(plan, seat)[-12:])
    assert plan.yielded == ()


def test_what_is_hard_and_must_be_answered_at_home_is_said() -> None:
    plan = plan_for(Aim.ALL, statements(272, hard=4))
    assert any("answered before the day, where nobody is there to turn to" in str(each) for each in plan.yielded)


def test_where_all_are_hard_to_read_the_plan_says_so() -> None:
    plan = plan_for(Aim.EVERYONE, statements(40, hard=1))
    assert [str(each).split(":")[0] for each in plan.yielded] == [
        "15 of 15 people read more than two statements in a row that are hard to read",
        "For 15 of 15 people something hard to read stands in the last ten minutes of answering",
    ]


def test_a_mechanism_longer_than_a_time_of_answering_is_parted_and_named() -> None:
    plan = plan_for(Aim.EVERYONE, statements(50, mechanism=50))
    assert str(plan.yielded[0]) == "Longer than one time of answering, so parted between two: Mechanism 0."
    assert plan.choice.left_out == 0


def test_a_calm_statement_of_the_block_comes_between_hard_ones() -> None:
    hard, calm = statements(6, mechanism=6, hard=1), statements(6, mechanism=6)
    assert longest_row(spaced([hard, calm])) <= 2
    assert set(spaced([hard, calm])) == {*hard, *calm}


def test_a_block_that_can_be_read_mechanism_by_mechanism_is() -> None:
    units = [statements(4, hard=4), statements(8)[4:]]
    assert [entry.mechanism for entry in spaced(units)] == ["Mechanism 0"] * 4 + ["Mechanism 1"] * 4


def test_a_second_workshop_gets_the_same_blocks_for_its_own_seats() -> None:
    wish = Wish(Means((8, 7), 65, workshops=2), 180, 1, seed=3)
    plan = plan_for(Aim.ALL, statements(272), wish)
    there = repeat(plan, 15, wish, place=1)
    assert there.choice.left_out == 0
    assert [each.entries for each in there.allocation.blocks] == [each.entries for each in plan.allocation.blocks]
    for here, other in zip(plan.allocation.blocks, there.allocation.blocks, strict=True):
        assert len(here.seats) + len(other.seats) == 7


def test_a_smaller_panel_leaves_out_what_it_cannot_hold_and_names_it() -> None:
    plan = plan_for(Aim.CLASSES, statements(144), Wish(Means((8, 7), 60, workshops=2), 180, 1, seed=3))
    small = repeat(plan, 15, Wish(Means((5, 4), 60, workshops=2), 180, 1, seed=3), place=1)
    assert small.choice.left_out == len(small.allocation.left_out) > 0
    assert small.choice.statements + small.choice.left_out == plan.choice.statements


def test_no_statements_make_an_empty_allocation() -> None:
    assert allocate([], people=15, share=Share(8), stretches=(Stretch(36),), seed=1).blocks == ()
    assert propose([], WISH) == ()
