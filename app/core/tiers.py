"""Tiers: how many of the four marks a statement has.

As in the source review: several sources, both theory and data, thick, confirmed.
"""

from app.core.criteria import Marks

TIERS = "DDCBA"
"""The tier by number of marks, from none to four."""


def tier(marks: Marks) -> str:
    """Return A for four marks, B three, C two, D fewer; a range such as "A-B" while a mark that matters is open."""
    worst, best = TIERS[marks.count(True)], TIERS[marks.count(True) + marks.count(None)]
    return worst if worst == best else f"{best}-{worst}"
