"""What holds for every plan of 10 to 2,000 statements."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as some

from app.core.agenda import Aim, Means, Pace
from app.core.agenda_blocks import Entry, reading_order
from app.core.agenda_clock import TooLittleTime, in_room
from app.core.agenda_plans import IN_ROWS, Proposal, Wish, propose, stretches_of
from app.core.seats import deal_seats
from app.core.spacing import longest_row
from app.core.workshops import VersionId


@some.composite
def lists(draw: some.DrawFn) -> list[Entry]:
    """A long list: mechanisms of any length in any number of topics, some statements of harm, some hard to read."""
    n, chance = draw(some.integers(10, 2000)), draw(some.randoms(use_true_random=False))
    topics, longest, hard = draw(some.integers(1, 12)), draw(some.integers(1, 40)), draw(some.floats(0, 1))
    entries: list[Entry] = []
    while len(entries) < n:
        name = f"M{len(entries)}"
        for _ in range(min(n - len(entries), chance.randint(1, longest))):
            at = len(entries) + 1
            harm, is_hard = chance.random() < 0.31, chance.random() < hard
            entries.append(Entry(VersionId(at), f"S{at}", f"T{int(name[1:]) % topics}", name, harm, is_hard))
    return entries


wishes = some.builds(
    Wish,
    some.builds(
        Means,
        some.lists(some.integers(1, 20), min_size=1, max_size=4).map(tuple),
        some.integers(5, 120),
        workshops=some.integers(1, 3),
        by_link=some.booleans(),
        pace=some.builds(Pace, self_paced=some.integers(20, 120)),
    ),
    minutes=some.integers(60, 300),
    breaks=some.integers(0, 3),
    seed=some.integers(0, 2**31),
)


def plans(entries: list[Entry], wish: Wish) -> tuple[Proposal, ...]:
    try:
        return propose(entries, wish)
    except TooLittleTime:
        return ()


@settings(max_examples=60, deadline=None)
@given(entries=lists(), wish=wishes)
def test_sums_balance_and_spacing_hold_and_nothing_is_lost(entries: list[Entry], wish: Wish) -> None:
    for plan in plans(entries, wish):
        assert in_room(plan.items) == wish.minutes
        if plan.choice.aim is Aim.PLENARY:
            continue
        nothing_is_lost(plan, entries)
        the_promised_number_judges(plan, wish)
        nobody_reads_more_than_her_minutes_hold(plan, wish)
        hard_ones_are_apart_or_it_is_said(plan, wish)


def nothing_is_lost(plan: Proposal, entries: list[Entry]) -> None:
    judged = [entry for block in plan.allocation.blocks for entry in block.entries]
    assert Counter(judged) + Counter(plan.allocation.left_out) == Counter(entries)
    assert (plan.choice.statements, plan.choice.left_out) == (len(judged), len(plan.allocation.left_out))


def the_promised_number_judges(plan: Proposal, wish: Wish) -> None:
    people, each = wish.means.people, plan.choice.each
    low, odd = divmod(each, wish.means.workshops)
    groups = deal_seats(dict(enumerate(wish.means.groups)))
    for block in plan.allocation.blocks:
        here = len(block.seats) or people
        assert here in {low, low + bool(odd)}
        for group, expected in enumerate(wish.means.groups):
            given_to = sum(groups[seat - 1] == group for seat in block.seats) if block.seats else expected
            assert abs(given_to - here * expected / people) < 2 + len(wish.means.groups)


def nobody_reads_more_than_her_minutes_hold(plan: Proposal, wish: Wish) -> None:
    for at, stretch in enumerate(stretches_of(plan.items, wish.means)):
        for seat in range(1, wish.means.people + 1):
            mine = [block for block in plan.allocation.blocks if block.stretch == at]
            assert sum(len(block.entries) for block in reading_order(mine, seat)) <= stretch.holds


def hard_ones_are_apart_or_it_is_said(plan: Proposal, wish: Wish) -> None:
    rows = 0
    for seat in range(1, wish.means.people + 1):
        mine = reading_order(plan.allocation.blocks, seat)
        rows += longest_row(entry for block in mine for entry in block.entries) > 2
    said = [phrase.facts["people"] for phrase in plan.yielded if phrase.text == IN_ROWS]
    assert said == ([rows] if rows else [])


@settings(max_examples=20, deadline=None)
@given(entries=lists(), wish=wishes)
def test_the_same_seed_makes_the_same_plan(entries: list[Entry], wish: Wish) -> None:
    assert plans(entries, wish) == plans(entries, wish)


@settings(max_examples=30, deadline=None)
@given(entries=lists(), wish=wishes)
def test_a_mechanism_stays_together_unless_it_is_longer_than_a_time_of_answering(
    entries: list[Entry], wish: Wish
) -> None:
    sizes = Counter(entry.mechanism for entry in entries)
    for plan in plans(entries, wish):
        longest = max((stretch.holds for stretch in stretches_of(plan.items, wish.means)), default=0)
        assert all(sizes[name] > longest for name in plan.allocation.parted)
