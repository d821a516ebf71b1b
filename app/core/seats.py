"""Seats: the planned places of a panel, dealt to its groups in turn, and who sits where.

A sub-panel is a set of seats. Because the groups are dealt in turn, any run of neighbouring seats holds them in about
the proportion of the whole panel, also around the end of the circle.
"""

from collections.abc import Collection, Mapping, Sequence


def deal_seats(expected: Mapping[int, int]) -> tuple[int, ...]:
    """The group of each seat, from the people expected by group. Each seat goes to the group that is furthest behind.

    Of two equally far behind, the first named comes first, so the same plan always deals alike.
    """
    total, behind = sum(expected.values()), dict.fromkeys(expected, 0)
    dealt = []
    for _ in range(total):
        for group, many in expected.items():
            behind[group] += many
        # `max` keeps the first of equals.
        turn = max(behind, key=lambda group: behind[group])
        behind[turn] -= total
        dealt.append(turn)
    return tuple(dealt)


def seat_for(seats: Sequence[int], group: int, taken: Mapping[int, int]) -> int | None:
    """The seat, from 1, of someone who comes from this group; None where no seats were planned.

    The lowest free one of her group; when none is free, the one that fewest share, of her group or, where nobody of it
    was expected, of all. `taken` says how many sit on each.
    """
    own = [seat for seat, of in enumerate(seats, start=1) if of == group]
    among = own or range(1, len(seats) + 1)
    return min(among, key=lambda seat: (taken.get(seat, 0), seat), default=None)


def is_given_to(seat: int | None, seats: Collection[int]) -> bool:
    """Whether what was given to these seats, [] for everyone, was given to whoever sits here."""
    return not seats or seat in seats
